/**
 * The same commit is told several times: a webhook knows its branch but not its parents, `throughline
 * push` knows its parents but not its branch. Combining keeps the fuller part of each, and gives the
 * same result in whatever order they came.
 */
import type { ChangedFile, ChangedLines, Commit, PullRequest } from '../model/commit';

export function combineCommits(a: Commit, b: Commit): Commit {
  const files = fuller(a.files, b.files, filesText);
  return {
    repo: a.repo,
    sha: a.sha,
    parents: fuller(a.parents, b.parents, (parents) => parents.join()),
    authoredAt: Math.min(a.authoredAt, b.authoredAt),
    committedAt: Math.max(a.committedAt, b.committedAt),
    authorOffsetMinutes: smallest(a.authorOffsetMinutes, b.authorOffsetMinutes),
    authorHash: a.authorHash > b.authorHash ? a.authorHash : b.authorHash,
    author: smallest(a.author, b.author),
    ...(a.byBot || b.byBot ? { byBot: true } : {}),
    message: fuller(a.message, b.message, String),
    files,
    filesChanged: Math.max(a.filesChanged, b.filesChanged),
    lines: moreLines(a.lines, b.lines),
    branch: tellingBranch(a.branch, b.branch),
    pullRequest: smallest(a.pullRequest, b.pullRequest),
  };
}

/** The later telling wins; the commits of both belong to it. */
export function combinePullRequests(a: PullRequest, b: PullRequest): PullRequest {
  const later = isLater(a, b) ? a : b;
  return {
    ...later,
    // A pull request is merged once; of two that are told, one must win in whatever order they come.
    mergeSha: greatest(a.mergeSha, b.mergeSha),
    commits: [...new Set([...a.commits, ...b.commits])].sort(),
  };
}

function isLater(a: PullRequest, b: PullRequest): boolean {
  if (a.updatedAt !== b.updatedAt) return a.updatedAt > b.updatedAt;
  if (a.state !== b.state) return a.state !== 'open' && (b.state === 'open' || a.state === 'merged');
  return JSON.stringify([a.title, a.body, a.branch]) >= JSON.stringify([b.title, b.body, b.branch]);
}

/** Trunks say nothing about what a commit serves; any other branch says more. */
const TRUNKS = new Set(['master', 'main', 'trunk', 'develop', 'development', 'dev', 'next']);

/** Whether everybody's work comes together on a branch of this name. */
export function isTrunk(branch: string): boolean {
  return TRUNKS.has(branch);
}

function tellingBranch(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (TRUNKS.has(a) !== TRUNKS.has(b)) return TRUNKS.has(a) ? b : a;
  return smallest(a, b);
}

/** Known beats unknown; of two counts the one that saw more. */
function moreLines(a: ChangedLines | undefined, b: ChangedLines | undefined): ChangedLines | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const more = a.added + a.deleted - (b.added + b.deleted) || a.added - b.added;
  return more >= 0 ? a : b;
}

function fuller<T extends string | readonly unknown[]>(a: T, b: T, textOf: (value: T) => string): T {
  if (a.length !== b.length) return a.length > b.length ? a : b;
  return textOf(a) >= textOf(b) ? a : b;
}

function filesText(files: readonly ChangedFile[]): string {
  return files.map(({ status, path }) => `${status} ${path}`).join('\n');
}

function smallest<T extends string | number>(a: T | undefined, b: T | undefined): T | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a <= b ? a : b;
}

function greatest(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a >= b ? a : b;
}
