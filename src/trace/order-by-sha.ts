/**
 * Puts commits in order of sha. A million texts compared in pairs are looked up in memory forty million
 * times; so the beginning of each sha is made a number once, the numbers are sorted, and only shas that
 * begin alike are compared as texts.
 */
import type { Sha } from '../model/commit';

/** Sixteen million beginnings: of a million shas, one in sixteen shares its own with another. */
const BEGINNING = 6;
/** A beginning and an index together fill the 53 bits of a number that is exact. */
const INDEXES = 2 ** 29;

/** Indexes of the commits, in order of sha; any texts come out right, hexadecimal ones fast. O(n log n). */
export function orderBySha(commits: readonly { readonly sha: Sha }[]): number[] {
  const marks = new Float64Array(commits.length);
  for (const [index, { sha }] of commits.entries()) marks[index] = beginningOf(sha) * INDEXES + index;
  marks.sort();
  const order = Array.from(marks, (mark) => mark % INDEXES);
  const shaAt = (index: number): Sha => commits[index]?.sha ?? '';
  for (let from = 0, to = 0; from < order.length; from = to) {
    const beginning = Math.floor((marks[from] ?? 0) / INDEXES);
    do to += 1;
    while (Math.floor((marks[to] ?? -INDEXES) / INDEXES) === beginning);
    if (to - from === 1) continue;
    const alike = order.slice(from, to).sort((a, b) => (shaAt(a) < shaAt(b) ? -1 : 1));
    for (const [nth, index] of alike.entries()) order[from + nth] = index;
  }
  return order;
}

/** Never smaller for a text that comes later. */
function beginningOf(sha: Sha): number {
  let beginning = 0;
  for (let at = 0; at < BEGINNING; at += 1) beginning = 16 * beginning + digitOf(sha.charCodeAt(at));
  return beginning;
}

/** `0`..`9` and `a`..`f`; what lies between or beyond counts as its neighbour, and the end of the text as 0. */
function digitOf(code: number): number {
  if (code > 102) return 15;
  if (code >= 97) return code - 87;
  if (code > 57) return 9;
  return code > 48 ? code - 48 : 0;
}
