import { lessUrgentSince, urgencyOrder } from '../../src/model/urgency';
import { type Steps, day, workItemOf } from '../builders/worlds';

const urgencyOf = urgencyOrder(['Highest', 'High', 'Low']);

test.each`
  why                           | priority     | place
  ${'the most urgent'}          | ${'Highest'} | ${0}
  ${'in other letters, spaced'} | ${' low '}   | ${2}
  ${'not in the order'}         | ${'P1'}      | ${undefined}
  ${'none'}                     | ${undefined} | ${undefined}
`('$why: $place', ({ priority, place }) => {
  expect(urgencyOf(priority)).toBe(place);
});

test('of a name listed twice the first place counts', () => {
  expect(urgencyOrder(['Low', 'High', 'low'])('Low')).toBe(0);
});

// Asked on day 9. The wait began on day 2, and that is exact.
test.each`
  why                                 | waiter                                       | blocker                      | since
  ${'since the wait began'}           | ${'High'}                                    | ${'Low'}                     | ${2}
  ${'since what waits became urgent'} | ${[[1, 'Low'], [4, 'High']]}                 | ${'Low'}                     | ${4}
  ${'since the blocker was lowered'}  | ${'High'}                                    | ${[[1, 'High'], [5, 'Low']]} | ${5}
  ${'more urgent still later on'}     | ${[[1, 'Low'], [4, 'High'], [6, 'Highest']]} | ${'Low'}                     | ${4}
  ${'after a while in order'}         | ${[[1, 'High'], [4, 'Low'], [6, 'High']]}    | ${'Low'}                     | ${6}
  ${'as urgent'}                      | ${'High'}                                    | ${'High'}                    | ${undefined}
  ${'more urgent than what waits'}    | ${'Low'}                                     | ${'High'}                    | ${undefined}
  ${'in order again'}                 | ${[[1, 'High'], [4, 'Low']]}                 | ${'Low'}                     | ${undefined}
  ${'inverted only in times to come'} | ${[[1, 'Low'], [20, 'High']]}                | ${'Low'}                     | ${undefined}
  ${'the one is not in the order'}    | ${'P1'}                                      | ${'Low'}                     | ${undefined}
  ${'the other has none'}             | ${'High'}                                    | ${undefined}                 | ${undefined}
`('less urgent than what waits for it, $why: $since', ({ waiter, blocker, since }) => {
  const itemWith = (priority: string | undefined | Steps<string>) => workItemOf({ key: 'PAY-1', priority });
  const wait = { from: day(2), exact: true };
  expect(lessUrgentSince(itemWith(blocker), itemWith(waiter), wait, urgencyOf, day(9))).toEqual(
    since === undefined ? undefined : { from: day(since), exact: true },
  );
});

test.each`
  why                          | waitExact | priorityExact | exact
  ${'all is recorded'}         | ${true}   | ${true}       | ${true}
  ${'the wait is estimated'}   | ${false}  | ${true}       | ${false}
  ${'a priority is estimated'} | ${true}   | ${false}      | ${false}
`('its start is certain where $why: $exact', ({ waitExact, priorityExact, exact }) => {
  const priorityOf = (value: string) => ({
    priority: [{ from: day(1), until: undefined, value, exact: priorityExact }],
  });
  expect(
    lessUrgentSince(priorityOf('Low'), priorityOf('High'), { from: day(2), exact: waitExact }, urgencyOf, day(9)),
  ).toEqual({ from: day(2), exact });
});
