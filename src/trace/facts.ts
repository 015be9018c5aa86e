/**
 * What linkers may look at: the commits and pull requests at hand, indexed once.
 *
 * The one idea: commits are put in order once, and from then on a commit is known by its place in that
 * order. What is learnt of a commit is kept in an array by place, which costs no look-up by name. All of
 * it is O(commits + parents + pull requests), but for the sorting of names, which is O(n log n).
 */
import type { Commit, PullRequest, RepositoryName, Sha } from '../model/commit';
import { subjectOf } from '../model/commit';
import type { ProjectKey } from '../model/key';
import { readMergeMessage } from '../model/merge-message';
import type { TracePattern } from '../model/settings';
import { combineCommits, combinePullRequests } from './combine';
import { orderBySha } from './order-by-sha';
import { ProjectNames } from './project-names';

export interface TraceFacts {
  readonly projects: ProjectNames;
  /** The site's own ways to name items, of projects that exist. */
  readonly patterns: readonly TracePattern[];
  /** Each commit once, in order of repository and sha, however often and in whatever order it was given. */
  readonly commits: readonly Commit[];
  /**
   * Every place once, in the order the commits were first told. Walks over all commits that read their
   * texts go this way: it is the way they lie in memory, and in order of sha they lie nowhere near.
   */
  readonly placesAsTold: Int32Array;
  /** In order. */
  readonly repositories: readonly RepositoryName[];
  readonly pullRequests: readonly PullRequest[];
  /** Where a commit stands in `commits`; undefined when it is not at hand. */
  placeOf(repo: RepositoryName, sha: Sha): number | undefined;
  commit(repo: RepositoryName, sha: Sha): Commit | undefined;
  pullRequest(repo: RepositoryName, number: number): PullRequest | undefined;
  /**
   * The pull request that a commit is the merge or squash of. A merge made in a fork tells the fork's
   * number, which is another pull request here: where that one is known to have been merged by another
   * commit, the merge is not its own.
   */
  mergedBy(commit: Commit): PullRequest | undefined;
  /** The one commit whose sha begins so; undefined when there is none or more than one. */
  commitByPrefix(repo: RepositoryName, prefix: string): Commit | undefined;
  /** The one commit with this subject; undefined when there is none or more than one. */
  commitBySubject(repo: RepositoryName, subject: string): Commit | undefined;
}

export function traceFacts(
  commits: readonly Commit[],
  pullRequests: readonly PullRequest[],
  allow: ReadonlySet<ProjectKey>,
  patterns: readonly TracePattern[] = [],
): TraceFacts {
  const repositories = repositoriesOf(commits);
  const sorted = [...repositories.values()].flatMap(({ commits: theirs }) => theirs);
  const requests = new Map<RepositoryName, Map<number, PullRequest>>();
  for (const request of pullRequests) {
    const known = requests.get(request.repo) ?? new Map<number, PullRequest>();
    if (known.size === 0) requests.set(request.repo, known);
    const told = known.get(request.number);
    known.set(request.number, told ? combinePullRequests(told, request) : request);
  }
  const placeOf = (repo: RepositoryName, sha: Sha): number | undefined => {
    const repository = repositories.get(repo);
    const nth = repository?.told.get(sha);
    return nth === undefined ? undefined : repository?.places[nth];
  };
  let merges: ReadonlyMap<RepositoryName, ReadonlyMap<Sha, number>> | undefined;
  const subjects = new Map<RepositoryName, ReadonlyMap<string, Commit | undefined>>();
  return {
    projects: new ProjectNames(allow),
    patterns: patterns.filter(({ project }) => allow.has(project)),
    commits: sorted,
    placesAsTold: joined([...repositories.values()].map(({ places }) => places)),
    repositories: [...repositories.keys()],
    pullRequests: [...requests.keys()]
      .sort()
      .flatMap((repo) => [...(requests.get(repo)?.values() ?? [])].sort((a, b) => a.number - b.number)),
    placeOf,
    commit: (repo, sha) => sorted[placeOf(repo, sha) ?? -1],
    pullRequest: (repo, number) => requests.get(repo)?.get(number),
    mergedBy: ({ repo, sha, pullRequest: told, message }) => {
      const known = requests.get(repo);
      if (known === undefined) return undefined;
      merges ??= mergesOf(requests);
      const number = merges.get(repo)?.get(sha);
      if (number !== undefined) return known.get(number);
      const request = told === undefined ? undefined : known.get(told);
      const elsewhere = request?.mergeSha !== undefined && readMergeMessage(message)?.kind === 'merge';
      return elsewhere ? undefined : request;
    },
    commitByPrefix: (repo, prefix) => {
      const theirs = repositories.get(repo)?.commits ?? [];
      const at = firstNotBefore(theirs, prefix);
      const found = theirs[at];
      return found?.sha.startsWith(prefix) && !theirs[at + 1]?.sha.startsWith(prefix) ? found : undefined;
    },
    commitBySubject: (repo, subject) => {
      const known = subjects.get(repo) ?? uniqueSubjects(repositories.get(repo)?.commits ?? []);
      subjects.set(repo, known);
      return known.get(subject);
    },
  };
}

interface Repository {
  /** Each once, in order of sha. */
  readonly commits: readonly Commit[];
  /** As the how-manieth of its repository each was told. */
  readonly told: ReadonlyMap<Sha, number>;
  /** Places among the commits of all repositories, in the order told. */
  readonly places: Int32Array;
}

/** In order of name. */
function repositoriesOf(commits: readonly Commit[]): ReadonlyMap<RepositoryName, Repository> {
  const byName = new Map<RepositoryName, Commit[]>();
  for (const commit of commits) {
    const theirs = byName.get(commit.repo);
    if (theirs) theirs.push(commit);
    else byName.set(commit.repo, [commit]);
  }
  const repositories = new Map<RepositoryName, Repository>();
  let first = 0;
  for (const repo of [...byName.keys()].sort()) {
    const repository = repositoryOf(byName.get(repo) ?? [], first);
    repositories.set(repo, repository);
    first += repository.commits.length;
  }
  return repositories;
}

/** Its commits take the places from `first` on. */
function repositoryOf(tellings: readonly Commit[], first: number): Repository {
  const told = new Map<Sha, number>();
  const once: Commit[] = [];
  for (const commit of tellings) {
    const nth = told.get(commit.sha) ?? once.length;
    const before = once[nth];
    if (before === undefined) told.set(commit.sha, nth);
    once[nth] = before ? combineCommits(before, commit) : commit;
  }
  const places = new Int32Array(once.length);
  const commits: Commit[] = [];
  for (const nth of orderBySha(once)) {
    const commit = once[nth];
    if (!commit) continue;
    places[nth] = first + commits.length;
    commits.push(commit);
  }
  return { commits, told, places };
}

/** Numbers of pull requests by the commit that merged them. */
function mergesOf(
  requests: ReadonlyMap<RepositoryName, ReadonlyMap<number, PullRequest>>,
): ReadonlyMap<RepositoryName, ReadonlyMap<Sha, number>> {
  return new Map(
    [...requests].map(([repo, known]) => [
      repo,
      new Map(
        [...known.values()]
          // The last one stays: the first pull request, where several were merged at once.
          .sort((one, other) => other.number - one.number)
          .flatMap(({ mergeSha, number }) => (mergeSha === undefined ? [] : [[mergeSha, number] as const])),
      ),
    ]),
  );
}

/** Commits by subject; undefined where more than one has it. */
function uniqueSubjects(commits: readonly Commit[]): ReadonlyMap<string, Commit | undefined> {
  const subjects = new Map<string, Commit | undefined>();
  for (const commit of commits) {
    const subject = subjectOf(commit);
    subjects.set(subject, subjects.has(subject) ? undefined : commit);
  }
  return subjects;
}

function joined(lists: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(lists.reduce((length, list) => length + list.length, 0));
  let length = 0;
  for (const list of lists) {
    all.set(list, length);
    length += list.length;
  }
  return all;
}

/** Cuts a text that is quoted as evidence. */
export function quoted(text: string): string {
  const trimmed = text.trim();
  const line = /\s\s|[^\S ]/.test(trimmed) ? trimmed.replace(/\s+/g, ' ') : trimmed;
  return line.length <= 200 ? line : `${line.slice(0, 199)}…`;
}

function firstNotBefore(sorted: readonly Commit[], prefix: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.sha ?? '') < prefix) low = middle + 1;
    else high = middle;
  }
  return low;
}
