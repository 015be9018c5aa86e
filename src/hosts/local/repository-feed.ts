/**
 * Plays a team's repositories: the data set's commits, sent to the app's web trigger as signed push
 * batches (docs/push-format.md), each not before the instant it was committed.
 */
import { createHash, createHmac } from 'node:crypto';
import type { HostClock, WebTriggerResponse } from './contract';
import { readJsonLines, type RejectedLine } from './jira/jsonl';

export interface RecordedCommit {
  readonly repo: string;
  readonly sha: string;
  readonly parents: readonly string[];
  readonly authoredAt: string;
  readonly committedAt: string;
  readonly email: string;
  readonly message: string;
  readonly files: readonly string[];
  readonly filesChanged: number;
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
    files?: string[];
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
    files: line.files ?? [],
    filesChanged: line.filesChanged ?? line.files?.length ?? 0,
  };
}

export interface RepositoryFeed {
  /** Sends what was committed after `from` until `to`; resolves to how many commits were sent. */
  send(from: number, to: number, secret: string): Promise<number>;
}

export interface RepositoryFeedOptions {
  readonly commits: readonly RecordedCommit[];
  readonly clock: HostClock;
  /** Delivers one request to the app's web trigger. */
  readonly post: (headers: Readonly<Record<string, string>>, body: string) => Promise<WebTriggerResponse>;
  /** Called before each batch with the commits sent so far, and how many there are. */
  readonly onProgress?: (sent: number, total: number) => void;
}

export function createRepositoryFeed({ commits, clock, post, onProgress }: RepositoryFeedOptions): RepositoryFeed {
  return {
    async send(from, to, secret) {
      const due = commits.filter(({ committedAt }) => Date.parse(committedAt) > from && Date.parse(committedAt) <= to);
      let sent = 0;
      for (const [repo, theirs] of groupByRepo(due)) {
        const batches = batchesOf(theirs);
        for (const [index, batch] of batches.entries()) {
          onProgress?.(sent, due.length);
          await sendBatch(repo, batch, index === batches.length - 1, secret);
          sent += batch.length;
        }
      }
      return sent;
    },
  };

  async function sendBatch(repo: string, batch: readonly object[], done: boolean, secret: string): Promise<void> {
    const sentAt = new Date(clock.now()).toISOString();
    const body = JSON.stringify({ v: 1, kind: 'commits', repo, sentAt, commits: batch, done });
    const answer = await post(
      {
        'content-type': 'application/json',
        'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
        'x-throughline-event': 'commits',
        'x-throughline-delivery': createHash('sha256').update(body).digest('hex').slice(0, 32),
        'x-throughline-timestamp': sentAt,
      },
      body,
    );
    if (answer.statusCode >= 300) {
      throw new Error(
        `The web trigger refused commits of ${repo} with ${answer.statusCode}: ${answer.body.slice(0, 300)}`,
      );
    }
  }
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

/** The data set does not say how a file changed, so each counts as modified. */
function wireCommit(commit: RecordedCommit): object {
  return {
    sha: commit.sha,
    parents: commit.parents,
    at: commit.authoredAt,
    committedAt: commit.committedAt,
    email: commit.email,
    message: commit.message,
    files: commit.files.map((path) => ['M', path]),
    filesChanged: commit.filesChanged,
  };
}
