/**
 * The showcase as the product would know it on a day: items as the local Jira serves them then, and
 * whatever the repositories' feed had delivered, both read through ingest as the app reads them.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type DataSet, loadDataSet } from '../../src/hosts/local/jira/data-set';
import { readPullRequests } from '../../src/hosts/local/recorded-pulls';
import {
  type RepositoryFeedOptions,
  createRepositoryFeed,
  readCommits,
  readRefs,
} from '../../src/hosts/local/repository-feed';
import { createLocalJira } from '../../src/hosts/local/jira/site';
import { readStory } from '../../src/hosts/local/showcase/read-story';
import type { Story } from '../../src/hosts/local/showcase/story';
import { settingsOf, writeDataSet } from '../../src/hosts/local/showcase/write-data-set';
import { USUAL_JIRA_FIELDS } from '../../src/ingest/jira-fields';
import { sealCommit } from '../../src/ingest/received-changes';
import { isRejected } from '../../src/ingest/rejected';
import { detectSender, parseDelivery } from '../../src/ingest/sender';
import { parseStatuses } from '../../src/ingest/statuses';
import { parseWorkItem } from '../../src/ingest/work-item';
import { workingCalendar } from '../../src/model/calendar';
import { type Branch, branchOf } from '../../src/model/branch';
import type { Commit, PullRequest } from '../../src/model/commit';
import type { Instant } from '../../src/model/instant';
import { type SettingsChange, settingsFrom } from '../../src/model/settings';
import type { WorkItem } from '../../src/model/work-item';
import type { World } from '../../src/model/world';
import { combinePullRequests } from '../../src/trace/combine';
import { traceCommits } from '../../src/trace/trace-commits';

export const SHOWCASE = resolve(__dirname, '../../showcase');

export function readShowcase(): Story {
  return readStory(SHOWCASE);
}

/** Writes a story's data set to a folder of its own for as long as it is used. */
export function withDataSetOf<T>(story: Story, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-showcase-'));
  try {
    writeDataSet(story, folder);
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Every item that exists at the instant, as the local Jira answers for it, by key. */
export async function issuesServed(dataSet: DataSet, at: Instant): Promise<Map<string, unknown>> {
  const jira = createLocalJira({ dataSet, clock: { now: () => at }, ...dataSet.access });
  const served = new Map<string, unknown>();
  for (const { key } of dataSet.items) {
    const { status, body } = await jira.handle({
      method: 'GET',
      path: `/rest/api/3/issue/${key}?expand=changelog`,
      principal: { kind: 'app' },
    });
    if (status === 200) served.set(key, JSON.parse(body));
  }
  return served;
}

/** Opens the showcase once; answers the world of any instant. */
export function openShowcase(story: Story): (at: Instant) => Promise<World> {
  const { dataSet, feed, statuses } = withDataSetOf(story, (folder) => ({
    dataSet: loadDataSet(folder),
    feed: { commits: readCommits(folder), refs: readRefs(folder), pullRequests: readPullRequests(folder) },
    statuses: parseStatuses(linesOf(folder, 'statuses')),
  }));
  return async (at) => {
    const served = await issuesServed(dataSet, at);
    const items = new Map<string, WorkItem>();
    for (const [key, issue] of served) {
      const item = parseWorkItem(issue, USUAL_JIRA_FIELDS, { statuses });
      if (isRejected(item)) throw new Error(`${key}: ${item.why}`);
      items.set(key, item);
    }
    const { commits, pullRequests, branches } = await toldUntil(feed, story, at);
    const { links } = traceCommits({
      commits,
      pullRequests,
      allow: new Set(story.projects.map(({ key }) => key)),
      knownItems: (key) => items.has(key),
      now: at,
    });
    const settings = settingsFrom(settingsOf(story) as SettingsChange);
    const complete = { kind: 'complete', asOf: at } as const;
    return {
      asOf: at,
      projectKey: story.projects[0]?.key ?? '',
      settings,
      calendar: workingCalendar(settings.calendar),
      items,
      commits,
      links,
      pullRequests: pullRequests.filter(({ state }) => state === 'open'),
      reviewsToldBy: new Set(pullRequests.flatMap(({ repo, firstReviewAt }) => (firstReviewAt ? [repo] : []))),
      branches,
      waivers: [],
      coverage: { workItems: complete, commits: complete, pullRequests: complete, branches: complete },
    };
  };
}

/** What the feed delivered up to an instant; authors are joined to the accounts that show their address. */
async function toldUntil(
  told: Pick<RepositoryFeedOptions, 'commits' | 'refs' | 'pullRequests'>,
  story: Story,
  at: Instant,
): Promise<{ commits: Commit[]; pullRequests: PullRequest[]; branches: Branch[] }> {
  const accounts = new Map(story.people.map(({ email, accountId }) => [email, accountId]));
  const commits: Commit[] = [];
  const pulls = new Map<string, PullRequest>();
  const branches: Branch[] = [];
  const feed = createRepositoryFeed({
    ...told,
    clock: { now: () => at },
    post: async (headers, body) => {
      const sender = detectSender(headers);
      const changes = isRejected(sender) ? sender : parseDelivery(sender, JSON.parse(body));
      if (!isRejected(changes)) {
        commits.push(
          ...changes.commits.map((commit) => ({
            ...sealCommit(commit, (email) => email),
            author: accounts.get(commit.email),
          })),
        );
        // Everything is sent at once: each repository tells of its branches in one delivery.
        for (const { name, sha, headAt, isMerged, isDefault, toldAt } of changes.branches)
          branches.push(
            branchOf({
              repo: changes.repo,
              name,
              toldAt,
              headSha: sha,
              headAt,
              isMerged,
              defaultAt: isDefault ? toldAt : undefined,
            }),
          );
        for (const pull of changes.pullRequests) {
          const name = `${pull.repo}#${pull.number}`;
          const before = pulls.get(name);
          pulls.set(name, before ? combinePullRequests(before, pull) : pull);
        }
      }
      return { statusCode: 202, headers: {}, body: '' };
    },
  });
  await feed.send(-Infinity, at, 'secret');
  return { commits, pullRequests: [...pulls.values()], branches };
}

function linesOf(folder: string, name: string): unknown[] {
  const text = readFileSync(join(folder, `${name}.jsonl`), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);
}
