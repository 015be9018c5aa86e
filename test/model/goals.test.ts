import { DEFAULT_CALENDAR, workingCalendar } from '../../src/model/calendar';
import { goalsFrom, splitByGoals } from '../../src/model/goals';
import { type ItemOptions, dateOf, day, featureOf, workItemOf } from '../builders/worlds';

const calendar = workingCalendar(DEFAULT_CALENDAR);
const version = (released: boolean) => ({ id: '7', name: '2.0', released, releaseOn: dateOf(6) });
const done = {
  status: [
    [1, 'in-progress'],
    [5, 'done'],
  ],
} as const;

// Goals: feature PAY-7, fix version 2.0, label north-star; asked on day 9 of the story PAY-1 under PAY-2.
test.each`
  why                               | story                                | above                         | until       | mayGoOn
  ${'it serves nothing'}            | ${{}}                                | ${{}}                         | ${0}        | ${false}
  ${'it is under a goal'}           | ${{}}                                | ${{ parent: 'PAY-7' }}        | ${Infinity} | ${false}
  ${'it is the goal'}               | ${{ key: 'PAY-7' }}                  | ${{}}                         | ${Infinity} | ${false}
  ${'what is above has the label'}  | ${{}}                                | ${{ labels: ['North-Star'] }} | ${Infinity} | ${false}
  ${'it has another label'}         | ${{ labels: ['north'] }}             | ${{}}                         | ${0}        | ${false}
  ${'its version is a goal'}        | ${{ fixVersions: [version(false)] }} | ${{}}                         | ${Infinity} | ${false}
  ${'its version is released'}      | ${{ fixVersions: [version(true)] }}  | ${{}}                         | ${day(7)}   | ${false}
  ${'the chain leads out of sight'} | ${{}}                                | ${{ parent: 'GONE-1' }}       | ${0}        | ${true}
  ${'and the goal is there'}        | ${{}}                                | ${{ parent: 'GONE-7' }}       | ${Infinity} | ${false}
`('$why: until $until', ({ story, above, until, mayGoOn }) => {
  const items = [
    featureOf({ key: 'PAY-7', level: 2 }),
    featureOf({ key: 'PAY-2', ...above }),
    workItemOf({ key: 'PAY-1', parent: 'PAY-2', ...(story as Partial<ItemOptions>) }),
  ];
  const goals = goalsFrom(
    { features: ['PAY-7', 'GONE-7'], fixVersions: ['2.0'], labels: ['north-star'] },
    new Map(items.map((item) => [item.key, item])),
    calendar,
    day(9),
  );
  expect(goals.reachOf(items[2]!)).toEqual({ until, mayGoOn });
});

test('a feature is a goal until it is closed', () => {
  const items = [featureOf({ key: 'PAY-7', ...done }), workItemOf({ key: 'PAY-1', parent: 'PAY-7' })];
  const byKey = new Map(items.map((item) => [item.key, item]));
  const goals = goalsFrom({ features: ['PAY-7'], fixVersions: [], labels: [] }, byKey, calendar, day(9));
  expect(goals.reachOf(items[1]!).until).toBe(day(5));
  const days = [4, 5, 6].map((on) => ({ item: items[1]!, from: day(on), personDays: 1 }));
  expect(splitByGoals(days, goals)).toEqual({ off: days.slice(1), unseen: [] });
});
