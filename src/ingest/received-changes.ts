/**
 * What a sender told us about code: the one shape that every push, hook and batch is turned into.
 *
 * Bounds hold against a sender who means harm or a bulk import: texts and lists are cut, and what is
 * cut or refused is said in `rejected`.
 */
import * as v from '@badrap/valita';
import type { ChangedFile, ChangedLines, Commit, PullRequest, RepositoryName, ReviewTimes, Sha } from '../model/commit';
import { type Instant, parseInstant } from '../model/instant';
import type { BlamePart } from '../model/surviving';
import { readMergeMessage } from '../model/merge-message';
import { listOf, readJson } from './outside-json';
import { type Rejected, rejected } from './rejected';
import { isBotsAuthor } from './bot-author';
import { storableText } from './storable-text';
import { withoutPeople } from './scrub';
import { faultOf } from './schema-faults';

/** A commit as received: with the author's address, which `sealCommit` hashes and drops. */
export interface ReceivedCommit extends Omit<Commit, 'authorHash'> {
  /** As sent; empty when the sender does not tell. Never stored, never logged. */
  readonly email: string;
}

/** What a sender says of a branch: where it stands now, and what else it happens to know. */
export interface ToldBranch {
  readonly name: string;
  /** Undefined when the branch was deleted. */
  readonly sha: Sha | undefined;
  /** When its last commit was committed. */
  readonly headAt?: Instant | undefined;
  /** Whether the default branch holds its last commit. */
  readonly isMerged?: boolean | undefined;
  /** True when the sender calls it the default branch. */
  readonly isDefault?: true | undefined;
  /** When this was so, by the sender's clock; where it is not told, the arrival has to do. */
  readonly toldAt?: Instant | undefined;
}

export interface ReceivedChanges {
  readonly repo: RepositoryName;
  readonly commits: readonly ReceivedCommit[];
  readonly pullRequests: readonly PullRequest[];
  readonly branches: readonly ToldBranch[];
  /** When the sender looked and saw every branch there is: those it does not name are gone. */
  readonly allBranchesAt?: Instant | undefined;
  /** Who wrote the lines of today's files; undefined where the delivery does not tell. */
  readonly blame: BlamePart | undefined;
  /** What was refused, one by one, at most 100 and then a line that counts the rest. */
  readonly rejected: readonly Rejected[];
}

export const BOUNDS = {
  messageLength: 64 * 1024,
  files: 300,
  pathLength: 1024,
  commits: 10_000,
  branches: 10_000,
  nameLength: 255,
  /** As long as the column it is stored in. */
  repositoryLength: 200,
  parents: 64,
  rejected: 100,
} as const;

export const CUT_MARK = '\n[cut by Throughline]';

/** Replaces the address by its salted hash; the same person hashes alike however the address is written. */
export function sealCommit(received: ReceivedCommit, hashOf: (email: string) => string): Commit {
  const { email, ...rest } = received;
  const address = email.trim().toLowerCase();
  return { ...rest, authorHash: address === '' ? '' : hashOf(address) };
}

export const ShaSchema = v
  .string()
  .map((text) => text.toLowerCase())
  .assert((sha) => /^[0-9a-f]{40}$/.test(sha), 'a sha of 40 hexadecimal digits');

const ParentsSchema = listOf(ShaSchema).assert(
  ({ length }) => length <= BOUNDS.parents,
  `at most ${BOUNDS.parents} parents`,
);

/** `owner/name`, or deeper as GitLab's groups allow. */
export const RepositorySchema = v
  .string()
  .assert(({ length }) => length <= BOUNDS.repositoryLength, `at most ${BOUNDS.repositoryLength} characters`)
  .assert((name) => /^[^\s/]+(?:\/[^\s/]+)+$/.test(name), 'a repository such as owner/name');

export const WholeNumberSchema = v.number().assert((value) => Number.isInteger(value), 'a whole number');

export const CountSchema = WholeNumberSchema.assert((count) => count >= 0, 'a count');

/** What senders agree to call a commit, before bounds. */
export interface RawCommit {
  readonly sha: string;
  /** Empty for a root commit and where the sender does not tell; a fuller telling wins later. */
  readonly parents: readonly string[];
  readonly authoredAt: string;
  readonly committedAt: string;
  /** False where the sender writes every time in UTC, so that the author's own offset is lost. */
  readonly ownOffset: boolean;
  readonly email: string;
  /** Tells people from machines, and is dropped. */
  readonly authorName?: string | null | undefined;
  readonly author?: string | undefined;
  readonly message: string;
  readonly files: readonly ChangedFile[];
  readonly filesChanged: number;
  /** Where the sender counted them. */
  readonly lines?: ChangedLines | undefined;
  /** The branch that was pushed. */
  readonly branch?: string | undefined;
}

/** Times as the sender writes them; null and missing are the same. */
type AsSent<Times> = { readonly [Name in keyof Times]?: string | null | undefined };

export interface RawPullRequest extends Omit<PullRequest, 'repo' | 'state' | 'updatedAt' | keyof ReviewTimes> {
  readonly state: PullRequest['state'] | undefined;
  readonly updatedAt: string;
  /** One that cannot be read counts as not told: it is not worth the pull request. */
  readonly times: AsSent<Omit<ReviewTimes, 'firstReviewAt' | 'lastReviewAt'>> & {
    readonly reviewedAt?: string | null | undefined;
  };
}

export interface RawBranch {
  readonly headAt?: string | null | undefined;
  readonly isMerged?: boolean | undefined;
  readonly isDefault?: boolean | undefined;
  readonly toldAt?: Instant | undefined;
}

/** Collects what is good and says what is not. */
export class Receiving {
  readonly #commits: ReceivedCommit[] = [];
  readonly #pullRequests: PullRequest[] = [];
  readonly #branches: ToldBranch[] = [];
  readonly #rejected: Rejected[] = [];
  #unlisted = 0;

  constructor(private readonly repo: RepositoryName) {}

  reject(what: string, why: string): void {
    if (this.#rejected.length < BOUNDS.rejected) this.#rejected.push(rejected(what, why));
    else this.#unlisted += 1;
  }

  /** Reads each entry of a list with a schema; hands on the good ones and rejects the others. */
  each<T>(what: string, list: unknown, schema: v.Type<T>, bound: number, use: (entry: T) => void): void {
    if (list === undefined || list === null) return;
    if (!Array.isArray(list)) {
      this.reject(`list of ${what}s`, 'It is not a list.');
      return;
    }
    for (const [index, entry] of list.slice(0, bound).entries()) {
      const parsed = readJson(schema, entry);
      if (parsed.ok) use(parsed.value);
      else this.reject(`${what} ${index + 1}`, faultOf(parsed, entry));
    }
    if (list.length > bound) {
      this.reject(
        `list of ${what}s`,
        `It holds ${list.length}; only the first ${bound} were read. Send the rest in another batch.`,
      );
    }
  }

  commit(raw: RawCommit): void {
    const what = `commit ${raw.sha.slice(0, 12)}`;
    const sha = readJson(ShaSchema, raw.sha);
    if (!sha.ok) {
      this.reject(what, faultOf(sha, raw.sha));
      return;
    }
    const parents = readJson(ParentsSchema, raw.parents);
    if (!parents.ok) {
      this.reject(what, faultOf(parents, raw.parents));
      return;
    }
    const authoredAt = parseTime(raw.authoredAt);
    const committedAt = parseTime(raw.committedAt);
    if (authoredAt === undefined || committedAt === undefined) {
      this.reject(what, 'Its time is not an instant with an offset, such as 2017-11-13T09:00:00+01:00.');
      return;
    }
    const files = raw.files.filter(({ path }) => path !== '' && path.length <= BOUNDS.pathLength);
    if (files.length < raw.files.length) {
      this.reject(
        what,
        `${raw.files.length - files.length} of its paths are empty or longer than ${BOUNDS.pathLength} characters.`,
      );
    }
    const message = bounded(raw.message);
    const branch = raw.branch === undefined ? undefined : storableText(raw.branch.slice(0, BOUNDS.nameLength));
    const told = readMergeMessage(message);
    this.#commits.push({
      repo: this.repo,
      sha: sha.value,
      parents: parents.value,
      authoredAt,
      committedAt,
      authorOffsetMinutes: raw.ownOffset ? offsetMinutes(raw.authoredAt) : undefined,
      author: raw.author,
      ...(isBotsAuthor(raw.email, raw.authorName ?? '') ? { byBot: true } : {}),
      email: raw.email.slice(0, BOUNDS.nameLength),
      message,
      files: files.slice(0, BOUNDS.files).map(({ status, path }) => ({ status, path: storableText(path) })),
      filesChanged: Math.max(raw.filesChanged, raw.files.length),
      lines: raw.lines,
      branch: told?.branch ?? (told?.kind === 'merge' ? undefined : branch),
      pullRequest: told?.pullRequest,
    });
  }

  /** `state` undefined when the sender's word for it is not one we know. */
  pullRequest(raw: RawPullRequest): void {
    if (raw.state === undefined) {
      this.reject(`pull request ${raw.number}`, 'Its state is neither open, merged nor closed.');
      return;
    }
    const updatedAt = parseTime(raw.updatedAt);
    if (updatedAt === undefined) {
      this.reject(`pull request ${raw.number}`, 'Its time of update is not an instant.');
      return;
    }
    this.#pullRequests.push({
      repo: this.repo,
      number: raw.number,
      title: bounded(raw.title),
      body: bounded(raw.body),
      branch: storableText(raw.branch.slice(0, BOUNDS.nameLength)),
      state: raw.state,
      mergeSha: raw.mergeSha,
      commits: raw.commits,
      updatedAt,
      isDraft: raw.isDraft,
      byBot: raw.byBot,
      ...timesOf(raw.times),
    });
  }

  branch(name: string, sha: string | undefined, { headAt, isMerged, isDefault, toldAt }: RawBranch = {}): void {
    if (name === '' || name.length > BOUNDS.nameLength) {
      this.reject('branch', `Its name is empty or longer than ${BOUNDS.nameLength} characters.`);
      return;
    }
    this.#branches.push({
      name: storableText(name),
      sha: fullSha(sha),
      headAt: optionalTime(headAt),
      isMerged,
      isDefault: isDefault === true || undefined,
      toldAt,
    });
  }

  /** Everything received so far. */
  changes(): ReceivedChanges {
    const rest =
      this.#unlisted > 0 ? [rejected('more', `${this.#unlisted} more were refused and are not listed.`)] : [];
    return {
      repo: this.repo,
      commits: this.#commits,
      pullRequests: this.#pullRequests,
      branches: this.#branches,
      blame: undefined,
      rejected: [...this.#rejected, ...rest],
    };
  }
}

/** A whole sha, or undefined: abbreviated ones and the zeros that stand for "none" are not told apart. */
export function fullSha(text: string | null | undefined): Sha | undefined {
  const sha = text?.toLowerCase() ?? '';
  return /^[0-9a-f]{40}$/.test(sha) && !/^0+$/.test(sha) ? sha : undefined;
}

/** The branch of `refs/heads/…`; undefined for tags and anything else. */
export function branchOfRef(ref: string): string | undefined {
  return ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : undefined;
}

/**
 * The branch to note on the commits of a push: none when the push merged another branch in, because
 * then it also holds commits that were made elsewhere and the sender does not say which.
 */
export function pushedBranch(branch: string | undefined, messages: readonly string[]): string | undefined {
  return messages.some((message) => readMergeMessage(message)?.kind === 'merge') ? undefined : branch;
}

/** Webhooks list paths by what happened to them. */
export function withStatus(status: string, paths: readonly string[] | null | undefined): ChangedFile[] {
  return (paths ?? []).map((path) => ({ status, path }));
}

/** Without the people it names, cut to its bound, and of characters that every store keeps. */
function bounded(text: string): string {
  const scrubbed = withoutPeople(cutRoughly(text));
  const cut = text.length > BOUNDS.messageLength || scrubbed.length > BOUNDS.messageLength;
  return storableText(cut ? scrubbed.slice(0, BOUNDS.messageLength - CUT_MARK.length) + CUT_MARK : scrubbed);
}

/**
 * What is far beyond the bound is not worth scrubbing. The cut falls on a space where there is one, so
 * that no half of an address is left over that the scrubbing would not know.
 */
function cutRoughly(text: string): string {
  if (text.length <= BOUNDS.messageLength) return text;
  const head = text.slice(0, BOUNDS.messageLength);
  const space = Math.max(head.lastIndexOf(' '), head.lastIndexOf('\n'));
  return space < head.length - LONGEST_ADDRESS ? head : head.slice(0, space);
}

/** No address is longer; a longer run of characters holds none worth hiding. */
const LONGEST_ADDRESS = 1024;

function timesOf({ reviewedAt, ...times }: RawPullRequest['times']): ReviewTimes {
  const review = optionalTime(reviewedAt);
  return {
    openedAt: optionalTime(times.openedAt),
    readyAt: optionalTime(times.readyAt),
    reviewAskedAt: optionalTime(times.reviewAskedAt),
    changedAt: optionalTime(times.changedAt),
    firstReviewAt: review,
    lastReviewAt: review,
    closedAt: optionalTime(times.closedAt),
    mergedAt: optionalTime(times.mergedAt),
  };
}

function optionalTime(text: string | null | undefined): Instant | undefined {
  return text === null || text === undefined ? undefined : parseTime(text);
}

/** ISO 8601, or GitLab's older `2017-09-15 16:50:55 UTC`. */
function parseTime(text: string): Instant | undefined {
  const utc = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}) UTC$/.exec(text);
  return parseInstant(utc ? `${utc[1]}T${utc[2]}Z` : text);
}

function offsetMinutes(text: string): number | undefined {
  if (text.endsWith('Z')) return 0;
  const parts = /([+-])(\d{2}):?(\d{2})$/.exec(text);
  if (!parts) return undefined;
  const minutes = Number(parts[2]) * 60 + Number(parts[3]);
  return parts[1] === '-' ? -minutes : minutes;
}
