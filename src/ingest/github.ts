/**
 * GitHub webhooks: `push`, `delete`, `pull_request`, `pull_request_review` and `ping`. A push names no parents and no author's
 * offset other than the commit's; `throughline push` completes such commits later.
 */
import * as v from '@badrap/valita';
import { type Instant, parseInstant } from '../model/instant';
import { listOf, nullish, readJson, unlessOdd } from './outside-json';
import {
  BOUNDS,
  type ReceivedChanges,
  Receiving,
  RepositorySchema,
  WholeNumberSchema,
  branchOfRef,
  fullSha,
  pushedBranch,
  withStatus,
} from './received-changes';
import { type Rejected, rejected } from './rejected';
import { faultOf } from './schema-faults';

const Repository = v.object({
  full_name: RepositorySchema,
  default_branch: unlessOdd(v.string()),
  /** Seconds in a push, a text elsewhere. */
  pushed_at: unlessOdd(v.union(v.number(), v.string())),
});
const Paths = nullish(listOf(v.string()));

const CommitSchema = v.object({
  id: v.string(),
  message: v.string(),
  timestamp: v.string(),
  /** False for commits that another branch already has: they were not made on this one. */
  distinct: nullish(v.boolean()),
  author: nullish(v.object({ email: nullish(v.string()), name: nullish(v.string()) })),
  added: Paths,
  removed: Paths,
  modified: Paths,
});

const PushSchema = v.object({
  ref: v.string(),
  after: v.string(),
  repository: Repository,
  commits: nullish(v.array()),
  head_commit: unlessOdd(v.object({ timestamp: v.string() })),
});

const DeleteSchema = v.object({ ref: v.string(), ref_type: v.string(), repository: Repository });

/** Compared, and dropped. */
const Account = unlessOdd(v.object({ id: v.number(), type: unlessOdd(v.string()) }));

const PullRequestSchema = v.object({
  action: unlessOdd(v.string()),
  /** Missing from the event of a review, which has it inside. */
  number: nullish(WholeNumberSchema),
  repository: Repository,
  review: unlessOdd(v.object({ submitted_at: nullish(v.string()), user: Account })),
  pull_request: v.object({
    number: nullish(WholeNumberSchema),
    title: v.string(),
    body: nullish(v.string()),
    state: v.string(),
    merged: nullish(v.boolean()),
    merged_at: nullish(v.string()),
    merge_commit_sha: nullish(v.string()),
    updated_at: v.string(),
    created_at: nullish(v.string()),
    closed_at: nullish(v.string()),
    draft: unlessOdd(v.boolean()),
    user: Account,
    head: v.object({ ref: v.string(), sha: v.string() }),
  }),
});

const PingSchema = v.object({ repository: Repository });

/** `event` is the value of the X-GitHub-Event header. */
export function parseGitHub(event: string, body: unknown): ReceivedChanges | Rejected {
  switch (event) {
    case 'push':
      return parsePush(body);
    case 'delete':
      return parseDelete(body);
    case 'pull_request':
    case 'pull_request_review':
      return parsePullRequest(body);
    case 'ping': {
      const ping = readJson(PingSchema, body);
      return ping.ok
        ? new Receiving(ping.value.repository.full_name).changes()
        : rejected('GitHub ping', 'It names no repository. Add the webhook to a repository, or send a push.');
    }
    default:
      return rejected(
        `GitHub event ${event.slice(0, 40)}`,
        'Only push, delete, pull_request and pull_request_review are used. Choose these in the webhook.',
      );
  }
}

function parsePush(body: unknown): ReceivedChanges | Rejected {
  const push = readJson(PushSchema, body);
  if (!push.ok) return rejected('GitHub push', faultOf(push, body));
  const { ref, after, repository, commits, head_commit } = push.value;
  const receiving = new Receiving(repository.full_name);
  const good: v.Infer<typeof CommitSchema>[] = [];
  receiving.each('commit', commits, CommitSchema, BOUNDS.commits, (commit) => good.push(commit));
  const branch = pushedBranch(
    branchOfRef(ref),
    good.map(({ message }) => message),
  );
  for (const { id, message, timestamp, distinct, author, added, removed, modified } of good) {
    const files = [...withStatus('A', added), ...withStatus('M', modified), ...withStatus('D', removed)];
    receiving.commit({
      sha: id,
      parents: [],
      authoredAt: timestamp,
      committedAt: timestamp,
      ownOffset: true,
      email: author?.email ?? '',
      authorName: author?.name,
      message,
      files,
      filesChanged: files.length,
      branch: distinct === false ? undefined : branch,
    });
  }
  const name = branchOfRef(ref);
  if (name !== undefined)
    receiving.branch(name, after, {
      headAt: head_commit?.timestamp,
      isDefault: name === repository.default_branch,
      toldAt: pushedAt(repository),
    });
  return receiving.changes();
}

/** Pushes tell of deletions too; this is for hooks that were given the event of its own. */
function parseDelete(body: unknown): ReceivedChanges | Rejected {
  const parsed = readJson(DeleteSchema, body);
  if (!parsed.ok) return rejected('GitHub deletion', faultOf(parsed, body));
  const { ref, ref_type, repository } = parsed.value;
  const receiving = new Receiving(repository.full_name);
  if (ref_type === 'branch') receiving.branch(ref, undefined, { toldAt: pushedAt(repository) });
  return receiving.changes();
}

function pushedAt({ pushed_at: at }: v.Infer<typeof Repository>): Instant | undefined {
  return typeof at === 'number' ? at * 1000 : at === undefined ? undefined : parseInstant(at);
}

function parsePullRequest(body: unknown): ReceivedChanges | Rejected {
  const parsed = readJson(PullRequestSchema, body);
  if (!parsed.ok) return rejected('GitHub pull request', faultOf(parsed, body));
  const { action, repository, review, pull_request: raw } = parsed.value;
  const number = parsed.value.number ?? raw.number;
  if (typeof number !== 'number') return rejected('GitHub pull request', 'It has no number.');
  const receiving = new Receiving(repository.full_name);
  const merged = raw.merged ?? typeof raw.merged_at === 'string';
  const head = fullSha(raw.head.sha);
  receiving.pullRequest({
    number,
    title: raw.title,
    body: raw.body ?? '',
    branch: raw.head.ref,
    state: merged ? 'merged' : raw.state === 'open' || raw.state === 'closed' ? raw.state : undefined,
    // Before it is merged, GitHub names a trial merge here that never lands.
    mergeSha: merged ? fullSha(raw.merge_commit_sha) : undefined,
    commits: head ? [head] : [],
    updatedAt: raw.updated_at,
    isDraft: raw.draft,
    byBot: raw.user?.type === undefined ? undefined : raw.user.type === 'Bot',
    times: {
      openedAt: raw.created_at,
      readyAt: action === 'ready_for_review' || action === 'reopened' ? raw.updated_at : undefined,
      reviewAskedAt: action === 'review_requested' ? raw.updated_at : undefined,
      changedAt: action === 'synchronize' ? raw.updated_at : undefined,
      reviewedAt: review && isByAnother(review.user, raw.user) ? review.submitted_at : undefined,
      closedAt: raw.closed_at,
      mergedAt: raw.merged_at,
    },
  });
  return receiving.changes();
}

/** Authors answer comments by reviews of their own, and machines review within a minute: neither is waited for. */
function isByAnother(reviewer: v.Infer<typeof Account>, author: v.Infer<typeof Account>): boolean {
  return reviewer !== undefined && reviewer.id !== author?.id && reviewer.type !== 'Bot';
}
