/** Random small worlds in which much goes wrong: for laws that hold of every detector. */
import fc from 'fast-check';
import type { Commit } from '../../src/model/commit';
import type { WorkItem } from '../../src/model/work-item';
import type { Coverage, World } from '../../src/model/world';
import { commitsOf, storiesOf } from './teams';
import { commitOf, day, featureOf, sprintOf, statusOf, traceLinkOf, workItemOf, worldOf } from './worlds';

const KEYS = ['PAY-1', 'PAY-2', 'PAY-3', 'PAY-4', 'PAY-5', 'PAY-6', 'PAY-7', 'OPS-1', 'OPS-2'];
const PEOPLE = ['ana', 'ben', 'cid', 'dee', 'eli', 'fay'];
/** Names that no other text contains. */
const TEAM = ['zaq-1', 'zaq-2', 'zaq-3', 'zaq-4', 'zaq-5', 'zaq-6', 'zaq-7'];
const SHAS = ['c1', 'c2', 'c3', 'c4'];

const dayNumber = fc.integer({ min: 1, max: 20 });
const anyKey = fc.constantFrom(...KEYS, 'GONE-1', 'GONE-2');

const status = fc
  .uniqueArray(
    fc.tuple(
      dayNumber,
      fc.constantFrom(statusOf('to-do'), statusOf('in-progress'), statusOf('in-progress', 'Blocked'), statusOf('done')),
    ),
    {
      selector: ([from]) => from,
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((steps) => [...steps].sort(([a], [b]) => a - b))
  .map((steps) =>
    steps.map(([from, value], index) => {
      const next = steps[index + 1];
      return { from: day(from), until: next && day(next[0]), value, exact: index % 2 === 0 };
    }),
  );

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
      assignee: fc.option(fc.constantFrom(...PEOPLE), { nil: undefined, freq: 3 }),
      parent: fc.option(anyKey, { nil: undefined }),
      due: fc.option(dayNumber, { nil: undefined }),
      sprints: fc.subarray([sprintOf('S1', 1, 5, 'closed'), sprintOf('S2', 8, 12), sprintOf('S3', 15, 30, 'future')]),
      flaggedFrom: fc.option(dayNumber, { nil: undefined }),
      waitsOn: fc.array(link, { maxLength: 3 }),
      moved: fc.uniqueArray(dayNumber, { maxLength: 3 }),
      hasHistory: fc.boolean(),
    })
    .map(({ assignee, parent, due, flaggedFrom, moved, ...rest }) =>
      workItemOf({
        key,
        ...rest,
        moved: [...moved].sort((a, b) => a - b),
        ...(assignee !== undefined && { assignee }),
        ...(parent !== undefined && { parent }),
        ...(due !== undefined && { due }),
        ...(flaggedFrom !== undefined && { flagged: [[flaggedFrom, true]] as const }),
      }),
    );
}

function commitWith(sha: string): fc.Arbitrary<Commit> {
  return fc
    .record({
      committed: dayNumber,
      message: fc.constantFrom('Round amounts', 'MINOR: typo', '1.2.3', ''),
      author: fc.option(fc.constantFrom(...PEOPLE), { nil: undefined, freq: 9 }),
      parents: fc.constantFrom(['p1'], ['p1', 'p2'], []),
    })
    .map(({ author, ...rest }) => commitOf({ sha, ...rest, ...(author !== undefined && { author }) }));
}

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

/** A world of project PAY and some of OPS, with everything from circles of parents to empty histories. */
const smallWorld: fc.Arbitrary<World> = fc
  .record({
    asOf: fc.integer({ min: 1, max: 40 }),
    items: fc
      .tuple(...KEYS.map(itemWith))
      .chain((items) => fc.oneof(fc.constant(items), fc.subarray(items), fc.constant([...items, ...PAST]))),
    commits: fc.tuple(...SHAS.map(commitWith)).chain((commits) => fc.subarray(commits)),
    links: fc.array(
      fc.tuple(fc.constantFrom(...SHAS), anyKey).map(([sha, key]) => traceLinkOf(sha, key)),
      { maxLength: 4 },
    ),
    workItemCoverage: coverage,
    commitCoverage: coverage,
  })
  .map((options) => worldOf(options));

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

/** The same world with items, their links and commits in another order. */
export function shuffledFrom(world: World): fc.Arbitrary<World> {
  const shuffle = <T>(list: readonly T[]): fc.Arbitrary<T[]> =>
    fc.shuffledSubarray([...list], { minLength: list.length });
  return fc
    .record({
      items: shuffle([...world.items]),
      commits: shuffle(world.commits),
      links: shuffle(world.links),
      turn: fc.boolean(),
    })
    .map(({ items, commits, links, turn }) => ({
      ...world,
      commits,
      links,
      items: new Map(items.map(([key, item]) => [key, turn ? { ...item, links: [...item.links].reverse() } : item])),
    }));
}
