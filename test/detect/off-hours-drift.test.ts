import { type HabitOptions, commitsOf } from '../builders/teams';
import { day, worldOf } from '../builders/worlds';
import { ask, withThresholds } from './detectors-under-test';

const NAMES = ['ana', 'ben', 'cid', 'dee', 'eli', 'fay', 'gus', 'hal'];
/** A Wednesday; the last complete week is the one before it. */
const ASOF = 213;
const BY_DAY = { hours: [9, 11, 14], lately: [9, 11, 14] };
const LATER = { hours: [9, 11, 14], lately: [9, 11, 22] };

const team = (...habits: readonly Omit<HabitOptions, 'name'>[]) =>
  commitsOf(
    habits.map((habit, index) => ({ name: NAMES[index] ?? '', ...habit })),
    ASOF,
  );
const five = (habit: Omit<HabitOptions, 'name'>) => team(habit, habit, habit, habit, habit);
const askTeam = (commits: ReturnType<typeof team>, thresholds = {}) =>
  ask('off-hours-drift', worldOf({ asOf: ASOF, commits, settings: withThresholds('off-hours-drift', thresholds) }));
/** Only the last so many weeks were late. */
const lateFor = (weeks: number) =>
  five(LATER).map((commit) => {
    const week = Math.floor((day(ASOF - 2) - commit.committedAt) / (day(8) - day(1))) + 1;
    const at =
      new Date(commit.authoredAt).getUTCHours() === 22 && week > weeks
        ? commit.authoredAt - 8 * 3_600_000
        : commit.authoredAt;
    return { ...commit, authoredAt: at, committedAt: at };
  });

test.each`
  why                                    | commits                                                     | thresholds      | outcome
  ${'everybody works later than before'} | ${five(LATER)}                                              | ${{}}           | ${'flagged'}
  ${'everybody keeps their hours'}       | ${five(BY_DAY)}                                             | ${{}}           | ${'clear'}
  ${'everybody always worked at night'}  | ${five({ hours: [1, 3, 22], lately: [1, 3, 22] })}          | ${{}}           | ${'clear'}
  ${'three of five do'}                  | ${team(LATER, LATER, LATER, BY_DAY, BY_DAY)}                | ${{}}           | ${'flagged'}
  ${'two of five do'}                    | ${team(LATER, LATER, BY_DAY, BY_DAY, BY_DAY)}               | ${{}}           | ${'clear'}
  ${'in the last three weeks'}           | ${lateFor(3)}                                               | ${{}}           | ${'flagged'}
  ${'in the last two weeks'}             | ${lateFor(2)}                                               | ${{}}           | ${'clear'}
  ${'in two weeks, which are enough'}    | ${lateFor(2)}                                               | ${{ weeks: 2 }} | ${'flagged'}
  ${'a team of four'}                    | ${team(LATER, LATER, LATER, LATER)}                         | ${{}}           | ${'not-applicable'}
  ${'people who are new'}                | ${five({ ...LATER, weeks: 11 })}                            | ${{}}           | ${'unknown'}
  ${'times without the author’s offset'} | ${five({ ...LATER, offsetMinutes: undefined })}             | ${{}}           | ${'unknown'}
  ${'four that can be judged, of five'}  | ${team(LATER, LATER, LATER, LATER, { ...LATER, weeks: 5 })} | ${{}}           | ${'unknown'}
`('$why: $outcome', ({ commits, thresholds, outcome }) => {
  expect(askTeam(commits, thresholds).outcome).toBe(outcome);
});

test('hours are those of the author’s own clock', () => {
  expect(askTeam(five({ ...LATER, offsetMinutes: 600 })).outcome).toBe('flagged');
  // The same instants, told from a zone ten hours further: 9, 11 and 14 become 19, 21 and 0.
  const moved = five(BY_DAY).map((commit) =>
    commit.committedAt >= day(ASOF - 30) ? { ...commit, authorOffsetMinutes: 600 } : commit,
  );
  expect(askTeam(moved).outcome).toBe('flagged');
});

test('the first week that can be judged needs six weeks behind it, each with twenty commits before it', () => {
  const outcomes = [12, 13, 14, 15].map((weeks) => askTeam(five({ ...LATER, weeks })).outcome);
  expect(outcomes).toEqual(['unknown', 'flagged', 'flagged', 'flagged']);
});

test('tells weeks and yes or no, and no hour, value or person', () => {
  const { findings } = askTeam(team(LATER, LATER, LATER, BY_DAY, BY_DAY));
  expect(findings).toMatchObject([
    {
      message:
        'In 4 of the last 4 weeks the median member worked more outside their own usual hours than in the twelve weeks before',
      since: day(ASOF - 30),
      evidence: [
        { text: 'Week of 2017-07-03: above 1' },
        { text: 'Week of 2017-07-10: above 1' },
        { text: 'Week of 2017-07-17: above 1' },
        { text: 'Week of 2017-07-24: above 1' },
      ],
    },
  ]);
  expect(findings).toEqual(askTeam(five(LATER)).findings);
});

test('later hours never clear it', () => {
  const outcomes = [15, 16, 18, 20, 23].map(
    (hour) => askTeam(five({ hours: [9, 11, 14], lately: [9, 11, hour] })).outcome,
  );
  const first = outcomes.indexOf('flagged');
  expect(first).toBeGreaterThanOrEqual(0);
  expect(outcomes.slice(first).every((outcome) => outcome === 'flagged')).toBe(true);
});
