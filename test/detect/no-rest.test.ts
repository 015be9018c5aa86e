import { type HabitOptions, commitsOf } from '../builders/teams';
import { type WorldOptions, commitOf, day, worldOf } from '../builders/worlds';
import { ask, withThresholds } from './detectors-under-test';

const NAMES = ['ana', 'ben', 'cid', 'dee', 'eli', 'fay', 'gus', 'hal'];
/** A Monday: days 55 and 56 were the last weekend, 48 and 49 the one before. */
const ASOF = 57;
const RESTED = { hours: [10], weekdays: [0, 2], weeks: 6 };
const WEEKENDS = { ...RESTED, weekdaysLately: [2, 5] };
const SUNDAYS_OFF = { ...RESTED, weekdaysLately: [0, 1, 2, 3, 4, 5] };

const team = (...habits: readonly Omit<HabitOptions, 'name'>[]) =>
  commitsOf(
    habits.map((habit, index) => ({ name: NAMES[index] ?? '', ...habit })),
    ASOF,
  );
/** Two of five commit on each of these days, the others are rested. */
const twoOn = (days: readonly number[]) => [
  ...team(RESTED, RESTED, RESTED),
  ...['dee', 'eli'].flatMap((author) =>
    days.map((on) => commitOf({ sha: `${author}-${on}`, committed: on + 0.5, author })),
  ),
];
const daysTo = (last: number, count: number) => Array.from({ length: count }, (_, index) => last - index);
const askTeam = (more: WorldOptions, thresholds = {}) =>
  ask('no-rest', worldOf({ asOf: ASOF, settings: withThresholds('no-rest', thresholds), ...more }));

test.each`
  why                                               | commits                                                                     | thresholds               | outcome
  ${'two of five work through both weekends'}       | ${team(RESTED, RESTED, RESTED, WEEKENDS, WEEKENDS)}                         | ${{}}                    | ${'flagged'}
  ${'one day of each weekend is enough to lose it'} | ${twoOn([49, 55])}                                                          | ${{}}                    | ${'flagged'}
  ${'one of the two weekends was free'}             | ${twoOn([48, 49])}                                                          | ${{}}                    | ${'clear'}
  ${'twelve days in a row'}                         | ${twoOn(daysTo(54, 12))}                                                    | ${{}}                    | ${'flagged'}
  ${'eleven days in a row'}                         | ${twoOn(daysTo(54, 11))}                                                    | ${{}}                    | ${'clear'}
  ${'twelve in a row that reach into the 14 days'}  | ${twoOn(daysTo(43, 12))}                                                    | ${{}}                    | ${'flagged'}
  ${'twelve in a row that ended before them'}       | ${twoOn(daysTo(42, 12))}                                                    | ${{}}                    | ${'clear'}
  ${'one of five is never told'}                    | ${team(RESTED, RESTED, RESTED, RESTED, WEEKENDS)}                           | ${{ memberPercent: 20 }} | ${'clear'}
  ${'two of eight is under 30 %'}                   | ${team(RESTED, RESTED, RESTED, RESTED, RESTED, RESTED, WEEKENDS, WEEKENDS)} | ${{}}                    | ${'clear'}
  ${'a group too small'}                            | ${team(WEEKENDS, WEEKENDS, WEEKENDS, WEEKENDS)}                             | ${{}}                    | ${'not-applicable'}
`('$why: $outcome', ({ commits, thresholds, outcome }) => {
  expect(askTeam({ commits }, thresholds).outcome).toBe(outcome);
});

test('weekends are those of the site’s calendar, in its time zone', () => {
  const commits = team(SUNDAYS_OFF, SUNDAYS_OFF, SUNDAYS_OFF, SUNDAYS_OFF, SUNDAYS_OFF);
  const days = (workingWeekdays: readonly number[]) => ({
    ...withThresholds('no-rest', {}),
    calendar: { workingWeekdays },
  });
  expect(askTeam({ commits }).outcome).toBe('flagged');
  expect(askTeam({ commits, settings: days([1, 2, 3, 4, 5, 6]) }).outcome).toBe('clear');
  expect(askTeam({ commits, settings: days([0, 1, 2, 3, 4, 5, 6]) }).outcome).toBe('clear');
  // Friday, 23:00 in UTC is Saturday in Tokyo.
  const late = twoOn([]).concat(
    ['dee', 'eli'].flatMap((author) =>
      [47, 54].map((on) => commitOf({ sha: `${author}-${on}`, committed: on + 23 / 24, author })),
    ),
  );
  expect(askTeam({ commits: late }).outcome).toBe('clear');
  const settings = { ...withThresholds('no-rest', {}), calendar: { timeZone: 'Asia/Tokyo' } };
  expect(askTeam({ commits: late, settings }).outcome).toBe('flagged');
});

test('commits nobody is known to have written leave rest unknown, and a lack of it certain', () => {
  const strangers = Array.from({ length: 20 }, (_, index) => commitOf({ sha: `s-${index}`, committed: 50 }));
  const rested = [...team(RESTED, RESTED, RESTED, RESTED, RESTED), ...strangers];
  expect(askTeam({ commits: rested })).toMatchObject({
    outcome: 'unknown',
    reason: expect.stringContaining('authors of recent commits are not joined to Jira accounts (20 of ') as unknown,
  });
  const tired = [...team(RESTED, RESTED, RESTED, WEEKENDS, WEEKENDS), ...strangers];
  expect(askTeam({ commits: tired }).outcome).toBe('flagged');
});

test('bots never rest, and count for nobody', () => {
  const commits = team(RESTED, RESTED, RESTED, RESTED, WEEKENDS, WEEKENDS);
  const settings = { ...withThresholds('no-rest', {}), trace: { botAuthors: ['eli', 'hash-fay'] } };
  expect(askTeam({ commits }).outcome).toBe('flagged');
  expect(askTeam({ commits, settings }).outcome).toBe('not-applicable');
});

test('says neither who nor how many', () => {
  const some = askTeam({ commits: team(RESTED, RESTED, RESTED, WEEKENDS, WEEKENDS) }).findings;
  const all = askTeam({ commits: team(WEEKENDS, WEEKENDS, WEEKENDS, WEEKENDS, WEEKENDS) }).findings;
  expect(some).toEqual(all);
  expect(some).toMatchObject([
    {
      message: 'At least 30 percent of 5 members had no free weekend in 14 days, or committed on 12 days in a row',
      since: day(43),
      sinceExact: false,
    },
  ]);
});
