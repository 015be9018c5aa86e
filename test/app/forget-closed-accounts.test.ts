import { reportAccounts } from '../../src/app/forget-closed-accounts';
import { startReading } from '../../src/app/read-project';
import { nextEntry } from '../../src/model/ledger';
import { CLOSED_ACCOUNT } from '../../src/model/work-item';
import { valueAt } from '../../src/model/span';
import { traceLinkOf } from '../builders/worlds';
import { openOutside, type TestOutside } from './outside-in-memory';

const NOW = Date.parse('2026-03-20T09:00:00Z');
const DAY_MS = 86_400_000;

async function readSite(): Promise<TestOutside> {
  const test = await openOutside();
  for (const [number, assignee] of [
    [1, 'ada'],
    [2, 'ben'],
  ] as const) {
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
        assignee: { accountId: assignee },
        reporter: { accountId: 'cleo' },
      },
      changelog: { histories: [], total: 0, maxResults: 100 },
    });
  }
  await startReading(test.outside, ['PAY'], NOW);
  await test.drain(NOW);
  return test;
}

const people = async (test: TestOutside) =>
  (await test.outside.facts.readProjectItems('PAY')).map((item) => [valueAt(item.assignee, NOW), item.reporter]);

describe('Account ids', () => {
  it('are reported once a week, each once', async () => {
    const test = await readSite();
    await reportAccounts(test.outside, NOW);
    await reportAccounts(test.outside, NOW + 5 * DAY_MS);
    expect(test.reported).toEqual([['ada', 'ben', 'cleo']]);
    await reportAccounts(test.outside, NOW + 6 * DAY_MS);
    expect(test.reported).toHaveLength(2);
    await test.close();
  });

  it('of closed accounts are erased everywhere, and do not come back when the items are read again', async () => {
    const test = await readSite();
    await test.outside.facts.saveWaiver({
      finding: 'f',
      projectKey: 'PAY',
      reason: 'r',
      by: 'ben',
      at: NOW,
      until: NOW + 1,
      kind: 'accepted',
    });
    const link = traceLinkOf('a'.repeat(40), 'PAY-1');
    const decision = { act: 'rejected', linker: 'person', confidence: 1, evidence: link.evidence } as const;
    await test.outside.facts.appendEntries([
      nextEntry(link, [], { ...decision, by: { kind: 'person', accountId: 'ben' } }, NOW),
    ]);
    test.closedAccounts.add('ben').add('cleo');
    await reportAccounts(test.outside, NOW);
    expect(await test.outside.facts.readDeciders()).toEqual([CLOSED_ACCOUNT]);
    const expected = [
      ['ada', CLOSED_ACCOUNT],
      [CLOSED_ACCOUNT, CLOSED_ACCOUNT],
    ];
    expect(await people(test)).toEqual(expected);
    expect(JSON.stringify(await test.state())).not.toMatch(/"ben\\?"|cleo/);
    await startReading(test.outside, ['PAY'], NOW);
    await test.drain(NOW);
    expect(await people(test)).toEqual(expected);
    expect((await test.outside.facts.readWaivers('PAY')).map(({ by }) => by)).toEqual([CLOSED_ACCOUNT]);
    await reportAccounts(test.outside, NOW + 6 * DAY_MS);
    expect(test.reported.at(-1)).toEqual(['ada']);
    await test.close();
  });
});
