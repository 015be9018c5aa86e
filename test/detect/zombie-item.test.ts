import fc from 'fast-check';
import type { FixVersion } from '../../src/model/work-item';
import {
  type ItemOptions,
  commitOf,
  dateOf,
  day,
  featureOf,
  sprintOf,
  traceLinkOf,
  workItemOf,
  worldOf,
} from '../builders/worlds';
import { ask, withThresholds } from './detectors-under-test';

const settings = withThresholds('zombie-item', { quietDays: 180 });
const version = (releaseOn: number | undefined): FixVersion => ({
  id: '7',
  name: '2.0',
  released: false,
  releaseOn: releaseOn === undefined ? undefined : dateOf(releaseOn),
});

// Created when day 1 begins: 180 days have passed when day 181 begins.
test.each`
  why                                   | item                                                 | others                                                                      | asOf       | outcome
  ${'last moment inside the limit'}     | ${{}}                                                | ${[]}                                                                       | ${181}     | ${'clear'}
  ${'first moment after it'}            | ${{}}                                                | ${[]}                                                                       | ${181.001} | ${'flagged'}
  ${'somebody wrote on it'}             | ${{ moved: [100] }}                                  | ${[]}                                                                       | ${200}     | ${'clear'}
  ${'its subtask moved'}                | ${{}}                                                | ${[workItemOf({ key: 'PAY-2', level: -1, parent: 'PAY-1', moved: [100] })]} | ${200}     | ${'clear'}
  ${'it is in progress'}                | ${{ status: [[1, 'in-progress']] }}                  | ${[]}                                                                       | ${200}     | ${'not-applicable'}
  ${'it waits for open work'}           | ${{ waitsOn: ['OPS-1'] }}                            | ${[workItemOf({ key: 'OPS-1' })]}                                           | ${200}     | ${'not-applicable'}
  ${'what it waited for is done'}       | ${{ waitsOn: ['OPS-1'] }}                            | ${[workItemOf({ key: 'OPS-1', status: [[1, 'done']] })]}                    | ${200}     | ${'flagged'}
  ${'it may wait where nobody looks'}   | ${{ waitsOn: ['GONE-1'] }}                           | ${[]}                                                                       | ${200}     | ${'unknown'}
  ${'a sprint still to come'}           | ${{ sprints: [sprintOf('S9', 300, 310, 'future')] }} | ${[]}                                                                       | ${200}     | ${'clear'}
  ${'a sprint that runs'}               | ${{ sprints: [sprintOf('S9', 195, 199, 'active')] }} | ${[]}                                                                       | ${205}     | ${'clear'}
  ${'only sprints that are over'}       | ${{ sprints: [sprintOf('S1', 1, 5, 'closed')] }}     | ${[]}                                                                       | ${200}     | ${'flagged'}
  ${'a due date ahead'}                 | ${{ due: 200 }}                                      | ${[]}                                                                       | ${200.5}   | ${'clear'}
  ${'a due date that has passed'}       | ${{ due: 200 }}                                      | ${[]}                                                                       | ${201}     | ${'flagged'}
  ${'a fix version with a day ahead'}   | ${{ fixVersions: [version(300)] }}                   | ${[]}                                                                       | ${200}     | ${'clear'}
  ${'a fix version without a day'}      | ${{ fixVersions: [version(undefined)] }}             | ${[]}                                                                       | ${200}     | ${'flagged'}
  ${'a day ahead for what is above it'} | ${{ parent: 'OPS-9' }}                               | ${[featureOf({ key: 'OPS-9', due: 300 })]}                                  | ${200}     | ${'clear'}
  ${'so, but that is done'}             | ${{ parent: 'OPS-9' }}                               | ${[featureOf({ key: 'OPS-9', due: 300, status: [[1, 'done']] })]}           | ${200}     | ${'flagged'}
  ${'it changed later, unseen'}         | ${{ hasHistory: false, updated: 300 }}               | ${[]}                                                                       | ${200}     | ${'unknown'}
`(
  '$why: $outcome',
  ({ item, others, asOf, outcome }: { item: Partial<ItemOptions>; others: never[]; asOf: number; outcome: string }) => {
    const items = [workItemOf({ key: 'PAY-1', ...item }), ...others];
    expect(ask('zombie-item', worldOf({ asOf, items, settings })).outcome).toBe(outcome);
  },
);

test('code that serves it is movement', () => {
  const world = worldOf({
    asOf: 200,
    items: [workItemOf({ key: 'PAY-1' })],
    commits: [commitOf({ sha: 'c1', committed: 100 })],
    links: [traceLinkOf('c1', 'PAY-1')],
    settings,
  });
  expect(ask('zombie-item', world).outcome).toBe('clear');
});

test('without commits it still judges, and says what it did not see', () => {
  const commitCoverage = { kind: 'unknown', why: 'No repository is connected.' } as const;
  const { outcome, reason } = ask(
    'zombie-item',
    worldOf({ asOf: 200, items: [workItemOf({ key: 'PAY-1' })], settings, commitCoverage }),
  );
  expect([outcome, reason]).toEqual(['flagged', 'Commits have not been looked at: No repository is connected.']);
});

test('it says how long nothing has happened, and asks before anything is closed', () => {
  const items = [workItemOf({ key: 'PAY-1', moved: [10] })];
  expect(ask('zombie-item', worldOf({ asOf: 200.5, items, settings })).findings).toMatchObject([
    {
      message: 'Open and not begun, and nothing has happened for 190 days; the last was a change of PAY-1 in Jira',
      since: day(10),
      sinceExact: true,
      nextStep:
        'Ask on the item who still needs it, label it, and close it after two weeks without an answer; never close it silently.',
    },
  ]);
});

test('one item is never flagged by this and by stale-work', () => {
  const status = fc.constantFrom('to-do' as const, 'in-progress' as const);
  fc.assert(
    fc.property(status, fc.integer({ min: 1, max: 400 }), (stage, asOf) => {
      const others = workItemOf({
        key: 'PAY-9',
        status: [
          [1, 'in-progress'],
          [2, 'done'],
        ],
      });
      const world = worldOf({ asOf, items: [workItemOf({ key: 'PAY-1', status: [[1, stage]] }), others] });
      const flagging = ['zombie-item', 'stale-work'].filter((id) => ask(id, world).outcome === 'flagged');
      expect(flagging.length).toBeLessThan(2);
    }),
  );
});
