/**
 * Commits and their links to work items, ready to be asked from both ends.
 */
import type { Commit, RepositoryName, Sha } from './commit';
import { compareText } from './compare-text';
import { type WorkItemKey, compareKeys } from './key';
import type { TraceLink } from './link';

export interface TraceIndex {
  /** In order of time; a commit's place is its number in this list. */
  readonly commits: readonly Commit[];
  /** Where a commit stands among `commits`; undefined when it is none of them. */
  placeOf(commit: Pick<Commit, 'repo' | 'sha'>): number | undefined;
  /** Links of a commit, in key order; empty when it has none. */
  linksOf(commit: Pick<Commit, 'repo' | 'sha'>): readonly TraceLink[];
  /** Links of the commit at a place; the same without looking for it. */
  linksAt(place: number): readonly TraceLink[];
  /** Commits that serve an item directly, oldest first; empty when none does. */
  commitsOf(key: WorkItemKey): readonly Commit[];
}

/** `commits` in the order of `compareCommits`. One pass over commits and links; links of no such commit are left out. */
export function indexTrace(commits: readonly Commit[], links: readonly TraceLink[]): TraceIndex {
  const places = new Map<RepositoryName, Map<Sha, number>>();
  let [lastRepo, placesThere]: [RepositoryName | undefined, Map<Sha, number>] = [undefined, new Map()];
  for (const [place, { repo, sha }] of commits.entries()) {
    if (repo !== lastRepo) [lastRepo, placesThere] = [repo, valueIn(places, repo, () => new Map<Sha, number>())];
    placesThere.set(sha, place);
  }
  const placeOf = ({ repo, sha }: Pick<Commit, 'repo' | 'sha'>): number | undefined => places.get(repo)?.get(sha);

  const linksByPlace = new Map<number, TraceLink[]>();
  for (const link of links) {
    const place = placeOf(link);
    if (place !== undefined) valueIn(linksByPlace, place, () => []).push(link);
  }
  for (const found of linksByPlace.values()) sortLinks(found);
  const linksAt = (place: number): readonly TraceLink[] => linksByPlace.get(place) ?? NO_LINKS;

  const commitsByKey = new Map<WorkItemKey, Commit[]>();
  for (const [place, commit] of commits.entries()) {
    let last: WorkItemKey | undefined;
    for (const { key } of linksAt(place)) {
      if (key !== last) valueIn(commitsByKey, key, () => []).push(commit);
      last = key;
    }
  }
  return {
    commits,
    placeOf,
    linksAt,
    linksOf: (commit) => linksAt(placeOf(commit) ?? -1),
    commitsOf: (key) => commitsByKey.get(key) ?? [],
  };
}

/** By time; by repository and sha where two were committed at once. */
export function compareCommits(a: Commit, b: Commit): number {
  return a.committedAt - b.committedAt || compareText(a.repo, b.repo) || compareText(a.sha, b.sha);
}

const NO_LINKS: readonly TraceLink[] = [];

function sortLinks(links: TraceLink[]): void {
  if (links.length > 1) links.sort((a, b) => compareKeys(a.key, b.key) || compareText(a.linker, b.linker));
}

export function valueIn<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
