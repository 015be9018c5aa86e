import { type ItemOptions, commitOf, traceLinkOf, workItemOf, worldOf } from '../builders/worlds';
import { ask, withThresholds } from './detectors-under-test';

const settings = withThresholds('stale-work', { storyDays: 5, featureDays: 14 });
const started = { status: [[1, 'in-progress']] } as const;

// Five working days after Monday, day 1, is Monday, day 8.
test.each`
  why                                        | item                                              | others                                                                                        | asOf      | outcome
  ${'last moment inside the limit'}          | ${started}                                        | ${[]}                                                                                         | ${8}      | ${'clear'}
  ${'first moment after it'}                 | ${started}                                        | ${[]}                                                                                         | ${8.001}  | ${'flagged'}
  ${'somebody wrote on it'}                  | ${{ ...started, moved: [2] }}                     | ${[]}                                                                                         | ${8.001}  | ${'clear'}
  ${'its subtask moved'}                     | ${started}                                        | ${[workItemOf({ key: 'PAY-9', level: -1, parent: 'PAY-1', moved: [2] })]}                     | ${8.001}  | ${'clear'}
  ${'its subtask may have moved, unseen'}    | ${started}                                        | ${[workItemOf({ key: 'PAY-9', level: -1, parent: 'PAY-1', hasHistory: false, updated: 40 })]} | ${9}      | ${'unknown'}
  ${'it waits, which is another matter'}     | ${{ ...started, waitsOn: ['PAY-9'] }}             | ${[workItemOf({ key: 'PAY-9' })]}                                                             | ${9}      | ${'not-applicable'}
  ${'not begun'} | ${{}} | ${[workItemOf({ key: 'PAY-9', status: [[1, 'in-progress'], [2, 'done']] })]} | ${9} | ${'not-applicable'}
  ${'no in-progress status is ever used'}    | ${{}}                                             | ${[]}                                                                                         | ${9}      | ${'not-applicable'}
  ${'none is seen, and there is no history'} | ${{ hasHistory: false }}                          | ${[]}                                                                                         | ${9}      | ${'unknown'}
  ${'a feature, inside its own limit'}       | ${{ ...started, level: 1 }}                       | ${[]}                                                                                         | ${19}     | ${'clear'}
  ${'a feature, after it'}                   | ${{ ...started, level: 1 }}                       | ${[]}                                                                                         | ${19.001} | ${'flagged'}
  ${'no history, last updated long ago'}     | ${{ ...started, hasHistory: false, updated: 1 }}  | ${[]}                                                                                         | ${9}      | ${'flagged'}
  ${'no history, and it changed afterwards'} | ${{ ...started, hasHistory: false, updated: 40 }} | ${[]}                                                                                         | ${9}      | ${'unknown'}
`(
  '$why: $outcome',
  ({ item, others, asOf, outcome }: { item: Partial<ItemOptions>; others: never[]; asOf: number; outcome: string }) => {
    expect(
      ask('stale-work', worldOf({ asOf, items: [workItemOf({ key: 'PAY-1', ...item }), ...others], settings })).outcome,
    ).toBe(outcome);
  },
);

test.each`
  why                          | committed | outcome
  ${'a commit moves its item'} | ${3}      | ${'clear'}
  ${'an old commit does not'}  | ${1}      | ${'flagged'}
`('$why: $outcome', ({ committed, outcome }) => {
  const world = worldOf({
    asOf: 8.5,
    items: [workItemOf({ key: 'PAY-1', ...started })],
    commits: [commitOf({ sha: 'c1', committed })],
    links: [traceLinkOf('c1', 'PAY-1')],
    settings,
  });
  expect(ask('stale-work', world).outcome).toBe(outcome);
});

test('without commits it still judges, and says what it did not see', () => {
  const commitCoverage = { kind: 'unknown', why: 'No repository is connected.' } as const;
  expect(
    ask('stale-work', worldOf({ items: [workItemOf({ key: 'PAY-1', ...started })], commitCoverage })),
  ).toMatchObject({
    outcome: 'flagged',
    reason: 'Commits have not been looked at: No repository is connected.',
  });
});

test('a project that never shows work in progress is told so', () => {
  expect(ask('stale-work', worldOf({ items: [workItemOf({ key: 'PAY-1' })] })).reason).toBe(
    'Does not apply, because no item of the project has ever been in an in-progress status.',
  );
});
