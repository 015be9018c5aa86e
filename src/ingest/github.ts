/**
 * GitHub webhooks: `push`, `pull_request` and `ping`. A push names no parents and no author's
 * offset other than the commit's; `throughline push` completes such commits later.
 */
import * as v from 'valibot';
import {
  BOUNDS,
  type ReceivedChanges,
  Receiving,
  RepositorySchema,
  branchOfRef,
  fullSha,
  pushedBranch,
  withStatus,
} from './received-changes';
import { type Rejected, rejected } from './rejected';
import { faultOf } from './schema-faults';

const Repository = v.object({ full_name: RepositorySchema });
const Paths = v.nullish(v.array(v.string()), []);

const CommitSchema = v.object({
  id: v.string(),
  message: v.string(),
  timestamp: v.string(),
  /** False for commits that another branch already has: they were not made on this one. */
  distinct: v.nullish(v.boolean(), true),
  author: v.nullish(v.object({ email: v.nullish(v.string()) })),
  added: Paths,
  removed: Paths,
  modified: Paths,
});

const PushSchema = v.object({
  ref: v.string(),
  after: v.string(),
  repository: Repository,
  commits: v.nullish(v.array(v.unknown()), []),
});

const PullRequestSchema = v.object({
  number: v.pipe(v.number(), v.integer()),
  repository: Repository,
  pull_request: v.object({
    title: v.string(),
    body: v.nullish(v.string(), ''),
    state: v.string(),
    merged: v.nullish(v.boolean()),
    merged_at: v.nullish(v.string()),
    merge_commit_sha: v.nullish(v.string()),
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
      const ping = v.safeParse(PingSchema, body);
      return ping.success
        ? new Receiving(ping.output.repository.full_name).changes()
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
  const push = v.safeParse(PushSchema, body);
  if (!push.success) return rejected('GitHub push', faultOf(push.issues));
  const { ref, after, repository, commits } = push.output;
  const receiving = new Receiving(repository.full_name);
  const good: v.InferOutput<typeof CommitSchema>[] = [];
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
  const parsed = v.safeParse(PullRequestSchema, body);
  if (!parsed.success) return rejected('GitHub pull request', faultOf(parsed.issues));
  const { number, repository, pull_request: raw } = parsed.output;
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
