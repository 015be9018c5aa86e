/** What administrators ask and say about git identities. */
import type { IdentityUse } from '../../src/model/identity';
import { day } from '../builders/worlds';
import { type TestSite, given, openTestSite } from './site';

const useOf = (identity: string, commits: number, more: Partial<IdentityUse> = {}): IdentityUse => ({
  identity,
  repo: 'team/billing',
  commits,
  byBot: 0,
  firstAt: day(1),
  lastAt: day(9),
  served: {},
  ...more,
});

let site: TestSite;
beforeEach(async () => {
  site = await openTestSite();
  await site.save({ key: 'PAY-1' });
  await site.examine('PAY');
  await site.outside.facts.saveIdentityUses('team/billing', [
    useOf('hash-one', 30, { served: { ana: ['PAY-1', 'PAY-2', 'PAY-3', 'PAY-4'] } }),
    useOf('hash-two', 20, { served: { ben: ['PAY-5', 'PAY-6'] } }),
    useOf('hash-robot', 50, { byBot: 50 }),
  ]);
});
afterEach(() => site.close());

const admin = () => site.reader({ isAdministrator: true, accounts: { ana: 'person', ben: 'person', robot: 'app' } });
const read = async (take = {}) => given(await site.ask('members.read', take, admin(), { isSite: true }));
const decide = (take: object, reader = admin()) => site.ask('members.decide', take as never, reader, { isSite: true });
const decided = async (take: object) => given(await decide(take));

it('shows every identity, most commits first, with what is known of each', async () => {
  const view = await read();
  expect(view.counts).toEqual({ identities: 3, joined: 1, learned: 1, bots: 1, commitsJoined: 0.6 });
  expect(view.identities).toMatchObject([
    { identity: 'hash-robot', isBot: true, account: undefined, confidence: undefined },
    {
      identity: 'hash-one',
      account: 'ana',
      joinedBy: 'learned',
      evidence: '4 of 4 items it served were assigned to this account',
      candidate: undefined,
      firstAt: '2017-01-02T00:00:00.000Z',
    },
    { identity: 'hash-two', account: undefined, joinedBy: 'none', candidate: { account: 'ben' } },
  ]);
});

test.each`
  show      | expected
  ${'all'}  | ${['hash-robot', 'hash-one', 'hash-two']}
  ${'open'} | ${['hash-two']}
  ${'bots'} | ${['hash-robot']}
`('shows $show', async ({ show, expected }) => {
  expect((await read({ show })).identities.map(({ identity }) => identity)).toEqual(expected);
});

it('shows fifty a page', async () => {
  const many = Array.from({ length: 120 }, (_, index) => useOf(`many-${index}`, 1000 - index, { repo: 'a/many' }));
  await site.outside.facts.saveIdentityUses('a/many', many);
  const pages = [];
  for (let cursor: string | undefined = '0'; cursor !== undefined; ) {
    const page = await read({ cursor });
    pages.push(page.identities.map(({ identity }) => identity));
    cursor = page.nextCursor;
  }
  expect(pages.map(({ length }) => length)).toEqual([50, 50, 23]);
  expect(new Set(pages.flat()).size).toBe(123);
  expect((await read({ cursor: '-7' })).identities).toHaveLength(50);
  expect((await read({ cursor: 'x' })).identities).toHaveLength(50);
});

it('knows nothing of commits while there are none', async () => {
  await site.outside.facts.saveIdentityUses('team/billing', []);
  expect((await read()).counts).toMatchObject({ identities: 0, commitsJoined: undefined });
});

it('takes a decision, follows it everywhere, and takes it back', async () => {
  expect(await decided({ identity: 'hash-two', decision: 'join', account: 'ana' })).toMatchObject({
    account: 'ana',
    joinedBy: 'mapping',
    confidence: 1,
    decision: { kind: 'join', by: 'ana' },
  });
  const [project] = await site.outside.facts.readProjects();
  expect(project?.changes).toBeGreaterThan(0);
  expect((await read()).counts).toMatchObject({ joined: 2, commitsJoined: 1 });
  expect(await decided({ identity: 'hash-two', decision: 'forget' })).toMatchObject({
    account: undefined,
    decision: undefined,
    candidate: { account: 'ben' },
  });
});

it('splits an identity from the account it counts as, and from the next one too', async () => {
  expect(await decided({ identity: 'hash-one', decision: 'split' })).toMatchObject({
    account: undefined,
    joinedBy: 'none',
  });
  expect(await decide({ identity: 'hash-one', decision: 'split' })).toMatchObject({ ok: false, reason: 'bad-request' });
  await decided({ identity: 'hash-one', decision: 'join', account: 'ben' });
  expect(await decided({ identity: 'hash-one', decision: 'split' })).toMatchObject({
    account: 'ana',
    joinedBy: 'learned',
  });
});

it('says that somebody offered is not this person', async () => {
  expect(await decided({ identity: 'hash-two', decision: 'split' })).toMatchObject({ candidate: undefined });
});

it('marks a bot, whose commits need no work item', async () => {
  expect(await decided({ identity: 'hash-one', decision: 'bot' })).toMatchObject({ isBot: true, account: undefined });
  expect((await read()).counts).toMatchObject({ bots: 2, commitsJoined: 0 });
});

test.each`
  why                                | take                                                                     | reason
  ${'no such identity'}              | ${{ identity: 'hash-x', decision: 'bot' }}                               | ${'not-found'}
  ${'an identity that is no text'}   | ${{ identity: { length: 1 }, decision: 'bot' }}                          | ${'not-found'}
  ${'an account Jira does not show'} | ${{ identity: 'hash-two', decision: 'join', account: 'zoe' }}            | ${'not-found'}
  ${'an app’s account'}              | ${{ identity: 'hash-two', decision: 'join', account: 'robot' }}          | ${'bad-request'}
  ${'the closed account'}            | ${{ identity: 'hash-two', decision: 'join', account: 'closed-account' }} | ${'not-found'}
  ${'no account'}                    | ${{ identity: 'hash-two', decision: 'join' }}                            | ${'bad-request'}
  ${'an account that is a list'}     | ${{ identity: 'hash-two', decision: 'join', account: ['ana'] }}          | ${'bad-request'}
  ${'no such decision'}              | ${{ identity: 'hash-two', decision: 'marry' }}                           | ${'bad-request'}
`('refuses $why, and keeps nothing', async ({ take, reason }) => {
  expect(await decide(take)).toMatchObject({ ok: false, reason });
  expect((await site.outside.facts.readIdentities()).decisions).toEqual([]);
});

it('refuses a list that there is not', async () => {
  for (const show of ['toString', 7, null])
    expect(await site.ask('members.read', { show } as never, admin(), { isSite: true })).toMatchObject({
      ok: false,
      reason: 'bad-request',
    });
});

it('refuses to join what the settings list as a bot', async () => {
  await site.outside.memory.saveSettings({ trace: { botAuthors: ['hash-two'] } });
  const answer = await decide({ identity: 'hash-two', decision: 'join', account: 'ana' });
  expect(answer).toMatchObject({ ok: false, reason: 'bad-request', message: expect.stringContaining('Bots') });
});

test.each([[{}], [{ administers: ['PAY'] }]])('answers no one but Jira administrators: %j', async (who) => {
  const reader = site.reader({ ...who, accounts: { ana: 'person' } });
  expect(await site.ask('members.read', {}, reader)).toMatchObject({ ok: false, reason: 'no-permission' });
  expect(await decide({ identity: 'hash-two', decision: 'join', account: 'ana' }, reader)).toMatchObject({
    ok: false,
    reason: 'no-permission',
  });
  expect((await site.outside.facts.readIdentities()).decisions).toEqual([]);
});
