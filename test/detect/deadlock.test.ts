import { day, featureOf, workItemOf, worldOf } from '../builders/worlds';
import { ask } from './detectors-under-test';

const first = workItemOf({ key: 'PAY-1', waitsOn: ['PAY-2'] });
const second = (more: object = {}) => workItemOf({ key: 'PAY-2', waitsOn: [{ to: 'PAY-1', from: 4 }], ...more });

test.each`
  why                                           | asOf     | items                                                                               | outcome
  ${'the last moment before the circle closes'} | ${3.999} | ${[first, second()]}                                                                | ${'clear'}
  ${'the moment it closes'}                     | ${4}     | ${[first, second()]}                                                                | ${'flagged'}
  ${'the last moment before one item is done'} | ${5.999} | ${[first, second({ status: [[1, 'to-do'], [6, 'done']] })]} | ${'flagged'}
  ${'one item is done'} | ${6} | ${[first, second({ status: [[1, 'to-do'], [6, 'done']] })]} | ${'clear'}
  ${'a chain is no circle'}                     | ${9}     | ${[first, workItemOf({ key: 'PAY-2' })]}                                            | ${'clear'}
  ${'a feature and its child'}                  | ${9}     | ${[featureOf({ key: 'PAY-1' }), second({ parent: 'PAY-1' })]}                       | ${'flagged'}
  ${'a circle of other projects'}               | ${9}     | ${[workItemOf({ key: 'PAY-9' }), workItemOf({ key: 'OPS-1', waitsOn: ['OPS-1'] })]} | ${'clear'}
  ${'nothing is open'}                          | ${9}     | ${[]}                                                                               | ${'not-applicable'}
`('$why: $outcome', ({ asOf, items, outcome }) => {
  expect(ask('deadlock', worldOf({ asOf, items })).outcome).toBe(outcome);
});

test('the finding walks the circle, dates it, and names the link to cut', () => {
  const [finding] = ask('deadlock', worldOf({ asOf: 9, items: [first, second()] })).findings;
  expect(finding).toMatchObject({
    subject: { kind: 'cycle', keys: ['PAY-1', 'PAY-2'] },
    message: 'PAY-1 → PAY-2 → PAY-1 wait for each other, since 2017-01-05',
    since: day(4),
    nextStep:
      'Take away the link "PAY-2 is blocked by PAY-1": it is the youngest link whose removal frees all of them. Then start with PAY-2.',
  });
  expect(finding?.evidence.map((row) => row.text)).toEqual(['is blocked by PAY-2', 'is blocked by PAY-1']);
});

test.each`
  more                | others                                                                                                  | told
  ${'one more item'}  | ${[workItemOf({ key: 'PAY-3', waitsOn: ['PAY-2'] })]}                                                   | ${'; 1 more item is caught in the same knot'}
  ${'two more items'} | ${[workItemOf({ key: 'PAY-3', waitsOn: ['PAY-2'] }), workItemOf({ key: 'PAY-4', waitsOn: ['PAY-2'] })]} | ${'; 2 more items are caught in the same knot'}
`('beyond the circle it walks, it counts $more', ({ others, told }) => {
  const knot = second({ waitsOn: ['PAY-1', ...others.map(({ key }: { key: string }) => key)] });
  const [finding] = ask('deadlock', worldOf({ asOf: 9, items: [first, knot, ...others] })).findings;
  expect(finding?.message).toContain(told);
});
