/** Work items of which a change was reverted, and what came after. */
import type { Commit } from '../model/commit';
import type { WorkItemKey } from '../model/key';
import { compareCommits } from '../model/trace-index';
import type { WorkItem } from '../model/work-item';
import type { CodeFacts } from './cancelled-code';

export interface RevertedWork {
  readonly item: WorkItem;
  /** Changes that are undone now, each with what undid it; the last undone last. Empty when all came back. */
  readonly undone: readonly { readonly commit: Commit; readonly by: Commit }[];
  /** The first change made for it after the last revert; it stands, for else its own revert would be the last. */
  readonly takenUpBy: Commit | undefined;
}

/** Every item of which a commit was ever undone, in order of the commits. O(commits of these items). */
export function findRevertedWork({ trace, reverts, items }: Omit<CodeFacts, 'asOf'>): readonly RevertedWork[] {
  const keys = new Set<WorkItemKey>();
  for (const commit of reverts.everUndone) for (const { key } of trace.linksOf(commit)) keys.add(key);
  return [...keys].flatMap((key) => {
    const item = items.get(key);
    return item ? [whatBecameOf(item, trace.commitsOf(key), reverts)] : [];
  });
}

function whatBecameOf(item: WorkItem, commits: readonly Commit[], reverts: CodeFacts['reverts']): RevertedWork {
  const changes = commits.filter((commit) => !reverts.isRevert(commit));
  const undone = changes
    .flatMap((commit) => {
      const by = reverts.undoneBy(commit);
      return by ? [{ commit, by }] : [];
    })
    .sort((a, b) => compareCommits(a.by, b.by));
  const last = undone.at(-1)?.by;
  // The merge that brings in a revert serves the item too, and is no new work.
  const takenUpBy = last && changes.find((commit) => commit.parents.length < 2 && compareCommits(commit, last) > 0);
  return { item, undone, takenUpBy };
}
