/**
 * Plays a team's repositories: the data set's commits, sent to the app's web trigger as signed push
 * batches (docs/push-format.md), each not before the instant it was committed; where the set tells of
 * them, with the branches that stand, and with what became of pull requests.
 */
import { createHash, createHmac } from 'node:crypto';
import type { HostClock, WebTriggerResponse } from './contract';
import { readJsonLines, type RejectedLine } from './jira/jsonl';
import { type RecordedPull, pullEventsBetween } from './recorded-pulls';

export interface RecordedCommit {
  readonly repo: string;
  readonly sha: string;
  readonly parents: readonly string[];
  readonly authoredAt: string;
  readonly committedAt: string;
  readonly email: string;
  readonly message: string;
  /** A letter and a path, as git has it; sets that tell only paths count each as modified. */
  readonly files: readonly (readonly [status: string, path: string])[];
  readonly filesChanged: number;
}

/** A branch that moved, or, without a sha, was thrown away. */
export interface RecordedRef {
  readonly repo: string;
  readonly name: string;
  readonly sha: string | undefined;
  readonly at: string;
}

/** The web trigger takes at most 200 KB of a push; this leaves room for what surrounds the commits. */
const batchBytes = 180_000;

export function readCommits(folder: string): readonly RecordedCommit[] {
  const rejected: RejectedLine[] = [];
  const commits = readJsonLines(folder, 'commits', parseCommit, rejected);
  return commits.sort((a, b) => Date.parse(a.committedAt) - Date.parse(b.committedAt));
}

function parseCommit(value: unknown): RecordedCommit | string {
  const line = value as {
    repo?: string;
    sha?: string;
    parents?: string[];
    author?: { email?: string; date?: string };
    committedDate?: string;
    message?: string;
    files?: (string | { status: string; filename: string })[];
    filesChanged?: number;
  };
  if (!line.repo || !line.sha || !line.committedDate) return 'a commit without repo, sha or committedDate';
  return {
    repo: line.repo,
    sha: line.sha,
    parents: line.parents ?? [],
    authoredAt: line.author?.date ?? line.committedDate,
    committedAt: line.committedDate,
    email: line.author?.email ?? '',
    message: line.message ?? '',
    files: (line.files ?? []).map((file) => (typeof file === 'string' ? ['M', file] : [file.status, file.filename])),
    filesChanged: line.filesChanged ?? line.files?.length ?? 0,
  };
}

/** None where the set keeps no branches. In order of time. */
export function readRefs(folder: string): readonly RecordedRef[] {
  const rejected: RejectedLine[] = [];
  const refs = readJsonLines(folder, 'refs', parseRef, rejected);
  return refs.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function parseRef(value: unknown): RecordedRef | string {
  const { repo, name, sha, at } = value as { repo?: string; name?: string; sha?: string | null; at?: string };
  if (!repo || !name || !at) return 'a branch without repo, name or instant';
  return { repo, name, sha: sha ?? undefined, at };
}

export interface RepositoryFeed {
  /** Sends what was committed after `from` until `to`; resolves to how many commits were sent. */
  send(from: number, to: number, secret: string): Promise<number>;
}

export interface RepositoryFeedOptions {
  readonly commits: readonly RecordedCommit[];
  readonly pullRequests?: readonly RecordedPull[];
  /** In order of time. */
  readonly refs?: readonly RecordedRef[];
  readonly clock: HostClock;
  /** Delivers one request to the app's web trigger. */
  readonly post: (headers: Readonly<Record<string, string>>, body: string) => Promise<WebTriggerResponse>;
  /** Called before each batch with the commits sent so far, and how many there are. */
  readonly onProgress?: (sent: number, total: number) => void;
}

export function createRepositoryFeed(options: RepositoryFeedOptions): RepositoryFeed {
  const { commits, pullRequests = [], refs = [], clock, post, onProgress } = options;
  return {
    async send(from, to, secret) {
      const due = commits.filter(({ committedAt }) => Date.parse(committedAt) > from && Date.parse(committedAt) <= to);
      let sent = 0;
      for (const [repo, theirs] of groupByRepo(due)) {
        const batches = batchesOf(theirs);
        for (const [index, batch] of batches.entries()) {
          onProgress?.(sent, due.length);
          const done = index === batches.length - 1;
          await sendBatch(repo, batch, done, done ? branchesAt(refs, repo, to) : [], secret);
          sent += batch.length;
        }
      }
      for (const { repo, event, body } of pullEventsBetween(pullRequests, from, to)) {
        const text = JSON.stringify(body);
        await deliver(repo, text, { ...signature(text, secret), 'x-github-event': event });
      }
      return sent;
    },
  };

  async function sendBatch(
    repo: string,
    batch: readonly object[],
    done: boolean,
    branches: readonly object[],
    secret: string,
  ): Promise<void> {
    const sentAt = new Date(clock.now()).toISOString();
    const standing = branches.length > 0 && { refs: branches, allRefs: true };
    const body = JSON.stringify({ v: 1, kind: 'commits', repo, sentAt, commits: batch, ...standing, done });
    await deliver(repo, body, {
      ...signature(body, secret),
      'x-throughline-event': 'commits',
      'x-throughline-delivery': createHash('sha256').update(body).digest('hex').slice(0, 32),
      'x-throughline-timestamp': sentAt,
    });
  }

  async function deliver(repo: string, body: string, headers: Readonly<Record<string, string>>): Promise<void> {
    const answer = await post({ 'content-type': 'application/json', ...headers }, body);
    if (answer.statusCode >= 300) {
      throw new Error(
        `The web trigger refused commits of ${repo} with ${answer.statusCode}: ${answer.body.slice(0, 300)}`,
      );
    }
  }
}

function signature(body: string, secret: string): Record<string, string> {
  return { 'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` };
}

/** Every branch of a repository that stands at an instant, and when its last commit was made. */
function branchesAt(refs: readonly RecordedRef[], repo: string, at: number): object[] {
  const standing = new Map<string, RecordedRef>();
  for (const ref of refs) if (ref.repo === repo && Date.parse(ref.at) <= at) standing.set(ref.name, ref);
  return [...standing.values()].flatMap(({ name, sha, at: headAt }) =>
    sha === undefined ? [] : [{ name, sha, at: headAt, merged: name === 'main', default: name === 'main' }],
  );
}

function groupByRepo(commits: readonly RecordedCommit[]): Map<string, RecordedCommit[]> {
  const groups = new Map<string, RecordedCommit[]>();
  for (const commit of commits) groups.set(commit.repo, [...(groups.get(commit.repo) ?? []), commit]);
  return groups;
}

function batchesOf(commits: readonly RecordedCommit[]): object[][] {
  const batches: object[][] = [];
  let room = 0;
  for (const commit of commits) {
    const sent = wireCommit(commit);
    const size = Buffer.byteLength(JSON.stringify(sent)) + 1;
    if (size > room) {
      batches.push([]);
      room = batchBytes;
    }
    batches.at(-1)?.push(sent);
    room -= size;
  }
  return batches;
}

function wireCommit(commit: RecordedCommit): object {
  return {
    sha: commit.sha,
    parents: commit.parents,
    at: commit.authoredAt,
    committedAt: commit.committedAt,
    email: commit.email,
    message: commit.message,
    files: commit.files,
    filesChanged: commit.filesChanged,
  };
}
