/**
 * A site as its surfaces find it: real storage, work items as a test describes them, the real
 * examination, and readers who see what the test says.
 */
import type { CommitOptions, ItemOptions } from '../builders/worlds';
import { commitOf, day, foundEntryOf, traceLinkOf, workItemOf } from '../builders/worlds';
import type { JiraReader, SeenItem } from '../../src/ports/jira';
import type { Outside } from '../../src/ports/outside';
import type { Answer, RequestName, Requests } from '../../src/surfaces/contract';
import { classifyCommits } from '../../src/app/classify-commits';
import type { Place } from '../../src/surfaces/asking';
import { answer } from '../../src/surfaces/resolver';
import { projectOf } from '../../src/model/key';
import { openOutside } from '../app/outside-in-memory';

/** Day 20 is a Saturday; everything in these tests happened before. */
export const NOW = day(20);

export interface ReaderOptions {
  /** Keys the reader may see; everything that is stored when left out. */
  readonly sees?: readonly string[];
  readonly administers?: readonly string[];
  readonly isAdministrator?: boolean;
  /** Accounts Jira shows the reader. */
  readonly accounts?: Readonly<Record<string, 'person' | 'app'>>;
}

export interface TestSite {
  readonly outside: Outside;
  /** Properties as Jira holds them, by item id. */
  readonly properties: ReadonlyMap<string, unknown>;
  save(...items: readonly ItemOptions[]): Promise<void>;
  /** Commits of one repository; `links` says what each serves. */
  saveCommits(
    repo: string,
    receivedAt: number,
    commits: readonly (CommitOptions & { links?: string[] })[],
  ): Promise<void>;
  /** Reads count as complete from then on. */
  examine(...projects: readonly string[]): Promise<void>;
  reader(options?: ReaderOptions): JiraReader;
  ask<Name extends RequestName>(
    name: Name,
    take: Requests[Name]['take'],
    as: JiraReader,
    place?: Partial<Place>,
  ): Promise<Answer<Name>>;
  close(): Promise<void>;
}

export async function openTestSite(): Promise<TestSite> {
  const { outside, issues, properties, run, close } = await openOutside();
  const stored = new Map<string, ItemOptions>();
  const seenItem = (key: string): SeenItem => ({
    id: `id-of-${key}`,
    key,
    summary: `What ${key} is about`,
    type: 'Story',
    status: 'To Do',
    stage: 'to-do',
    linkEnds: [],
  });
  return {
    outside,
    properties,
    save: async (...items) => {
      for (const item of items) {
        const { id, key } = workItemOf(item);
        stored.set(key, item);
        issues.set(id, { id, key, fields: {} });
      }
      await outside.facts.saveItems(items.map(workItemOf));
    },
    saveCommits: async (repo, receivedAt, commits) => {
      await outside.facts.noteReceived(repo, day(receivedAt));
      await outside.facts.saveCommits(commits.map((options) => ({ ...commitOf(options), repo })));
      await outside.facts.appendEntries(
        commits.flatMap(({ sha, links = [] }) => links.map((key) => foundEntryOf({ ...traceLinkOf(sha, key), repo }))),
      );
      const stored = await outside.facts.readCommits(repo, 0);
      await classifyCommits(outside, stored, await outside.facts.readEntriesOf(stored), () => true);
    },
    examine: async (...projects) => {
      for (const key of projects) {
        await outside.facts.saveProject({ key, name: `Project ${key}`, readAt: NOW });
        await run({ kind: 'examine', projectKey: key }, NOW);
      }
    },
    reader: ({ sees, administers = [], isAdministrator = false, accounts = {} } = {}) => {
      return {
        accountId: 'ana',
        seeItems: (keys) => {
          const visible = sees ?? [...stored.keys()];
          return Promise.resolve([...new Set(keys)].filter((key) => visible.includes(key)).map(seenItem));
        },
        hasProjectPermission: (permission, project) =>
          Promise.resolve(
            permission === 'ADMINISTER_PROJECTS'
              ? administers.includes(project)
              : (sees ?? [...stored.keys()]).some((key) => projectOf(key) === project),
          ),
        isAdministrator: () => Promise.resolve(isAdministrator),
        seeAccount: (account) => Promise.resolve(accounts[account]),
      };
    },
    ask: (name, take, reader, place = { projectKey: 'PAY' }) =>
      answer(name, take, {
        outside,
        reader,
        place: { itemKey: undefined, projectKey: undefined, isSite: false, ...place },
        host: {
          webTriggerUrl: () => Promise.resolve('https://example.com'),
          schemaVersion: '1',
          makeSecret: () => 's',
        },
        now: NOW,
      }),
    close,
  };
}

/** The value of an answer that was given. */
export function given<Name extends RequestName>(answered: Answer<Name>): Requests[Name]['give'] {
  if (!answered.ok) throw new Error(`${answered.reason}: ${answered.message}`);
  return answered.value;
}
