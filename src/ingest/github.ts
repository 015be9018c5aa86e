/**
 * GitHub webhooks: `push`, `pull_request` and `ping`. A push names no parents and no author's
 * offset other than the commit's; `throughline push` completes such commits later.
 */
import * as v from '@badrap/valita';
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

const Repository = v.object({ full_name: RepositorySchema });
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
});

const PullRequestSchema = v.object({
  number: WholeNumberSchema,
  repository: Repository,
  pull_request: v.object({
    title: v.string(),
    body: nullish(v.string()),
    state: v.string(),
    merged: nullish(v.boolean()),
    merged_at: nullish(v.string()),
    merge_commit_sha: nullish(v.string()),
    updated_at: v.string(),
    head: v.object({ ref: v.string(), sha: v.string() }),
  }),
});

const PingSchema = v.object({ repository: Repository });

/** `event` is the value of the X-GitHub-Event header. */
export function parseGitHub(event: string, body: unknown): ReceivedChanges | Rejected {
  switch (event) {
    case 'push':
      return parsePush(body);
    case 'pull_request':
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
        'Only push and pull_request are used. Choose these two in the webhook.',
      );
  }
}

function parsePush(body: unknown): ReceivedChanges | Rejected {
  const push = readJson(PushSchema, body);
  if (!push.ok) return rejected('GitHub push', faultOf(push, body));
  const { ref, after, repository, commits } = push.value;
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
  if (name !== undefined) receiving.branch(name, after);
  return receiving.changes();
}

function parsePullRequest(body: unknown): ReceivedChanges | Rejected {
  const parsed = readJson(PullRequestSchema, body);
  if (!parsed.ok) return rejected('GitHub pull request', faultOf(parsed, body));
  const { number, repository, pull_request: raw } = parsed.value;
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
  });
  return receiving.changes();
}
