import { featureOf, workItemOf, worldOf } from '../builders/worlds';
import { ask } from './detectors-under-test';

test.each`
  why                                        | items                                                                           | outcome
  ${'a story under a feature'}               | ${[featureOf({ key: 'PAY-1' }), workItemOf({ key: 'PAY-2', parent: 'PAY-1' })]} | ${'clear'}
  ${'a story under nothing'}                 | ${[featureOf({ key: 'PAY-1' }), workItemOf({ key: 'PAY-2' })]}                  | ${'flagged'}
  ${'its feature lies where we cannot look'} | ${[workItemOf({ key: 'PAY-2', parent: 'OPS-1' })]}                              | ${'clear'}
  ${'a done story'}                          | ${[workItemOf({ key: 'PAY-2', status: [[1, 'done']] })]}                        | ${'not-applicable'}
  ${'a story of another project'}            | ${[workItemOf({ key: 'OPS-2' })]}                                               | ${'not-applicable'}
  ${'a subtask alone'}                       | ${[workItemOf({ key: 'PAY-3', level: -1 })]}                                    | ${'not-applicable'}
`('$why: $outcome', ({ items, outcome }) => {
  expect(ask('orphan-story', worldOf({ items })).outcome).toBe(outcome);
});

test('the story itself is the evidence, and the remedy the next step', () => {
  const [finding] = ask('orphan-story', worldOf({ items: [workItemOf({ key: 'PAY-2' })] })).findings;
  expect(finding).toMatchObject({
    message: 'Has no parent feature',
    sinceExact: false,
    evidence: [{ kind: 'work-item', key: 'PAY-2' }],
    nextStep: 'Give the story a parent feature, or close it if nobody needs it.',
  });
});

test('since when it belongs to no feature is not told as certain, in the finding or in its evidence', () => {
  const { findings } = ask('orphan-story', worldOf({ items: [workItemOf({ key: 'PAY-1' })] }));
  expect(findings).toMatchObject([{ sinceExact: false, evidence: [{ key: 'PAY-1', exact: false }] }]);
});
