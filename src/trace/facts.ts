/** What linkers may look at: the commits and pull requests at hand, indexed once. */
import type { Commit, PullRequest, RepositoryName, Sha } from '../model/commit';
import { subjectOf } from '../model/commit';
import type { ProjectKey } from '../model/key';
import { readMergeMessage } from '../model/merge-message';
import type { TracePattern } from '../model/settings';
import { combineCommits, combinePullRequests } from './combine';
import { ProjectNames } from './project-names';

export interface TraceFacts {
  readonly projects: ProjectNames;
  /** The site's own ways to name items, of projects that exist. */
  readonly patterns: readonly TracePattern[];
  /** Each commit once, in order of repository and sha, however often and in whatever order it was given. */
  readonly commits: readonly Commit[];
  readonly byRepository: ReadonlyMap<RepositoryName, readonly Commit[]>;
  readonly pullRequests: readonly PullRequest[];
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
  const repositories = new Map<RepositoryName, Map<Sha, Commit>>();
  for (const commit of commits) {
    const known = repositories.get(commit.repo) ?? new Map<Sha, Commit>();
    if (known.size === 0) repositories.set(commit.repo, known);
    const told = known.get(commit.sha);
    known.set(commit.sha, told ? combineCommits(told, commit) : commit);
  }
  const requests = new Map<RepositoryName, Map<number, PullRequest>>();
  for (const request of pullRequests) {
    const known = requests.get(request.repo) ?? new Map<number, PullRequest>();
    if (known.size === 0) requests.set(request.repo, known);
    const told = known.get(request.number);
    known.set(request.number, told ? combinePullRequests(told, request) : request);
  }
  const byRepository = new Map(
    [...repositories.keys()]
      .sort()
      .map((repo) => [repo, [...(repositories.get(repo)?.values() ?? [])].sort(bySha)] as const),
  );
  let merges: ReadonlyMap<RepositoryName, ReadonlyMap<Sha, number>> | undefined;
  const subjects = new Map<RepositoryName, ReadonlyMap<string, Commit | undefined>>();
  return {
    projects: new ProjectNames(allow),
    patterns: patterns.filter(({ project }) => allow.has(project)),
    byRepository,
    commits: [...byRepository.values()].flat(),
    pullRequests: [...requests.keys()]
      .sort()
      .flatMap((repo) => [...(requests.get(repo)?.values() ?? [])].sort((a, b) => a.number - b.number)),
    commit: (repo, sha) => repositories.get(repo)?.get(sha),
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
      const sorted = byRepository.get(repo) ?? [];
      const at = firstNotBefore(sorted, prefix);
      const found = sorted[at];
      return found?.sha.startsWith(prefix) && !sorted[at + 1]?.sha.startsWith(prefix) ? found : undefined;
    },
    commitBySubject: (repo, subject) => {
      const known = subjects.get(repo) ?? uniqueSubjects(byRepository.get(repo) ?? []);
      subjects.set(repo, known);
      return known.get(subject);
    },
  };
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

function bySha(a: Commit, b: Commit): number {
  return a.sha < b.sha ? -1 : 1;
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
