/**
 * Finds work item keys in text people wrote.
 *
 * In: a text and the project keys that exist. Out: every place where a key is meant, in order. The
 * one idea: start at the hyphen, which is rare, and look both ways; then ask whether the neighbours
 * make it a key or a part of something else. Every character is looked at a bounded number of times.
 *
 * Accepted: DAEMON-17 · [DAEMON-17] · DAEMON-17: · #DAEMON-17 · DAEMON-17-fix · 修复DAEMON-17 ·
 *           https://jira.example.com/browse/DAEMON-17?focused=1 · DAEMON-17/DAEMON-18 (both)
 * Refused:  UTF-8 (no such project) · XDAEMON-17 · DAEMON-0 · DAEMON-017 · DAEMON-17-18 · DAEMON-17.2 ·
 *           DAEMON-17x · test/apps/DAEMON-17/index.js · DAEMON-17.js · https://host/?q=DAEMON-17 ·
 *           DAEMON-17@host · daemon-17 (only branch names are read in lower case) ·
 *           anything between lines that begin with three backticks
 */
import type { ProjectKey, WorkItemKey } from '../model/key';

export type KeyPlace = 'subject' | 'body' | 'trailer';

export interface FoundKey {
  readonly key: WorkItemKey;
  /** Where the key begins in the text. */
  readonly start: number;
  /** First line, last paragraph's `Name: value` line, or anywhere else. */
  readonly where: KeyPlace;
}

const NONE: readonly FoundKey[] = [];

const HYPHEN = 45;
const SLASH = 47;
const LONGEST_NUMBER = 9;
/** Jira allows ten characters unless an administrator raised the limit. */
const LONGEST_PROJECT = 64;

export function findKeys(text: string, allow: ReadonlySet<ProjectKey>): readonly FoundKey[] {
  let found: FoundKey[] | undefined;
  let surroundings: Surroundings | undefined;
  for (let hyphen = text.indexOf('-', 2); hyphen >= 0; hyphen = text.indexOf('-', hyphen + 1)) {
    const first = text.charCodeAt(hyphen + 1);
    if (!(first >= 49 && first <= 57)) continue;
    const start = projectStart(text, hyphen);
    if (hyphen - start < 2 || hyphen - start > LONGEST_PROJECT || !allow.has(text.slice(start, hyphen))) continue;
    const end = digitsEnd(text, hyphen + 1);
    if (end - hyphen - 1 > LONGEST_NUMBER || !endsKey(text, end)) continue;
    if (text.charCodeAt(end) === SLASH && !followsSlash(text, end + 1, allow)) continue;
    let where: KeyPlace = 'subject';
    // Most keys stand at the very beginning, where nothing can precede them.
    if (start > 0) {
      surroundings ??= new Surroundings(text);
      surroundings.advance(start);
      const previous = found?.at(-1);
      const afterKey = previous !== undefined && previous.start + previous.key.length + 1 === start;
      if (!beginsKey(text, start, surroundings, afterKey)) continue;
      where = surroundings.place();
    }
    found ??= [];
    found.push({ key: text.slice(start, end), start, where });
  }
  return found ?? NONE;
}

/**
 * Finds keys in a branch name, where case does not matter and words hang together:
 *
 * Accepted: feature/daemon-17-fix · daemon-17_1_0_X · DAEMON-17 · DAEMON-17-2 · bug_DAEMON-17
 * Refused:  daemon-1-2-x (a version) · daemon-1.2 · xdaemon-17 · daemon-17b
 */
export function findKeysInBranch(branch: string, allow: ReadonlySet<ProjectKey>): WorkItemKey[] {
  const found: WorkItemKey[] = [];
  for (let hyphen = branch.indexOf('-', 2); hyphen >= 0; hyphen = branch.indexOf('-', hyphen + 1)) {
    const first = branch.charCodeAt(hyphen + 1);
    if (!(first >= 49 && first <= 57)) continue;
    const end = digitsEnd(branch, hyphen + 1);
    if (end - hyphen - 1 > LONGEST_NUMBER) continue;
    const written = projectBefore(branch, hyphen, allow);
    if (written === undefined) continue;
    const project = written.toUpperCase();
    const next = branch.charCodeAt(end);
    const digitFollows = isDigit(branch.charCodeAt(end + 1));
    if (isLetter(next) || (next === 46 && digitFollows)) continue;
    if (next === HYPHEN && digitFollows && written !== project) continue;
    const key = `${project}-${branch.slice(hyphen + 1, end)}`;
    if (!found.includes(key)) found.push(key);
  }
  return found;
}

/** The project's name as written before the hyphen; in `bug_DAEMON-17` that is `DAEMON`. */
function projectBefore(branch: string, hyphen: number, allow: ReadonlySet<ProjectKey>): string | undefined {
  let start = hyphen;
  while (start > 0 && hyphen - start <= LONGEST_PROJECT && isWordCode(branch.charCodeAt(start - 1))) start -= 1;
  for (;;) {
    const written = branch.slice(start, hyphen);
    if (written.length < 2) return undefined;
    if (allow.has(written.toUpperCase())) return written;
    const underscore = branch.indexOf('_', start);
    if (underscore < 0 || underscore >= hyphen) return undefined;
    start = underscore + 1;
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

/** Whether what follows leaves the key whole. */
function endsKey(text: string, end: number): boolean {
  const next = text.charCodeAt(end);
  if (Number.isNaN(next)) return true;
  if (isLetter(next) || next === 64 || next === 92) return false;
  const after = text.charCodeAt(end + 1);
  if (next === HYPHEN) return !isDigit(after);
  if (next === 46) return !(isDigit(after) || (after >= 97 && after <= 122));
  return !(next === 95 && (isLetter(after) || isDigit(after)));
}

/** Whether what precedes it lets it begin here. */
function beginsKey(text: string, start: number, around: Surroundings, afterKey: boolean): boolean {
  if (around.inFence) return false;
  const previous = start > around.lineStart ? text.charCodeAt(start - 1) : NaN;
  if (around.inAddress()) return isItemAddress(text, start) && !around.inQuery();
  if (Number.isNaN(previous)) return true;
  if (isLetter(previous) || isDigit(previous) || previous === 64 || previous === 92) return false;
  if (previous === 47) return afterKey || isItemAddress(text, start);
  if (previous === 46 || previous === HYPHEN) return start - 1 === around.wordStart;
  return true;
}

/** `…/browse/` and `…/issues/` are where Jira shows an item. */
function isItemAddress(text: string, start: number): boolean {
  return text.startsWith('/browse/', start - 8) || text.startsWith('/issues/', start - 8);
}

/** Behind a slash: another key or number, or nothing. A name there makes it a path. */
function followsSlash(text: string, from: number, allow: ReadonlySet<ProjectKey>): boolean {
  let end = from;
  while (end - from < 32 && isKeyCode(text.charCodeAt(end))) end += 1;
  if (text.charCodeAt(end) === HYPHEN) return allow.has(text.slice(from, end)) && isDigit(text.charCodeAt(end + 1));
  const rest = text.slice(from, end);
  return /^\d*$/.test(rest) && !isLetter(text.charCodeAt(end));
}

/** The line and word a position lies in, moved forward only, so that a whole text costs one pass. */
class Surroundings {
  lineStart = 0;
  wordStart = 0;
  inFence = false;
  private position = 0;
  private schemeAt = -1;
  private queryAt = -1;
  private line = 0;
  private lastParagraph: number | undefined;

  constructor(private readonly text: string) {
    this.inFence = text.startsWith('```');
  }

  /** Moves to a later position. */
  advance(to: number): void {
    for (; this.position < to; this.position += 1) {
      const code = this.text.charCodeAt(this.position);
      if (code === 10) {
        this.line += 1;
        this.lineStart = this.position + 1;
        this.beginWord();
        if (this.text.startsWith('```', this.lineStart)) this.inFence = !this.inFence;
      } else if (code === 32 || code === 9 || code === 13) this.beginWord();
      else if (code === 58 && this.text.startsWith('//', this.position + 1)) this.schemeAt = this.position;
      else if (code === 63 && this.schemeAt >= 0) this.queryAt = this.position;
      else if (code === 93 || code === 41 || code === 62 || code === 124) this.endAddress();
    }
  }

  inAddress(): boolean {
    return this.schemeAt >= 0;
  }

  inQuery(): boolean {
    return this.queryAt >= 0;
  }

  place(): KeyPlace {
    if (this.line === 0) return 'subject';
    this.lastParagraph ??= lastParagraphStart(this.text);
    return this.lineStart >= this.lastParagraph && isTrailerLine(this.text, this.lineStart) ? 'trailer' : 'body';
  }

  private beginWord(): void {
    this.wordStart = this.position + 1;
    this.endAddress();
  }

  /** Brackets end an address even without a space: `[DAEMON-17](https://…),DAEMON-18`. */
  private endAddress(): void {
    this.schemeAt = -1;
    this.queryAt = -1;
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

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isKeyCode(code: number): boolean {
  return (code >= 65 && code <= 90) || isDigit(code) || code === 95;
}

function isWordCode(code: number): boolean {
  return isKeyCode(code) || (code >= 97 && code <= 122);
}

/** Letters of scripts that put spaces between words; Chinese or Japanese may touch a key. */
function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || (code >= 0xc0 && code <= 0x52f);
}
