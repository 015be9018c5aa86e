import { day, sprintOf, workItemOf, worldOf } from '../builders/worlds';
import { ask, withThresholds } from './detectors-under-test';

const first = sprintOf('S1', 1, 5, 'closed');
const second = sprintOf('S2', 8, 12, 'closed');
const third = sprintOf('S3', 15, 19);

test.each`
  why                                   | sprints                   | asOf      | outcome
  ${'the last moment before the third'} | ${[first, second, third]} | ${14.999} | ${'clear'}
  ${'the moment the third begins'}      | ${[first, second, third]} | ${15}     | ${'flagged'}
  ${'in its second'}                    | ${[first, second]}        | ${20}     | ${'clear'}
  ${'in whatever order they are told'}  | ${[third, first, second]} | ${15}     | ${'flagged'}
  ${'in no sprint'}                     | ${[]}                     | ${20}     | ${'not-applicable'}
  ${'in a sprint to come'}              | ${[third]}                | ${9}      | ${'not-applicable'}
`('$why: $outcome', ({ sprints, asOf, outcome }) => {
  const items = [workItemOf({ key: 'PAY-1', sprints })];
  const settings = withThresholds('carried-over-story', { sprints: 3 });
  expect(ask('carried-over-story', worldOf({ asOf, items, settings })).outcome).toBe(outcome);
});

test('the finding counts the sprints and begins with the one too many', () => {
  const [finding] = ask(
    'carried-over-story',
    worldOf({ asOf: 16, items: [workItemOf({ key: 'PAY-1', sprints: [third, second, first] })] }),
  ).findings;
  expect(finding).toMatchObject({
    message: 'Is in its sprint number 3, after 2 that did not finish it',
    since: day(15),
  });
  expect(finding?.evidence.map(({ text }) => text)).toEqual([
    'was in sprint "S1" (2017-01-02)',
    'was in sprint "S2" (2017-01-09)',
    'was in sprint "S3" (2017-01-16)',
  ]);
});

test.each`
  why                                  | joined | exact    | since | sinceExact
  ${'it came before the sprint began'} | ${13}  | ${true}  | ${15} | ${true}
  ${'it came while the sprint ran'}    | ${16}  | ${true}  | ${16} | ${true}
  ${'no history tells when it came'}   | ${1}   | ${false} | ${15} | ${false}
`('since when, and whether that is certain: $why', ({ joined, exact, since, sinceExact }) => {
  const before = { from: day(1), until: day(joined), value: [first, second], exact };
  const now = { from: day(joined), until: undefined, value: [first, second, third], exact };
  const story = { ...workItemOf({ key: 'PAY-1' }), sprints: joined > 1 ? [before, now] : [now] };
  expect(ask('carried-over-story', worldOf({ asOf: 18, items: [story] })).findings).toMatchObject([
    { since: day(since), sinceExact },
  ]);
});
