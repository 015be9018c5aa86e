/**
 * The keys of the projects that exist, asked for by where they stand in a text, so that most of a text
 * is refused without cutting anything out of it.
 */
import type { ProjectKey, WorkItemKey } from '../model/key';
import { KeyTable } from './key-table';

export class ProjectNames {
  /** In order; a project's place here is its number everywhere else. */
  readonly keys: readonly ProjectKey[];
  /** The first project with each mark, and behind each project the next with its mark; -1 ends it. */
  readonly #first = new Int32Array(MARKS).fill(-1);
  readonly #next: Int32Array;
  readonly #itemKeys = new KeyTable<WorkItemKey>();

  constructor(keys: Iterable<ProjectKey>) {
    this.keys = [...new Set(keys)].sort();
    this.#next = new Int32Array(this.keys.length);
    for (const [place, key] of this.keys.entries()) {
      const mark = markOf(key, 0, key.length);
      this.#next[place] = this.#first[mark] ?? -1;
      this.#first[mark] = place;
    }
  }

  /** The number of the project whose key fills the text from `start` to `end`; -1 when there is none. */
  at(text: string, start: number, end: number): number {
    let place = this.#first[markOf(text, start, end)] ?? -1;
    while (place >= 0 && !stands(this.keys[place] ?? '', text, start, end)) place = this.#next[place] ?? -1;
    return place;
  }

  /** One text for each item, however often it is named: a key cut out of a message would keep all of that in memory. */
  itemKey(project: number, number: number): WorkItemKey {
    const known = this.#itemKeys.get(project, number);
    if (known !== undefined) return known;
    const key = `${this.keys[project]}-${number}`;
    this.#itemKeys.set(project, number, key);
    return key;
  }

  has(key: ProjectKey): boolean {
    return this.at(key, 0, key.length) >= 0;
  }
}

/** More than most sites have projects. */
const MARKS = 1024;

/** Alike for few keys: first and last character and the length. */
function markOf(text: string, start: number, end: number): number {
  return ((text.charCodeAt(start) * 31 + text.charCodeAt(end - 1)) * 31 + end - start) & (MARKS - 1);
}

/** Whether the key fills the text from `start` to `end`. Keys are short: a loop is done before a call has begun. */
function stands(key: string, text: string, start: number, end: number): boolean {
  if (key.length !== end - start) return false;
  for (let at = 0; at < key.length; at += 1) if (key.charCodeAt(at) !== text.charCodeAt(start + at)) return false;
  return true;
}
