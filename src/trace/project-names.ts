/**
 * The keys of the projects that exist, asked for by where they stand in a text, so that most of a text
 * is refused without cutting anything out of it.
 */
import type { ProjectKey, WorkItemKey } from '../model/key';
import { KeyTable } from './key-table';

export class ProjectNames {
  /** In order; a project's place here is its number everywhere else. */
  readonly keys: readonly ProjectKey[];
  readonly #byMark: ReadonlyMap<number, readonly number[]>;
  readonly #itemKeys = new KeyTable<WorkItemKey>();

  constructor(keys: Iterable<ProjectKey>) {
    this.keys = [...new Set(keys)].sort();
    const byMark = new Map<number, number[]>();
    for (const [place, key] of this.keys.entries()) {
      const mark = markOf(key, 0, key.length);
      byMark.set(mark, [...(byMark.get(mark) ?? []), place]);
    }
    this.#byMark = byMark;
  }

  /** The number of the project whose key fills the text from `start` to `end`; -1 when there is none. */
  at(text: string, start: number, end: number): number {
    const places = this.#byMark.get(markOf(text, start, end));
    if (places === undefined) return -1;
    for (const place of places) {
      const key = this.keys[place];
      if (key !== undefined && key.length === end - start && text.startsWith(key, start)) return place;
    }
    return -1;
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

/** Alike for few keys: first and last character and the length. */
function markOf(text: string, start: number, end: number): number {
  return ((text.charCodeAt(start) * 31 + text.charCodeAt(end - 1)) * 31 + end - start) | 0;
}
