import { day, featureOf, workItemOf, worldOf } from '../builders/worlds';
import { ask, withThresholds } from './detectors-under-test';

const feature = featureOf({
  key: 'PAY-1',
  status: [
    [1, 'in-progress'],
    [2, 'done'],
  ],
});
const story = (more: object = {}) => workItemOf({ key: 'PAY-2', parent: 'PAY-1', ...more });

// The feature is closed on Tuesday, day 2; five working days later is Tuesday, day 9.
test.each`
  why                             | items                                                                                                    | asOf     | outcome
  ${'last moment of grace'}       | ${[feature, story()]}                                                                                    | ${9}     | ${'clear'}
  ${'first moment after it'}      | ${[feature, story()]}                                                                                    | ${9.001} | ${'flagged'}
  ${'the feature is open'}        | ${[featureOf({ key: 'PAY-1' }), story()]}                                                                | ${20}    | ${'clear'}
  ${'the feature was reopened'} | ${[featureOf({ key: 'PAY-1', status: [[1, 'done'], [3, 'to-do']] }), story()]} | ${20} | ${'clear'}
  ${'the story is done'}          | ${[feature, story({ status: [[1, 'done']] })]}                                                           | ${20}    | ${'not-applicable'}
  ${'it has no parent'}           | ${[feature, workItemOf({ key: 'PAY-2' })]}                                                               | ${20}    | ${'clear'}
  ${'a subtask two levels below'} | ${[feature, story({ status: [[1, 'done']] }), workItemOf({ key: 'PAY-3', level: -1, parent: 'PAY-2' })]} | ${20}    | ${'flagged'}
`('$why: $outcome', ({ items, asOf, outcome }) => {
  expect(
    ask('orphaned-work', worldOf({ asOf, items, settings: withThresholds('orphaned-work', { graceDays: 5 }) })).outcome,
  ).toBe(outcome);
});

test('the message names what is closed and since when', () => {
  const [finding] = ask('orphaned-work', worldOf({ asOf: 20, items: [feature, story()] })).findings;
  expect(finding?.message).toBe('Is open under PAY-1, which is closed since 2017-01-03');
});

// The feature is closed on day 2, exactly; only when the story came below it differs.
test.each`
  why                                      | parentSince | exact    | since | sinceExact
  ${'it was always below'}                 | ${1}        | ${true}  | ${2}  | ${true}
  ${'it moved below after the closing'}    | ${5}        | ${true}  | ${5}  | ${true}
  ${'no history tells when it came below'} | ${1}        | ${false} | ${2}  | ${false}
`('since when, and whether that is certain: $why', ({ parentSince, exact, since, sinceExact }) => {
  const parent = [{ from: day(parentSince), until: undefined, value: 'PAY-1', exact }];
  const items = [feature, { ...story(), parent }];
  expect(ask('orphaned-work', worldOf({ asOf: 20, items })).findings).toMatchObject([
    { since: day(since), sinceExact },
  ]);
});
