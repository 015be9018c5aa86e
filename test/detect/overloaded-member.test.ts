import { type PersonOptions, storiesOf } from '../builders/teams';
import { type WorldOptions, day, worldOf } from '../builders/worlds';
import { ask, withThresholds } from './detectors-under-test';

const NAMES = ['ana', 'ben', 'cid', 'dee', 'eli', 'fay', 'gus', 'hal'];
/** A Monday; the last 20 working days begin on day 29. */
const ASOF = 57;

const team = (...inHand: readonly number[]) =>
  storiesOf(
    inHand.map((count, index): PersonOptions => ({ name: NAMES[index] ?? '', inHand: count })),
    ASOF,
  );
/** The same, but the many were begun on that day. */
const begun = (since: number) =>
  storiesOf(
    [1, 1, 1, 5, 5].map((inHand, index): PersonOptions => ({ name: NAMES[index] ?? '', inHand, since })),
    ASOF,
  );
const askTeam = (more: WorldOptions, thresholds = {}) =>
  ask('overloaded-member', worldOf({ asOf: ASOF, settings: withThresholds('overloaded-member', thresholds), ...more }));

// Of the twenty days, eleven end after Friday, day 40, began, and ten after Saturday, day 41.
test.each`
  why                             | items                           | thresholds               | outcome
  ${'two of five'}                | ${team(1, 1, 1, 4, 4)}          | ${{}}                    | ${'flagged'}
  ${'no more than the limit'}     | ${team(3, 3, 3, 3, 3)}          | ${{}}                    | ${'clear'}
  ${'one of five is never told'}  | ${team(1, 1, 1, 1, 9)}          | ${{ memberPercent: 20 }} | ${'clear'}
  ${'two of eight is under 30 %'} | ${team(1, 1, 1, 1, 1, 1, 4, 4)} | ${{}}                    | ${'clear'}
  ${'three of eight is above'}    | ${team(1, 1, 1, 1, 1, 4, 4, 4)} | ${{}}                    | ${'flagged'}
  ${'on eleven of twenty days'}   | ${begun(40)}                    | ${{}}                    | ${'flagged'}
  ${'on ten of twenty days'}      | ${begun(41)}                    | ${{}}                    | ${'clear'}
  ${'a group too small'}          | ${team(9, 9, 9, 9)}             | ${{}}                    | ${'not-applicable'}
`('$why: $outcome', ({ items, thresholds, outcome }) => {
  expect(askTeam({ items }, thresholds).outcome).toBe(outcome);
});

test('without commits it judges by work items, and says what it did not see', () => {
  const commitCoverage = { kind: 'unknown', why: 'No repository is connected.' } as const;
  const { outcome, reason } = askTeam({ items: team(1, 1, 1, 4, 4), commitCoverage });
  expect({ outcome, reason }).toEqual({
    outcome: 'flagged',
    reason: 'Commits have not been looked at: No repository is connected.',
  });
});

test('says neither who nor how many: enough of them reads as all of them', () => {
  const some = askTeam({ items: team(1, 1, 1, 4, 4) }).findings;
  expect(some).toEqual(askTeam({ items: team(4, 4, 4, 4, 4) }).findings);
  expect(some).toMatchObject([
    {
      message: 'At least 30 percent of 5 members had more than 3 in hand on most of the last 20 working days',
      since: day(29),
      sinceExact: false,
    },
  ]);
  expect(JSON.stringify(some)).not.toMatch(/PAY-\d/);
});
