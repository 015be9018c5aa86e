/**
 * Finds work item keys in text people wrote.
 *
 * In: a text and the project keys that exist. Out: every place where a key is meant, in order. The
 * one idea: start at the hyphen, which is rare, and look both ways; then ask whether the neighbours
 * make it a key or a part of something else. Every character is looked at a bounded number of times.
 *
 * Accepted: DAEMON-17 · [DAEMON-17] · DAEMON-17: · #DAEMON-17 · DAEMON-17-fix · 修复DAEMON-17 ·
 *           https://jira.example.com/browse/DAEMON-17?focused=1 · DAEMON-17/DAEMON-18 (both) ·
 *           DAEMON-17b and DAEMON-17-2 (a second try, as teams without sub-tasks write it)
 * Refused:  UTF-8 (no such project) · CVE-2024-1234 (even if there is) · XDAEMON-17 · DAEMON-0 ·
 *           DAEMON-017 · DAEMON-17-18 · DAEMON-17.2 · DAEMON-17x · test/apps/DAEMON-17/index.js ·
 *           DAEMON-17.js · https://host/?q=DAEMON-17 · DAEMON-17@host · anything between lines that
 *           begin with three backticks · daemon-17 (only branch names are read in lower case: of
 *           10,800 commits of three recorded projects one names its item so, and in a branch)
 */
import type { ProjectKey, WorkItemKey } from '../model/key';
import { isDigit, isKeyCode, isLetter, isWordCode } from './characters';
import { ProjectNames } from './project-names';
import { FENCE, Surroundings } from './surroundings';

export type KeyPlace = 'subject' | 'body' | 'trailer';

export interface FoundKey {
  readonly key: WorkItemKey;
  /** Where the key begins in the text. */
  readonly start: number;
  /** First line, last paragraph's `Name: value` line, or anywhere else. */
  readonly where: KeyPlace;
}

const HYPHEN = 45;
const SLASH = 47;
const LONGEST_NUMBER = 9;
/** Jira allows ten characters unless an administrator raised the limit. */
const LONGEST_PROJECT = 64;

export function findKeys(text: string, projects: ReadonlySet<ProjectKey> | ProjectNames): readonly FoundKey[] {
  const names = projects instanceof ProjectNames ? projects : new ProjectNames(projects);
  const found: FoundKey[] = [];
  let places: Places | undefined;
  eachKey(text, names, (project, number, start) => {
    places ??= new Places(text);
    found.push({ key: names.itemKey(project, number), start, where: places.at(start) });
  });
  return found;
}

/** Calls `take` for each key: the project's place in `projects.keys`, the item's number and where the key begins. */
export function eachKey(
  text: string,
  projects: ProjectNames,
  take: (project: number, number: number, start: number) => void,
): void {
  let surroundings: Surroundings | undefined;
  let fenced: boolean | undefined;
  let lastEnd = -1;
  for (let hyphen = text.indexOf('-', 2); hyphen >= 0; hyphen = text.indexOf('-', hyphen + 1)) {
    const first = text.charCodeAt(hyphen + 1);
    if (!(first >= 49 && first <= 57)) continue;
    const start = projectStart(text, hyphen);
    if (hyphen - start < 2 || hyphen - start > LONGEST_PROJECT) continue;
    const project = projects.at(text, start, hyphen);
    if (project < 0) continue;
    let end = hyphen + 2;
    let next = text.charCodeAt(end);
    let number = first - 48;
    for (; isDigit(next); next = text.charCodeAt(end)) {
      number = 10 * number + next - 48;
      end += 1;
    }
    if (end - hyphen - 1 > LONGEST_NUMBER || !endsKey(text, hyphen + 1, end, next)) continue;
    if (next === SLASH && !followsSlash(text, end + 1, projects)) continue;
    if (standsApart(text, start)) {
      // Nothing but a fence can make code of a key that follows a space.
      if (start > 0 && (fenced ??= text.includes(FENCE))) {
        surroundings ??= new Surroundings(text);
        if (surroundings.advance(start).inFence) continue;
      }
    } else {
      if (!mayPrecede(text, start, lastEnd + 1 === start)) continue;
      surroundings ??= new Surroundings(text);
      if (!beginsKey(text, start, surroundings.advance(start))) continue;
    }
    lastEnd = end;
    take(project, number, start);
  }
}

/**
 * Finds keys in a branch name, where case does not matter and words hang together:
 *
 * Accepted: feature/daemon-17-fix · daemon-17_1_0_X · DAEMON-17 · DAEMON-17-2 · DAEMON-17b · bug_DAEMON-17
 * Refused:  daemon-1-2-x (a version) · daemon-1.2 · xdaemon-17 · daemon-17b
 */
export function findKeysInBranch(branch: string, projects: ReadonlySet<ProjectKey> | ProjectNames): WorkItemKey[] {
  const found = new Set<WorkItemKey>();
  for (let hyphen = branch.indexOf('-', 2); hyphen >= 0; hyphen = branch.indexOf('-', hyphen + 1)) {
    const first = branch.charCodeAt(hyphen + 1);
    if (!(first >= 49 && first <= 57)) continue;
    const end = digitsEnd(branch, hyphen + 1);
    if (end - hyphen - 1 > LONGEST_NUMBER) continue;
    const written = projectBefore(branch, hyphen, projects);
    if (written === undefined) continue;
    const project = written.toUpperCase();
    const next = branch.charCodeAt(end);
    const digitFollows = isDigit(branch.charCodeAt(end + 1));
    if (isLetter(next) && !(written === project && next >= 97 && next <= 99 && endsWord(branch, end + 1))) continue;
    if (next === 46 && digitFollows) continue;
    if (next === HYPHEN && digitFollows && written !== project) continue;
    const key = `${project}-${branch.slice(hyphen + 1, end)}`;
    found.add(key);
  }
  return [...found];
}

export interface Mention {
  readonly key: WorkItemKey;
  readonly start: number;
  /** Behind the last digit. */
  readonly end: number;
}

/**
 * Every place where somebody may read a key, in either case and behind any prefix: more than any
 * linker takes, for hiding keys rather than for following them.
 *
 * Accepted: DAEMON-17 · feature/daemon-17-fix · Bug_Daemon-17 · fixDAEMON-17 · DAEMON-17.2 · DAEMON-17x
 * Refused:  UTF-8 (no such project) · daemon-1.2 (a version) · xdaemon-17 · DAEMON-017
 */
export function findMentions(text: string, projects: ReadonlySet<ProjectKey>): Mention[] {
  const found: Mention[] = [];
  for (let hyphen = text.indexOf('-', 2); hyphen >= 0; hyphen = text.indexOf('-', hyphen + 1)) {
    const first = text.charCodeAt(hyphen + 1);
    if (!(first >= 49 && first <= 57)) continue;
    const start = mentionedProjectStart(text, hyphen, projects);
    if (start < 0) continue;
    const end = digitsEnd(text, hyphen + 1);
    const written = text.slice(start, hyphen);
    const project = written.toUpperCase();
    if (written !== project && text.charCodeAt(end) === 46 && isDigit(text.charCodeAt(end + 1))) continue;
    found.push({ key: `${project}-${text.slice(hyphen + 1, end)}`, start, end });
  }
  return found;
}

/** Where the longest name of a project begins that a reader may see before the hyphen; -1 when there is none. */
function mentionedProjectStart(text: string, hyphen: number, projects: ReadonlySet<ProjectKey>): number {
  let longest = -1;
  for (let start = hyphen - 1; start >= 0 && hyphen - start <= LONGEST_PROJECT; start -= 1) {
    const code = text.charCodeAt(start);
    if (!isWordCode(code)) break;
    const previous = text.charCodeAt(start - 1);
    const begins = !isLetter(previous) || (isLower(previous) && !isLower(code));
    if (begins && projects.has(text.slice(start, hyphen).toUpperCase())) longest = start;
  }
  return longest;
}

function isLower(code: number): boolean {
  return code >= 97 && code <= 122;
}

/** The project's name as written before the hyphen; in `bug_DAEMON-17` that is `DAEMON`. */
function projectBefore(
  branch: string,
  hyphen: number,
  projects: ReadonlySet<ProjectKey> | ProjectNames,
): string | undefined {
  let start = hyphen;
  while (start > 0 && hyphen - start <= LONGEST_PROJECT && isWordCode(branch.charCodeAt(start - 1))) start -= 1;
  for (;;) {
    const written = branch.slice(start, hyphen);
    if (written.length < 2) return undefined;
    if (projects.has(written.toUpperCase())) return written;
    const underscore = written.indexOf('_');
    if (underscore < 0) return undefined;
    start += underscore + 1;
  }
}

/** Where the run of project characters before the hyphen begins, without emphasis underscores. */
function projectStart(text: string, hyphen: number): number {
  let start = hyphen;
  while (start > 0 && isKeyCode(text.charCodeAt(start - 1))) start -= 1;
  while (text.charCodeAt(start) === 95) start += 1;
  return start;
}

function digitsEnd(text: string, from: number): number {
  let end = from;
  while (isDigit(text.charCodeAt(end))) end += 1;
  return end;
}

/** Whether what follows, which begins with `next`, leaves the key whole. */
function endsKey(text: string, from: number, end: number, next: number): boolean {
  if (Number.isNaN(next) || next === 32 || next === 93 || next === 58) return true;
  if (next === 64 || next === 92) return false;
  const after = text.charCodeAt(end + 1);
  // `DAEMON-17b`: the letters of a second and third try, and no more of a word.
  if (isLetter(next)) return next >= 97 && next <= 99 && endsWord(text, end + 1);
  if (next === HYPHEN) return !isDigit(after) || (after >= 50 && !isYear(text, from, end) && endsWord(text, end + 2));
  if (next === 46) return !(isDigit(after) || (after >= 97 && after <= 122));
  return !(next === 95 && (isLetter(after) || isDigit(after)));
}

/** Nothing behind hangs on: no letter, digit, hyphen, path or file ending. */
function endsWord(text: string, end: number): boolean {
  const next = text.charCodeAt(end);
  if (isLetter(next) || isDigit(next) || next === HYPHEN || next === SLASH || next === 95 || next === 92) return false;
  return next !== 46 || !isWordCode(text.charCodeAt(end + 1));
}

/** `CVE-2024-5` numbers a year. */
function isYear(text: string, from: number, end: number): boolean {
  return end - from === 4 && (text.startsWith('19', from) || text.startsWith('20', from));
}

/** At the beginning or behind a space, or in a bracket that is. */
function standsApart(text: string, start: number): boolean {
  if (start === 0) return true;
  const previous = text.charCodeAt(start - 1);
  if (previous === 32 || previous === 10) return true;
  return (previous === 91 || previous === 40) && (start === 1 || text.charCodeAt(start - 2) <= 32);
}

/** What may never stand before a key, whatever stands around it. */
function mayPrecede(text: string, start: number, afterKey: boolean): boolean {
  const previous = text.charCodeAt(start - 1);
  if (previous === SLASH) return afterKey || isItemAddress(text, start);
  return !(isLetter(previous) || isDigit(previous) || previous === 64 || previous === 92);
}

/** Whether the words around it let it begin here. */
function beginsKey(text: string, start: number, around: Surroundings): boolean {
  if (around.inFence) return false;
  if (around.inAddress()) return isItemAddress(text, start) && !around.inQuery();
  const previous = text.charCodeAt(start - 1);
  return !(previous === 46 || previous === HYPHEN) || start - 1 === around.wordStart;
}

/** `…/browse/` and `…/issues/` are where Jira shows an item. */
function isItemAddress(text: string, start: number): boolean {
  return text.startsWith('/browse/', start - 8) || text.startsWith('/issues/', start - 8);
}

/** Behind a slash: another key or number, or nothing. A name there makes it a path. */
function followsSlash(text: string, from: number, projects: ProjectNames): boolean {
  let end = from;
  while (end - from < 32 && isKeyCode(text.charCodeAt(end))) end += 1;
  if (text.charCodeAt(end) === HYPHEN) return projects.at(text, from, end) >= 0 && isDigit(text.charCodeAt(end + 1));
  const rest = text.slice(from, end);
  return /^\d*$/.test(rest) && !isLetter(text.charCodeAt(end));
}

/** In which part of a message a place lies; asked from front to back, it costs one pass. */
class Places {
  readonly #subjectEnd: number;
  #lineStart = 0;
  #lineEnd: number;
  #lastParagraph: number | undefined;

  constructor(private readonly text: string) {
    const end = text.indexOf('\n');
    this.#subjectEnd = end < 0 ? text.length : end;
    this.#lineEnd = this.#subjectEnd;
  }

  at(place: number): KeyPlace {
    if (place < this.#subjectEnd) return 'subject';
    while (this.#lineEnd < place) {
      this.#lineStart = this.#lineEnd + 1;
      const end = this.text.indexOf('\n', this.#lineStart);
      this.#lineEnd = end < 0 ? this.text.length : end;
    }
    this.#lastParagraph ??= lastParagraphStart(this.text);
    return this.#lineStart >= this.#lastParagraph && isTrailerLine(this.text, this.#lineStart) ? 'trailer' : 'body';
  }
}

/** Where the last paragraph begins; the end of the text when there is only one. */
function lastParagraphStart(text: string): number {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) <= 32) end -= 1;
  const gap = text.lastIndexOf('\n\n', end - 1);
  return gap < 0 ? text.length : gap + 2;
}

/** `Refs: …`, `Co-authored-by: …`: git's trailers. */
function isTrailerLine(text: string, lineStart: number): boolean {
  return /^[A-Za-z][A-Za-z-]{0,40}:\s/.test(text.slice(lineStart, lineStart + 48));
}
