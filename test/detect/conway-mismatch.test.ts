import fc from 'fast-check';
import type { Commit } from '../../src/model/commit';
import type { WorkItem } from '../../src/model/work-item';
import {
  type CommitOptions,
  type WorldOptions,
  commitOf,
  day,
  traceLinkOf,
  workItemOf,
  worldOf,
} from '../builders/worlds';
import { ask, withThresholds } from './detectors-under-test';

const ID = 'conway-mismatch';
const LEDGER = ['l1', 'l2', 'l3', 'l4', 'l5'];
const CHECKOUT = ['k1', 'k2', 'k3', 'k4', 'k5'];
const SEARCH = ['s1', 's2', 's3', 's4', 's5'];
const teams = [
  { name: 'Ledger', members: LEDGER },
  { name: 'Checkout', members: CHECKOUT },
];
const thresholds = withThresholds(ID, { leastCommits: 3, sharePercent: 20, leastItems: 1 });

/** One commit of each member in the module of their team. */
function homeWork(members: readonly string[], module: string): Commit[] {
  return members.map((author) => commitOf({ sha: `at-home-${author}`, author, modules: [module] }));
}
const atHome = [...homeWork(LEDGER, 'src/ledger'), ...homeWork(CHECKOUT, 'src/checkout')];

const BOTH = ['src/checkout', 'src/ledger'];
/** Commits on the days after day 1 that change both modules, unless they say otherwise. */
function crossing(count: number, more: Partial<CommitOptions> = {}): Commit[] {
  return Array.from({ length: count }, (_, nth) =>
    commitOf({ sha: `x${nth}`, committed: 2 + nth, author: 'l1', modules: BOTH, message: `Part ${nth}`, ...more }),
  );
}

/** Each team works on an item of its own: PAY-1 is Ledger’s, PAY-2 Checkout’s, PAY-3 that of Search. */
const OWN_ITEMS = [workItemOf({ key: 'PAY-1' }), workItemOf({ key: 'PAY-2' })];
const KEY_OF: Readonly<Record<string, string>> = { k: 'PAY-2', s: 'PAY-3' };
const linksOf = (commits: readonly Commit[]) =>
  commits.map(({ sha, author = '' }) => traceLinkOf(sha, KEY_OF[author.charAt(0)] ?? 'PAY-1'));

function askTeams({ commits = [], items = OWN_ITEMS, settings, ...more }: WorldOptions) {
  const people = { teams, ...settings?.people };
  return ask(
    ID,
    worldOf({
      asOf: 20,
      items,
      commits,
      links: linksOf(commits),
      ...more,
      settings: { ...thresholds, ...settings, people },
    }),
  );
}

test.each`
  why                                                    | commits                                                                                                                  | outcome
  ${'last count of commits without a need'}              | ${[...atHome, ...crossing(2)]}                                                                                           | ${'clear'}
  ${'first that makes a need'}                           | ${[...atHome, ...crossing(3)]}                                                                                           | ${'flagged'}
  ${'most modules that are not yet sweeping'}            | ${[...atHome, ...crossing(3, { modules: [...BOTH, 'a', 'b', 'c', 'd', 'e'] })]}                                          | ${'flagged'}
  ${'a sweeping change says nothing'}                    | ${[...atHome, ...crossing(3, { modules: [...BOTH, 'a', 'b', 'c', 'd', 'e', 'f'] })]}                                     | ${'clear'}
  ${'files in no folder are everybody’s'}                | ${[...homeWork(LEDGER, '.'), ...homeWork(CHECKOUT, 'src/checkout'), ...crossing(3, { modules: ['.', 'src/checkout'] })]} | ${'clear'}
  ${'a module of which half the commits are its team’s'} | ${[...atHome, ...crossing(5)]}                                                                                           | ${'clear'}
  ${'the last of more than half'}                        | ${[...atHome, ...crossing(4, { author: 'zed' })]}                                                                        | ${'flagged'}
  ${'no more than half are its team’s'}                  | ${[...atHome, ...crossing(5, { author: 'zed' })]}                                                                        | ${'clear'}
  ${'merges are left out'}                               | ${[...atHome, ...crossing(3, { parents: ['p1', 'p2'] })]}                                                                | ${'clear'}
  ${'first moment of the time looked at'}                | ${[...atHome, ...crossing(3, { committed: -70 })]}                                                                       | ${'flagged'}
  ${'last moment before it'}                             | ${[...atHome, ...crossing(3, { committed: -70.001 })]}                                                                   | ${'clear'}
  ${'nobody outside the teams counts for them'}          | ${[...atHome, ...crossing(3, { author: 'zed' })]}                                                                        | ${'flagged'}
  ${'most authors are joined to accounts'}               | ${[...atHome, ...crossing(3), commitOf({ sha: 'u1', modules: [] })]}                                                     | ${'flagged'}
  ${'too many are not'}                                  | ${[...atHome, ...crossing(3), ...['u1', 'u2', 'u3', 'u4'].map((sha) => commitOf({ sha, modules: [] }))]}                 | ${'unknown'}
  ${'of too many commits no modules are known'}          | ${[...atHome, ...crossing(3), ...['u1', 'u2', 'u3', 'u4'].map((sha) => commitOf({ sha, author: 'zed' }))]}               | ${'unknown'}
  ${'four of a team are too few to speak of'}            | ${[...homeWork(LEDGER, 'src/ledger'), ...homeWork(CHECKOUT.slice(1), 'src/checkout'), ...crossing(3)]}                   | ${'not-applicable'}
`('$why: $outcome', ({ commits, outcome }) => {
  expect(askTeams({ commits }).outcome).toBe(outcome);
});

const need = [...atHome, ...crossing(3)];
const item = (key: string, more: Partial<Parameters<typeof workItemOf>[0]> = {}): WorkItem =>
  workItemOf({ key, ...more });
const doneLongAgo = {
  created: -200,
  status: [
    [-200, 'to-do'],
    [-100, 'done'],
  ],
} as const;

// The window begins on day -70; PAY-1 is Ledger’s by its commits, PAY-2 Checkout’s.
test.each`
  why                                           | items                                                                                                    | outcome
  ${'each works on its own'}                    | ${OWN_ITEMS}                                                                                             | ${'flagged'}
  ${'an item of the one assigned to the other'} | ${[item('PAY-1', { assignee: 'k2' }), item('PAY-2')]}                                                    | ${'clear'}
  ${'an item assigned first here, then there'} | ${[...OWN_ITEMS, item('PAY-3', { assignee: [{ from: day(1), until: day(3), value: 'l2', exact: true }, { from: day(3), until: undefined, value: 'k2', exact: true }] })]} | ${'clear'}
  ${'assigned to the other, but done long ago'} | ${[item('PAY-1', { ...doneLongAgo, assignee: 'k2' }), item('PAY-2')]}                                    | ${'flagged'}
  ${'items linked, in whatever way'}            | ${[item('PAY-1', { waitsOn: [{ to: 'PAY-2', phrase: 'relates to' }] }), item('PAY-2')]}                  | ${'clear'}
  ${'a link taken off before the time'}         | ${[item('PAY-1', { created: -200, waitsOn: [{ to: 'PAY-2', until: -70 }] }), item('PAY-2')]}             | ${'flagged'}
  ${'a link taken off within it'}               | ${[item('PAY-1', { created: -200, waitsOn: [{ to: 'PAY-2', until: -69 }] }), item('PAY-2')]}             | ${'clear'}
  ${'parent and child'}                         | ${[item('PAY-1', { level: 1 }), item('PAY-2', { parent: 'PAY-1' })]}                                     | ${'clear'}
  ${'both under a third item of nobody'}        | ${[item('PAY-1', { parent: 'PAY-9' }), item('PAY-2', { parent: 'PAY-9' }), item('PAY-9', { level: 1 })]} | ${'flagged'}
  ${'most items of the one are out of sight'}   | ${[item('PAY-1')]}                                                                                       | ${'unknown'}
`('teams talk over work items: $why: $outcome', ({ items, outcome }) => {
  expect(askTeams({ commits: need, items }).outcome).toBe(outcome);
});

test('teams talk over an item that both committed to, also one that was not looked at', () => {
  const links = [...linksOf(need), traceLinkOf('at-home-l1', 'OPS-1'), traceLinkOf('at-home-k1', 'OPS-1')];
  expect(askTeams({ commits: need, links }).outcome).toBe('clear');
});

test('as many items as are asked for join two teams; one fewer does not', () => {
  const items = [item('PAY-1', { assignee: 'k2', waitsOn: ['PAY-2'] }), item('PAY-2')];
  const asking = (leastItems: number) =>
    askTeams({ commits: need, items, settings: withThresholds(ID, { leastCommits: 3, sharePercent: 20, leastItems }) });
  // One item is shared and one link made.
  expect(asking(2).outcome).toBe('clear');
  expect(asking(3).findings).toMatchObject([
    { message: '3 commits of the last 90 days changed code of both, and only 2 work items join the two' },
  ]);
});

test('a pair is compared from its share of all that crosses teams on', () => {
  const three = [...teams, { name: 'Search', members: SEARCH }];
  const home = [...atHome, ...homeWork(SEARCH, 'src/search')];
  const often = Array.from({ length: 4 }, (_, nth) =>
    commitOf({ sha: `y${nth}`, author: 'l1', modules: ['src/ledger', 'src/search'] }),
  );
  // 3 of 7 is 42.9 percent.
  const flaggedAt = (sharePercent: number) =>
    askTeams({
      commits: [...home, ...crossing(3), ...often],
      items: [...OWN_ITEMS, item('PAY-3')],
      settings: { ...withThresholds(ID, { leastCommits: 3, sharePercent, leastItems: 1 }), people: { teams: three } },
    }).findings.flatMap(({ subject }) => (subject.kind === 'team-pair' ? [subject.teams.join(' and ')] : []));
  expect(flaggedAt(42).sort()).toEqual(['Checkout and Ledger', 'Ledger and Search']);
  expect(flaggedAt(43)).toEqual(['Ledger and Search']);
});

test.each`
  why                                     | people                                                                                  | reason
  ${'none is named'}                      | ${{ teams: [] }}                                                                        | ${'Fewer than two teams are named: name them in the settings, under “People”.'}
  ${'only one is named'}                  | ${{ teams: teams.slice(1) }}                                                            | ${'Fewer than two teams are named: name them in the settings, under “People”.'}
  ${'a larger group is asked for'}        | ${{ teams, minimumGroup: 6 }}                                                           | ${'Does not apply, because figures about fewer than 6 people are not shown.'}
  ${'no setting makes the group smaller'} | ${{ teams: [{ name: 'Ledger', members: LEDGER.slice(1) }, teams[1]], minimumGroup: 2 }} | ${'Does not apply, because figures about fewer than 5 people are not shown.'}
`('it does not apply where teams are too few or too small: $why', ({ people, reason }) => {
  expect(askTeams({ commits: need, settings: { people } })).toMatchObject({ outcome: 'not-applicable', reason });
});

test('a module that two teams of the same people work in belongs to neither', () => {
  const twins = { teams: [...teams, { name: 'Twin', members: LEDGER }] };
  expect(askTeams({ commits: need, settings: { people: twins } }).outcome).toBe('clear');
});

test('a commit is one need of a pair, however many of their modules it changes', () => {
  const commits = [...atHome, ...homeWork(LEDGER, 'src/sums').map((one) => ({ ...one, sha: `${one.sha}-sums` }))];
  const wide = { modules: [...BOTH, 'src/sums'] };
  expect(askTeams({ commits: [...commits, ...crossing(2, wide)] }).outcome).toBe('clear');
  expect(askTeams({ commits: [...commits, ...crossing(3, wide)] }).outcome).toBe('flagged');
});

test('a bot is no member', () => {
  const settings = { ...thresholds, trace: { botAuthors: ['k3'] } };
  expect(askTeams({ commits: need, settings }).outcome).toBe('not-applicable');
});

test('the finding is about the pair, with its modules, its commits and the congruence of all pairs', () => {
  expect(askTeams({ commits: need }).findings).toEqual([
    {
      detector: ID,
      subject: { kind: 'team-pair', teams: ['Checkout', 'Ledger'] },
      message: '3 commits of the last 90 days changed code of both, and no work item joins the two',
      since: day(4),
      sinceExact: false,
      evidence: [
        {
          kind: 'figure',
          text: '3 of 3 crossings of commits between two teams were between these',
          value: 3,
          unit: 'commits',
        },
        {
          kind: 'figure',
          text: 'src/checkout (Checkout) and src/ledger (Ledger) changed together in team/billing',
          value: 3,
          unit: 'commits',
        },
        { kind: 'figure', text: '0 work items shared and 0 linked between them', value: 0, unit: 'work items' },
        {
          kind: 'figure',
          text: '0 of 1 pair of teams whose code changes together talk at all',
          value: 0,
          unit: 'percent',
        },
        { kind: 'commit', repo: 'team/billing', sha: 'x2', text: 'Part 2', at: day(4) },
        { kind: 'commit', repo: 'team/billing', sha: 'x1', text: 'Part 1', at: day(3) },
        { kind: 'commit', repo: 'team/billing', sha: 'x0', text: 'Part 0', at: day(2) },
      ],
      nextStep:
        'Ask Checkout and Ledger how they agree on changes of src/checkout and src/ledger; link the work items, or let one team own both.',
      personDays: undefined,
    },
  ]);
});

test('no finding names anybody', () => {
  const told = JSON.stringify(askTeams({ commits: need }).findings);
  for (const member of [...LEDGER, ...CHECKOUT]) expect(told).not.toContain(`"${member}"`);
});

test('an item that joins two teams never makes a flag, and more crossing commits of outsiders never clear one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4 }), fc.boolean(), fc.integer({ min: 1, max: 4 }), (count, joined, more) => {
      const flagged = (crossings: number, isJoined: boolean): boolean =>
        askTeams({
          // At home often enough that no outsider's commit takes a module away.
          commits: [
            ...atHome,
            ...atHome.map((one) => ({ ...one, sha: `${one.sha}-2` })),
            ...crossing(crossings, { author: 'zed' }),
          ],
          items: isJoined ? [item('PAY-1', { assignee: 'k2' }), item('PAY-2')] : OWN_ITEMS,
        }).outcome === 'flagged';
      if (!flagged(count, joined)) expect(flagged(count, true)).toBe(false);
      else expect(flagged(count + more, joined)).toBe(true);
    }),
  );
});
