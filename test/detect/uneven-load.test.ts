import { type PersonOptions, storiesOf } from '../builders/teams';
import { workItemOf, worldOf } from '../builders/worlds';
import { ask, withThresholds } from './detectors-under-test';

const NAMES = ['ana', 'ben', 'cid', 'dee', 'eli', 'fay'];
const ASOF = 50;

/** How many stories each has had in progress for weeks; who has none finished one last week. */
function team(...inHand: readonly number[]) {
  const people = inHand.map((count, index): PersonOptions => ({ name: NAMES[index] ?? '', inHand: count }));
  const idle = people.filter((person) => person.inHand === 0);
  return [
    ...storiesOf(people, ASOF),
    ...idle.map(({ name }, index) =>
      workItemOf({
        key: `PAY-${900 + index}`,
        assignee: name,
        created: ASOF - 9,
        status: [
          [ASOF - 9, 'to-do'],
          [ASOF - 8, 'done'],
        ],
      }),
    ),
  ];
}
const askTeam = (items: readonly ReturnType<typeof workItemOf>[], thresholds = {}) =>
  ask('uneven-load', worldOf({ asOf: ASOF, items, settings: withThresholds('uneven-load', thresholds) }));

// The Gini coefficient of 0 0 1 1 6 is 0.65, of 0 1 1 1 3 it is 0.4, and of 0 0 1 2 3 it is 0.53.
test.each`
  why                                     | items                  | thresholds              | outcome
  ${'one holds most'}                     | ${team(0, 0, 1, 1, 6)} | ${{}}                   | ${'flagged'}
  ${'just at the limit'}                  | ${team(0, 1, 1, 1, 3)} | ${{ giniPercent: 40 }}  | ${'clear'}
  ${'the first above it'}                 | ${team(0, 1, 1, 1, 3)} | ${{ giniPercent: 39 }}  | ${'flagged'}
  ${'the largest is three times as much'} | ${team(0, 0, 1, 2, 3)} | ${{ timesMedian: 3 }}   | ${'clear'}
  ${'and more than 2.9 times'}            | ${team(0, 0, 1, 2, 3)} | ${{ timesMedian: 2.9 }} | ${'flagged'}
  ${'everybody has the same'}             | ${team(2, 2, 2, 2, 2)} | ${{}}                   | ${'clear'}
  ${'less work than people'}              | ${team(0, 0, 0, 0, 4)} | ${{}}                   | ${'not-applicable'}
  ${'a group too small'}                  | ${team(0, 0, 1, 6)}    | ${{}}                   | ${'not-applicable'}
`('$why: $outcome', ({ items, thresholds, outcome }) => {
  expect(askTeam(items, thresholds).outcome).toBe(outcome);
});

test('without histories nobody can tell who had what', () => {
  const people = [1, 1, 1, 1, 9].map((inHand, index) => ({ name: NAMES[index] ?? '', inHand, hasHistory: false }));
  expect(askTeam(storiesOf(people, ASOF))).toMatchObject({
    outcome: 'unknown',
    reason:
      'Could not be judged, because too little is known of too many members: at least 5, and half of them, have to be judged.',
  });
});

test('without histories it is known who had what as long as nothing was touched since', () => {
  const items = team(1, 1, 1, 1, 9).map((item) => ({ ...item, hasHistory: false, updatedAt: item.createdAt }));
  expect(askTeam(items).outcome).toBe('flagged');
});

test('subtasks of one story in the same hands are one thing in hand', () => {
  const subtasks = Array.from({ length: 8 }, (_, index) =>
    workItemOf({
      key: `PAY-${700 + index}`,
      level: -1,
      parent: 'PAY-501',
      assignee: 'ana',
      created: 10,
      status: [[10, 'in-progress']],
    }),
  );
  expect(askTeam([...team(1, 1, 1, 1, 1), ...subtasks]).outcome).toBe('clear');
  const apart = subtasks.map((item) => ({ ...item, parent: [] }));
  expect(askTeam([...team(1, 1, 1, 1, 1), ...apart]).outcome).toBe('flagged');
});

test('says how uneven, since when about, and names nobody and nothing that one person holds', () => {
  const { findings } = askTeam(team(0, 0, 1, 1, 6));
  expect(findings).toMatchObject([
    {
      subject: { kind: 'team', projectKey: 'PAY' },
      message: 'Work in progress is spread unevenly: its Gini coefficient over 20 working days is 65 percent',
      sinceExact: false,
      evidence: [
        { kind: 'figure', text: 'Gini coefficient 65 percent; above 40 counts as uneven' },
        { kind: 'figure', text: 'The largest load is more than 2 times the median' },
      ],
    },
  ]);
  expect(JSON.stringify(findings)).not.toMatch(/PAY-\d/);
});
