import { readProject, startReading } from '../../src/app/read-project';
import { anyRunningReading, runningReading } from '../../src/app/reading-progress';
import { reconcile } from '../../src/app/reconcile';
import { type JiraIssue, type TestOutside, openOutside } from './outside-in-memory';

const NOW = Date.parse('2026-03-20T09:00:00Z');
const MINUTE_MS = 60_000;

const issue = (number: number): JiraIssue => ({
  id: String(number),
  key: `PAY-${number}`,
  fields: {
    summary: `Item ${number}`,
    issuetype: { name: 'Story', hierarchyLevel: 0 },
    status: { id: '1', name: 'To Do', statusCategory: { key: 'new' } },
    project: { key: 'PAY' },
    created: '2026-03-01T09:00:00.000+0000',
    updated: '2026-03-01T09:00:00.000+0000',
  },
  changelog: { histories: [], total: 0, maxResults: 100 },
});

describe('The first reading', () => {
  let test: TestOutside;
  beforeEach(async () => {
    test = await openOutside();
    for (const number of [1, 2, 3]) test.issues.set(String(number), issue(number));
  });
  afterEach(() => test.close());

  it('is taken up by the reconcile when its first message was lost, and not while it runs', async () => {
    await startReading(test.outside, ['PAY'], NOW);
    test.waiting.length = 0;
    await reconcile(test.outside, NOW + 29 * MINUTE_MS);
    expect(test.waiting).toEqual([]);
    await reconcile(test.outside, NOW + 60 * MINUTE_MS);
    await test.drain(NOW + 60 * MINUTE_MS);
    expect(await test.outside.facts.readItemIds('PAY')).toEqual(['1', '2', '3']);
    expect((await test.outside.facts.readProjects()).map(({ key, name }) => [key, name])).toEqual([
      ['PAY', 'Payments'],
    ]);
  });

  it('asked for again, keeps what is known of the project until it is done', async () => {
    await startReading(test.outside, ['PAY'], NOW);
    await test.drain(NOW);
    const [before] = await test.outside.facts.readProjects();
    await startReading(test.outside, ['PAY'], NOW + MINUTE_MS);
    expect(await test.outside.facts.readProjects()).toEqual([before]);
  });

  it('shows the progress of its own project only', async () => {
    await startReading(test.outside, ['PAY', 'OPS'], NOW);
    const [work] = test.waiting;
    if (work?.kind === 'read-project') await readProject(test.outside, work, NOW, () => false);
    expect(await runningReading(test.outside, 'PAY', NOW)).toMatchObject({
      text: 'Reading work items of PAY',
      total: 3,
    });
    expect(await runningReading(test.outside, 'OPS', NOW)).toMatchObject({ text: 'Waiting to read OPS' });
    expect(await anyRunningReading(test.outside, NOW)).toMatchObject({ text: 'Waiting to read OPS' });
    await test.drain(NOW);
    expect(await runningReading(test.outside, 'PAY', NOW)).toBeUndefined();
    expect(await anyRunningReading(test.outside, NOW)).toBeUndefined();
  });

  it('that was silent for more than half an hour is not shown as running', async () => {
    await startReading(test.outside, ['PAY'], NOW);
    expect(await runningReading(test.outside, 'PAY', NOW + 30 * MINUTE_MS)).toBeDefined();
    expect(await runningReading(test.outside, 'PAY', NOW + 31 * MINUTE_MS)).toBeUndefined();
  });
});
