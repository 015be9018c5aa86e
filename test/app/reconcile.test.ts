import { startReading } from '../../src/app/read-project';
import { pruneLog, reconcile } from '../../src/app/reconcile';
import { type JiraIssue, type TestOutside, openOutside } from './outside-in-memory';

const NOW = Date.parse('2026-03-20T09:00:00Z');
const HOUR_MS = 3_600_000;

const issue = (id: string, key: string): JiraIssue => ({
  id,
  key,
  fields: {
    summary: key,
    issuetype: { name: 'Story', hierarchyLevel: 0 },
    status: { id: '1', name: 'To Do', statusCategory: { key: 'new' } },
    project: { key: key.split('-')[0] },
    created: '2026-03-01T09:00:00.000+0000',
    updated: '2026-03-01T09:00:00.000+0000',
  },
  changelog: { histories: [], total: 0, maxResults: 100 },
});

describe('The hourly reconcile', () => {
  let test: TestOutside;
  const itemsOf = (project: string): Promise<string[]> => test.outside.facts.readItemIds(project);
  const logged = async (): Promise<string[]> => (await test.outside.log.read(0, 20)).map(({ text }) => text);

  beforeEach(async () => {
    test = await openOutside();
    test.projects.set('OPS', { id: '2', key: 'OPS', name: 'Operations' });
    for (const one of [issue('1', 'OPS-1'), issue('2', 'PAY-1'), issue('3', 'PAY-2')]) test.issues.set(one.id, one);
    await startReading(test.outside, ['OPS', 'PAY'], NOW);
    await test.drain(NOW);
  });
  afterEach(() => test.close());

  it('keeps a project that Jira does not show once, forgets it the second time, and reads it when it is back', async () => {
    const ops = test.projects.get('OPS');
    test.projects.delete('OPS');
    await reconcile(test.outside, NOW + HOUR_MS);
    await reconcile(test.outside, NOW + HOUR_MS + 1);
    expect(await itemsOf('OPS')).toEqual(['1']);
    expect(await logged()).toContainEqual(expect.stringMatching(/^Jira does not show OPS any more/));
    await reconcile(test.outside, NOW + 2 * HOUR_MS);
    await test.drain(NOW + 2 * HOUR_MS);
    expect(await itemsOf('OPS')).toEqual([]);
    expect(await itemsOf('PAY')).toEqual(['2', '3']);
    if (ops) test.projects.set('OPS', ops);
    await reconcile(test.outside, NOW + 3 * HOUR_MS);
    await test.drain(NOW + 3 * HOUR_MS);
    expect(await itemsOf('OPS')).toEqual(['1']);
  });

  it('a project that is missing now and again is never forgotten', async () => {
    const ops = test.projects.get('OPS');
    for (const hour of [1, 3, 5]) {
      test.projects.delete('OPS');
      await reconcile(test.outside, NOW + hour * HOUR_MS);
      if (ops) test.projects.set('OPS', ops);
      await reconcile(test.outside, NOW + (hour + 1) * HOUR_MS);
    }
    expect(await itemsOf('OPS')).toEqual(['1']);
  });

  it('looks at the other projects when one fails, and says which one did', async () => {
    const { jira } = test.outside;
    const failing = {
      ...test.outside,
      jira: {
        ...jira,
        searchIds: (jql: string) =>
          jql.includes('OPS') ? Promise.reject(new Error('Jira answered 400')) : jira.searchIds(jql),
      },
    };
    test.issues.delete('3');
    await expect(reconcile(failing, NOW + HOUR_MS)).rejects.toThrow(/OPS.*400/);
    expect(await itemsOf('PAY')).toEqual(['2']);
  });

  it('an item that search does not find yet is kept and read again', async () => {
    const { jira } = test.outside;
    const lagging = {
      ...test.outside,
      jira: { ...jira, searchIds: async (jql: string) => (await jira.searchIds(jql)).filter((id) => id !== '3') },
    };
    await reconcile(lagging, NOW + HOUR_MS);
    expect(await itemsOf('PAY')).toEqual(['2', '3']);
    expect(test.waiting).toContainEqual({ kind: 'read-items', ids: ['3'] });
  });

  it('looks back at least six hours, because what it queued the last time may be lost', async () => {
    const asked: string[] = [];
    const { jira } = test.outside;
    const listening = {
      ...test.outside,
      jira: {
        ...jira,
        searchIds: (jql: string) => {
          asked.push(jql);
          return jira.searchIds(jql);
        },
      },
    };
    await reconcile(listening, NOW + HOUR_MS);
    await reconcile(listening, NOW + 2 * HOUR_MS);
    expect(asked.filter((jql) => /PAY.*updated/.test(jql))).toEqual([
      'project = "PAY" AND updated >= -420m',
      'project = "PAY" AND updated >= -420m',
    ]);
  });

  it('the log is kept for thirty days', async () => {
    const before = (await logged()).length;
    await pruneLog(test.outside, NOW + 29 * 24 * HOUR_MS);
    expect(await logged()).toHaveLength(before);
    await pruneLog(test.outside, NOW + 31 * 24 * HOUR_MS);
    expect(await logged()).toEqual([]);
  });
});
