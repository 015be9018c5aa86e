/**
 * Pull requests of a data set, told as GitHub tells them: a delivery when one is opened, reviewed,
 * merged or closed. Sets that know only which commits a pull request brought in have nothing to tell.
 */
import { createHash } from 'node:crypto';
import { readJsonLines, type RejectedLine } from './jira/jsonl';

export interface RecordedPull {
  readonly repo: string;
  readonly number: number;
  readonly title: string;
  readonly branch: string;
  /** Account id of who opened it. */
  readonly author: string;
  readonly commits: readonly string[];
  readonly mergeSha: string | undefined;
  readonly openedAt: string;
  readonly reviews: readonly { readonly at: string; readonly by: string }[];
  readonly mergedAt: string | undefined;
  readonly closedAt: string | undefined;
}

/** One delivery that GitHub would make. */
export interface PullEvent {
  readonly at: number;
  readonly repo: string;
  /** The value of the X-GitHub-Event header. */
  readonly event: 'pull_request' | 'pull_request_review';
  readonly body: unknown;
}

export function readPullRequests(folder: string): readonly RecordedPull[] {
  const rejected: RejectedLine[] = [];
  return readJsonLines(folder, 'pull_requests', parsePull, rejected).flatMap((pull) => pull ?? []);
}

/** Undefined for one whose life the set does not tell. */
function parsePull(value: unknown): RecordedPull | undefined {
  const line = value as {
    repo?: string;
    pr?: number;
    title?: string;
    branch?: string;
    author?: string;
    commits?: string[];
    mergeSha?: string | null;
    openedAt?: string;
    reviews?: { at: string; by: string }[];
    mergedAt?: string | null;
    closedAt?: string | null;
  };
  if (!line.repo || !line.pr || !line.branch || !line.openedAt) return undefined;
  return {
    repo: line.repo,
    number: line.pr,
    title: line.title ?? '',
    branch: line.branch,
    author: line.author ?? '',
    commits: line.commits ?? [],
    mergeSha: line.mergeSha ?? undefined,
    openedAt: line.openedAt,
    reviews: line.reviews ?? [],
    mergedAt: line.mergedAt ?? undefined,
    closedAt: line.closedAt ?? undefined,
  };
}

/** What happened to them after `from` until `to`, oldest first; nothing a delivery says is later than itself. */
export function pullEventsBetween(pulls: readonly RecordedPull[], from: number, to: number): PullEvent[] {
  return pulls
    .flatMap(eventsOf)
    .filter(({ at }) => at > from && at <= to)
    .sort((a, b) => a.at - b.at);
}

function eventsOf(pull: RecordedPull): PullEvent[] {
  const told = (event: PullEvent['event'], at: string, action: string, more: object = {}): PullEvent => ({
    at: Date.parse(at),
    repo: pull.repo,
    event,
    body: {
      action,
      number: pull.number,
      repository: { full_name: pull.repo, default_branch: 'main' },
      pull_request: pullAt(pull, at),
      ...more,
    },
  });
  return [
    told('pull_request', pull.openedAt, 'opened'),
    ...pull.reviews.map(({ at, by }) =>
      told('pull_request_review', at, 'submitted', {
        review: { state: 'approved', submitted_at: at, user: userOf(by) },
      }),
    ),
    ...(pull.closedAt === undefined ? [] : [told('pull_request', pull.closedAt, 'closed')]),
  ];
}

function pullAt(pull: RecordedPull, at: string): object {
  const closed = pull.closedAt !== undefined && Date.parse(pull.closedAt) <= Date.parse(at);
  const merged = closed && pull.mergedAt !== undefined;
  return {
    number: pull.number,
    title: pull.title,
    body: '',
    state: closed ? 'closed' : 'open',
    draft: false,
    merged,
    merged_at: merged ? pull.mergedAt : null,
    merge_commit_sha: merged ? pull.mergeSha : null,
    created_at: pull.openedAt,
    updated_at: at,
    closed_at: closed ? pull.closedAt : null,
    user: userOf(pull.author),
    head: { ref: pull.branch, sha: pull.commits.at(-1) ?? '' },
    base: { ref: 'main' },
  };
}

/** GitHub numbers its users; the same account has the same number. */
function userOf(accountId: string): object {
  return { id: Number.parseInt(createHash('sha1').update(accountId).digest('hex').slice(0, 8), 16), type: 'User' };
}
