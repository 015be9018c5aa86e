/** Bitbucket Cloud webhooks: `repo:push` and `pullrequest:*`. Authors come with Atlassian account ids. */
import * as v from '@badrap/valita';
import type { PullRequest } from '../model/commit';
import { listOf, nullish, readJson } from './outside-json';
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

const Repository = v.object({ full_name: RepositorySchema });

const CommitSchema = v.object({
  hash: v.string(),
  message: nullish(v.string()),
  date: nullish(v.string()),
  parents: nullish(listOf(v.object({ hash: v.string() }))),
  author: nullish(v.object({ raw: nullish(v.string()), user: nullish(v.object({ account_id: nullish(v.string()) })) })),
});
const Tip = nullish(v.object({ type: v.string(), name: v.string(), target: nullish(v.object({ hash: v.string() })) }));
const ChangeSchema = v.object({
  new: Tip,
  old: Tip,
  commits: nullish(v.array()),
  truncated: nullish(v.boolean()),
});
const PushSchema = v.object({ repository: Repository, push: v.object({ changes: v.array() }) });

const PullRequestSchema = v.object({
  repository: Repository,
  pullrequest: v.object({
    id: WholeNumberSchema,
    title: v.string(),
    description: nullish(v.string()),
    state: v.string(),
    updated_on: v.string(),
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
  if (event.startsWith('pullrequest:')) return parsePullRequest(body);
  return rejected(
    `Bitbucket event ${event.slice(0, 40)}`,
    'Only repo:push and pullrequest events are used. Choose these in the webhook.',
  );
}

function parsePush(body: unknown): ReceivedChanges | Rejected {
  const push = readJson(PushSchema, body);
  if (!push.ok) return rejected('Bitbucket push', faultOf(push, body));
  const receiving = new Receiving(push.value.repository.full_name);
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
    if (onBranch !== undefined) receiving.branch(onBranch, change.new?.target?.hash);
  });
  return receiving.changes();
}

function parsePullRequest(body: unknown): ReceivedChanges | Rejected {
  const parsed = readJson(PullRequestSchema, body);
  if (!parsed.ok) return rejected('Bitbucket pull request', faultOf(parsed, body));
  const { repository, pullrequest: raw } = parsed.value;
  const receiving = new Receiving(repository.full_name);
  const head = fullSha(raw.source.commit?.hash);
  receiving.pullRequest({
    number: raw.id,
    title: raw.title,
    body: raw.description ?? '',
    branch: raw.source.branch.name,
    state: BITBUCKET_STATES.get(raw.state),
    mergeSha: raw.state === 'MERGED' ? fullSha(raw.merge_commit?.hash) : undefined,
    commits: head ? [head] : [],
    updatedAt: raw.updated_on,
  });
  return receiving.changes();
}

/** The address in `Name <address>`; empty when there is none. */
function addressIn(raw: string): string {
  const open = raw.lastIndexOf('<');
  const close = raw.indexOf('>', open);
  return open < 0 || close < 0 ? '' : raw.slice(open + 1, close);
}
