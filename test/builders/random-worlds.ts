/** Random small worlds in which much goes wrong: for laws that hold of every detector. */
import fc from 'fast-check';
import type { Branch } from '../../src/model/branch';
import type { Commit, PullRequest } from '../../src/model/commit';
import { type History, alwaysFrom } from '../../src/model/span';
import type { FixVersion, Sprint, WorkItem } from '../../src/model/work-item';
import type { Coverage, World } from '../../src/model/world';
import { commitsOf, storiesOf } from './teams';
import {
  type WorldOptions,
  branchOf,
  commitOf,
  dateOf,
  day,
  featureOf,
  pullRequestOf,
  sprintOf,
  statusOf,
  traceLinkOf,
  versionOf,
  workItemOf,
  worldOf,
} from './worlds';

const KEYS = ['PAY-1', 'PAY-2', 'PAY-3', 'PAY-4', 'PAY-5', 'PAY-6', 'PAY-7', 'OPS-1', 'OPS-2'];
const PEOPLE = ['ana', 'ben', 'cid', 'dee', 'eli', 'fay'];
/** Names that no other text contains. */
const TEAM = ['zaq-1', 'zaq-2', 'zaq-3', 'zaq-4', 'zaq-5', 'zaq-6', 'zaq-7'];
const SHAS = ['c1', 'c2', 'c3', 'c4'];

const dayNumber = fc.integer({ min: 1, max: 20 });
const anyKey = fc.constantFrom(...KEYS, 'GONE-1', 'GONE-2');

/** One to four values, each until the next; every other start is an estimate. */
function historyOf<T>(value: fc.Arbitrary<T>): fc.Arbitrary<History<T>> {
  return fc
    .uniqueArray(fc.tuple(dayNumber, value), { selector: ([from]) => from, minLength: 1, maxLength: 4 })
    .map((steps) => [...steps].sort(([a], [b]) => a - b))
    .map((steps) =>
      steps.map(([from, held], index) => {
        const next = steps[index + 1];
        return { from: day(from), until: next && day(next[0]), value: held, exact: index % 2 === 0 };
      }),
    );
}

const status = historyOf(
  fc.constantFrom(statusOf('to-do'), statusOf('in-progress'), statusOf('in-progress', 'Blocked'), statusOf('done')),
);

const due = historyOf(fc.option(dayNumber.map(dateOf), { nil: undefined, freq: 2 }));

const VERSIONS = [versionOf('1.0', 5), versionOf('1.1', 12), versionOf('2.0', 35), versionOf('Later', undefined)];
const SPRINTS = [sprintOf('S1', 1, 5, 'closed'), sprintOf('S2', 8, 12), sprintOf('S3', 15, 30, 'future')];

/** What an item has left is only named there, as Jira's changelog names it. */
const fixVersions = historyOf(fc.subarray(VERSIONS)).map((history) =>
  history.map((span): typeof span => ({
    ...span,
    value:
      span.until === undefined
        ? span.value
        : span.value.map((version): FixVersion => ({ ...version, releaseOn: undefined })),
  })),
);
const sprints = historyOf(fc.subarray(SPRINTS)).map((history) => {
  const kept = new Set(history.at(-1)?.value);
  return history.map((span): typeof span => ({
    ...span,
    value: span.value.map((sprint) => (kept.has(sprint) ? sprint : named(sprint))),
  }));
});

function named({ id, name }: Sprint): Sprint {
  return { id, name, state: 'closed', startAt: undefined, endAt: undefined, completeAt: undefined };
}

const link = fc.record(
  {
    to: anyKey,
    from: dayNumber,
    until: fc.integer({ min: 21, max: 30 }),
    exact: fc.boolean(),
    phrase: fc.constantFrom('is blocked by', 'depends on', 'Depends on ', 'blocks', 'relates to'),
  },
  { requiredKeys: ['to'] },
);

function itemWith(key: string): fc.Arbitrary<WorkItem> {
  return fc
    .record({
      level: fc.constantFrom(-1, 0, 0, 0, 1, 2),
      created: fc.integer({ min: 1, max: 8 }),
      status,
      resolution: fc.option(
        fc.tuple(fc.integer({ min: 1, max: 8 }), fc.constantFrom('Done', "Won't Do", 'Obsolete', 'Duplicate')),
        { nil: undefined, freq: 4 },
      ),
      assignee: fc.option(fc.constantFrom(...PEOPLE), { nil: undefined, freq: 3 }),
      parent: fc.option(anyKey, { nil: undefined }),
      due: fc.option(due, { nil: undefined }),
      fixVersions: fc.option(fixVersions, { nil: undefined, freq: 1 }),
      sprints,
      priority: fc.constantFrom('Highest', 'Medium', 'Low', 'P1', undefined),
      labels: fc.subarray(['north-star']),
      flaggedFrom: fc.option(dayNumber, { nil: undefined }),
      waitsOn: fc.array(link, { maxLength: 3 }),
      moved: fc.uniqueArray(dayNumber, { maxLength: 3 }),
      hasHistory: fc.boolean(),
    })
    .map(({ assignee, resolution, parent, due: dueOn, fixVersions: planned, flaggedFrom, moved, ...rest }) =>
      workItemOf({
        key,
        ...rest,
        moved: [...moved].sort((a, b) => a - b),
        ...(assignee !== undefined && { assignee }),
        ...(resolution && { resolution: [resolution] }),
        ...(parent !== undefined && { parent }),
        ...(dueOn !== undefined && { due: dueOn }),
        ...(planned !== undefined && { fixVersions: planned }),
        ...(flaggedFrom !== undefined && { flagged: [[flaggedFrom, true]] as const }),
      }),
    );
}

const CROWD = ['PAY-11', 'PAY-12', 'PAY-13', 'PAY-14', 'PAY-15', 'PAY-16', 'PAY-17'];
const CROWD_SPRINTS = [
  sprintOf('T1', 1, 3, 'closed'),
  sprintOf('T2', 4, 6, 'closed'),
  sprintOf('T3', 7, 9, 'closed'),
  sprintOf('T4', 10, 30),
];

/** Stories that come and go together: enough of one feature, one version and one team's sprints to say more than "too few". */
const crowd: fc.Arbitrary<WorkItem[]> = fc.boolean().chain((isTold) =>
  fc.tuple(
    ...CROWD.map((key) =>
      fc
        .record({
          status,
          parent: historyOf(fc.constantFrom('PAY-7', 'PAY-7', 'PAY-7', undefined)),
          fixVersions: historyOf(fc.constantFrom([versionOf('3.0', 33)], [versionOf('3.0', 33)], [])),
          sprints: fc.subarray(CROWD_SPRINTS, { minLength: 2 }),
          isOdd: fc.boolean(),
        })
        .map(({ isOdd, ...rest }) => workItemOf({ key, ...rest, hasHistory: isTold || isOdd })),
    ),
  ),
);

function commitWith(sha: string): fc.Arbitrary<Commit> {
  return fc
    .record({
      committed: dayNumber,
      message: fc.constantFrom(
        'Round amounts',
        'Round again',
        'Revert "Round amounts"',
        'Revert "Revert "Round amounts""',
        'MINOR: typo',
        '1.2.3',
        '',
      ),
      author: fc.option(fc.constantFrom(...PEOPLE), { nil: undefined, freq: 9 }),
      parents: fc.constantFrom(['p1'], ['p1', 'p2'], []),
    })
    .map(({ author, ...rest }) => commitOf({ sha, ...rest, ...(author !== undefined && { author }) }));
}

const maybeDay = fc.option(dayNumber, { nil: undefined });

/** Names and titles that serve what is open, closed, elsewhere, gone or nothing. */
const branchName = fc.constantFrom(
  'pay-1-round',
  'PAY-2',
  'pay-3-ops-1',
  'ops-2',
  'pay-6-gone-1',
  'rounding',
  'release/1',
);

function pullRequestWith(number: number): fc.Arbitrary<PullRequest> {
  return fc
    .record({
      title: fc.constantFrom('Round once', 'PAY-4 round', 'OPS-1 round'),
      branch: branchName,
      commits: fc.subarray(SHAS),
      state: fc.constantFrom('open' as const, 'open' as const, 'open' as const, 'merged' as const, 'closed' as const),
      isDraft: fc.boolean(),
      opened: fc.option(dayNumber, { nil: undefined, freq: 9 }),
      ready: maybeDay,
      asked: maybeDay,
      changed: maybeDay,
      reviewed: fc.option(fc.tuple(dayNumber, dayNumber).map(sorted), { nil: undefined }),
      closed: maybeDay,
    })
    .map(({ ready, asked, changed, reviewed, closed, ...rest }) =>
      pullRequestOf({
        number,
        ...rest,
        ...(ready !== undefined && { ready }),
        ...(asked !== undefined && { asked }),
        ...(changed !== undefined && { changed }),
        ...(reviewed !== undefined && { reviewed }),
        ...(closed !== undefined && { closed }),
      }),
    );
}

function sorted([a, b]: [number, number]): [number, number] {
  return a <= b ? [a, b] : [b, a];
}

const branch: fc.Arbitrary<Branch> = fc
  .record({
    name: branchName,
    head: fc.constantFrom(...SHAS, 'unseen'),
    committed: fc.option(dayNumber, { nil: undefined, freq: 4 }),
    isMerged: fc.constantFrom(true, false, false, undefined),
    merged: fc.option(fc.record({ on: dayNumber, head: fc.constantFrom(...SHAS) }), { nil: undefined }),
    isDefault: fc.boolean(),
  })
  .map(({ merged, ...rest }) => branchOf({ ...rest, ...(merged && { merged }) }));

/** What a random world may have besides its usual items and commits. */
type Part = Required<Pick<WorldOptions, 'items' | 'commits' | 'links'>>;
const NO_PART: Part = { items: [], commits: [], links: [] };

/** An item with a change that may be reverted, come back, and be followed by another; the item may be given up. */
const pastWork: fc.Arbitrary<Part> = fc
  .record(
    {
      status: status.filter((steps) => steps.some(({ value }) => value.stage === 'done')),
      resolution: fc.constantFrom(undefined, 'Done', "Won't Do", 'Duplicate'),
      reverted: dayNumber,
      back: dayNumber,
      again: dayNumber,
      alsoServes: anyKey,
    },
    { requiredKeys: ['status', 'resolution'] },
  )
  .map((past) => {
    const commits = [
      commitOf({ sha: 'd1', message: 'Pay in parts' }),
      ...(past.reverted ? [commitOf({ sha: 'd2', committed: past.reverted, message: 'Revert "Pay in parts"' })] : []),
      ...(past.back ? [commitOf({ sha: 'd3', committed: past.back, message: 'Reapply "Pay in parts"' })] : []),
      ...(past.again ? [commitOf({ sha: 'd4', committed: past.again, message: 'Pay in two parts' })] : []),
    ];
    return {
      items: [workItemOf({ key: 'PAY-8', status: past.status, resolution: [[1, past.resolution]] })],
      commits,
      links: [
        ...commits.map(({ sha }) => traceLinkOf(sha, 'PAY-8')),
        ...(past.alsoServes ? [traceLinkOf('d1', past.alsoServes)] : []),
      ],
    };
  });

const TEAMS = {
  Ledger: ['l1', 'l2', 'l3', 'l4', 'l5'],
  Checkout: ['k1', 'k2', 'k3', 'k4', 'k5'],
};

/** Two teams, each with its module and an item, which change each other's code and may share or link items. */
const twoTeams: fc.Arbitrary<Part> = fc
  .record({
    crossing: fc.integer({ min: 0, max: 4 }),
    placed: fc.constantFrom(true, true, true, false),
    members: fc.constantFrom(5, 5, 5, 4),
    joined: fc.constantFrom('shared', 'linked', 'not', 'not'),
    crossedOn: dayNumber,
  })
  .map(({ crossing, placed, members, joined, crossedOn }) => {
    const byTeam = Object.entries(TEAMS).flatMap(([team, authors]) =>
      authors.slice(0, members).map((author) => commitOf({ sha: author, author, modules: [`src/${team}`] })),
    );
    const across = Array.from({ length: crossing }, (_, nth) =>
      commitOf({
        sha: `x${nth}`,
        committed: crossedOn,
        ...(placed && { author: 'l1', modules: ['src/Checkout', 'src/Ledger'] }),
      }),
    );
    return {
      items: [
        workItemOf({
          key: 'PAY-51',
          ...(joined === 'linked' && { waitsOn: [{ to: 'PAY-52', phrase: 'relates to' }] }),
        }),
        workItemOf({ key: 'PAY-52', ...(joined === 'shared' && { assignee: 'l2' }) }),
      ],
      commits: [...byTeam, ...across],
      links: byTeam.map(({ sha }) => traceLinkOf(sha, sha.startsWith('l') ? 'PAY-51' : 'PAY-52')),
    };
  });

const coverage: fc.Arbitrary<Coverage> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Coverage>({ kind: 'complete', asOf: day(20) }) },
  { weight: 1, arbitrary: fc.constant<Coverage>({ kind: 'partial', why: 'Two of three were read.', asOf: day(20) }) },
  { weight: 1, arbitrary: fc.constant<Coverage>({ kind: 'unknown', why: 'Nothing was read yet.' }) },
);

/** Stories finished one a day before all this, so that forecasts have a past to rest on. */
const PAST: readonly WorkItem[] = Array.from({ length: 30 }, (_, index) =>
  workItemOf({
    key: `PAY-${100 + index}`,
    created: -80 + index,
    parent: `PAY-${1 + (index % 3)}`,
    status: [
      { from: day(-80 + index), until: day(-40 + index), value: statusOf('to-do'), exact: true },
      { from: day(-40 + index), until: undefined, value: statusOf('done'), exact: true },
    ],
  }),
);

/** When everything has lain still for longer than any detector bears. */
const longAfter = fc.integer({ min: 150, max: 400 });

/** A world of project PAY and some of OPS, with everything from circles of parents to empty histories. */
const smallWorld: fc.Arbitrary<World> = fc
  .record({
    asOf: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 40 }) }, { weight: 1, arbitrary: longAfter }),
    items: fc
      .tuple(
        fc
          .tuple(...KEYS.map(itemWith))
          .chain((items) => fc.oneof(fc.constant(items), fc.subarray(items), fc.constant([...items, ...PAST]))),
        fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: crowd }),
      )
      .map((parts) => parts.flat()),
    commits: fc.tuple(...SHAS.map(commitWith)).chain((commits) => fc.subarray(commits)),
    links: fc.array(
      fc.tuple(fc.constantFrom(...SHAS), anyKey).map(([sha, key]) => traceLinkOf(sha, key)),
      { maxLength: 4 },
    ),
    pullRequests: fc.tuple(...[1, 2].map(pullRequestWith)).chain((requests) => fc.subarray(requests)),
    reviewsToldBy: fc.constantFrom(['team/billing'], ['team/billing'], []),
    branches: fc.uniqueArray(branch, { selector: ({ name }) => name, maxLength: 3 }),
    past: fc.option(pastWork, { nil: NO_PART, freq: 2 }),
    teams: fc.option(twoTeams, { nil: NO_PART, freq: 2 }),
    workItemCoverage: coverage,
    commitCoverage: coverage,
    settings: fc.constantFrom({}, { goals: { features: ['PAY-1', 'GONE-2'], labels: ['north-star'] } }),
    wholeTeam: fc.boolean(),
    pullRequestCoverage: coverage,
    branchCoverage: coverage,
  })
  .map(({ wholeTeam, past, teams, items, commits, links, settings, ...rest }) =>
    worldOf({
      ...rest,
      // A world holds only what existed by then.
      items: [...(wholeTeam ? Array.from(items, inOtherHands) : items), ...past.items, ...teams.items].filter(
        ({ createdAt }) => createdAt <= day(rest.asOf),
      ),
      commits: [...commits, ...past.commits, ...teams.commits],
      links: [...links, ...past.links, ...teams.links],
      settings: {
        ...settings,
        people: { teams: Object.entries(TEAMS).map(([name, members]) => ({ name, members })) },
        thresholds: { 'conway-mismatch': { leastCommits: 2 } },
      },
    }),
  );

/** A story for each of the people, so that the team is large enough to speak of, and one that nobody has taken up. */
function inOtherHands(item: WorkItem, index: number): WorkItem {
  if (index > PEOPLE.length) return item;
  const handed = { ...item, level: 0, assignee: alwaysFrom(item.createdAt, PEOPLE[index]) };
  return index < PEOPLE.length
    ? handed
    : { ...handed, status: alwaysFrom(item.createdAt, statusOf('to-do')), links: [] };
}

const person = fc.record({
  inHand: fc.constantFrom(0, 1, 1, 2, 5, 6),
  hasHistory: fc.boolean(),
  commits: fc.constantFrom(true, true, false),
  hours: fc.constant([10]),
  weekdays: fc.constant([0, 3]),
  lately: fc.constantFrom([10], [21]),
  weekdaysLately: fc.constantFrom([0, 3], [0, 6]),
  weeks: fc.constantFrom(5, 26, 26),
  offsetMinutes: fc.constantFrom(60, 60, 60, undefined),
});

/** The small world with a team that has worked in it for months: people who have too much, too little and no rest. */
const teamWorld: fc.Arbitrary<World> = fc
  .tuple(
    smallWorld,
    fc.tuple(...TEAM.map(() => person)).chain((people) => fc.subarray(people, { minLength: 4 })),
    fc.record({ alike: fc.boolean(), joined: fc.constantFrom(true, true, true, false), onlyOwner: fc.boolean() }),
  )
  .map(([world, people, { alike, joined, onlyOwner }]) => {
    const asOf = (world.asOf - day(1)) / (day(2) - day(1)) + 1;
    const [first] = people;
    const named = people.map((one, index) => ({ ...one, ...(alike ? first : {}), name: TEAM[index] ?? '' }));
    const commits = commitsOf(
      named.filter((one) => one.commits),
      asOf,
    ).map((commit) => (joined ? commit : { ...commit, author: undefined }));
    const owned = featureOf({ key: 'PAY-400', created: asOf - 100, due: asOf + 10 });
    const served = commits.filter(({ authorHash }) => !onlyOwner || authorHash === `hash-${TEAM[0]}`).slice(0, 30);
    const items = [owned, ...storiesOf(named, asOf)];
    return {
      ...world,
      items: new Map([...world.items, ...items.map((item) => [item.key, item] as const)]),
      commits: [...world.commits, ...commits],
      links: [...world.links, ...served.map(({ sha }) => traceLinkOf(sha, owned.key))],
    };
  });

/** One in five has a team. */
export const randomWorld: fc.Arbitrary<World> = fc.oneof(
  { weight: 4, arbitrary: smallWorld },
  { weight: 1, arbitrary: teamWorld },
);

/** Everybody a random world may name: no finding may name any of them. */
export const EVERYBODY: readonly string[] = [...PEOPLE, ...TEAM];

/** The same world with everything in it in another order. */
export function shuffledFrom(world: World): fc.Arbitrary<World> {
  const shuffle = <T>(list: readonly T[]): fc.Arbitrary<T[]> =>
    fc.shuffledSubarray([...list], { minLength: list.length });
  return fc
    .record({
      items: shuffle([...world.items]),
      commits: shuffle(world.commits),
      links: shuffle(world.links),
      pullRequests: shuffle(world.pullRequests),
      branches: shuffle(world.branches),
      turn: fc.boolean(),
    })
    .map(({ items, commits, links, pullRequests, branches, turn }) => ({
      ...world,
      commits,
      links,
      pullRequests,
      branches,
      items: new Map(items.map(([key, item]) => [key, turn ? { ...item, links: [...item.links].reverse() } : item])),
    }));
}
