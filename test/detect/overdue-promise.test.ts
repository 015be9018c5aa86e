import { type ItemOptions, dateOf, day, sprintOf, workItemOf, worldOf } from '../builders/worlds';
import { ask, withThresholds } from './detectors-under-test';

const version = (releaseDay: number) => ({ id: 'v2', name: '2.0', released: false, releaseOn: dateOf(releaseDay) });

// Day 5 is a Friday: it is kept until Saturday begins (day 6), and the next working moment is Monday (day 8).
test.each`
  why                                     | item                                                                    | graceDays | asOf     | outcome
  ${'the last moment of the due day'}     | ${{ due: 5 }}                                                           | ${0}      | ${5.999} | ${'clear'}
  ${'the first moment after it'}          | ${{ due: 5 }}                                                           | ${0}      | ${6}     | ${'flagged'}
  ${'the last moment of grace'}           | ${{ due: 5 }}                                                           | ${1}      | ${8.999} | ${'clear'}
  ${'the first moment after grace'}       | ${{ due: 5 }}                                                           | ${1}      | ${9}     | ${'flagged'}
  ${'done in time'} | ${{ due: 5, status: [[1, 'to-do'], [4, 'done']] }} | ${0} | ${6} | ${'not-applicable'}
  ${'the version’s day has passed'}       | ${{ fixVersions: [version(5)] }}                                        | ${0}      | ${6}     | ${'flagged'}
  ${'the version’s day has not'}          | ${{ fixVersions: [version(6)] }}                                        | ${0}      | ${6}     | ${'clear'}
  ${'a version without a day'}            | ${{ fixVersions: [{ ...version(5), releaseOn: undefined }] }}           | ${0}      | ${6}     | ${'not-applicable'}
  ${'the sprint is over'}                 | ${{ sprints: [sprintOf('S1', 1, 5)] }}                                  | ${0}      | ${6}     | ${'flagged'}
  ${'the sprint is on its last day'}      | ${{ sprints: [sprintOf('S1', 1, 5)] }}                                  | ${0}      | ${5.999} | ${'clear'}
  ${'planned into a later sprint'}        | ${{ sprints: [sprintOf('S2', 8, 12), sprintOf('S1', 1, 5, 'closed')] }} | ${0}      | ${6}     | ${'clear'}
  ${'nothing was promised'}               | ${{}}                                                                   | ${0}      | ${60}    | ${'not-applicable'}
  ${'a subtask promises nothing itself'}  | ${{ level: -1, due: 5 }}                                                | ${0}      | ${6}     | ${'not-applicable'}
  ${'a feature promises as a story does'} | ${{ level: 1, due: 5 }}                                                 | ${0}      | ${6}     | ${'flagged'}
`(
  '$why: $outcome',
  ({
    item,
    graceDays,
    asOf,
    outcome,
  }: {
    item: Partial<ItemOptions>;
    graceDays: number;
    asOf: number;
    outcome: string;
  }) => {
    const items = [workItemOf({ key: 'PAY-1', ...item })];
    expect(
      ask('overdue-promise', worldOf({ asOf, items, settings: withThresholds('overdue-promise', { graceDays }) }))
        .outcome,
    ).toBe(outcome);
  },
);

test('each broken promise is named with its source and day, the oldest first', () => {
  const items = [
    workItemOf({ key: 'PAY-1', due: 4, fixVersions: [version(2)], sprints: [sprintOf('Sprint 7', 1, 5)] }),
  ];
  const [finding] = ask('overdue-promise', worldOf({ asOf: 8, items })).findings;
  expect(finding).toMatchObject({
    message:
      'Not done 3 working days after its fix version "2.0" (2017-01-03) and its due date (2017-01-05) and its sprint "Sprint 7" (2017-01-06)',
    since: day(3),
  });
  expect(finding?.evidence).toHaveLength(4);
});
