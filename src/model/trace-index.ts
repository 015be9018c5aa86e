/**
 * Links between commits and work items, ready to be asked from both ends.
 */
import type { Commit, RepositoryName, Sha } from './commit';
import type { WorkItemKey } from './key';
import type { TraceLink } from './link';

export interface TraceIndex {
  /** Links of a commit, in key order; empty when it has none. */
  linksOf(commit: Pick<Commit, 'repo' | 'sha'>): readonly TraceLink[];
  /** Commits that serve an item directly, oldest first; empty when none does. */
  commitsOf(key: WorkItemKey): readonly Commit[];
}

/** One pass over commits and links. */
export function indexTrace(commits: readonly Commit[], links: readonly TraceLink[]): TraceIndex {
  const linksByCommit = new Map<string, TraceLink[]>();
  for (const link of links) listIn(linksByCommit, nameOf(link.repo, link.sha)).push(link);
  const commitsByKey = new Map<WorkItemKey, Commit[]>();
  const byTime = [...commits].sort((a, b) => a.committedAt - b.committedAt || (a.sha < b.sha ? -1 : 1));
  for (const commit of byTime) {
    const found = linksByCommit.get(nameOf(commit.repo, commit.sha)) ?? [];
    for (const key of new Set(found.map((link) => link.key))) listIn(commitsByKey, key).push(commit);
  }
  for (const found of linksByCommit.values()) found.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return {
    linksOf: ({ repo, sha }) => linksByCommit.get(nameOf(repo, sha)) ?? [],
    commitsOf: (key) => commitsByKey.get(key) ?? [],
  };
}

function nameOf(repo: RepositoryName, sha: Sha): string {
  return `${repo}@${sha}`;
}

function listIn<T>(lists: Map<string, T[]>, name: string): T[] {
  const list = lists.get(name) ?? [];
  lists.set(name, list);
  return list;
}
