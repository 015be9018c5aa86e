/** GitLab webhooks: `Push Hook`, `Merge Request Hook` and `Note Hook`, of a project or a group. */
import * as v from '@badrap/valita';
import type { PullRequest, RepositoryName } from '../model/commit';
import { listOf, nullish, readJson, unlessOdd } from './outside-json';
import {
  BOUNDS,
  type RawPullRequest,
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

const Project = v.object({ path_with_namespace: RepositorySchema, default_branch: unlessOdd(v.string()) });
/** Of a person; compared, and dropped. */
const AccountId = unlessOdd(v.number());
const Paths = nullish(listOf(v.string()));

const CommitSchema = v.object({
  id: v.string(),
  message: v.string(),
  timestamp: v.string(),
  author: nullish(v.object({ email: nullish(v.string()), name: nullish(v.string()) })),
  added: Paths,
  removed: Paths,
  modified: Paths,
});

const PushSchema = v.object({
  ref: v.string(),
  after: v.string(),
  project: Project,
  commits: nullish(v.array()),
  total_commits_count: nullish(v.number()),
});

const MergeRequest = v.object({
  iid: WholeNumberSchema,
  title: v.string(),
  description: nullish(v.string()),
  source_branch: v.string(),
  state: v.string(),
  created_at: nullish(v.string()),
  updated_at: v.string(),
  author_id: AccountId,
  draft: unlessOdd(v.boolean()),
  /** What older ones call a draft. */
  work_in_progress: unlessOdd(v.boolean()),
  merge_commit_sha: nullish(v.string()),
  squash_commit_sha: nullish(v.string()),
  last_commit: nullish(v.object({ id: v.string() })),
});
type MergeRequest = v.Infer<typeof MergeRequest>;

const MergeRequestSchema = v.object({
  project: Project,
  user: unlessOdd(v.object({ id: AccountId })),
  object_attributes: MergeRequest.extend({ action: unlessOdd(v.string()), oldrev: unlessOdd(v.string()) }),
  changes: unlessOdd(
    v.object({
      draft: unlessOdd(v.object({ current: v.boolean() })),
      reviewers: unlessOdd(v.object({ previous: v.array(), current: v.array() })),
    }),
  ),
});

const NoteSchema = v.object({
  project: Project,
  object_attributes: v.object({
    noteable_type: v.string(),
    author_id: AccountId,
    created_at: nullish(v.string()),
    system: unlessOdd(v.boolean()),
  }),
  merge_request: nullish(MergeRequest),
});

const STATES: ReadonlyMap<string, PullRequest['state']> = new Map([
  ['opened', 'open'],
  ['locked', 'open'],
  ['closed', 'closed'],
  ['merged', 'merged'],
]);

/** `event` is the value of the X-Gitlab-Event header. */
export function parseGitLab(event: string, body: unknown): ReceivedChanges | Rejected {
  if (event === 'Push Hook') return parsePush(body);
  if (event === 'Merge Request Hook') return parseMergeRequest(body);
  if (event === 'Note Hook') return parseNote(body);
  return rejected(
    `GitLab event ${event.slice(0, 40)}`,
    'Only push events, merge request events and comments are used. Choose these in the webhook.',
  );
}

function parsePush(body: unknown): ReceivedChanges | Rejected {
  const push = readJson(PushSchema, body);
  if (!push.ok) return rejected('GitLab push', faultOf(push, body));
  const { ref, after, project, commits, total_commits_count: total } = push.value;
  const receiving = new Receiving(project.path_with_namespace);
  const good: v.Infer<typeof CommitSchema>[] = [];
  receiving.each('commit', commits, CommitSchema, BOUNDS.commits, (commit) => good.push(commit));
  const branch = pushedBranch(
    branchOfRef(ref),
    good.map(({ message }) => message),
  );
  for (const { id, message, timestamp, author, added, removed, modified } of good) {
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
      branch,
    });
  }
  const sent = commits?.length ?? 0;
  if ((total ?? 0) > sent) {
    receiving.reject('push', `GitLab sent ${sent} of its ${total} commits. Run throughline push to send the rest.`);
  }
  const name = branchOfRef(ref);
  if (name !== undefined)
    receiving.branch(name, after, {
      headAt: good.find(({ id }) => id === after)?.timestamp,
      isDefault: name === project.default_branch,
    });
  return receiving.changes();
}

function parseMergeRequest(body: unknown): ReceivedChanges | Rejected {
  const parsed = readJson(MergeRequestSchema, body);
  if (!parsed.ok) return rejected('GitLab merge request', faultOf(parsed, body));
  const { project, user, object_attributes: raw, changes } = parsed.value;
  const { action, updated_at: at } = raw;
  const asked = (changes?.reviewers?.current.length ?? 0) > (changes?.reviewers?.previous.length ?? 0);
  return received(project.path_with_namespace, raw, {
    readyAt: changes?.draft?.current === false || action === 'reopen' ? at : undefined,
    reviewAskedAt: asked ? at : undefined,
    // Named only by an update that brought commits.
    changedAt: raw.oldrev === undefined ? undefined : at,
    reviewedAt: action !== undefined && VOTES.has(action) && isByAnother(user?.id, raw) ? at : undefined,
    closedAt: action === 'close' ? at : undefined,
    mergedAt: action === 'merge' ? at : undefined,
  });
}

/** Comments are how GitLab's people review; those on anything but a merge request are not used. */
function parseNote(body: unknown): ReceivedChanges | Rejected {
  const parsed = readJson(NoteSchema, body);
  if (!parsed.ok) return rejected('GitLab comment', faultOf(parsed, body));
  const { project, object_attributes: note, merge_request: raw } = parsed.value;
  if (note.noteable_type !== 'MergeRequest' || !raw) return new Receiving(project.path_with_namespace).changes();
  const isReview = note.system !== true && isByAnother(note.author_id, raw);
  return received(project.path_with_namespace, raw, { reviewedAt: isReview ? note.created_at : undefined });
}

/** Actions by which a reviewer says something. */
const VOTES: ReadonlySet<string> = new Set(['approval', 'approved', 'unapproval', 'unapproved']);

function isByAnother(account: number | undefined, { author_id }: MergeRequest): boolean {
  return account !== undefined && account !== author_id;
}

function received(repo: RepositoryName, raw: MergeRequest, times: RawPullRequest['times']): ReceivedChanges {
  const receiving = new Receiving(repo);
  const commits = [raw.last_commit?.id, raw.squash_commit_sha].map(fullSha).filter((sha) => sha !== undefined);
  receiving.pullRequest({
    number: raw.iid,
    title: raw.title,
    body: raw.description ?? '',
    branch: raw.source_branch,
    state: STATES.get(raw.state),
    mergeSha: raw.state === 'merged' ? fullSha(raw.merge_commit_sha) : undefined,
    commits: [...new Set(commits)],
    updatedAt: raw.updated_at,
    isDraft: raw.draft ?? raw.work_in_progress,
    times: { openedAt: raw.created_at, ...times },
  });
  return receiving.changes();
}
