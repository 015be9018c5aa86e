/**
 * The same commit is told several times: a webhook knows its branch but not its parents, `throughline
 * push` knows its parents but not its branch. Combining keeps the fuller part of each, and gives the
 * same result in whatever order they came.
 */
import type { Branch } from '../model/branch';
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

/** The later telling wins; the commits of both belong to it, and what happened to it once has happened. */
export function combinePullRequests(a: PullRequest, b: PullRequest): PullRequest {
  const { repo, number, title, body, branch, state, updatedAt, isDraft } = isLater(a, b) ? a : b;
  // Every field in the same place, so that the same facts are stored as the same text.
  return {
    repo,
    number,
    title,
    body,
    branch,
    state,
    // A pull request is merged once; of two that are told, one must win in whatever order they come.
    mergeSha: greatest(a.mergeSha, b.mergeSha),
    commits: [...new Set([...a.commits, ...b.commits])].sort(),
    updatedAt,
    isDraft,
    byBot: a.byBot === true || b.byBot === true ? true : (a.byBot ?? b.byBot),
    openedAt: smallest(a.openedAt, b.openedAt),
    readyAt: greatest(a.readyAt, b.readyAt),
    reviewAskedAt: greatest(a.reviewAskedAt, b.reviewAskedAt),
    changedAt: greatest(a.changedAt, b.changedAt),
    firstReviewAt: smallest(a.firstReviewAt, b.firstReviewAt),
    lastReviewAt: greatest(a.lastReviewAt, b.lastReviewAt),
    closedAt: greatest(a.closedAt, b.closedAt),
    mergedAt: smallest(a.mergedAt, b.mergedAt),
  };
}

function isLater(a: PullRequest, b: PullRequest): boolean {
  if (a.updatedAt !== b.updatedAt) return a.updatedAt > b.updatedAt;
  if (a.state !== b.state) return a.state !== 'open' && (b.state === 'open' || a.state === 'merged');
  return textOf(a) >= textOf(b);
}

function textOf({ title, body, branch, isDraft }: PullRequest): string {
  return JSON.stringify([title, body, branch, isDraft ?? '']);
}

/**
 * Of where it stood, the later telling wins. That it was merged there, and that it was the default
 * branch, are told apart from that, and are not forgotten when somebody tells of something else.
 */
export function combineBranches(a: Branch, b: Branch): Branch {
  const { toldAt, headSha, headAt, isMerged } = standsLater(a, b) ? a : b;
  const { mergedAt, mergedSha } = mergedLater(a, b) ? a : b;
  return {
    repo: a.repo,
    name: a.name,
    toldAt,
    headSha,
    headAt,
    isMerged,
    mergedAt,
    mergedSha,
    defaultAt: greatest(a.defaultAt, b.defaultAt),
  };
}

/** Of two tellings of one instant the deletion wins, then the one that knows more. */
function standsLater(a: Branch, b: Branch): boolean {
  const rank = ({ toldAt, headSha, headAt, isMerged }: Branch): [number, string] => [
    toldAt ?? Number.NEGATIVE_INFINITY,
    JSON.stringify([headSha ?? GONE, headAt ?? '', isMerged ?? '']),
  ];
  return ranksAtLeast(rank(a), rank(b));
}

function mergedLater(a: Branch, b: Branch): boolean {
  const rank = ({ mergedAt, mergedSha = '' }: Branch): [number, string] => [
    mergedAt ?? Number.NEGATIVE_INFINITY,
    mergedSha,
  ];
  return ranksAtLeast(rank(a), rank(b));
}

function ranksAtLeast([at, text]: [number, string], [otherAt, otherText]: [number, string]): boolean {
  return at === otherAt ? text >= otherText : at > otherAt;
}

/** Above every sha. */
const GONE = 'gone';

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

function greatest<T extends string | number>(a: T | undefined, b: T | undefined): T | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a >= b ? a : b;
}
