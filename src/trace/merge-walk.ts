/**
 * Which commits a merge brought in: those its other parents lead to and its first parent does not.
 *
 * Both sides are walked back together, newest generation first, until everything still to visit is
 * common to both. That needs the commits of both sides down to where they parted, so the walk also
 * says which of them are missing, and claims nothing when the first parent's side has a hole: a hole
 * there would make old mainline look like new work.
 *
 * Commits are known by their places in `TraceFacts.commits`, so that a walk compares numbers only.
 */
import type { Commit, Sha } from '../model/commit';
import type { TraceFacts } from './facts';

/** Who descends from whom. */
export interface History {
  readonly commits: readonly Commit[];
  /** Parents of the commit at `place`, first parent first: `parents[starts[place]] … parents[starts[place + 1] - 1]`. */
  readonly starts: Int32Array;
  /** Places; `NOT_AT_HAND` for a parent that is not among the commits. */
  readonly parents: Int32Array;
  /**
   * By place: the length of the longest known line of ancestors. Every parent has a smaller number than
   * its children, whatever the clocks of their authors said.
   */
  readonly generations: Int32Array;
}

export interface MergeWalk {
  /** Places in the order met; the merge's own is not among them. */
  readonly broughtIn: readonly number[];
  /** Commits the walk needed and did not have. */
  readonly missing: readonly Sha[];
}

/** Most commits one merge is walked through. Longer-lived branches hand nothing down. */
export const WALK_LIMIT = 5000;

const NOT_AT_HAND = -1;
const OURS = 1;
const THEIRS = 2;

/** O(commits + parents): one look-up for each parent, and never one again. */
export function historyOf({ commits, placesAsTold, placeOf }: TraceFacts): History {
  const starts = new Int32Array(commits.length + 1);
  for (const place of placesAsTold) starts[place + 1] = commits[place]?.parents.length ?? 0;
  for (let place = 0; place < commits.length; place += 1) starts[place + 1] = at(starts, place) + at(starts, place + 1);
  const parents = new Int32Array(at(starts, commits.length));
  for (const place of placesAsTold) {
    const commit = commits[place];
    if (!commit) continue;
    let edge = at(starts, place);
    for (const sha of commit.parents) parents[edge++] = placeOf(commit.repo, sha) ?? NOT_AT_HAND;
  }
  return { commits, starts, parents, generations: generationsOf(starts, parents) };
}

/** Places of commits with several parents, oldest generation first; of one generation, by place. */
export function mergesOf({ starts, generations }: History): number[] {
  const merges: number[] = [];
  for (let place = 0; place < generations.length; place += 1) {
    if (at(starts, place + 1) - at(starts, place) > 1) merges.push(place);
  }
  return merges.sort((a, b) => at(generations, a) - at(generations, b) || a - b);
}

/** Each commit of the two sides is taken up once, from a heap: O(n log n) in those, which are at most `WALK_LIMIT`. */
export function walkMerge(merge: number, { commits, starts, parents, generations }: History): MergeWalk {
  const colours = new Map<number, number>();
  const queue: number[] = [];
  const missing = new Set<Sha>();
  let mainlineHole = false;
  /** Commits in the queue that only the sides lead to: when none is left, the rest is common. */
  let sideOnly = 0;

  const paint = (place: number, colour: number): void => {
    const before = colours.get(place);
    const after = (before ?? 0) | colour;
    if (after === before) return;
    colours.set(place, after);
    if (before === undefined) push(queue, place, generations);
    if (before === undefined && after === THEIRS) sideOnly += 1;
    if (before === THEIRS) sideOnly -= 1;
  };
  const paintParents = (child: number, colourOf: (nth: number) => number): void => {
    const first = at(starts, child);
    for (let edge = first; edge < at(starts, child + 1); edge += 1) {
      const place = at(parents, edge);
      const colour = colourOf(edge - first);
      if (place !== NOT_AT_HAND) {
        paint(place, colour);
        continue;
      }
      const sha = commits[child]?.parents[edge - first];
      if (sha !== undefined) missing.add(sha);
      if (colour & OURS) mainlineHole = true;
    }
  };

  paintParents(merge, (nth) => (nth === 0 ? OURS : THEIRS));
  const broughtIn: number[] = [];
  let steps = 0;
  while (sideOnly > 0 && queue.length > 0) {
    steps += 1;
    if (steps > WALK_LIMIT) return { broughtIn: [], missing: [] };
    const place = pop(queue, generations);
    const colour = colours.get(place) ?? 0;
    if (colour === THEIRS) {
      sideOnly -= 1;
      broughtIn.push(place);
    }
    paintParents(place, () => colour);
  }
  return { broughtIn: mainlineHole ? [] : broughtIn, missing: [...missing] };
}

/** Walks from each commit to its oldest ancestors and numbers them on the way back. O(commits + parents). */
function generationsOf(starts: Int32Array, parents: Int32Array): Int32Array {
  const visiting = -1;
  const generations = new Int32Array(starts.length - 1);
  const path: number[] = [];
  for (let tip = 0; tip < generations.length; tip += 1) {
    path.push(tip);
    for (let place = path.at(-1); place !== undefined; place = path.at(-1)) {
      let highest = 0;
      const length = path.length;
      if (at(generations, place) <= 0) {
        generations[place] = visiting;
        for (let edge = at(starts, place); edge < at(starts, place + 1); edge += 1) {
          const parent = at(parents, edge);
          if (parent === NOT_AT_HAND) continue;
          const above = at(generations, parent);
          if (above === 0) path.push(parent);
          else if (above > highest) highest = above;
        }
      }
      if (path.length > length) continue;
      path.pop();
      if (at(generations, place) === visiting) generations[place] = highest + 1;
    }
  }
  return generations;
}

/** Binary heap, highest generation first; equal ones by place, so that the walk never depends on input order. */
function push(heap: number[], place: number, generations: Int32Array): void {
  let here = heap.push(place) - 1;
  while (here > 0) {
    const above = (here - 1) >> 1;
    if (!comesFirst(at(heap, here), at(heap, above), generations)) return;
    swap(heap, here, above);
    here = above;
  }
}

/** The heap must not be empty. */
function pop(heap: number[], generations: Int32Array): number {
  const last = heap.length - 1;
  swap(heap, 0, last);
  let here = 0;
  for (;;) {
    const left = 2 * here + 1;
    let best = here;
    for (let below = left; below <= left + 1 && below < last; below += 1) {
      if (comesFirst(at(heap, below), at(heap, best), generations)) best = below;
    }
    if (best === here) return heap.pop() ?? 0;
    swap(heap, here, best);
    here = best;
  }
}

function comesFirst(a: number, b: number, generations: Int32Array): boolean {
  const difference = at(generations, a) - at(generations, b);
  return difference !== 0 ? difference > 0 : a < b;
}

function swap(heap: number[], a: number, b: number): void {
  const first = at(heap, a);
  heap[a] = at(heap, b);
  heap[b] = first;
}

/** For indexes that were counted: never out of range. */
function at(list: ArrayLike<number>, index: number): number {
  return list[index] ?? 0;
}
