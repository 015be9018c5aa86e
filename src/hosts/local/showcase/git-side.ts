/**
 * The git side of a story: commits with parents, branches that move, pull requests. A branch leaves
 * the main line at its first commit; merging a pull request brings it back with a merge commit and
 * throws the branch away.
 */
import { createHash } from 'node:crypto';
import type { Person, Story, StoryCommit, StoryPull } from './story';

type Json = Readonly<Record<string, unknown>>;

export interface GitSide {
  /** In order of time, and every commit after its parents. */
  readonly commits: readonly Json[];
  readonly pulls: readonly Json[];
  /** Where a branch pointed from when on; a null sha when it was thrown away. In order of time. */
  readonly refs: readonly Json[];
}

const MAIN = 'main';

type Step = { readonly at: number; readonly commit: StoryCommit } | { readonly at: number; readonly merge: StoryPull };

export function gitSideOf(story: Story): GitSide {
  const steps: Step[] = [
    ...story.commits.map((commit) => ({ at: commit.at, commit })),
    ...story.pulls.flatMap((merge) => (merge.mergedAt === undefined ? [] : [{ at: merge.mergedAt, merge }])),
  ];
  steps.sort((a, b) => a.at - b.at);
  const tips = new Map<string, string>();
  const commits: Json[] = [];
  const refs: Json[] = [];
  const branchCommits = new Map<string, string[]>();
  const move = (repo: string, name: string, sha: string | null, at: number): void => {
    if (sha === null) tips.delete(`${repo} ${name}`);
    else tips.set(`${repo} ${name}`, sha);
    refs.push({ repo, name, sha, at: new Date(at).toISOString() });
  };
  for (const step of steps) {
    if ('commit' in step) {
      const { repo, name, branch = MAIN } = step.commit;
      const parent = tips.get(`${repo} ${branch}`) ?? tips.get(`${repo} ${MAIN}`);
      const sha = shaOf(repo, name);
      commits.push(commitLine(step.commit, sha, parent === undefined ? [] : [parent]));
      if (branch !== MAIN) listIn(branchCommits, `${repo} ${branch}`).push(sha);
      move(repo, branch, sha, step.at);
    } else {
      const { repo, branch, number } = step.merge;
      const parents = [tips.get(`${repo} ${MAIN}`), tips.get(`${repo} ${branch}`)].filter((sha) => sha !== undefined);
      const sha = shaOf(repo, mergeName(number));
      commits.push(mergeLine(step.merge, sha, parents, step.at));
      move(repo, MAIN, sha, step.at);
      move(repo, branch, null, step.at);
    }
  }
  return { commits, pulls: story.pulls.map((pull) => pullLine(pull, branchCommits)), refs };
}

/** 40 hexadecimal digits that follow from the repository and the commit's name in the story. */
export function shaOf(repo: string, name: string): string {
  return createHash('sha1').update(`${repo} ${name}`).digest('hex');
}

function mergeName(number: number): string {
  return `merge of ${number}`;
}

function commitLine({ repo, at, by, message, files, reverts }: StoryCommit, sha: string, parents: string[]): Json {
  const body = reverts === undefined ? message : `${message}\n\nThis reverts commit ${shaOf(repo, reverts)}.`;
  return { ...lineOf(repo, sha, parents, by, at, body), files, filesChanged: files.length };
}

function mergeLine(
  { repo, branch, number, title, by, review }: StoryPull,
  sha: string,
  parents: string[],
  at: number,
): Json {
  const message = `Merge pull request #${number} from ${repo.replace(/\/.*$/, '')}/${branch}\n\n${title}`;
  return {
    ...lineOf(repo, sha, parents, review?.by ?? by, at, message),
    files: [],
    filesChanged: 0,
    mergedPullRequest: number,
    mergedBranch: branch,
  };
}

function lineOf(repo: string, sha: string, parents: readonly string[], by: Person, at: number, message: string): Json {
  const date = clockText(at, by.offsetMinutes);
  const author = { name: by.name, email: by.email, accountId: by.accountId, date };
  return { repo, sha, parents, author, committer: author, committedDate: date, message };
}

function pullLine(pull: StoryPull, branchCommits: ReadonlyMap<string, readonly string[]>): Json {
  const { number, repo, branch, by, title, openedAt, review, mergedAt, closedAt } = pull;
  const iso = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString());
  return {
    repo,
    pr: number,
    how: 'merge',
    mergeSha: mergedAt === undefined ? null : shaOf(repo, mergeName(number)),
    commits: branchCommits.get(`${repo} ${branch}`) ?? [],
    title,
    branch,
    author: by.accountId,
    openedAt: iso(openedAt),
    reviews: review ? [{ at: iso(review.at), by: review.by.accountId }] : [],
    mergedAt: iso(mergedAt),
    closedAt: iso(closedAt ?? mergedAt),
  };
}

/** `2026-02-03T22:40:00+01:00`: the instant on a clock that is so far ahead of UTC. */
function clockText(at: number, offsetMinutes: number): string {
  const wall = new Date(at + offsetMinutes * 60_000).toISOString().slice(0, 19);
  const two = (value: number): string => String(value).padStart(2, '0');
  const size = Math.abs(offsetMinutes);
  return `${wall}${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function listIn(lists: Map<string, string[]>, key: string): string[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
