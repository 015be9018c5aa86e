import { DEFAULT_CALENDAR, workingCalendar } from '../../src/model/calendar';
import { costsOf, effortOver } from '../../src/model/effort';
import type { WorkItem } from '../../src/model/work-item';
import { type ItemOptions, day, historyOf, workItemOf } from '../builders/worlds';

const calendar = workingCalendar(DEFAULT_CALENDAR);
const busy = (key: string, more: Partial<ItemOptions> = {}) =>
  workItemOf({ key, status: [[1, 'in-progress']], assignee: 'ana', ...more });
const told = (items: readonly WorkItem[], workingDays: number, asOf: number, bots: string[] = []) =>
  effortOver(items, workingDays, bots, calendar, day(asOf)).days.map(
    ({ item, from, personDays }) => `${item.key} ${calendar.dayOf(from)} ${personDays}`,
  );

// Days 1 to 5 are Monday, 2 January, to Friday; asked when day 4 begins, three of them are over.
test.each`
  why                                   | items                                                           | days
  ${'each working day that is over'}    | ${[busy('PAY-1')]}                                              | ${['PAY-1 2017-01-03 1', 'PAY-1 2017-01-04 1']}
  ${'split over what a person had in hand'} | ${[busy('PAY-1'), busy('PAY-2', { status: [[1, 'to-do'], [3, 'in-progress']] })]} | ${['PAY-1 2017-01-03 1', 'PAY-1 2017-01-04 0.5', 'PAY-2 2017-01-04 0.5']}
  ${'part of a day counts as the others'} | ${[busy('PAY-1', { status: [[1, 'in-progress'], [2.3, 'done']] })]} | ${['PAY-1 2017-01-03 1']}
  ${'ended as the day began'} | ${[busy('PAY-1', { status: [[1, 'in-progress'], [2, 'done']] })]} | ${[]}
  ${'two people’s days on one item'} | ${[busy('PAY-1', { assignee: historyOf<string | undefined>([[1, 'ana'], [2.5, 'ben']]) })]} | ${['PAY-1 2017-01-03 1', 'PAY-1 2017-01-03 1', 'PAY-1 2017-01-04 1']}
  ${'nobody’s work takes nobody’s day'} | ${[workItemOf({ key: 'PAY-1', status: [[1, 'in-progress']] })]} | ${[]}
  ${'a feature is done by its stories'} | ${[busy('PAY-1', { level: 1 })]}                                | ${[]}
`('$why', ({ items, days }) => {
  expect(told(items, 2, 4)).toEqual(days);
});

test('days off are passed over', () => {
  expect(told([busy('PAY-1')], 2, 9)).toEqual(['PAY-1 2017-01-06 1', 'PAY-1 2017-01-09 1']);
});

test('a bot has no days', () => {
  expect(told([busy('PAY-1')], 2, 4, ['ana'])).toEqual([]);
});

test('people are counted once each, and closed accounts not at all', () => {
  const items = [
    busy('PAY-1'),
    busy('PAY-2'),
    busy('PAY-3', { assignee: 'ben' }),
    busy('PAY-4', { assignee: 'closed-account' }),
  ];
  expect(effortOver(items, 2, [], calendar, day(4))).toMatchObject({ people: 2, from: day(2) });
});

test('costs add up by owner, the costliest first, then by key', () => {
  const [one, two, three] = [busy('PAY-1'), busy('PAY-2'), busy('PAY-3')];
  const days = [
    { item: one, from: day(1), personDays: 0.5 },
    { item: three, from: day(2), personDays: 1 },
    { item: two, from: day(3), personDays: 0.5 },
  ];
  expect(costsOf(days, (item) => (item === two ? one : item))).toEqual([
    { item: one, from: day(1), personDays: 1 },
    { item: three, from: day(2), personDays: 1 },
  ]);
});
