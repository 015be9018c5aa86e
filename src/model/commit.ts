/** Code changes as git records them. */
import type { Instant } from './instant';
import type { AccountId } from './work-item';

/** 40 hexadecimal digits, lower case. */
export type Sha = string;
/** `owner/name`, as the host of the repository spells it. */
export type RepositoryName = string;

export interface ChangedFile {
  /** Git's letter: A added, M modified, D deleted, R renamed, T type changed. */
  readonly status: string;
  readonly path: string;
}

export interface ChangedLines {
  readonly added: number;
  readonly deleted: number;
}

export interface Commit {
  readonly repo: RepositoryName;
  readonly sha: Sha;
  /** First parent first; two or more for a merge. */
  readonly parents: readonly Sha[];
  readonly authoredAt: Instant;
  readonly committedAt: Instant;
  /** The author's own offset from UTC in minutes, for office hours; undefined when not told. */
  readonly authorOffsetMinutes: number | undefined;
  /** Salted hash of the author's e-mail; the address itself is dropped at ingestion. */
  readonly authorHash: string;
  /** Known when a mapping joins the hash to an account. */
  readonly author: AccountId | undefined;
  /** True when the author's address or name was a machine's; not told otherwise. */
  readonly byBot?: boolean;
  readonly message: string;
  readonly files: readonly ChangedFile[];
  /** How many files really changed; `files` may be cut. */
  readonly filesChanged: number;
  /** Of a commit read without its files: `modulesOf` them. Undefined where that is not known. */
  readonly modules?: readonly string[];
  /** Over all its files; undefined where the sender did not count them. */
  readonly lines: ChangedLines | undefined;
  /** The branch a merge commit says it brought in, or that a push named. */
  readonly branch: string | undefined;
  readonly pullRequest: number | undefined;
}

/** One text for a commit of a repository, as a key of maps. */
export function commitName({ repo, sha }: Pick<Commit, 'repo' | 'sha'>): string {
  return `${repo}@${sha}`;
}

/** The first line of the message, for lists. */
export function subjectOf(commit: Pick<Commit, 'message'>): string {
  const end = commit.message.indexOf('\n');
  return (end < 0 ? commit.message : commit.message.slice(0, end)).trim();
}

/**
 * When what happened to a pull request, as far as its host told; undefined where it did not. Instants
 * only: who asked and who reviewed is dropped at ingestion.
 */
export interface ReviewTimes {
  readonly openedAt?: Instant | undefined;
  /** When it was last taken out of draft, or opened again: from then on it can be reviewed. */
  readonly readyAt?: Instant | undefined;
  /** When somebody was last asked to review it. */
  readonly reviewAskedAt?: Instant | undefined;
  /** When commits were last pushed to it after it was opened. */
  readonly changedAt?: Instant | undefined;
  /** Reviews, and comments where the host calls them so, of anybody but its author and machines. */
  readonly firstReviewAt?: Instant | undefined;
  readonly lastReviewAt?: Instant | undefined;
  readonly closedAt?: Instant | undefined;
  readonly mergedAt?: Instant | undefined;
}

export interface PullRequest extends ReviewTimes {
  readonly repo: RepositoryName;
  readonly number: number;
  readonly title: string;
  readonly body: string;
  /** Source branch. */
  readonly branch: string;
  readonly state: 'open' | 'merged' | 'closed';
  readonly mergeSha: Sha | undefined;
  /** Commits it brought in, as far as told. */
  readonly commits: readonly Sha[];
  readonly updatedAt: Instant;
  /** Undefined where the host has no drafts, or none is told. */
  readonly isDraft?: boolean | undefined;
  /** True when a machine opened it, as far as told. */
  readonly byBot?: boolean | undefined;
}
