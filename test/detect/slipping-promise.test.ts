import fc from 'fast-check';
import {
  type ItemOptions,
  type Steps,
  day,
  dueOn,
  historyOf,
  sprintOf,
  versionOf,
  workItemOf,
  worldOf,
} from '../builders/worlds';
import type { FixVersion, Sprint } from '../../src/model/work-item';
import { ask, withThresholds } from './detectors-under-test';

const [first, second, third, undated] = [
  versionOf('1.0', 20),
  versionOf('1.1', 30),
  versionOf('1.2', 40),
  versionOf('Later', undefined),
];
/** What an item's history names once the item has left it: Jira tells no day of it there. */
const left = (version: FixVersion): FixVersion => ({ ...version, releaseOn: undefined });
const versions = (...steps: Steps<readonly FixVersion[]>) => ({ fixVersions: historyOf(steps) });

const [s1, s2, s3] = [
  sprintOf('S1', 8, 12, 'closed'),
  sprintOf('S2', 15, 19, 'future'),
  sprintOf('S3', 22, 26, 'future'),
];
const bare = (sprint: Sprint): Sprint => ({
  ...sprint,
  state: 'closed',
  startAt: undefined,
  endAt: undefined,
  completeAt: undefined,
});
const sprints = (...steps: Steps<readonly Sprint[]>) => ({ sprints: historyOf(steps) });

// Others that are still in the versions and sprints that PAY-1 has left tell their days.
const neighbour = workItemOf({
  key: 'PAY-9',
  level: -1,
  fixVersions: [first, second, third, undated],
  sprints: [s1, s2, s3],
});

test.each`
  why                                           | item                                                                             | asOf  | outcome
  ${'moved later once'} | ${{ due: dueOn([[1, 20], [3, 25]]) }} | ${10} | ${'clear'}
  ${'the last moment before the second move'} | ${{ due: dueOn([[1, 20], [3, 25], [5, 30]]) }} | ${4.999} | ${'clear'}
  ${'the moment of the second move'} | ${{ due: dueOn([[1, 20], [3, 25], [5, 30]]) }} | ${5} | ${'flagged'}
  ${'moved earlier, then later'} | ${{ due: dueOn([[1, 20], [3, 15], [5, 30]]) }} | ${10} | ${'clear'}
  ${'earlier again takes no move back'} | ${{ due: dueOn([[1, 20], [3, 25], [5, 30], [6, 20]]) }} | ${10} | ${'flagged'}
  ${'corrected on the same day'} | ${{ due: dueOn([[1, 20], [3, 25], [3.2, 30]]) }} | ${10} | ${'clear'}
  ${'put back on the same day'} | ${{ due: dueOn([[1, 20], [3, 25], [3.2, 20], [5, 30]]) }} | ${10} | ${'clear'}
  ${'taken off, and later given again'} | ${{ due: dueOn([[1, 20], [3, undefined], [4, 25], [5, 30]]) }} | ${10} | ${'flagged'}
  ${'no day is promised any more'} | ${{ due: dueOn([[1, 20], [3, 25], [5, 30], [6, undefined]]) }} | ${10} | ${'not-applicable'}
  ${'a day was never promised'}                 | ${{}}                                                                            | ${10} | ${'not-applicable'}
  ${'a subtask'} | ${{ level: -1, due: dueOn([[1, 20], [3, 25], [5, 30]]) }} | ${10} | ${'not-applicable'}
  ${'a feature promises as a story does'} | ${{ level: 1, due: dueOn([[1, 20], [3, 25], [5, 30]]) }} | ${10} | ${'flagged'}
  ${'done'} | ${{ due: dueOn([[1, 20], [3, 25], [5, 30]]), status: [[1, 'to-do'], [6, 'done']] }} | ${10} | ${'not-applicable'}
  ${'from version to version to version'}       | ${versions([1, [left(first)]], [3, [left(second)]], [5, [third]])}               | ${10} | ${'flagged'}
  ${'a version put in between a version later'} | ${versions([1, [left(first)]], [3, []], [5, [third]])}                           | ${10} | ${'clear'}
  ${'one of two versions left'}                 | ${versions([1, [left(first), left(second)]], [3, [left(second)]], [5, [third]])} | ${10} | ${'clear'}
  ${'out of a version that promises no day'}    | ${versions([1, [undated]], [3, [left(second)]], [5, [third]])}                   | ${10} | ${'clear'}
  ${'two sources moved on one day'} | ${{ ...versions([1, [left(first)]], [3, [second]]), due: dueOn([[1, 20], [3.5, 30]]) }} | ${10} | ${'clear'}
  ${'two sources moved on two days'} | ${{ ...versions([1, [left(first)]], [3, [second]]), due: dueOn([[1, 20], [4.5, 30]]) }} | ${10} | ${'flagged'}
  ${'planned into later and later sprints'}     | ${sprints([1, [bare(s1)]], [3, [bare(s2)]], [5, [s3]])}                          | ${10} | ${'flagged'}
  ${'carried over from sprint to sprint'}       | ${sprints([1, [s1]], [13, [s1, s2]], [20, [s1, s2, s3]])}                        | ${21} | ${'clear'}
  ${'taken out of a sprint that runs'}          | ${sprints([1, [bare(s1)]], [9, []], [11, [bare(s2)]], [16, [s3]])}               | ${17} | ${'flagged'}
`('$why: $outcome', ({ item, asOf, outcome }: { item: Partial<ItemOptions>; asOf: number; outcome: string }) => {
  const items = [workItemOf({ key: 'PAY-1', ...item }), neighbour];
  expect(ask('slipping-promise', worldOf({ asOf, items })).outcome).toBe(outcome);
});

test.each`
  why                                          | item                                                               | reason
  ${'no history is served'}                    | ${{ due: 20, hasHistory: false }}                                  | ${'Could not be judged, because Jira serves no history of it, so how often its day was moved cannot be seen.'}
  ${'a version it has left is known no more'}  | ${versions([1, [left(first)]], [3, [left(second)]], [5, [third]])} | ${'Could not be judged, because it has been in versions or sprints whose days nobody can tell any more.'}
  ${'sprints it has left are known no more'}   | ${sprints([1, [bare(s1)]], [3, [bare(s2)]], [5, [s3]])}            | ${'Could not be judged, because it has been in versions or sprints whose days nobody can tell any more.'}
  ${'what is hidden cannot make it too often'} | ${versions([1, [left(first)]], [3, [second]])}                     | ${undefined}
`('what is not known is not counted, and told: $why', ({ item, reason }) => {
  const { outcome, reason: told } = ask(
    'slipping-promise',
    worldOf({ items: [workItemOf({ key: 'PAY-1', ...item })] }),
  );
  expect([outcome, told]).toEqual([reason === undefined ? 'clear' : 'unknown', reason]);
});

test('a flag tells every move with its days, later and earlier ones, and what could not be seen', () => {
  const item = workItemOf({
    key: 'PAY-1',
    due: dueOn([
      [1, 5],
      [2, 12],
      [3, 10],
      [4, 15],
    ]),
    ...versions([1, [left(versionOf('0.9', 3))]], [2.5, [first]]),
  });
  const [finding] = ask('slipping-promise', worldOf({ items: [item] })).findings;
  expect(finding).toMatchObject({
    message:
      'Its promised day was moved later twice, by 8 working days in all; the last time its due date was moved from 2017-01-11 to 2017-01-16',
    since: day(4),
    sinceExact: true,
  });
  expect(finding?.evidence.map(({ text }) => text)).toEqual([
    'due date was moved from 2017-01-06 to 2017-01-13: 5 working days later',
    'due date was moved from 2017-01-13 to 2017-01-11: 2 working days earlier again',
    'due date was moved from 2017-01-11 to 2017-01-16: 3 working days later',
    'Moved later by 8 working days in all',
    'It has been in fix version "0.9", of which nobody can tell the day: moves from and to there are not counted',
  ]);
});

test('since when is as certain as the history entry of the move that made it too often', () => {
  const item = workItemOf({
    key: 'PAY-1',
    due: dueOn(
      [
        [1, 5],
        [2, 12],
        [4, 15],
      ],
      false,
    ),
  });
  expect(ask('slipping-promise', worldOf({ items: [item] })).findings).toMatchObject([
    { since: day(4), sinceExact: false },
  ]);
});

test('one more move later never clears it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 5, max: 60 }), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 4 }),
      (days, moves) => {
        const flagged = (due: readonly number[]): boolean => {
          const item = workItemOf({ key: 'PAY-1', due: dueOn(due.map((one, index) => [index + 1, one] as const)) });
          return (
            ask(
              'slipping-promise',
              worldOf({ asOf: 20, items: [item], settings: withThresholds('slipping-promise', { moves }) }),
            ).flagged > 0
          );
        };
        if (flagged(days)) expect(flagged([...days, (days.at(-1) ?? 0) + 1])).toBe(true);
        else expect(days.filter((one, index) => index > 0 && one > (days[index - 1] ?? 0)).length).toBeLessThan(moves);
      },
    ),
  );
});
