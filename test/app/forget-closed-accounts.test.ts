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

  it('are reported and erased where git identities and teams hold them', async () => {
    const test = await readSite();
    const { facts, memory } = test.outside;
    const use = { repo: 'team/billing', commits: 1, byBot: 0, firstAt: 1, lastAt: 2 };
    await facts.saveIdentityUses('team/billing', [
      { ...use, identity: 'h1', served: { dan: ['PAY-1', 'PAY-3'], eve: ['PAY-2'] } },
    ]);
    await facts.saveAddresses([{ identity: 'h1', account: 'fay' }]);
    const said = { by: 'gil', at: NOW };
    await facts.saveIdentityDecision({ ...said, identity: 'h1', kind: 'join', account: 'hal' });
    await facts.saveIdentityDecision({ ...said, identity: 'h2', kind: 'split', accounts: ['ida', 'eve'] });
    await memory.saveSettings({ people: { minimumGroup: 6, teams: [{ name: 'Core', members: ['jan', 'ada'] }] } });
    await memory.saveSettings({ people: { teams: [{ name: 'Web', members: ['kim'] }] } }, 'SHOP');
    const closed = ['dan', 'fay', 'gil', 'hal', 'ida', 'jan', 'kim'];
    for (const id of closed) test.closedAccounts.add(id);
    await reportAccounts(test.outside, NOW);
    expect(test.reported).toEqual([['ada', 'ben', 'cleo', 'eve', ...closed].sort()]);
    expect(test.waiting).toContainEqual({ kind: 'examine', projectKey: 'PAY' });
    expect(await facts.readIdentities()).toEqual({
      uses: [{ ...use, identity: 'h1', served: { [CLOSED_ACCOUNT]: ['PAY-1', 'PAY-3'], eve: ['PAY-2'] } }],
      addresses: [],
      decisions: [
        { identity: 'h1', by: CLOSED_ACCOUNT, at: NOW, kind: 'join', account: CLOSED_ACCOUNT },
        { identity: 'h2', by: CLOSED_ACCOUNT, at: NOW, kind: 'split', accounts: ['eve'] },
      ],
    });
    expect(await memory.readSettings()).toEqual({
      people: { minimumGroup: 6, teams: [{ name: 'Core', members: ['ada'] }] },
    });
    expect(await memory.readSettings('SHOP')).toEqual({ people: { teams: [{ name: 'Web', members: [] }] } });
    await reportAccounts(test.outside, NOW + 6 * DAY_MS);
    expect(test.reported.at(-1)).toEqual(['ada', 'ben', 'cleo', 'eve']);
    await test.close();
  });

  it('come with an address only where Jira shows one, of which the hash alone is kept', async () => {
    const test = await readSite();
    const issue = test.issues.get('1');
    if (!issue) throw new Error('The site has an item 1.');
    const assignee = { accountId: 'ada', emailAddress: 'Ada.L@example.com' };
    test.issues.set('1', { ...issue, fields: { ...issue.fields, assignee } });
    await test.run({ kind: 'read-items', ids: ['1', '2'] }, NOW);
    expect((await test.outside.facts.readIdentities()).addresses).toEqual([{ identity: 'hash-ada.l', account: 'ada' }]);
    expect(JSON.stringify(await test.state())).not.toMatch(/example\.com/);
    // One that shows none proves nothing; another one takes its place.
    test.issues.set('1', issue);
    await test.run({ kind: 'read-items', ids: ['1', '2'] }, NOW);
    expect((await test.outside.facts.readIdentities()).addresses).toHaveLength(1);
    const moved = { accountId: 'ada', emailAddress: 'ada@example.org' };
    test.issues.set('1', { ...issue, fields: { ...issue.fields, assignee: moved } });
    await test.run({ kind: 'read-items', ids: ['1', '2'] }, NOW);
    expect((await test.outside.facts.readIdentities()).addresses).toEqual([{ identity: 'hash-ada', account: 'ada' }]);
    await test.close();
  });
});
