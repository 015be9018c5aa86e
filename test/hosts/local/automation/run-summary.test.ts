import { automationLimits } from '../../../../src/hosts/local/automation/limits';
import type { RunRecord } from '../../../../src/hosts/local/automation/rule';
import type { ItemRun } from '../../../../src/hosts/local/automation/run-rule';
import { keptRuns, messageOf, outcomeOf } from '../../../../src/hosts/local/automation/run-summary';

const done: ItemRun = { item: { key: 'PAY-1', done: 'Commented.' }, acted: true };
const idle: ItemRun = { item: { key: 'PAY-2', done: 'The condition was not met.' }, acted: false };
const repeated: ItemRun = { ...idle, isRepetition: true };
const broken = (error: string): ItemRun => ({ item: { key: 'PAY-3', done: 'Nothing was done.', error }, acted: false });

it.each`
  runs                           | outcome
  ${[]}                          | ${'no actions performed'}
  ${[idle]}                      | ${'no actions performed'}
  ${[idle, done]}                | ${'success'}
  ${[idle, done, broken('No.')]} | ${'some errors'}
  ${[broken('No.')]}             | ${'failed'}
`('is $outcome', ({ runs, outcome }) => {
  expect(outcomeOf(runs)).toBe(outcome);
});

it.each`
  runs                          | message
  ${[]}                         | ${'No work item to look at.'}
  ${[idle]}                     | ${'1 looked at, 0 acted on.'}
  ${[idle, done]}               | ${'2 looked at, 1 acted on.'}
  ${[repeated, repeated]}       | ${'2 looked at, 2 already alerted in the last 24 hours.'}
  ${[repeated, done, repeated]} | ${'3 looked at, 1 acted on, 2 already alerted in the last 24 hours.'}
`('says "$message"', ({ runs, message }) => {
  expect(messageOf(runs, undefined)).toBe(message);
});

it('names each error once, the first three of them, and counts the others', () => {
  const runs = [done, ...['One.', 'Two.', 'One.', 'Three.', 'Four.', 'Five.'].map(broken)];
  expect(messageOf(runs, 'Cut.')).toBe(
    '7 looked at, 1 acted on. One. Two. Three. 2 other errors stand with their work items. Cut.',
  );
});

const record = (id: string, items: number): RunRecord => ({
  id,
  ruleId: 'rule-1',
  ruleName: 'Long waits',
  at: 0,
  trigger: 'schedule',
  outcome: 'success',
  items: Array.from({ length: items }, () => done.item),
  message: '',
  durationMs: 0,
});
const all = automationLimits.runItemsKept;

it.each`
  why                              | runs                                                  | kept
  ${'all that fit'}                | ${[record('a', all - 1), record('b', 1)]}             | ${['a', 'b']}
  ${'the newest that fit'}         | ${[record('a', 1), record('b', all), record('c', 1)]} | ${['c']}
  ${'the very newest in any case'} | ${[record('a', 1), record('b', all + 1)]}             | ${['b']}
`('keeps $why', ({ runs, kept }) => {
  expect(keptRuns(runs).map(({ id }) => id)).toEqual(kept);
});

it('keeps no more runs than the limit', () => {
  const runs = Array.from({ length: automationLimits.runsKept + 1 }, (_, index) => record(String(index), 0));
  expect(keptRuns(runs)).toEqual(runs.slice(1));
});
