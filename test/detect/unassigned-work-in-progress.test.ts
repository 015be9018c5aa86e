import { historyOf, workItemOf, worldOf } from '../builders/worlds';
import { ask, withThresholds } from './detectors-under-test';

const started = { status: [[1, 'in-progress']] } as const;
const from = (...steps: readonly (readonly [number, string | undefined])[]) => ({
  ...started,
  assignee: historyOf(steps),
});

test.each`
  why                                        | item                                            | asOf     | outcome
  ${'last moment inside the limit'}          | ${started}                                      | ${2}     | ${'clear'}
  ${'first moment after it'}                 | ${started}                                      | ${2.001} | ${'flagged'}
  ${'assigned'}                              | ${{ ...started, assignee: 'ana' }}              | ${9}     | ${'clear'}
  ${'handed over in time'}                   | ${from([1, 'ana'], [3, undefined], [4, 'ben'])} | ${9}     | ${'clear'}
  ${'dropped, inside the limit'}             | ${from([1, 'ana'], [8, undefined])}             | ${9}     | ${'clear'}
  ${'dropped, after it'}                     | ${from([1, 'ana'], [8, undefined])}             | ${9.001} | ${'flagged'}
  ${'not begun'} | ${{ status: [[1, 'in-progress'], [2, 'to-do']] }} | ${9} | ${'not-applicable'}
  ${'a feature'}                             | ${{ ...started, level: 1 }}                     | ${9}     | ${'not-applicable'}
  ${'none is seen, and there is no history'} | ${{ hasHistory: false }}                        | ${9}     | ${'unknown'}
  ${'beginning is never shown'}              | ${{}}                                           | ${9}     | ${'not-applicable'}
`('$why: $outcome', ({ item, asOf, outcome }) => {
  const settings = withThresholds('unassigned-work-in-progress', { longerThanDays: 1 });
  expect(
    ask('unassigned-work-in-progress', worldOf({ asOf, items: [workItemOf({ key: 'PAY-1', ...item })], settings }))
      .outcome,
  ).toBe(outcome);
});
