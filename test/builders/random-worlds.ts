/** Random small worlds in which much goes wrong: for laws that hold of every detector. */
import fc from 'fast-check';
import type { Branch } from '../../src/model/branch';
import type { Commit, PullRequest } from '../../src/model/commit';
import type { WorkItem } from '../../src/model/work-item';
import type { Coverage, World } from '../../src/model/world';
import { branchOf, commitOf, day, pullRequestOf, sprintOf, statusOf, traceLinkOf, workItemOf, worldOf } from './worlds';

const KEYS = ['PAY-1', 'PAY-2', 'PAY-3', 'PAY-4', 'PAY-5', 'PAY-6', 'PAY-7', 'OPS-1', 'OPS-2'];
const PEOPLE = ['ana', 'ben', 'cid', 'dee', 'eli', 'fay'];
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
export const randomWorld: fc.Arbitrary<World> = fc
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
    pullRequests: fc.tuple(...[1, 2].map(pullRequestWith)).chain((requests) => fc.subarray(requests)),
    reviewsToldBy: fc.constantFrom(['team/billing'], ['team/billing'], []),
    branches: fc.uniqueArray(branch, { selector: ({ name }) => name, maxLength: 3 }),
    workItemCoverage: coverage,
    commitCoverage: coverage,
    pullRequestCoverage: coverage,
    branchCoverage: coverage,
  })
  .map((options) => worldOf(options));

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
