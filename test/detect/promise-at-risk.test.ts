import { type ItemOptions, featureOf, sprintOf, workItemOf, worldOf } from '../builders/worlds';
import { ask, withThresholds } from './detectors-under-test';

/** Two stories done on every Monday for thirty weeks: day 211 is a Monday, and two a week is the pace. */
const DONE = Array.from({ length: 60 }, (_, index) => {
  const done = 7 * Math.floor(index / 2) + 1;
  return workItemOf({
    key: `PAY-${1000 + index}`,
    parent: 'PAY-1',
    created: -30,
    status: [
      [-30, 'to-do'],
      [done, 'done'],
    ],
  });
});
const open = (count: number) =>
  Array.from({ length: count }, (_, index) => workItemOf({ key: `PAY-${200 + index}`, parent: 'PAY-1' }));
const ASOF = 211;
const settings = withThresholds('promise-at-risk', { likelyPercent: 85, unlikelyPercent: 50 });

const askOf = (item: Partial<ItemOptions>, stories: number, more = DONE) =>
  ask(
    'promise-at-risk',
    worldOf({ asOf: ASOF, items: [featureOf({ key: 'PAY-1', ...item }), ...more, ...open(stories)], settings }),
  );

// Four stories at two a week need two weeks at the usual pace; 85 % of the paces are above 0.57 of it.
test.each`
  why                                   | item                                             | stories | outcome
  ${'no day ahead'}                     | ${{}}                                            | ${4}    | ${'not-applicable'}
  ${'only its sprint ends'}             | ${{ sprints: [sprintOf('Sprint 9', 200, 217)] }} | ${4}    | ${'not-applicable'}
  ${'its day has passed'}               | ${{ due: 200 }}                                  | ${4}    | ${'not-applicable'}
  ${'twelve weeks for two weeks’ work'} | ${{ due: 295 }}                                  | ${4}    | ${'clear'}
  ${'one week for two weeks’ work'}     | ${{ due: 217 }}                                  | ${4}    | ${'flagged'}
  ${'all its stories are done'}         | ${{ due: 217 }}                                  | ${0}    | ${'not-applicable'}
`('a feature: $why: $outcome', ({ item, stories, outcome }) => {
  expect(askOf(item, stories).outcome).toBe(outcome);
});

test('without stories finished lately nothing is told, and never a pass', () => {
  const old = DONE.slice(0, 10);
  expect(askOf({ due: 295 }, 4, old)).toMatchObject({ outcome: 'unknown' });
});

test('below even chances the finding is grave', () => {
  expect(askOf({ due: 217 }, 8).findings[0]?.severity).toBe('high');
  expect(askOf({ due: 232 }, 4).findings.map(({ severity }) => severity)).toEqual([undefined]);
});

test('it tells the chance, the day, a likelier day, and shows what is open', () => {
  const [finding] = askOf({ due: 217 }, 8).findings;
  expect(finding?.message).toMatch(
    /^(Less than )?\d+% likely to be done by its due date \(2017-08-06\); 2017-\d\d-\d\d is 85% likely$/,
  );
  expect(finding?.evidence.filter((row) => row.kind === 'work-item').map(({ key }) => key)).toEqual([
    'PAY-1',
    ...open(8).map(({ key }) => key),
  ]);
});

test('since when is the first Monday, without a break, on which it was unlikely', () => {
  const [finding] = askOf({ due: 217, created: 180 }, 8).findings;
  const [weekday, isMidnight] = [new Date(finding?.since ?? 0).getUTCDay(), (finding?.since ?? 1) % 86_400_000];
  expect([weekday, isMidnight, finding?.sinceExact]).toEqual([1, 0, false]);
});

test('a later day never makes a promise likelier to be flagged', () => {
  let flaggedBefore = true;
  for (let due = 212; due < 330; due += 3) {
    const flagged = askOf({ due }, 6).outcome === 'flagged';
    if (!flaggedBefore) expect(flagged).toBe(false);
    flaggedBefore = flagged;
  }
  expect(flaggedBefore).toBe(false);
});

test('a story with a day is judged by the stories like it', () => {
  const story = workItemOf({ key: 'PAY-300', created: 205, due: 213 });
  const outcome = (items: typeof DONE) => ask('promise-at-risk', worldOf({ asOf: ASOF, items, settings })).outcome;
  expect(outcome([...DONE, story])).toBe('flagged');
  expect(outcome([...DONE.slice(0, 19), story])).toBe('unknown');
});
