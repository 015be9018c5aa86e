import { joinMembers, readMembers } from '../../src/app/join-members';
import { loadWorld } from '../../src/app/load-world';
import { settingsFrom } from '../../src/model/settings';
import { commitOf, day, foundEntryOf, traceLinkOf, workItemOf } from '../builders/worlds';
import { openOutside, type TestOutside } from './outside-in-memory';

const NOW = day(20);
const REPO = 'team/billing';
const work = { kind: 'members', repo: REPO } as const;

/** Four items of Ana's, each with a commit of hers, and one of a machine. */
async function site(): Promise<TestOutside> {
  const test = await openOutside();
  const { facts } = test.outside;
  await facts.saveProject({ key: 'PAY', name: 'Payments', readAt: day(1) });
  const numbers = [1, 2, 3, 4];
  await facts.saveItems(numbers.map((n) => workItemOf({ key: `PAY-${n}`, assignee: 'account-of-ana' })));
  const commits = numbers.map((n) => ({
    ...commitOf({ sha: String(n).repeat(40), committed: n }),
    authorHash: 'hash-ana',
  }));
  await facts.saveCommits([...commits, { ...commitOf({ sha: 'b'.repeat(40) }), authorHash: 'hash-robot' }]);
  await facts.appendEntries(numbers.map((n) => foundEntryOf(traceLinkOf(String(n).repeat(40), `PAY-${n}`))));
  await facts.noteReceived(REPO, day(5));
  return test;
}

let test: TestOutside;
beforeEach(async () => {
  test = await site();
});
afterEach(() => test.close());

const authorsIn = async () => new Set((await loadWorld(test.outside, 'PAY', NOW)).commits.map(({ author }) => author));

it('learns whose an identity is, so that commits have authors wherever they are read', async () => {
  expect(await authorsIn()).toEqual(new Set([undefined]));
  await joinMembers(test.outside, work);
  expect(await readMembers(test.outside.facts, settingsFrom())).toMatchObject([
    { identity: 'hash-ana', commits: 4, account: 'account-of-ana', joinedBy: 'learned' },
    { identity: 'hash-robot', commits: 1, account: undefined, joinedBy: 'none' },
  ]);
  expect(await authorsIn()).toEqual(new Set(['account-of-ana', undefined]));
});

it('changes nothing when it is done again, and no commit ever', async () => {
  const before = await test.outside.facts.readCommits(REPO, 0);
  await joinMembers(test.outside, work);
  const state = await test.state();
  test.waiting.length = 0;
  await joinMembers(test.outside, work);
  expect(await test.state()).toEqual(state);
  expect(test.waiting).toEqual([]);
  expect(await test.outside.facts.readCommits(REPO, 0)).toEqual(before);
});

it('has everything looked at again when authors became known, and nothing when only counts changed', async () => {
  await joinMembers(test.outside, work);
  expect(test.waiting).toEqual([
    { kind: 'trace', repo: REPO },
    { kind: 'examine', projectKey: 'PAY' },
  ]);
  test.waiting.length = 0;
  await test.outside.facts.saveCommits([{ ...commitOf({ sha: 'c'.repeat(40) }), authorHash: 'hash-robot' }]);
  await joinMembers(test.outside, work);
  expect(test.waiting).toEqual([]);
  expect(await readMembers(test.outside.facts, settingsFrom())).toMatchObject([{}, { commits: 2 }]);
});

it('leaves what other repositories tell as it is', async () => {
  const { facts } = test.outside;
  const other = { identity: 'hash-ben', repo: 'team/web', commits: 3, byBot: 0, firstAt: 1, lastAt: 2, served: {} };
  await facts.saveIdentityUses('team/web', [other]);
  await joinMembers(test.outside, work);
  expect((await facts.readIdentities()).uses).toContainEqual(other);
});

it('makes a bot’s commits exempt by an administrator’s word', async () => {
  await joinMembers(test.outside, work);
  await test.outside.facts.saveIdentityDecision({ identity: 'hash-robot', kind: 'bot', by: 'admin', at: NOW });
  const { settings } = await loadWorld(test.outside, 'PAY', NOW);
  expect(settings.trace.botAuthors).toEqual(['hash-robot']);
  expect(await test.outside.memory.readSettings('PAY')).toBeUndefined();
});
