/** GitLab webhooks: `Push Hook` and `Merge Request Hook`, of a project or a group. */
import * as v from '@badrap/valita';
import type { PullRequest } from '../model/commit';
import { listOf, nullish, readJson } from './outside-json';
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

const Project = v.object({ path_with_namespace: RepositorySchema });
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

const MergeRequestSchema = v.object({
  project: Project,
  object_attributes: v.object({
    iid: WholeNumberSchema,
    title: v.string(),
    description: nullish(v.string()),
    source_branch: v.string(),
    state: v.string(),
    updated_at: v.string(),
    merge_commit_sha: nullish(v.string()),
    squash_commit_sha: nullish(v.string()),
    last_commit: nullish(v.object({ id: v.string() })),
  }),
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
  return rejected(
    `GitLab event ${event.slice(0, 40)}`,
    'Only push and merge request events are used. Choose these two in the webhook.',
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
  if (name !== undefined) receiving.branch(name, after);
  return receiving.changes();
}

function parseMergeRequest(body: unknown): ReceivedChanges | Rejected {
  const parsed = readJson(MergeRequestSchema, body);
  if (!parsed.ok) return rejected('GitLab merge request', faultOf(parsed, body));
  const { project, object_attributes: raw } = parsed.value;
  const receiving = new Receiving(project.path_with_namespace);
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
  });
  return receiving.changes();
}
