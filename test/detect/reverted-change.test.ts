import fc from 'fast-check';
import { type ItemOptions, commitOf, day, featureOf, traceLinkOf, workItemOf, worldOf } from '../builders/worlds';
import { ask, withThresholds } from './detectors-under-test';

const ID = 'reverted-change';
const settings = withThresholds(ID, { quietDays: 5, lookBackDays: 100 });

/** Closed on day 1, before its change is reverted on Tuesday, day 2. */
const story = (resolution = 'Done', more: Partial<ItemOptions> = {}) =>
  workItemOf({ key: 'PAY-1', status: [[1, 'done']], resolution: [[1, resolution]], ...more });
const open = (more: Partial<ItemOptions> = {}) => workItemOf({ key: 'PAY-1', ...more });
const given = featureOf({ key: 'PAY-9', status: [[1, 'done']], resolution: [[1, "Won't Do"]] });

const code = commitOf({ sha: 'c1', message: 'Pay in parts' });
const undo = commitOf({ sha: 'c2', committed: 2, message: 'Revert "Pay in parts"' });
const back = commitOf({ sha: 'c3', committed: 3, message: 'Revert "Revert "Pay in parts""' });
const anew = commitOf({ sha: 'c3', committed: 3, message: 'Pay in two parts' });
const undoAnew = commitOf({ sha: 'c4', committed: 3.5, message: 'Revert "Pay in two parts"' });
const merge = commitOf({ sha: 'c3', committed: 3, parents: ['p1', 'c2'] });

// Five working days after Tuesday, day 2, is Tuesday, day 9.
test.each`
  why                                          | item                                        | commits                         | asOf       | outcome
  ${'last moment of quiet'}                    | ${story()}                                  | ${[code, undo]}                 | ${9}       | ${'clear'}
  ${'first moment after it'}                   | ${story()}                                  | ${[code, undo]}                 | ${9.001}   | ${'flagged'}
  ${'last moment looked back on'}              | ${story()}                                  | ${[code, undo]}                 | ${102}     | ${'flagged'}
  ${'first moment before it'}                  | ${story()}                                  | ${[code, undo]}                 | ${102.001} | ${'not-applicable'}
  ${'nothing was reverted'}                    | ${story()}                                  | ${[code, anew]}                 | ${20}      | ${'not-applicable'}
  ${'the revert was reverted'}                 | ${story()}                                  | ${[code, undo, back]}           | ${20}      | ${'clear'}
  ${'another commit came after'}               | ${story()}                                  | ${[code, undo, anew]}           | ${20}      | ${'clear'}
  ${'and that was reverted too'}               | ${story()}                                  | ${[code, undo, anew, undoAnew]} | ${20}      | ${'flagged'}
  ${'only a merge came after'}                 | ${story()}                                  | ${[code, undo, merge]}          | ${20}      | ${'flagged'}
  ${'it was given up'}                         | ${story("Won't Do")}                        | ${[code, undo]}                 | ${20}      | ${'clear'}
  ${'it went on under another key'}            | ${story('Duplicate')}                       | ${[code, undo]}                 | ${20}      | ${'clear'}
  ${'its feature was given up'}                | ${story('Done', { parent: 'PAY-9' })}       | ${[code, undo]}                 | ${20}      | ${'clear'}
  ${'done, and nobody says how'}               | ${open({ status: [[1, 'done']] })}          | ${[code, undo]}                 | ${20}      | ${'flagged'}
  ${'open, last moment of quiet'}              | ${open({ moved: [3] })}                     | ${[code, undo]}                 | ${10}      | ${'clear'}
  ${'open, first moment after it'}             | ${open({ moved: [3] })}                     | ${[code, undo]}                 | ${10.001}  | ${'flagged'}
  ${'open and quiet, as far as anybody knows'} | ${open({ hasHistory: false, updated: 25 })} | ${[code, undo]}                 | ${20}      | ${'unknown'}
`('$why: $outcome', ({ item, commits, asOf, outcome }) => {
  const links = ['c1', 'c2', 'c3', 'c4'].map((sha) => traceLinkOf(sha, 'PAY-1'));
  expect(ask(ID, worldOf({ asOf, items: [item, given], commits, links, settings })).outcome).toBe(outcome);
});

const links = ['c1', 'c2'].map((sha) => traceLinkOf(sha, 'PAY-1'));

test('both commits and the item are the evidence', () => {
  expect(ask(ID, worldOf({ asOf: 20, items: [story()], commits: [code, undo], links, settings })).findings).toEqual([
    {
      detector: ID,
      subject: { kind: 'work-item', key: 'PAY-1' },
      message: 'Its change was reverted, yet it counts as delivered, since 2017-01-03',
      since: day(2),
      sinceExact: true,
      evidence: [
        { kind: 'work-item', key: 'PAY-1', text: 'is in status "Done"', at: day(1), exact: true, unknown: false },
        { kind: 'commit', repo: 'team/billing', sha: 'c2', text: 'undoes it: Revert "Pay in parts"', at: day(2) },
        { kind: 'commit', repo: 'team/billing', sha: 'c1', text: 'was undone: Pay in parts', at: day(1) },
        {
          kind: 'figure',
          text: '14 working days without a commit that takes it up again',
          value: 14,
          unit: 'working days',
        },
      ],
      nextStep: 'Take it up again, or close it as given up and tell those it was promised to.',
      personDays: undefined,
    },
  ]);
});

test('of an open item the quiet counts from its last movement', () => {
  const items = [open({ moved: [3] })];
  expect(ask(ID, worldOf({ asOf: 20, items, commits: [code, undo], links, settings })).findings).toMatchObject([
    { message: 'Its change was reverted, yet it lies open and untouched, since 2017-01-04', since: day(3) },
  ]);
});

test('an item closed as delivered after the revert has stood so since it was closed', () => {
  const items = [
    open({
      status: [
        [1, 'in-progress'],
        [4, 'done'],
      ],
    }),
  ];
  expect(ask(ID, worldOf({ asOf: 20, items, commits: [code, undo], links, settings })).findings).toMatchObject([
    { since: day(4) },
  ]);
});

test('time alone never clears it, within the time looked back on', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 60 }), fc.integer({ min: 0, max: 40 }), (asOf, later) => {
      const flagged = (at: number): boolean =>
        ask(ID, worldOf({ asOf: at, items: [story()], commits: [code, undo], links, settings })).outcome === 'flagged';
      if (flagged(asOf)) expect(flagged(asOf + later)).toBe(true);
    }),
  );
});
