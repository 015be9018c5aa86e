import fc from 'fast-check';
import type { WorkItem } from '../../src/model/work-item';
import { type ItemOptions, day, featureOf, historyOf, versionOf, workItemOf, worldOf } from '../builders/worlds';
import { ask, withThresholds } from './detectors-under-test';

const feature = featureOf({ key: 'PAY-1' });
const version = versionOf('2.0', 30);

/** Stories PAY-11, PAY-12, … of the feature; the first is begun on day 3. */
function storiesOf(count: number, options: Partial<ItemOptions> = {}): WorkItem[] {
  return Array.from({ length: count }, (_, index) =>
    workItemOf({
      key: `PAY-${11 + index}`,
      parent: 'PAY-1',
      ...(index === 0 && {
        status: [
          [1, 'to-do'],
          [3, 'in-progress'],
        ] as const,
      }),
      ...options,
    }),
  );
}
const one = (options: Partial<ItemOptions> = {}): WorkItem =>
  workItemOf({ key: 'PAY-50', parent: 'PAY-1', created: 5, ...options });
const parent = (...steps: Parameters<typeof historyOf<string | undefined>>[0]) => ({
  created: 1,
  parent: historyOf(steps),
});

const outcomeOf = (items: readonly WorkItem[], thresholds = {}, asOf = 10): string =>
  ask('scope-growth', worldOf({ asOf, items, settings: withThresholds('scope-growth', thresholds) })).outcome;

// Begun when Wednesday, day 3, began; the one working day of set-up is over when Thursday, day 4, begins.
test.each`
  why                                         | items                                                                                                                              | outcome
  ${'nothing came or went'}                   | ${storiesOf(5)}                                                                                                                    | ${'clear'}
  ${'one of twenty came: 5 %'}                | ${[...storiesOf(20), one()]}                                                                                                       | ${'clear'}
  ${'one of nineteen came: more than 5 %'}    | ${[...storiesOf(19), one()]}                                                                                                       | ${'flagged'}
  ${'one of nineteen went'}                   | ${[...storiesOf(18), one(parent([1, 'PAY-1'], [6, undefined]))]}                                                                   | ${'flagged'}
  ${'one went and one came, of twenty'}       | ${[...storiesOf(19), one(parent([1, 'PAY-1'], [6, 'PAY-9'])), one({ key: 'PAY-51' })]}                                             | ${'flagged'}
  ${'the last moment of the set-up time'}     | ${[...storiesOf(5), one({ created: 4 })]}                                                                                          | ${'clear'}
  ${'the first moment after it'}              | ${[...storiesOf(5), one({ created: 4.001 })]}                                                                                      | ${'flagged'}
  ${'it came and went again'}                 | ${[...storiesOf(5), one(parent([1, undefined], [5, 'PAY-1'], [7, undefined]))]}                                                    | ${'clear'}
  ${'it went and came back'}                  | ${[...storiesOf(5), one(parent([1, 'PAY-1'], [5, undefined], [7, 'PAY-1']))]}                                                      | ${'clear'}
  ${'it came back later than now'}            | ${[...storiesOf(5), one(parent([1, 'PAY-1'], [5, undefined], [17, 'PAY-1']))]}                                                     | ${'flagged'}
  ${'a subtask came'}                         | ${[...storiesOf(5), one({ level: -1 })]}                                                                                           | ${'clear'}
  ${'four at the start'}                      | ${[...storiesOf(4), one()]}                                                                                                        | ${'not-applicable'}
  ${'nothing was ever begun'}                 | ${[...storiesOf(5, { status: [[1, 'to-do']] }), one()]}                                                                            | ${'not-applicable'}
  ${'begun, but by something not yet in it'}  | ${[...storiesOf(5, { status: [[1, 'to-do']] }), one({ ...parent([1, undefined], [9.5, 'PAY-1']), status: [[1, 'in-progress']] })]} | ${'not-applicable'}
  ${'begun and put back before it came'} | ${[...storiesOf(5, { status: [[1, 'to-do']] }), one({ ...parent([1, undefined], [4, 'PAY-1']), status: [[1, 'in-progress'], [2, 'to-do']] }), one({ key: 'PAY-51', created: 7 })]} | ${'not-applicable'}
  ${'what has no history seems begun earlier'} | ${[...storiesOf(5, { created: 2.5, status: [[2.5, 'to-do'], [3, 'in-progress']] }), one({ created: 1, status: [[1, 'in-progress']], hasHistory: false })]} | ${'unknown'}
  ${'nothing is below it'}                    | ${[]}                                                                                                                              | ${'not-applicable'}
  ${'the first one was done at once'} | ${[...storiesOf(5, { status: [[1, 'to-do'], [3, 'done']] }), one()]} | ${'flagged'}
  ${'no history shows when one came'}         | ${[...storiesOf(5), one({ created: 1, hasHistory: false })]}                                                                       | ${'unknown'}
  ${'no history, but it was made afterwards'} | ${[...storiesOf(5), one({ hasHistory: false })]}                                                                                   | ${'flagged'}
  ${'no history shows when it was begun'}     | ${storiesOf(5, { status: [[3, 'in-progress']], hasHistory: false })}                                                               | ${'unknown'}
`('$why: $outcome', ({ items, outcome }: { items: readonly WorkItem[]; outcome: string }) => {
  expect(outcomeOf([feature, ...items])).toBe(outcome);
});

test('a closed feature promises nothing more', () => {
  const closed = featureOf({
    key: 'PAY-1',
    status: [
      [1, 'to-do'],
      [8, 'done'],
    ],
  });
  expect(outcomeOf([closed, ...storiesOf(5), one()])).toBe('not-applicable');
});

test.each`
  percent | changedPercent | muchPercent | outcome      | said
  ${20}   | ${20}          | ${30}       | ${'clear'}   | ${undefined}
  ${20}   | ${19}          | ${30}       | ${'flagged'} | ${'20 %, above the lower limit of 19 %'}
  ${20}   | ${5}           | ${20}       | ${'flagged'} | ${'20 %, above the lower limit of 5 %'}
  ${20}   | ${5}           | ${19}       | ${'flagged'} | ${'20 %, above the upper limit of 19 %'}
`('$percent % against $changedPercent and $muchPercent: $outcome', ({ changedPercent, muchPercent, outcome, said }) => {
  const settings = withThresholds('scope-growth', { changedPercent, muchPercent });
  const verdict = ask('scope-growth', worldOf({ items: [feature, ...storiesOf(5), one()], settings }));
  expect([verdict.outcome, verdict.findings[0]?.message]).toEqual([
    outcome,
    said === undefined ? undefined : `Had 5 work items when work on it began on 2017-01-04; 1 added since: ${said}`,
  ]);
});

test('since when is told by what made it too much, and every change by its history', () => {
  const items = [
    feature,
    ...storiesOf(19),
    one(parent([1, 'PAY-1'], [6, 'PAY-9'])),
    one({ key: 'PAY-51', created: 8 }),
    one({ key: 'PAY-52', ...parent([1, undefined], [9, 'PAY-1']) }),
  ];
  const [finding] = ask('scope-growth', worldOf({ items })).findings;
  expect(finding).toMatchObject({
    subject: { kind: 'work-item', key: 'PAY-1' },
    message:
      'Had 20 work items when work on it began on 2017-01-04; 2 added and 1 taken out since: 15 %, above the lower limit of 5 %',
    since: day(8),
    sinceExact: true,
  });
  expect(finding?.evidence.map((row) => [row.kind === 'work-item' ? row.key : '', row.text])).toEqual([
    ['', '20 work items promised at the start'],
    ['', '2 added and 1 taken out since: 15 %'],
    ['PAY-50', 'was there at the start and has been taken out'],
    ['PAY-51', 'was added after the start'],
    ['PAY-52', 'was added after the start'],
  ]);
});

const inVersion = { parent: 'PAY-9', fixVersions: [version] };
const planned = (...steps: Parameters<typeof historyOf<readonly (typeof version)[]>>[0]) => ({
  ...inVersion,
  created: 1,
  fixVersions: historyOf(steps),
});
test.each`
  why                                     | items                                                                               | asOf    | outcome
  ${'one was added'}                      | ${[...storiesOf(5, inVersion), one(inVersion)]}                                     | ${10}   | ${'flagged'}
  ${'one was planned into it afterwards'} | ${[...storiesOf(5, inVersion), one(planned([1, []], [6, [version]]))]}              | ${10}   | ${'flagged'}
  ${'one more version beside it'}         | ${[...storiesOf(6, planned([1, [version]], [6, [version, versionOf('3.0', 60)]]))]} | ${10}   | ${'clear'}
  ${'a feature was added'}                | ${[...storiesOf(5, inVersion), one({ ...inVersion, level: 1 })]}                    | ${10}   | ${'clear'}
  ${'on the last day of the version'}     | ${[...storiesOf(5, inVersion), one(inVersion)]}                                     | ${30.9} | ${'flagged'}
  ${'its day is over'}                    | ${[...storiesOf(5, inVersion), one(inVersion)]}                                     | ${31}   | ${'not-applicable'}
  ${'it is of another project'}           | ${[...storiesOf(5, inVersion), one({ ...inVersion, key: 'OPS-1' })]}                | ${10}   | ${'clear'}
`('a version with a day ahead is a scope too: $why: $outcome', ({ items, asOf, outcome }) => {
  expect(outcomeOf(items, {}, asOf)).toBe(outcome);
});

test('a version is named by its id, so that it keeps its finding when it gets another name', () => {
  const [finding] = ask('scope-growth', worldOf({ items: [...storiesOf(5, inVersion), one(inVersion)] })).findings;
  expect(finding?.subject).toEqual({ kind: 'version', projectKey: 'PAY', id: '2.0', name: '2.0' });
});

test('one more that comes never clears it, and neither does one more that goes', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 5, max: 30 }),
      fc.integer({ min: 0, max: 10 }),
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 0, max: 100 }),
      (promised, added, removed, changedPercent) => {
        const flagged = (more: number, fewer: number): boolean => {
          const items = storiesOf(promised).map((story, index) =>
            index > 0 && index <= Math.min(fewer, promised - 1)
              ? {
                  ...story,
                  parent: historyOf<string | undefined>([
                    [1, 'PAY-1'],
                    [7, undefined],
                  ]),
                }
              : story,
          );
          const extra = Array.from({ length: more }, (_, index) => one({ key: `PAY-${100 + index}` }));
          return outcomeOf([feature, ...items, ...extra], { changedPercent }) === 'flagged';
        };
        if (!flagged(added, removed)) return;
        expect([flagged(added + 1, removed), flagged(added, removed + 1)]).toEqual([true, true]);
      },
    ),
  );
});
