/** Bitbucket Cloud webhooks: `repo:push` and `pullrequest:*`. Authors come with Atlassian account ids. */
import * as v from '@badrap/valita';
import type { PullRequest } from '../model/commit';
import { listOf, nullish, readJson, unlessOdd } from './outside-json';
import {
  BOUNDS,
  type ReceivedChanges,
  Receiving,
  RepositorySchema,
  WholeNumberSchema,
  fullSha,
  pushedBranch,
} from './received-changes';
import { type Rejected, rejected } from './rejected';
import { faultOf } from './schema-faults';

const Repository = v.object({
  full_name: RepositorySchema,
  mainbranch: unlessOdd(v.object({ name: v.string() })),
});
/** Compared, and dropped. */
const Account = unlessOdd(v.object({ uuid: v.string() }));

const CommitSchema = v.object({
  hash: v.string(),
  message: nullish(v.string()),
  date: nullish(v.string()),
  parents: nullish(listOf(v.object({ hash: v.string() }))),
  author: nullish(v.object({ raw: nullish(v.string()), user: nullish(v.object({ account_id: nullish(v.string()) })) })),
});
const Tip = nullish(
  v.object({
    type: v.string(),
    name: v.string(),
    target: nullish(v.object({ hash: v.string(), date: unlessOdd(v.string()) })),
  }),
);
const ChangeSchema = v.object({
  new: Tip,
  old: Tip,
  commits: nullish(v.array()),
  truncated: nullish(v.boolean()),
});
const PushSchema = v.object({ repository: Repository, push: v.object({ changes: v.array() }) });

/** What a reviewer said, and when. */
const Vote = unlessOdd(v.object({ date: nullish(v.string()), user: Account }));

const PullRequestSchema = v.object({
  repository: Repository,
  approval: Vote,
  changes_request: Vote,
  comment: unlessOdd(v.object({ created_on: nullish(v.string()), user: Account })),
  pullrequest: v.object({
    id: WholeNumberSchema,
    title: v.string(),
    description: nullish(v.string()),
    state: v.string(),
    created_on: nullish(v.string()),
    updated_on: v.string(),
    draft: unlessOdd(v.boolean()),
    author: Account,
    source: v.object({
      branch: v.object({ name: v.string() }),
      commit: nullish(v.object({ hash: v.string() })),
    }),
    merge_commit: nullish(v.object({ hash: v.string() })),
  }),
});

/** Data Center uses the same words. */
export const BITBUCKET_STATES: ReadonlyMap<string, PullRequest['state']> = new Map([
  ['OPEN', 'open'],
  ['DRAFT', 'open'],
  ['MERGED', 'merged'],
  ['DECLINED', 'closed'],
  ['SUPERSEDED', 'closed'],
]);

/** `event` is the value of the X-Event-Key header. */
export function parseBitbucket(event: string, body: unknown): ReceivedChanges | Rejected {
  if (event === 'repo:push') return parsePush(body);
  if (event.startsWith('pullrequest:')) return parsePullRequest(event, body);
  return rejected(
    `Bitbucket event ${event.slice(0, 40)}`,
    'Only repo:push and pullrequest events are used. Choose these in the webhook.',
  );
}

function parsePush(body: unknown): ReceivedChanges | Rejected {
  const push = readJson(PushSchema, body);
  if (!push.ok) return rejected('Bitbucket push', faultOf(push, body));
  const { full_name: name, mainbranch } = push.value.repository;
  const receiving = new Receiving(name);
  receiving.each('change', push.value.push.changes, ChangeSchema, BOUNDS.branches, (change) => {
    const tip = change.new ?? change.old;
    const onBranch = tip?.type === 'branch' ? tip.name : undefined;
    const good: v.Infer<typeof CommitSchema>[] = [];
    receiving.each('commit', change.commits, CommitSchema, BOUNDS.commits, (commit) => good.push(commit));
    const branch = pushedBranch(
      onBranch,
      good.map(({ message }) => message ?? ''),
    );
    for (const { hash, message, date, parents, author } of good) {
      receiving.commit({
        sha: hash,
        parents: (parents ?? []).map((parent) => parent.hash),
        authoredAt: date ?? '',
        committedAt: date ?? '',
        ownOffset: false,
        email: addressIn(author?.raw ?? ''),
        authorName: author?.raw?.replace(/<[^<>]*>$/, ''),
        author: author?.user?.account_id ?? undefined,
        message: message ?? '',
        files: [],
        filesChanged: 0,
        branch,
      });
    }
    if (change.truncated) {
      receiving.reject('push', 'Bitbucket sent the newest commits only. Run throughline push to send the rest.');
    }
    if (onBranch !== undefined)
      receiving.branch(onBranch, change.new?.target?.hash, {
        headAt: change.new?.target?.date,
        isDefault: mainbranch && mainbranch.name === onBranch,
      });
  });
  return receiving.changes();
}

function parsePullRequest(event: string, body: unknown): ReceivedChanges | Rejected {
  const parsed = readJson(PullRequestSchema, body);
  if (!parsed.ok) return rejected('Bitbucket pull request', faultOf(parsed, body));
  const { repository, pullrequest: raw, approval, changes_request, comment } = parsed.value;
  const receiving = new Receiving(repository.full_name);
  const head = fullSha(raw.source.commit?.hash);
  const said = [approval, changes_request, comment && { date: comment.created_on, user: comment.user }];
  const review = said.find((one) => one?.user !== undefined && one.user.uuid !== raw.author?.uuid)?.date;
  receiving.pullRequest({
    number: raw.id,
    title: raw.title,
    body: raw.description ?? '',
    branch: raw.source.branch.name,
    state: BITBUCKET_STATES.get(raw.state),
    mergeSha: raw.state === 'MERGED' ? fullSha(raw.merge_commit?.hash) : undefined,
    commits: head ? [head] : [],
    updatedAt: raw.updated_on,
    isDraft: raw.draft ?? (raw.state === 'DRAFT' ? true : undefined),
    times: {
      openedAt: raw.created_on,
      reviewedAt: REVIEWS.has(event) ? review : undefined,
      closedAt: event === 'pullrequest:rejected' ? raw.updated_on : undefined,
      mergedAt: event === 'pullrequest:fulfilled' ? raw.updated_on : undefined,
    },
  });
  return receiving.changes();
}

/** Events by which somebody says something of the change. A vote that is taken back was one before. */
const REVIEWS: ReadonlySet<string> = new Set([
  'pullrequest:approved',
  'pullrequest:changes_request_created',
  'pullrequest:comment_created',
]);

/** The address in `Name <address>`; empty when there is none. */
function addressIn(raw: string): string {
  const open = raw.lastIndexOf('<');
  const close = raw.indexOf('>', open);
  return open < 0 || close < 0 ? '' : raw.slice(open + 1, close);
}
