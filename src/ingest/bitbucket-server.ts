/**
 * Bitbucket Data Center webhooks: `repo:refs_changed` and `pr:*`. A push names branches and tips but
 * no commits: `throughline push` brings those.
 */
import * as v from '@badrap/valita';
import { formatInstant, parseInstant } from '../model/instant';
import { BITBUCKET_STATES } from './bitbucket';
import { nullish, readJson, unlessOdd } from './outside-json';
import { BOUNDS, type ReceivedChanges, Receiving, WholeNumberSchema, fullSha } from './received-changes';
import { type Rejected, rejected } from './rejected';
import { faultOf } from './schema-faults';

const Repository = v.object({ slug: v.string(), project: v.object({ key: v.string() }) });
const ChangeSchema = v.object({
  ref: v.object({ displayId: v.string(), type: v.string() }),
  toHash: v.string(),
});
/** When it happened, to the second, by the server's clock. */
const When = unlessOdd(v.string());
const RefsChangedSchema = v.object({ date: When, repository: Repository, changes: v.array() });
/** Compared, and dropped. */
const Account = unlessOdd(v.object({ id: v.number() }));
const Milliseconds = WholeNumberSchema.assert((at) => at >= 0 && at <= 8.64e15, 'a time in milliseconds');

const PullRequestSchema = v.object({
  date: When,
  actor: Account,
  addedReviewers: unlessOdd(v.array()),
  pullRequest: v.object({
    id: WholeNumberSchema,
    title: v.string(),
    description: nullish(v.string()),
    state: v.string(),
    draft: unlessOdd(v.boolean()),
    createdDate: unlessOdd(Milliseconds),
    updatedDate: Milliseconds,
    closedDate: unlessOdd(Milliseconds),
    author: unlessOdd(v.object({ user: Account })),
    fromRef: v.object({ displayId: v.string(), latestCommit: nullish(v.string()) }),
    toRef: v.object({ repository: Repository }),
    properties: nullish(v.object({ mergeCommit: nullish(v.object({ id: v.string() })) })),
  }),
});

/** `event` is the value of the X-Event-Key header. */
export function parseBitbucketServer(event: string, body: unknown): ReceivedChanges | Rejected {
  if (event === 'repo:refs_changed') return parseRefsChanged(body);
  if (event.startsWith('pr:')) return parsePullRequest(event, body);
  return rejected(
    `Bitbucket event ${event.slice(0, 40)}`,
    'Only repo:refs_changed and pull request events are used. Choose these in the webhook.',
  );
}

function parseRefsChanged(body: unknown): ReceivedChanges | Rejected {
  const push = readJson(RefsChangedSchema, body);
  if (!push.ok) return rejected('Bitbucket push', faultOf(push, body));
  const receiving = new Receiving(nameOf(push.value.repository));
  const toldAt = push.value.date === undefined ? undefined : parseInstant(push.value.date);
  receiving.each('change', push.value.changes, ChangeSchema, BOUNDS.branches, ({ ref, toHash }) => {
    if (ref.type === 'BRANCH') receiving.branch(ref.displayId, toHash, { toldAt });
  });
  return receiving.changes();
}

function parsePullRequest(event: string, body: unknown): ReceivedChanges | Rejected {
  const parsed = readJson(PullRequestSchema, body);
  if (!parsed.ok) return rejected('Bitbucket pull request', faultOf(parsed, body));
  const { pullRequest: raw, actor, date, addedReviewers = [] } = parsed.value;
  const receiving = new Receiving(nameOf(raw.toRef.repository));
  const head = fullSha(raw.fromRef.latestCommit);
  const isByAnother = actor !== undefined && actor.id !== raw.author?.user?.id;
  const closedAt = raw.closedDate === undefined ? undefined : formatInstant(raw.closedDate);
  receiving.pullRequest({
    number: raw.id,
    title: raw.title,
    body: raw.description ?? '',
    branch: raw.fromRef.displayId,
    state: event === 'pr:deleted' ? 'closed' : BITBUCKET_STATES.get(raw.state),
    mergeSha: raw.state === 'MERGED' ? fullSha(raw.properties?.mergeCommit?.id) : undefined,
    commits: head ? [head] : [],
    updatedAt: formatInstant(raw.updatedDate),
    isDraft: raw.draft,
    times: {
      openedAt: raw.createdDate === undefined ? undefined : formatInstant(raw.createdDate),
      reviewAskedAt: addedReviewers.length > 0 ? date : undefined,
      changedAt: event === 'pr:from_ref_updated' ? date : undefined,
      reviewedAt: REVIEWS.has(event) && isByAnother ? date : undefined,
      closedAt: event === 'pr:deleted' ? date : closedAt,
      mergedAt: raw.state === 'MERGED' ? closedAt : undefined,
    },
  });
  return receiving.changes();
}

/** Events by which somebody says something of the change. A vote that is taken back was one before. */
const REVIEWS: ReadonlySet<string> = new Set(['pr:reviewer:approved', 'pr:reviewer:needs_work', 'pr:comment:added']);

function nameOf({ project, slug }: v.Infer<typeof Repository>): string {
  return `${project.key}/${slug}`;
}
