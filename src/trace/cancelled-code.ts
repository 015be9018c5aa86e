/**
 * Code that serves only what was given up, and is still there as far as anybody said: neither reverted
 * nor itself a revert. A merge brings in what others wrote, so it is not counted beside them.
 */
import { givenUpWith } from '../model/cancelled';
import type { Commit } from '../model/commit';
import type { Instant } from '../model/instant';
import type { WorkItemKey } from '../model/key';
import { type TraceIndex, compareCommits } from '../model/trace-index';
import type { WorkItem } from '../model/work-item';
import type { Reverts } from './reverts';

export interface CancelledCode {
  /** Oldest first. */
  readonly commits: readonly Commit[];
  /** Commits that serve something out of sight as well, which may be alive. */
  readonly uncertain: number;
}

/**
 * By the item that was cancelled: of a story cancelled with its feature, all of it is under the feature.
 * O(items + commits of what was cancelled).
 */
export function findCancelledCode({ trace, reverts, items, asOf }: CodeFacts): ReadonlyMap<WorkItemKey, CancelledCode> {
  const givenUp = new Map<WorkItemKey, WorkItemKey>();
  const candidates = new Set<Commit>();
  for (const item of items.values()) {
    const commits = trace.commitsOf(item.key);
    const cancelled = commits.length > 0 ? givenUpWith(item, items, asOf) : undefined;
    if (!cancelled) continue;
    givenUp.set(item.key, cancelled.key);
    for (const commit of commits) candidates.add(commit);
  }

  const found = new Map<WorkItemKey, { commits: Commit[]; uncertain: number }>();
  for (const commit of [...candidates].sort(compareCommits)) {
    if (commit.parents.length > 1 || reverts.isRevert(commit) || reverts.undoneBy(commit)) continue;
    const served = trace.linksOf(commit).map(({ key }) => key);
    if (served.some((key) => items.has(key) && !givenUp.has(key))) continue;
    const certain = served.every((key) => items.has(key));
    for (const key of new Set(served.flatMap((one) => givenUp.get(one) ?? []))) {
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
