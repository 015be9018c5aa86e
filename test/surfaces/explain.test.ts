/** PAY-1 waits for SEC-9; one commit serves both, one serves SEC-9 only, one serves nothing. */
import { classifyCommits } from '../../src/app/classify-commits';
import { type TestSite, given, openTestSite } from './site';

const SHARED = 'a'.repeat(40);
const SECRET = 'b'.repeat(40);
const UNTRACED = 'c'.repeat(40);

let site: TestSite;
beforeEach(async () => {
  site = await openTestSite();
  await site.save({ key: 'PAY-1', waitsOn: ['SEC-9'] }, { key: 'SEC-9', parent: 'SEC-1' }, { key: 'SEC-1', level: 1 });
  await site.saveCommits('team/billing', 9, [
    { sha: SHARED, committed: 8, message: 'PAY-1, SEC-9: read UTF-8', links: ['PAY-1', 'SEC-9'] },
    { sha: SECRET, committed: 8, message: 'SEC-9: rotate', links: ['SEC-9'] },
    { sha: UNTRACED, committed: 8, message: 'Tidy up' },
  ]);
});
afterEach(() => site.close());

const administrator = { isAdministrator: true };
const outsider = { isAdministrator: true, sees: ['PAY-1'] };
const explained = async (of: string, options: object): Promise<string> =>
  given(await site.ask('explain.read', { of }, site.reader(options), { isSite: true })).text;

test('who sees everything reads how a commit serves both items, and what they serve in turn', async () => {
  await site.examine('PAY', 'SEC');
  expect(await explained('aaaa', administrator)).toMatch(/serves PAY-1[^]*serves SEC-9[^]*SEC-9 \(Story\) → SEC-1/);
});

test.each([
  ['an item', 'SEC-9'],
  ['a commit all of whose links lead to hidden items', 'bbbb'],
])('%s that the reader cannot see does not exist for them', async (_what, of) => {
  await site.examine('PAY', 'SEC');
  expect(await site.ask('explain.read', { of }, site.reader(administrator))).toMatchObject({ ok: true });
  expect(await site.ask('explain.read', { of }, site.reader(outsider))).toMatchObject({
    ok: false,
    reason: 'not-found',
  });
});

test.each([
  ['a commit', 'aaaa'],
  ['an item', 'PAY-1'],
])('the text about %s names no hidden item anywhere', async (_what, of) => {
  await site.examine('PAY', 'SEC');
  expect(await explained(of, administrator)).toContain('SEC-9');
  const text = await explained(of, outsider);
  expect(text).not.toContain('SEC-');
  expect(text).toContain('an item you cannot see');
  expect(text).toContain('PAY-1');
});

test('what a path serves does not tell of a feature that the reader cannot see', async () => {
  await site.save({ key: 'PAY-1', parent: 'SEC-1' });
  await site.saveCommits('team/billing', 9, [
    { sha: 'd'.repeat(40), committed: 8, message: 'PAY-1', links: ['PAY-1'], files: ['src/a.ts'] },
  ]);
  const { facts } = site.outside;
  const commits = await facts.readCommits('team/billing', 0);
  await classifyCommits(site.outside, commits, await facts.readEntriesOf(commits), () => true);
  expect(await explained('src/', administrator)).toContain('SEC-1 (Epic) What SEC-1 is about');
  const text = await explained('src/', outsider);
  expect(text).toContain('PAY-1 (Story, no feature you can see)');
  expect(text).not.toMatch(/SEC-1|an item you cannot see/);
});

test('what only looks like a key stays as it was written', async () => {
  await site.examine('PAY', 'SEC');
  expect(await explained('aaaa', outsider)).toContain('read UTF-8');
});

test('before the first examination nothing is said to be fine', async () => {
  await site.outside.facts.saveProject({ key: 'PAY', name: 'Payments', readAt: 1 });
  for (const what of ['PAY-1', 'aaaa']) {
    const text = await explained(what, administrator);
    expect(text).toContain('PAY is not examined yet');
    expect(text).not.toMatch(/No detector flags it|waits for nothing/);
  }
});

test('an untraced commit shows the finding about it, although no link leads to a project', async () => {
  await site.outside.memory.saveSettings({ thresholds: { 'untraced-change': { lookBackDays: 3650 } } });
  await site.examine('PAY', 'SEC');
  expect(await explained('cccc', administrator)).toContain(`untraced-change/commit:team/billing@${UNTRACED}`);
});

test('a deadlock shows in the text about each of its items', async () => {
  await site.save({ key: 'SEC-9', waitsOn: ['PAY-1'] });
  await site.examine('PAY', 'SEC');
  expect(await explained('PAY-1', administrator)).toContain('deadlock/cycle:');
});

describe('Who wrote a commit', () => {
  const use = { repo: 'team/billing', commits: 3, byBot: 0, firstAt: 1, lastAt: 2 };
  const keys = ['PAY-1', 'PAY-2', 'PAY-3', 'PAY-4'];
  const decision = { identity: 'hash-unknown', by: 'admin', at: 1 };
  test.each`
    why                          | served                       | said                                             | line
    ${'not counted yet'}         | ${undefined}                 | ${undefined}                                     | ${'by hash-unk, whose commits have not been counted yet'}
    ${'nobody known'}            | ${{}}                        | ${undefined}                                     | ${'by hash-unk, joined to no account'}
    ${'somebody offered'}        | ${{ ana: keys.slice(0, 2) }} | ${undefined}                                     | ${'by hash-unk, joined to no account; likeliest ana (55%: 2 of 2 items it served were assigned to this account)'}
    ${'somebody learned'}        | ${{ ana: keys }}             | ${undefined}                                     | ${'by hash-unk, who counts as account ana (learned, 71% sure: 4 of 4 items it served were assigned to this account)'}
    ${'an administrator’s word'} | ${{ ana: keys }}             | ${{ ...decision, kind: 'join', account: 'ben' }} | ${'by hash-unk, who counts as account ben (an administrator joined them)'}
    ${'a bot'}                   | ${{ ana: keys }}             | ${{ ...decision, kind: 'bot' }}                  | ${'by hash-unk, a bot'}
  `('$why', async ({ served, said, line }) => {
    const { facts } = site.outside;
    if (served) await facts.saveIdentityUses('team/billing', [{ ...use, identity: 'hash-unknown', served }]);
    if (said) await facts.saveIdentityDecision(said);
    expect((await explained('cccc', administrator)).split('\n')).toContain(`  ${line}`);
  });

  it('makes a bot’s commit exempt', async () => {
    const { facts } = site.outside;
    await facts.saveIdentityUses('team/billing', [{ ...use, identity: 'hash-unknown', served: {} }]);
    await facts.saveIdentityDecision({ ...decision, kind: 'bot' });
    expect(await explained('cccc', administrator)).toContain('It is exempt: written by a bot.');
  });
});
