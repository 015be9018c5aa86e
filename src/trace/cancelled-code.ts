/**
 * Code that serves only what was given up, and is still there as far as anybody said: neither reverted
 * nor itself a revert. A merge brings in what others wrote, so it is not counted beside them.
 */
import { givenUpWith } from '../model/cancelled';
import type { Commit } from '../model/commit';
import type { Instant } from '../model/instant';
import type { WorkItemKey } from '../model/key';
import type { TraceIndex } from '../model/trace-index';
import type { WorkItem } from '../model/work-item';
import type { Reverts } from './reverts';

export interface CancelledCode {
  /** Oldest first. */
  readonly commits: readonly Commit[];
  /** Commits that serve something out of sight as well, which may be alive. */
  readonly uncertain: number;
}

/** By the item that was cancelled: of a story cancelled with its feature, all of it is under the feature. O(commits + links). */
export function findCancelledCode(
  commits: readonly Commit[],
  { trace, reverts, items, asOf }: CodeFacts,
): ReadonlyMap<WorkItemKey, CancelledCode> {
  const fates = new Map<WorkItemKey, Fate>();
  const fateOf = (key: WorkItemKey): Fate => {
    const known = fates.get(key);
    if (known !== undefined) return known;
    const item = items.get(key);
    const fate = item ? (givenUpWith(item, items, asOf)?.key ?? ALIVE) : OUT_OF_SIGHT;
    fates.set(key, fate);
    return fate;
  };

  const found = new Map<WorkItemKey, { commits: Commit[]; uncertain: number }>();
  for (const commit of commits) {
    const links = trace.linksOf(commit);
    if (links.length === 0 || commit.parents.length > 1) continue;
    const served = new Set(links.map(({ key }) => fateOf(key)));
    if (served.has(ALIVE) || reverts.isRevert(commit) || reverts.undoneBy(commit)) continue;
    const certain = !served.delete(OUT_OF_SIGHT);
    for (const key of served as Set<WorkItemKey>) {
      const code = found.get(key) ?? { commits: [], uncertain: 0 };
      found.set(key, code);
      if (certain) code.commits.push(commit);
      else code.uncertain += 1;
    }
  }
  return found;
}

export interface CodeFacts {
  readonly trace: TraceIndex;
  readonly reverts: Reverts;
  readonly items: ReadonlyMap<WorkItemKey, WorkItem>;
  readonly asOf: Instant;
}

const ALIVE = Symbol('alive');
const OUT_OF_SIGHT = Symbol('out of sight');
/** The key of what it was given up with. */
type Fate = WorkItemKey | typeof ALIVE | typeof OUT_OF_SIGHT;
