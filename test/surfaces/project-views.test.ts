import { type TestSite, given, openTestSite } from './site';

let site: TestSite;
beforeEach(async () => {
  site = await openTestSite();
});
afterEach(() => site.close());

describe('Before the first examination', () => {
  beforeEach(async () => {
    await site.save({ key: 'PAY-1', waitsOn: ['PAY-2'] }, { key: 'PAY-2' });
    await site.outside.facts.saveProject({ key: 'PAY', name: 'Payments', readAt: 1 });
  });

  test('no view has a date, for nothing has been looked at', async () => {
    for (const name of ['waits.read', 'findings.list', 'health.read'] as const)
      expect(given(await site.ask(name, {}, site.reader()))).toMatchObject({ asOf: undefined });
  });

  test('nothing is counted, although items are stored', async () => {
    const { counts } = given(await site.ask('health.read', {}, site.reader()));
    expect(counts).toEqual({ features: undefined, stories: undefined, commits: undefined });
  });

  test('an item is not ready, rather than free of waits and findings', async () => {
    const place = { itemKey: 'PAY-1', projectKey: 'PAY' };
    expect(await site.ask('item.read', {}, site.reader(), place)).toMatchObject({ ok: false, reason: 'not-ready' });
    await site.examine('PAY');
    expect(given(await site.ask('item.read', {}, site.reader(), place)).wait?.roots).toMatchObject([{ key: 'PAY-2' }]);
  });
});

describe('Root blockers', () => {
  const waiters = Array.from({ length: 60 }, (_, index) => `PAY-${index + 1}`);
  const rootOf = (waiter: string) => waiter.replace('PAY-', 'OPS-');

  test('are named up to the fifty dearest; the others are one sum, and all together make the total', async () => {
    await site.save(
      ...waiters.map((key) => ({ key, assignee: 'ana', waitsOn: [rootOf(key)] })),
      ...waiters.map((key) => ({ key: rootOf(key) })),
    );
    await site.examine('PAY');
    const view = given(await site.ask('waits.read', {}, site.reader()));
    expect(view.roots).toHaveLength(50);
    expect(view.rest?.roots).toBe(10);
    const sum = view.roots.reduce((days, root) => days + root.personDays, view.rest?.personDays ?? 0);
    expect(sum).toBeCloseTo(view.totalPersonDays, 6);
    expect(view.rest?.personDays).toBeGreaterThan(0);
  });

  test('of one wait are named up to ten in its row, and the others counted', async () => {
    await site.save(
      { key: 'PAY-1', assignee: 'ana', waitsOn: ['PAY-2'] },
      { key: 'PAY-2', waitsOn: waiters.map(rootOf) },
      ...waiters.map((key) => ({ key: rootOf(key) })),
    );
    await site.examine('PAY');
    const { waits } = given(await site.ask('waits.read', {}, site.reader()));
    const row = waits.find(({ waiter }) => waiter.kind === 'seen' && waiter.key === 'PAY-1');
    expect({ named: row?.roots.length, more: row?.moreRoots }).toEqual({ named: 10, more: 50 });
    expect(row?.roots.every(({ kind }) => kind === 'seen')).toBe(true);
  });

  test('that are few leave no rest', async () => {
    await site.save({ key: 'PAY-1', waitsOn: ['OPS-1'] }, { key: 'OPS-1' });
    await site.examine('PAY');
    expect(given(await site.ask('waits.read', {}, site.reader())).rest).toBeUndefined();
  });
});
