/**
 * Links between commits and work items, ready to be asked from both ends.
 */
import { compareText } from './compare-text';
import type { Commit, RepositoryName, Sha } from './commit';
import { type WorkItemKey, compareKeys } from './key';
import type { TraceLink } from './link';

export interface TraceIndex {
  /** Links of a commit, in key order; empty when it has none. */
  linksOf(commit: Pick<Commit, 'repo' | 'sha'>): readonly TraceLink[];
  /** Commits that serve an item directly, oldest first; empty when none does. */
  commitsOf(key: WorkItemKey): readonly Commit[];
}

/** One pass over commits and links. */
export function indexTrace(commits: readonly Commit[], links: readonly TraceLink[]): TraceIndex {
  const linksByRepo = new Map<RepositoryName, Map<Sha, TraceLink[]>>();
  for (const link of links) {
    const linksBySha = valueIn(linksByRepo, link.repo, () => new Map<Sha, TraceLink[]>());
    valueIn(linksBySha, link.sha, () => []).push(link);
  }
  for (const linksBySha of linksByRepo.values()) for (const found of linksBySha.values()) sortLinks(found);

  const linksOf = ({ repo, sha }: Pick<Commit, 'repo' | 'sha'>): readonly TraceLink[] =>
    linksByRepo.get(repo)?.get(sha) ?? NO_LINKS;
  const linked = commits.filter((commit) => linksOf(commit).length > 0);
  const commitsByKey = new Map<WorkItemKey, Commit[]>();
  for (const commit of linked.sort(compareCommits)) {
    let last: WorkItemKey | undefined;
    for (const { key } of linksOf(commit)) {
      if (key !== last) valueIn(commitsByKey, key, () => []).push(commit);
      last = key;
    }
  }
  return { linksOf, commitsOf: (key) => commitsByKey.get(key) ?? [] };
}

/** By time; by repository and sha where two were committed at once. */
export function compareCommits(a: Commit, b: Commit): number {
  return a.committedAt - b.committedAt || compareText(a.repo, b.repo) || compareText(a.sha, b.sha);
}

const NO_LINKS: readonly TraceLink[] = [];

function sortLinks(links: TraceLink[]): void {
  if (links.length > 1) links.sort((a, b) => compareKeys(a.key, b.key) || compareText(a.linker, b.linker));
}

/** What a map holds for a key, made when first asked for. */
export function valueIn<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
