import { startReading } from '../../src/app/read-project';
import { answer } from '../../src/surfaces/resolver';
import { type TestOutside, openOutside } from './outside-in-memory';

const NOW = Date.parse('2026-03-20T09:00:00Z');
const COUNT = 230;

describe('Erasing everything', () => {
  let test: TestOutside;
  beforeEach(async () => {
    test = await openOutside();
    for (let number = 1; number <= COUNT; number += 1) {
      test.issues.set(String(number), {
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
    }
    await startReading(test.outside, ['PAY'], NOW);
    await test.drain(NOW);
  });
  afterEach(() => test.close());

  const rows = async (): Promise<number> =>
    Object.values(await test.state()).reduce<number>((sum, table) => sum + (table as unknown[]).length, 0);

  it('is only queued by the screen, and taken off the items in chunks of a hundred', async () => {
    expect(test.properties.size).toBe(COUNT);
    const asked = await answer(
      'admin.erase',
      { confirm: 'erase' },
      {
        outside: test.outside,
        reader: {
          accountId: 'ada',
          seeItems: () => Promise.resolve([]),
          hasProjectPermission: () => Promise.resolve(false),
          seeAccount: () => Promise.resolve(undefined),
          isAdministrator: () => Promise.resolve(true),
        },
        place: { itemKey: undefined, projectKey: undefined, isSite: true },
        host: { webTriggerUrl: () => Promise.resolve(''), schemaVersion: '', makeSecret: () => '' },
        now: NOW,
      },
    );
    expect(asked.ok).toBe(true);
    expect(test.waiting).toEqual([{ kind: 'erase' }]);
    expect(test.properties.size).toBe(COUNT);
    const [erase] = test.waiting.splice(0, 1);
    if (erase) await test.run(erase, NOW);
    expect(test.waiting.map((work) => (work.kind === 'remove-properties' ? work.ids.length : work.kind))).toEqual([
      100, 100, 30,
    ]);
    await test.drain(NOW);
    expect(test.properties.size).toBe(0);
    expect(await rows()).toBe(0);
  });

  it('ends a reading that is under way', async () => {
    await startReading(test.outside, ['PAY'], NOW);
    await test.run({ kind: 'erase' }, NOW);
    await test.drain(NOW);
    expect(await rows()).toBe(0);
    expect(test.properties.size).toBe(0);
  });
});
