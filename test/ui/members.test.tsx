import { act, fireEvent, screen, within } from '@testing-library/react';
import MembersSection from '../../static/app/src/admin/members-section';
import type { IdentityView, MembersView, Requests } from '../../static/app/src/bridge';
import { drawScreen, ok } from './bridge-fake';

const ANA = { accountId: '1:ana', accountType: 'atlassian', active: true, displayName: 'Ana Alder', avatarUrls: {} };
const BEN = { ...ANA, accountId: '1:ben', displayName: 'Ben Birch' };
const ROBOT = { ...ANA, accountId: '1:robot', accountType: 'app', displayName: 'Ann the robot' };

const identityOf = (identity: string, more: Partial<IdentityView> = {}): IdentityView => ({
  identity,
  commits: 12,
  repositories: ['team/billing'],
  firstAt: '2017-01-02T00:00:00.000Z',
  lastAt: '2017-02-02T00:00:00.000Z',
  account: undefined,
  joinedBy: 'none',
  confidence: undefined,
  evidence: undefined,
  candidate: undefined,
  isBot: false,
  decision: undefined,
  ...more,
});

const LEARNED = identityOf('aaaaaaaa1111', {
  account: ANA.accountId,
  joinedBy: 'learned',
  confidence: 0.9312,
  evidence: '131 of 137 items it served were assigned to this account',
});
const OFFERED = identityOf('bbbbbbbb1111', {
  candidate: {
    account: BEN.accountId,
    confidence: 0.646,
    evidence: '3 of 3 items it served were assigned to this account',
  },
});
const viewOf = (identities: readonly IdentityView[], nextCursor?: string): MembersView => ({
  asOf: '2017-11-13T09:00:00.000Z',
  identities,
  nextCursor,
  counts: { identities: identities.length, joined: 1, learned: 1, bots: 0, commitsJoined: 0.94 },
});

type Decide = Requests['members.decide']['take'];

async function open(
  identities: readonly IdentityView[] = [LEARNED, OFFERED],
  decide: (take: Decide) => unknown = (take) => ok<'members.decide'>({ ...OFFERED, identity: take.identity }),
) {
  const drawn = drawScreen(<MembersSection />, {
    functions: {
      'members.read': ({ cursor }) =>
        ok<'members.read'>(
          cursor === undefined ? viewOf(identities, '50') : viewOf([OFFERED, identityOf('cccccccc1111')]),
        ),
      'members.decide': decide,
    },
    jira: (path) =>
      path.includes('/user/bulk')
        ? {
            status: 200,
            body: { values: [ANA, BEN].filter(({ accountId }) => path.includes(encodeURIComponent(accountId))) },
          }
        : path.includes('/user/search')
          ? { status: 200, body: [ROBOT, ANA, BEN] }
          : { status: 404 },
  });
  await screen.findByText('aaaaaaaa');
  const decided = () => drawn.asked.functions.filter(({ name }) => name === 'members.decide').map(({ take }) => take);
  return { ...drawn, decided };
}

const rowOf = (hash: string) => within(screen.getByText(hash).closest('tr') as HTMLElement);
const press = (name: string | RegExp) => act(async () => fireEvent.click(screen.getByRole('button', { name })));

test('A row says whose the identity is and how that is known, with the name Jira tells the viewer.', async () => {
  const { asked } = await open();
  expect(await rowOf('aaaaaaaa').findByText('Ana Alder')).toBeTruthy();
  expect(rowOf('aaaaaaaa').getByText(/Learned, 93% sure/)).toBeTruthy();
  expect(rowOf('aaaaaaaa').getByText('131 of 137 items it served were assigned to this account.')).toBeTruthy();
  expect(rowOf('bbbbbbbb').getByText('Perhaps')).toBeTruthy();
  expect(asked.jira).toEqual(['/rest/api/3/user/bulk?maxResults=50&accountId=1%3Aana&accountId=1%3Aben']);
  expect(screen.getByText(/a salted hash, no name and no address/)).toBeTruthy();
});

test('Where Jira tells no name, the account id stands.', async () => {
  await open([{ ...LEARNED, account: '1:gone' }]);
  expect(await screen.findByText('1:gone')).toBeTruthy();
});

test('Whoever is offered is confirmed with one press, and the outcome is said.', async () => {
  const { decided } = await open([LEARNED, OFFERED], () =>
    ok<'members.decide'>({
      ...OFFERED,
      account: BEN.accountId,
      joinedBy: 'mapping',
      confidence: 1,
      candidate: undefined,
      decision: { kind: 'join', by: '1:ana', at: '2017-11-13T09:00:00.000Z' },
    }),
  );
  await rowOf('bbbbbbbb').findByText('Ben Birch');
  await press('Confirm the account of bbbbbbbb');
  expect(decided()).toEqual([{ identity: 'bbbbbbbb1111', decision: 'join', account: '1:ben' }]);
  expect(screen.getByText('bbbbbbbb counts as Ben Birch.')).toBeTruthy();
  expect(rowOf('bbbbbbbb').getByText(/An administrator joined it on/)).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Take back what was said about bbbbbbbb' })).toBeTruthy();
});

test.each([
  ['bbbbbbbb is not this person', 'split'],
  ['bbbbbbbb is a bot', 'bot'],
])('“%s” is sent as %s', async (button, decision) => {
  const { decided } = await open();
  await press(button);
  expect(decided()).toEqual([{ identity: 'bbbbbbbb1111', decision }]);
});

test('Somebody else is found by name and chosen with the keyboard; apps are not offered.', async () => {
  jest.useFakeTimers();
  try {
    const { decided } = await open();
    await press('Join bbbbbbbb to an account');
    const search = screen.getByRole('combobox', { name: 'Account of bbbbbbbb' });
    expect(document.activeElement).toBe(search);
    fireEvent.change(search, { target: { value: 'an' } });
    await act(() => jest.advanceTimersByTimeAsync(300));
    expect(
      within(screen.getByRole('listbox'))
        .getAllByRole('option')
        .map(({ textContent }) => textContent),
    ).toEqual(['AAna Alder', 'BBen Birch']);
    fireEvent.keyDown(search, { key: 'ArrowDown' });
    await act(async () => fireEvent.keyDown(search, { key: 'Enter' }));
    expect(decided()).toEqual([{ identity: 'bbbbbbbb1111', decision: 'join', account: '1:ben' }]);
    expect(screen.queryByRole('combobox', { name: 'Account of bbbbbbbb' })).toBeNull();
  } finally {
    jest.useRealTimers();
  }
});

test('A refused decision says why and changes nothing.', async () => {
  await open([LEARNED, OFFERED], () => ({
    ok: false,
    reason: 'bad-request',
    message: 'The settings list this identity under Bots.',
  }));
  await press('bbbbbbbb is a bot');
  expect(screen.getByText('The settings list this identity under Bots.')).toBeTruthy();
  expect(rowOf('bbbbbbbb').getByText('Perhaps')).toBeTruthy();
});

test('A further page adds rows, and nobody stands there twice.', async () => {
  await open();
  await press('Show more');
  expect(screen.getAllByText('bbbbbbbb')).toHaveLength(1);
  expect(screen.getByText('cccccccc')).toBeTruthy();
});

test('What is shown is narrowed to those without an account.', async () => {
  const { asked } = await open();
  await act(async () =>
    fireEvent.change(screen.getByRole('combobox', { name: 'Show' }), { target: { value: 'open' } }),
  );
  expect(asked.functions.at(-1)).toEqual({ name: 'members.read', take: { show: 'open' } });
});

test('Without commits it says how they come.', async () => {
  drawScreen(<MembersSection />, {
    functions: {
      'members.read': () =>
        ok<'members.read'>({
          ...viewOf([]),
          counts: { identities: 0, joined: 0, learned: 0, bots: 0, commitsJoined: undefined },
        }),
    },
  });
  expect(await screen.findByText('Nobody has committed yet')).toBeTruthy();
});

test('Who may not see it is told so.', async () => {
  drawScreen(<MembersSection />, {
    functions: {
      'members.read': () => ({ ok: false, reason: 'no-permission', message: 'Only Jira administrators may do this.' }),
    },
  });
  expect(await screen.findByText('Only Jira administrators may do this.')).toBeTruthy();
});
