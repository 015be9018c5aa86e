/**
 * A recorded project on disk: `issues`, `commits`, `prs` and `truth_links`, each `*.jsonl` or
 * `*.jsonl.gz` with one JSON object a line, read the way the product reads Jira and git: every work
 * item and commit through `ingest`. Files that are not there are empty.
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { USUAL_JIRA_FIELDS } from '../src/ingest/jira-fields';
import { parsePushBatch } from '../src/ingest/push-batch';
import { BOUNDS, sealCommit } from '../src/ingest/received-changes';
import { isRejected } from '../src/ingest/rejected';
import { parseStatuses } from '../src/ingest/statuses';
import { parseWorkItem } from '../src/ingest/work-item';
import type { Commit, PullRequest, RepositoryName, Sha } from '../src/model/commit';
import type { WorkItemKey } from '../src/model/key';
import type { WorkItem } from '../src/model/work-item';

/** A pull request as git alone tells it: neither title nor branch beyond what its merge says. */
export interface RecordedPull {
  readonly repo: RepositoryName;
  readonly pr: number;
  readonly mergeSha?: Sha | null;
  readonly commits?: readonly Sha[];
}

/** A link somebody posted on the work item, whatever the commit's message says. */
export interface TruthLink {
  readonly issue: WorkItemKey;
  readonly kind: string;
  readonly repo: RepositoryName;
  readonly pr?: number;
  readonly mergeSha?: Sha | null;
  readonly commits: readonly Sha[];
}

export interface RecordedSet {
  /** Name of the folder. */
  readonly name: string;
  readonly items: readonly WorkItem[];
  /** Plain text of each item's description, as the source has it; empty where there is none. */
  readonly descriptions: ReadonlyMap<WorkItemKey, string>;
  /** `authorHash` holds the address itself here, and `author` the account the set joins it to. */
  readonly commits: readonly Commit[];
  readonly pulls: readonly RecordedPull[];
  readonly truth: readonly TruthLink[];
}

interface RecordedCommit {
  readonly repo: string;
  readonly sha: string;
  readonly parents?: readonly string[];
  readonly author?: { readonly email?: string; readonly accountId?: string | null; readonly date?: string };
  readonly committer?: { readonly date?: string };
  readonly committedDate?: string;
  readonly message?: string;
  readonly files?: readonly ({ readonly status: string; readonly filename: string } | string)[];
  readonly filesChanged?: number;
}

/** The lines of its files, as the sources wrote them. */
export interface RawSet extends Pick<RecordedSet, 'name' | 'pulls' | 'truth'> {
  readonly issues: readonly unknown[];
  readonly commits: readonly RecordedCommit[];
}

/** Throws, naming the folder, when it holds neither issues nor commits. */
export function loadRecordedSet(folder: string): RawSet {
  const issues = loadIssues(folder);
  const commits = loadLines(folder, 'commits') as RecordedCommit[];
  if (issues.length === 0 && commits.length === 0)
    throw new Error(`${folder} holds neither issues.jsonl(.gz) nor commits.jsonl(.gz). Name a folder that does.`);
  const pulls = [...loadLines(folder, 'prs'), ...loadLines(folder, 'pull_requests')] as RecordedPull[];
  const truth = loadLines(folder, 'truth_links') as TruthLink[];
  return { name: basename(resolve(folder)), issues, commits, pulls, truth };
}

/** None where the folder is no recorded set. */
export function loadIssues(folder: string): readonly unknown[] {
  return loadLines(folder, 'issues');
}

export function ingestRecordedSet({ name, issues, commits, pulls, truth }: RawSet): RecordedSet {
  return {
    name,
    items: ingestItems(issues),
    descriptions: new Map(issues.map(descriptionOf)),
    commits: ingestCommits(commits),
    pulls,
    truth,
  };
}

export function readRecordedSet(folder: string): RecordedSet {
  return ingestRecordedSet(loadRecordedSet(folder));
}

/** As the app would know them: title, body and branch are unknown, so they are empty. */
export function pullRequestsOf({ pulls }: RecordedSet): PullRequest[] {
  return pulls.map(({ repo, pr, mergeSha, commits }) => ({
    repo,
    number: pr,
    title: '',
    body: '',
    branch: '',
    state: 'merged',
    mergeSha: mergeSha ?? undefined,
    commits: commits ?? [],
    updatedAt: 0,
  }));
}

function loadLines(folder: string, name: string): unknown[] {
  const plain = join(folder, `${name}.jsonl`);
  const packed = `${plain}.gz`;
  if (!existsSync(packed) && !existsSync(plain)) return [];
  const text = existsSync(packed) ? gunzipSync(readFileSync(packed)).toString() : readFileSync(plain, 'utf8');
  const values: unknown[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      values.push(JSON.parse(line));
    } catch {
      throw new Error(`${name}.jsonl of ${folder}: line ${index + 1} is not JSON. Mend or remove it.`);
    }
  }
  return values;
}

/**
 * Statuses every Jira is born with, by the ids they have everywhere. A site would tell them when asked;
 * a recorded set tells only those that an item has today.
 */
const BUILT_IN_STATUSES = [
  { id: '1', name: 'Open', statusCategory: { key: 'new' } },
  { id: '3', name: 'In Progress', statusCategory: { key: 'indeterminate' } },
  { id: '4', name: 'Reopened', statusCategory: { key: 'new' } },
  { id: '5', name: 'Resolved', statusCategory: { key: 'done' } },
  { id: '6', name: 'Closed', statusCategory: { key: 'done' } },
];

function ingestItems(issues: readonly unknown[]): WorkItem[] {
  const present = issues.map((issue) => (issue as { fields?: { status?: unknown } }).fields?.status);
  const statuses = parseStatuses([...BUILT_IN_STATUSES, ...present]);
  return issues.flatMap((issue) => {
    const item = parseWorkItem(issue, USUAL_JIRA_FIELDS, { statuses });
    return isRejected(item) ? [] : [item];
  });
}

function descriptionOf(issue: unknown): readonly [WorkItemKey, string] {
  const { key, fields } = issue as { key?: string; fields?: { description?: unknown } };
  return [key ?? '', typeof fields?.description === 'string' ? fields.description : ''];
}

function ingestCommits(commits: readonly RecordedCommit[]): Commit[] {
  const ingested: Commit[] = [];
  const accounts = new Map(commits.map(({ sha, author }) => [sha, author?.accountId ?? undefined]));
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
      for (const commit of changes.commits)
        ingested.push({ ...sealCommit(commit, (email) => email), author: accounts.get(commit.sha) });
    }
  }
  return ingested;
}

function wireCommit({ sha, parents, author, committer, committedDate, message, files, filesChanged }: RecordedCommit) {
  const committedAt = committer?.date ?? committedDate ?? author?.date ?? '';
  const paths = (files ?? []).map((file) =>
    typeof file === 'string' ? ['M', file] : [file.status.slice(0, 1), file.filename],
  );
  return {
    sha,
    parents: parents ?? [],
    at: author?.date ?? committedAt,
    committedAt,
    email: author?.email ?? '',
    message: message ?? '',
    files: paths,
    filesChanged: filesChanged ?? paths.length,
  };
}
