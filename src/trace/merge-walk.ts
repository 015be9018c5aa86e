/**
 * Which commits a merge brought in: those its other parents lead to and its first parent does not.
 *
 * Both sides are walked back together, newest generation first, until everything still to visit is
 * common to both. That needs the commits of both sides down to where they parted, so the walk also
 * says which of them are missing, and claims nothing when the first parent's side has a hole: a hole
 * there would make old mainline look like new work.
 */
import type { Commit, Sha } from '../model/commit';

export interface MergeWalk {
  /** In the order met; the merge itself is not among them. */
  readonly broughtIn: readonly Commit[];
  /** Commits the walk needed and did not have. */
  readonly missing: readonly Sha[];
}

/** Most commits one merge is walked through. Longer-lived branches hand nothing down. */
export const WALK_LIMIT = 5000;

const OURS = 1;
const THEIRS = 2;

export function walkMerge(
  merge: Commit,
  commitOf: (sha: Sha) => Commit | undefined,
  order: (commit: Commit) => number,
): MergeWalk {
  const [mainline, ...sides] = merge.parents;
  const colours = new Map<Sha, number>();
  const queue: Commit[] = [];
  const missing = new Set<Sha>();
  let mainlineHole = false;
  /** Commits in the queue that only the sides lead to: when none is left, the rest is common. */
  let sideOnly = 0;

  const paint = (sha: Sha, colour: number): void => {
    const before = colours.get(sha);
    const after = (before ?? 0) | colour;
    if (after === before) return;
    colours.set(sha, after);
    const commit = commitOf(sha);
    if (!commit) {
      missing.add(sha);
      if (after & OURS) mainlineHole = true;
      return;
    }
    if (before === undefined) push(queue, commit, order);
    if (before === undefined && after === THEIRS) sideOnly += 1;
    if (before === THEIRS) sideOnly -= 1;
  };

  if (mainline !== undefined) paint(mainline, OURS);
  for (const side of sides) paint(side, THEIRS);
  const broughtIn: Commit[] = [];
  let steps = 0;
  while (sideOnly > 0 && queue.length > 0) {
    steps += 1;
    if (steps > WALK_LIMIT) return { broughtIn: [], missing: [] };
    const commit = pop(queue, order);
    if (!commit) break;
    const colour = colours.get(commit.sha) ?? 0;
    if (colour === THEIRS) {
      sideOnly -= 1;
      broughtIn.push(commit);
    }
    for (const parent of commit.parents) paint(parent, colour);
  }
  return { broughtIn: mainlineHole ? [] : broughtIn, missing: [...missing] };
}

/**
 * Numbers commits so that every parent has a smaller number than its children, whatever the clocks
 * of their authors said: the length of the longest known line of ancestors. O(commits + parents).
 */
export function generationsOf(
  commits: readonly Commit[],
  commitOf: (sha: Sha) => Commit | undefined,
): (commit: Commit) => number {
  const generations = new Map<Commit, number>();
  const visiting = -1;
  for (const tip of commits) {
    if (generations.has(tip)) continue;
    const stack = [tip];
    for (let commit = stack.at(-1); commit; commit = stack.at(-1)) {
      const generation = generations.get(commit);
      let highest = 0;
      if (generation === undefined) generations.set(commit, visiting);
      for (const sha of commit.parents) {
        const parent = commitOf(sha);
        if (!parent) continue;
        const above = generations.get(parent);
        if (above === undefined) stack.push(parent);
        else if (above > highest) highest = above;
      }
      if (stack.at(-1) !== commit) continue;
      stack.pop();
      if (generations.get(commit) === visiting) generations.set(commit, highest + 1);
    }
  }
  return (commit) => generations.get(commit) ?? 0;
}

/** Binary heap, highest order first; equal ones by sha, so that the walk never depends on input order. */
function push(heap: Commit[], commit: Commit, order: (commit: Commit) => number): void {
  let at = heap.push(commit) - 1;
  while (at > 0) {
    const above = (at - 1) >> 1;
    if (!comesFirst(heap[at], heap[above], order)) return;
    swap(heap, at, above);
    at = above;
  }
}

function pop(heap: Commit[], order: (commit: Commit) => number): Commit | undefined {
  swap(heap, 0, heap.length - 1);
  const top = heap.pop();
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    const right = left + 1;
    let best = at;
    if (comesFirst(heap[left], heap[best], order)) best = left;
    if (comesFirst(heap[right], heap[best], order)) best = right;
    if (best === at) return top;
    swap(heap, at, best);
    at = best;
  }
}

function comesFirst(a: Commit | undefined, b: Commit | undefined, order: (commit: Commit) => number): boolean {
  if (!a || !b) return false;
  const difference = order(a) - order(b);
  return difference !== 0 ? difference > 0 : a.sha < b.sha;
}

function swap(heap: Commit[], a: number, b: number): void {
  const [first, second] = [heap[a], heap[b]];
  if (!first || !second) return;
  heap[a] = second;
  heap[b] = first;
}
