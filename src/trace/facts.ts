/** What linkers may look at: the commits and pull requests at hand, indexed once. */
import type { Commit, PullRequest, RepositoryName, Sha } from '../model/commit';
import { subjectOf } from '../model/commit';
import type { ProjectKey, WorkItemKey } from '../model/key';
import { combineCommits, combinePullRequests } from './combine';

export interface TraceFacts {
  readonly allow: ReadonlySet<ProjectKey>;
  /** Each commit once, in order of repository and sha, however often and in whatever order it was given. */
  readonly commits: readonly Commit[];
  readonly pullRequests: readonly PullRequest[];
  commit(repo: RepositoryName, sha: Sha): Commit | undefined;
  pullRequest(repo: RepositoryName, number: number): PullRequest | undefined;
  /** The one commit whose sha begins so; undefined when there is none or more than one. */
  commitByPrefix(repo: RepositoryName, prefix: string): Commit | undefined;
  /** The one commit with this subject; undefined when there is none or more than one. */
  commitBySubject(repo: RepositoryName, subject: string): Commit | undefined;
}

export function traceFacts(
  commits: readonly Commit[],
  pullRequests: readonly PullRequest[],
  allow: ReadonlySet<ProjectKey>,
): TraceFacts {
  const byId = new Map<string, Commit>();
  for (const commit of commits) {
    const id = idOf(commit.repo, commit.sha);
    const known = byId.get(id);
    byId.set(id, known ? combineCommits(known, commit) : commit);
  }
  const requests = new Map<string, PullRequest>();
  for (const request of pullRequests) {
    const id = idOf(request.repo, String(request.number));
    const known = requests.get(id);
    requests.set(id, known ? combinePullRequests(known, request) : request);
  }
  const ids = [...byId.keys()].sort();
  const sorted = ids.flatMap((id) => byId.get(id) ?? []);
  let subjects: Map<string, Commit | undefined> | undefined;
  return {
    allow,
    commits: sorted,
    pullRequests: [...requests.keys()].sort().flatMap((id) => requests.get(id) ?? []),
    commit: (repo, sha) => byId.get(idOf(repo, sha)),
    pullRequest: (repo, number) => requests.get(idOf(repo, String(number))),
    commitByPrefix: (repo, prefix) => {
      const wanted = idOf(repo, prefix);
      const at = firstNotBefore(ids, wanted);
      const id = ids[at];
      if (!id?.startsWith(wanted) || ids[at + 1]?.startsWith(wanted)) return undefined;
      return byId.get(id);
    },
    commitBySubject: (repo, subject) => {
      if (!subjects) {
        subjects = new Map();
        for (const commit of sorted) {
          const id = idOf(commit.repo, subjectOf(commit));
          subjects.set(id, subjects.has(id) ? undefined : commit);
        }
      }
      return subjects.get(idOf(repo, subject));
    },
  };
}

export function idOf(repo: RepositoryName, name: string): string {
  return `${repo}@${name}`;
}

/** Cuts a text that is quoted as evidence. */
export function quoted(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length <= 200 ? line : `${line.slice(0, 199)}…`;
}

function firstNotBefore(sorted: readonly string[], wanted: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
