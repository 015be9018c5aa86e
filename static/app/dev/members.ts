/** Made-up git identities and the people behind them. */
import type { IdentityView, MembersView, Requests } from '../src/bridge';

const AS_OF = '2017-11-13T09:00:00.000Z';
const NAMES = ['Ana Alder', 'Ben Birch', 'Cleo Cedar', 'Dee Dogwood', 'Eli Elm', 'Fay Fir', 'Gil Gorse', 'Hal Hazel'];
const idOf = (index: number) => `712020:0000000${index}-4c11-4b9e-a111-00000000000${index}`;

export const USERS = NAMES.map((displayName, index) => ({
  accountId: idOf(index),
  accountType: 'atlassian',
  active: true,
  displayName,
  avatarUrls: {},
}));

const identity = (start: string, commits: number, more: Partial<IdentityView> = {}): IdentityView => ({
  identity: start.repeat(8).slice(0, 32),
  commits,
  repositories: ['appcelerator/appc-daemon'],
  firstAt: '2016-03-04T10:00:00.000Z',
  lastAt: '2017-11-10T15:20:00.000Z',
  account: undefined,
  joinedBy: 'none',
  confidence: undefined,
  evidence: undefined,
  candidate: undefined,
  isBot: false,
  decision: undefined,
  ...more,
});
const words = (theirs: number, items: number) => `${theirs} of ${items} items it served were assigned to this account`;

const ALL: readonly IdentityView[] = [
  identity('9f3ac21e', 1900, {
    account: idOf(0),
    joinedBy: 'learned',
    confidence: 0.93,
    evidence: words(131, 137),
  }),
  identity('c80b77d4', 451, { isBot: true }),
  identity('1d2e60aa', 182, {
    account: idOf(1),
    joinedBy: 'mapping',
    confidence: 1,
    evidence: words(29, 33),
    repositories: ['appcelerator/appc-daemon', 'appcelerator/appc-telemetry', 'appcelerator/windowslib'],
    decision: { kind: 'join', by: idOf(7), at: '2017-10-02T08:00:00.000Z' },
  }),
  identity('77aa0192', 96, { account: idOf(2), joinedBy: 'address', confidence: 1 }),
  identity('e0e14b5c', 71, {
    candidate: { account: idOf(3), confidence: 0.646, evidence: words(3, 3) },
  }),
  identity('5b9d3f08', 40, {
    account: 'closed-account',
    joinedBy: 'mapping',
    confidence: 1,
    decision: { kind: 'join', by: idOf(7), at: '2017-10-02T08:00:00.000Z' },
  }),
  identity('aa41fe73', 22, { decision: { kind: 'split', by: idOf(7), at: '2017-11-01T08:00:00.000Z' } }),
  identity('03c7d9be', 12, {
    account: '712020:unknown-to-jira',
    joinedBy: 'learned',
    confidence: 0.75,
    evidence: words(5, 5),
  }),
  identity('6f1188c9', 4),
];

const isOpen = ({ account, isBot }: IdentityView) => account === undefined && !isBot;

export function membersView(scene: string, { show, cursor }: Requests['members.read']['take']): MembersView {
  const many =
    scene === 'big' ? Array.from({ length: 120 }, (_, index) => identity(`${(index + 4096).toString(16)}beef`, 3)) : [];
  const all = scene === 'empty' ? [] : [...ALL, ...many];
  const shown = all.filter((one) => (show === 'bots' ? one.isBot : show === 'open' ? isOpen(one) : true));
  const offset = Number(cursor ?? 0);
  return {
    asOf: AS_OF,
    identities: shown.slice(offset, offset + 50),
    nextCursor: shown.length > offset + 50 ? String(offset + 50) : undefined,
    counts: {
      identities: all.length,
      joined: all.filter(({ account }) => account !== undefined).length,
      learned: all.filter(({ joinedBy }) => joinedBy === 'learned').length,
      bots: all.filter(({ isBot }) => isBot).length,
      commitsJoined: all.length === 0 ? undefined : 0.94,
    },
  };
}

export function decided(take: Requests['members.decide']['take']): IdentityView {
  const one = ALL.find((known) => known.identity === take.identity) ?? identity(take.identity.slice(0, 8), 3);
  const bare = { ...one, account: undefined, joinedBy: 'none', confidence: undefined, evidence: undefined } as const;
  const decision = { by: idOf(7), at: AS_OF };
  switch (take.decision) {
    case 'join':
      return {
        ...bare,
        account: take.account,
        joinedBy: 'mapping',
        confidence: 1,
        candidate: undefined,
        isBot: false,
        decision: { ...decision, kind: 'join' },
      };
    case 'split':
      return { ...bare, candidate: undefined, decision: { ...decision, kind: 'split' } };
    case 'bot':
      return { ...bare, candidate: undefined, isBot: true, decision: { ...decision, kind: 'bot' } };
    case 'forget':
      return { ...one, decision: undefined };
  }
}
