/** The largest recorded set there is, read the way the product reads it: every work item and commit through `ingest`. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { USUAL_JIRA_FIELDS } from '../src/ingest/jira-fields';
import { parsePushBatch } from '../src/ingest/push-batch';
import { BOUNDS, sealCommit } from '../src/ingest/received-changes';
import { isRejected } from '../src/ingest/rejected';
import { parseStatuses } from '../src/ingest/statuses';
import { parseWorkItem } from '../src/ingest/work-item';
import { workingCalendar } from '../src/model/calendar';
import type { Commit } from '../src/model/commit';
import { settingsFrom } from '../src/model/settings';
import type { WorkItem } from '../src/model/work-item';
import type { World } from '../src/model/world';
import { traceCommits } from '../src/trace/trace-commits';

/** The folder beside the project that recorded data is kept in; undefined when it is not there. */
export function sharedFolder(...names: readonly string[]): string | undefined {
  const path = resolve(process.env['THROUGHLINE_SHARED'] ?? '../shared', ...names);
  return existsSync(path) ? path : undefined;
}

export interface RecordedSet {
  readonly name: string;
  readonly issues: readonly unknown[];
  readonly commits: readonly RecordedCommit[];
}

interface RecordedCommit {
  readonly repo: string;
  readonly sha: string;
  readonly parents: readonly string[];
  readonly author: { readonly email: string; readonly date: string };
  readonly committer: { readonly date: string };
  readonly message: string;
  readonly files: readonly { readonly status: string; readonly filename: string }[];
  readonly filesChanged: number;
}

/** Undefined when no set is there. */
export function largestSet(): RecordedSet | undefined {
  const sets = sharedFolder('data', 'sets');
  const read = (set: string, name: string): unknown[] =>
    sets === undefined ? [] : readLines(join(sets, set, `${name}.jsonl.gz`));
  const issues = (sets === undefined ? [] : readdirSync(sets)).map((name) => ({ name, issues: read(name, 'issues') }));
  const largest = issues.sort((a, b) => b.issues.length - a.issues.length)[0];
  return largest && { ...largest, commits: read(largest.name, 'commits') as RecordedCommit[] };
}

function readLines(path: string): unknown[] {
  if (!existsSync(path)) return [];
  const lines = gunzipSync(readFileSync(path)).toString().trim().split('\n');
  return lines.map((line): unknown => JSON.parse(line));
}

export function ingestItems({ issues }: RecordedSet): WorkItem[] {
  const statuses = parseStatuses(issues.map((issue) => (issue as { fields: { status: unknown } }).fields.status));
  return issues.flatMap((issue) => {
    const item = parseWorkItem(issue, USUAL_JIRA_FIELDS, { statuses });
    return isRejected(item) ? [] : [item];
  });
}

export function ingestCommits({ commits }: RecordedSet): Commit[] {
  const ingested: Commit[] = [];
  for (const repo of new Set(commits.map((commit) => commit.repo))) {
    const theirs = commits.filter((commit) => commit.repo === repo);
    for (let start = 0; start < theirs.length; start += BOUNDS.commits) {
      const batch = {
        v: 1,
        kind: 'commits',
        repo,
        sentAt: '2024-01-01T00:00:00Z',
        commits: theirs.slice(start, start + BOUNDS.commits).map(wireCommit),
      };
      const changes = parsePushBatch(batch);
      if (isRejected(changes)) throw new Error(`The commits of ${repo} were refused: ${changes.why}`);
      for (const commit of changes.commits) ingested.push(sealCommit(commit, (email) => email));
    }
  }
  return ingested;
}

function wireCommit({ sha, parents, author, committer, message, files, filesChanged }: RecordedCommit): object {
  const paths = files.map((file) => [file.status, file.filename]);
  return {
    sha,
    parents,
    at: author.date,
    committedAt: committer.date,
    email: author.email,
    message,
    files: paths,
    filesChanged,
  };
}

/** The project with the most items, at the last instant at which anything happened. */
export function worldFrom(items: readonly WorkItem[], commits: readonly Commit[]): World {
  const counts = new Map<string, number>();
  for (const { projectKey } of items) counts.set(projectKey, (counts.get(projectKey) ?? 0) + 1);
  const [projectKey = ''] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  const byKey = new Map(items.map((item) => [item.key, item]));
  const asOf = items.reduce((last, { updatedAt }) => Math.max(last, updatedAt), 0);
  const { links } = traceCommits({
    commits,
    pullRequests: [],
    allow: new Set(counts.keys()),
    knownItems: (key) => byKey.has(key),
    now: asOf,
  });
  const settings = settingsFrom();
  const complete = { kind: 'complete', asOf } as const;
  return {
    asOf,
    projectKey,
    settings,
    calendar: workingCalendar(settings.calendar),
    items: byKey,
    commits,
    links,
    waivers: [],
    coverage: { workItems: complete, commits: complete },
  };
}
