/**
 * Bitbucket Data Center webhooks: `repo:refs_changed` and `pr:*`. A push names branches and tips but
 * no commits: `throughline push` brings those.
 */
import * as v from 'valibot';
import { formatInstant } from '../model/instant';
import { BITBUCKET_STATES } from './bitbucket';
import { BOUNDS, type ReceivedChanges, Receiving, fullSha } from './received-changes';
import { type Rejected, rejected } from './rejected';
import { faultOf } from './schema-faults';

const Repository = v.object({ slug: v.string(), project: v.object({ key: v.string() }) });
const ChangeSchema = v.object({
  ref: v.object({ displayId: v.string(), type: v.string() }),
  toHash: v.string(),
});
const RefsChangedSchema = v.object({ repository: Repository, changes: v.array(v.unknown()) });

const PullRequestSchema = v.object({
  pullRequest: v.object({
    id: v.pipe(v.number(), v.integer()),
    title: v.string(),
    description: v.nullish(v.string()),
    state: v.string(),
    updatedDate: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15)),
    fromRef: v.object({ displayId: v.string(), latestCommit: v.nullish(v.string()) }),
    toRef: v.object({ repository: Repository }),
    properties: v.nullish(v.object({ mergeCommit: v.nullish(v.object({ id: v.string() })) })),
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
  const push = v.safeParse(RefsChangedSchema, body);
  if (!push.success) return rejected('Bitbucket push', faultOf(push.issues));
  const receiving = new Receiving(nameOf(push.output.repository));
  receiving.each('change', push.output.changes, ChangeSchema, BOUNDS.branches, ({ ref, toHash }) => {
    if (ref.type === 'BRANCH') receiving.branch(ref.displayId, toHash);
  });
  return receiving.changes();
}

function parsePullRequest(event: string, body: unknown): ReceivedChanges | Rejected {
  const parsed = v.safeParse(PullRequestSchema, body);
  if (!parsed.success) return rejected('Bitbucket pull request', faultOf(parsed.issues));
  const raw = parsed.output.pullRequest;
  const receiving = new Receiving(nameOf(raw.toRef.repository));
  const head = fullSha(raw.fromRef.latestCommit);
  receiving.pullRequest({
    number: raw.id,
    title: raw.title,
    body: raw.description ?? '',
    branch: raw.fromRef.displayId,
    state: event === 'pr:deleted' ? 'closed' : BITBUCKET_STATES.get(raw.state),
    mergeSha: raw.state === 'MERGED' ? fullSha(raw.properties?.mergeCommit?.id) : undefined,
    commits: head ? [head] : [],
    updatedAt: formatInstant(raw.updatedDate),
  });
  return receiving.changes();
}

function nameOf({ project, slug }: v.InferOutput<typeof Repository>): string {
  return `${project.key}/${slug}`;
}
