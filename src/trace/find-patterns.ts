/**
 * Finds work items named in a site's own way: `[#103]` where the settings say that this means PAY-103.
 *
 * A template is plain text, so one search for its longer half and a few digits is all it takes: a text
 * costs one pass for each template.
 *
 * For the templates `[#{number}]` and `issue {number}`:
 * Accepted: [#103] fix · fix issue 103. · (issue 103)
 * Refused:  [#0] · [#0103] · reissue 103 · issue 103b · issue 103.2 · owner/repo[#103] · https://host/?q=[#103] ·
 *           anything between lines that begin with three backticks · Issue 103 (letters stand for themselves)
 */
import type { RepositoryName } from '../model/commit';
import type { WorkItemKey } from '../model/key';
import type { TracePattern } from '../model/settings';
import { isDigit, isLetter } from './characters';
import { Surroundings } from './surroundings';

export interface FoundPattern {
  readonly key: WorkItemKey;
  /** As it stands in the text: `[#103]`. */
  readonly written: string;
  readonly start: number;
}

const NUMBER = '{number}';
const LONGEST_NUMBER = 9;

/** The patterns that hold in a repository. */
export function patternsFor(repo: RepositoryName, patterns: readonly TracePattern[]): readonly TracePattern[] {
  return patterns.filter((pattern) => pattern.repo === undefined || pattern.repo === repo);
}

/** In order of place; the same item as often as it stands there. `from` is where reading begins. */
export function findPatterns(text: string, patterns: readonly TracePattern[], from = 0): FoundPattern[] {
  const found = patterns.flatMap((pattern) => findPattern(text, pattern, from));
  return patterns.length > 1 ? found.sort((a, b) => a.start - b.start || (a.key < b.key ? -1 : 1)) : found;
}

function findPattern(text: string, { template, project }: TracePattern, from: number): FoundPattern[] {
  const [before = '', after = ''] = template.split(NUMBER);
  const sought = before === '' ? after : before;
  const found: FoundPattern[] = [];
  if (sought === '') return found;
  let surroundings: Surroundings | undefined;
  for (let at = text.indexOf(sought, from); at >= 0; at = text.indexOf(sought, at + 1)) {
    const number = before === '' ? digitsBefore(text, at) : at + before.length;
    const end = digitsEnd(text, number);
    const start = number - before.length;
    if (end === number || text.charCodeAt(number) === 48 || end - number > LONGEST_NUMBER) continue;
    if (start < from || !text.startsWith(after, end)) continue;
    if (!standsAlone(text, start, end + after.length)) continue;
    surroundings ??= new Surroundings(text);
    surroundings.advance(start);
    if (surroundings.inFence || surroundings.inAddress()) continue;
    const key = `${project}-${text.slice(number, end)}`;
    found.push({ key, written: text.slice(start, end + after.length), start });
  }
  return found;
}

/** No letter, digit or path touches it: then it would be part of something else. */
function standsAlone(text: string, start: number, end: number): boolean {
  const previous = text.charCodeAt(start - 1);
  if (isLetter(previous) || isDigit(previous) || [35, 38, 46, 47, 64, 92].includes(previous)) return false;
  const next = text.charCodeAt(end);
  // Behind a bracket or a colon of the template's own, anything may follow.
  if (!isDigit(text.charCodeAt(end - 1)) && !isLetter(text.charCodeAt(end - 1))) return true;
  const digitFollows = isDigit(text.charCodeAt(end + 1));
  return !(isLetter(next) || isDigit(next) || next === 47 || ((next === 46 || next === 45) && digitFollows));
}

function digitsEnd(text: string, from: number): number {
  let end = from;
  while (end - from <= LONGEST_NUMBER && isDigit(text.charCodeAt(end))) end += 1;
  return end;
}

function digitsBefore(text: string, end: number): number {
  let start = end;
  while (end - start <= LONGEST_NUMBER && isDigit(text.charCodeAt(start - 1))) start -= 1;
  return start;
}
