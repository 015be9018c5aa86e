/**
 * From commits to links: which work item each commit serves, and how we know.
 *
 * In: commits and pull requests in any order, however often told. Out: at most one link for each
 * commit and item, by the most trusted linker that found it. The one idea: the result depends on the
 * set of facts alone, so tracing again, in pieces or in another order changes nothing.
 *
 * In pieces: a merge needs the commits it brought in, down to where its branches parted, and a revert
 * needs the commit it reverts. What was needed and not given is in `wanted`: load what the store has
 * of it, add it to `commits`, and call again until nothing of it can be found. What cannot be asked
 * for is the future: when older commits arrive late, trace anew from the oldest of them on.
 */
import type { Commit, PullRequest, RepositoryName, Sha } from '../model/commit';
import type { Instant } from '../model/instant';
import { type ProjectKey, type WorkItemKey, projectOf } from '../model/key';
import type { TraceLink } from '../model/link';
import type { TracePattern } from '../model/settings';
import { traceFacts } from './facts';
import type { TraceSoFar } from './linker';
import { LINKERS } from './linkers';

export interface TraceRequest {
  readonly commits: readonly Commit[];
  readonly pullRequests: readonly PullRequest[];
  /** Keys of the projects that exist: text that looks like a key of another is not one. */
  readonly allow: ReadonlySet<ProjectKey>;
  readonly knownItems: (key: WorkItemKey) => boolean;
  /** Present key of each key that an item had before it moved. */
  readonly movedKeys?: ReadonlyMap<WorkItemKey, WorkItemKey>;
  /** The site's own ways to name items. */
  readonly patterns?: readonly TracePattern[];
  /**
   * Of commits that were fetched as somebody's parent or original, what an earlier trace found:
   * their own surroundings are not at hand. They are not traced again.
   */
  readonly standing?: readonly TraceLink[];
  /** False for a part of a repository: what looks unique in it may not be. */
  readonly isWhole?: boolean;
  readonly now: Instant;
}

export interface UnknownKey {
  readonly repo: RepositoryName;
  readonly sha: Sha;
  readonly key: WorkItemKey;
}

export interface Trace {
  /** In order of repository, sha and key. */
  readonly links: readonly TraceLink[];
  /** Keys of existing projects that no known item has. */
  readonly unknownKeys: readonly UnknownKey[];
  /** Commits that were not given and would tell more. */
  readonly wanted: readonly { readonly repo: RepositoryName; readonly sha: Sha }[];
}

export function traceCommits({
  commits,
  pullRequests,
  allow,
  knownItems,
  movedKeys = new Map(),
  patterns = [],
  standing = [],
  isWhole = true,
  now,
}: TraceRequest): Trace {
  const projects = movedKeys.size === 0 ? allow : new Set([...allow, ...[...movedKeys.keys()].map(projectOf)]);
  const facts = traceFacts(commits, pullRequests, projects, patterns);
  const links: (TraceLink[] | undefined)[] = facts.commits.map(() => undefined);
  const settled = new Set<number>();
  for (const link of standing) {
    const place = facts.placeOf(link.repo, link.sha);
    if (place === undefined) continue;
    settled.add(place);
    links[place] = [...(links[place] ?? []), link];
  }
  const unknown = new Map<number, Set<WorkItemKey>>();
  const wanted = new Map<RepositoryName, Set<Sha>>();
  const soFar: TraceSoFar = {
    facts,
    isWhole,
    linksOf: (place) => links[place] ?? NO_LINKS,
    want: (repo, sha) => {
      if (facts.placeOf(repo, sha) === undefined) wanted.set(repo, (wanted.get(repo) ?? new Set()).add(sha));
    },
  };

  for (const { id: linker, prepare } of LINKERS) {
    const cluesOf = prepare(soFar);
    // Kept aside until all are asked: a linker sees what more trusted ones found, never its own.
    const found: TraceLink[] = [];
    const places: number[] = [];
    for (const place of facts.placesAsTold) {
      const commit = facts.commits[place];
      if (!commit || settled.has(place)) continue;
      for (const { key: written, evidence } of cluesOf(commit, place)) {
        const key = presentKey(written, movedKeys);
        if (!knownItems(key)) {
          unknown.set(place, (unknown.get(place) ?? new Set()).add(key));
          continue;
        }
        found.push({ repo: commit.repo, sha: commit.sha, key, linker, confidence: 1, evidence, foundAt: now });
        places.push(place);
      }
    }
    for (const [index, link] of found.entries()) {
      const place = places[index] ?? 0;
      const known = links[place];
      if (known === undefined) links[place] = [link];
      else if (!known.some(({ key }) => key === link.key)) known.push(link);
    }
  }
  for (const place of settled) links[place] = undefined;
  return {
    links: inOrder(links),
    unknownKeys: (unknown.size === 0 ? [] : facts.commits).flatMap(({ repo, sha }, place) =>
      [...(unknown.get(place) ?? [])].sort().map((key) => ({ repo, sha, key })),
    ),
    wanted: [...wanted.keys()]
      .sort()
      .flatMap((repo) => [...(wanted.get(repo) ?? [])].sort().map((sha) => ({ repo, sha }))),
  };
}

const NO_LINKS: readonly TraceLink[] = [];

/** By place, which is the order of repository and sha, then by key. */
function inOrder(links: readonly (TraceLink[] | undefined)[]): TraceLink[] {
  const all: TraceLink[] = [];
  for (const theirs of links) {
    if (theirs === undefined) continue;
    if (theirs.length > 1) theirs.sort((a, b) => (a.key < b.key ? -1 : 1));
    for (const link of theirs) all.push(link);
  }
  return all;
}

/** Follows moves to the last one; a circle of moves ends where it began. */
function presentKey(key: WorkItemKey, movedKeys: ReadonlyMap<WorkItemKey, WorkItemKey>): WorkItemKey {
  if (!movedKeys.has(key)) return key;
  const met = new Set([key]);
  let present = key;
  for (let next = movedKeys.get(present); next !== undefined && !met.has(next); next = movedKeys.get(present)) {
    met.add(next);
    present = next;
  }
  return present;
}
