import fc from 'fast-check';
import type { WorkItem } from '../../src/model/work-item';
import { type ItemOptions, day, historyOf, statusOf, workItemOf, worldOf } from '../builders/worlds';
import { ask, withThresholds } from './detectors-under-test';

/** Done on Tuesday, day 2: five working days have passed when Tuesday, day 9, begins. */
const done = workItemOf({
  key: 'PAY-2',
  status: [
    [1, 'to-do'],
    [2, 'done'],
  ],
});
const open = workItemOf({ key: 'PAY-3' });
const begun = workItemOf({
  key: 'PAY-8',
  status: [
    [1, 'in-progress'],
    [2, 'done'],
  ],
});
const blocked = historyOf([[1, statusOf('in-progress', 'Blocked')]]);
const unblocked = historyOf([
  [1, statusOf('in-progress', 'Blocked')],
  [3, statusOf('in-progress')],
  [4, statusOf('in-progress', 'Blocked')],
]);

const waiting = (options: Partial<ItemOptions> = {}): WorkItem =>
  workItemOf({ key: 'PAY-1', waitsOn: ['PAY-2'], ...options });

test.each`
  why                                           | item                                                                                    | asOf     | outcome
  ${'last moment inside the grace'}             | ${{}}                                                                                   | ${9}     | ${'clear'}
  ${'first moment after it'}                    | ${{}}                                                                                   | ${9.001} | ${'flagged'}
  ${'it was begun'} | ${{ status: [[1, 'to-do'], [4, 'in-progress']] }} | ${20} | ${'clear'}
  ${'it was begun, and put back'} | ${{ status: [[1, 'to-do'], [4, 'in-progress'], [5, 'to-do']] }} | ${20} | ${'clear'}
  ${'it had been begun before'}                 | ${{ status: [[1, 'in-progress']] }}                                                     | ${20}    | ${'clear'}
  ${'it waits for something else too'}          | ${{ waitsOn: ['PAY-2', 'PAY-3'] }}                                                      | ${20}    | ${'not-applicable'}
  ${'it may wait where nobody looks'}           | ${{ waitsOn: ['PAY-2', 'GONE-1'] }}                                                     | ${20}    | ${'unknown'}
  ${'so, but it is at work'}                    | ${{ waitsOn: ['PAY-2', 'GONE-1'], status: [[1, 'in-progress']] }}                       | ${20}    | ${'not-applicable'}
  ${'so, but it waits for what is open'}        | ${{ waitsOn: ['PAY-2', 'PAY-3', 'GONE-1'] }}                                            | ${20}    | ${'not-applicable'}
  ${'the link was taken off'}                   | ${{ waitsOn: [{ to: 'PAY-2', until: 3 }] }}                                             | ${20}    | ${'not-applicable'}
  ${'so, though they are still related'} | ${{ waitsOn: [{ to: 'PAY-2', until: 3 }, { to: 'PAY-2', phrase: 'relates to' }] }} | ${20} | ${'not-applicable'}
  ${'it was linked when that was done'}         | ${{ waitsOn: [{ to: 'PAY-2', from: 3 }] }}                                              | ${20}    | ${'not-applicable'}
  ${'the link does not say that it waits'}      | ${{ waitsOn: [{ to: 'PAY-2', phrase: 'relates to' }] }}                                 | ${20}    | ${'not-applicable'}
  ${'it is linked to nothing'}                  | ${{ waitsOn: [] }}                                                                      | ${20}    | ${'not-applicable'}
  ${'still flagged, inside the grace'}          | ${{ flagged: [[1, true]], status: [[1, 'in-progress']] }}                               | ${9}     | ${'clear'}
  ${'still flagged'}                            | ${{ flagged: [[1, true]], status: [[1, 'in-progress']] }}                               | ${9.001} | ${'flagged'}
  ${'flagged at the moment it was freed'}       | ${{ flagged: [[2, true]], status: [[1, 'in-progress']] }}                               | ${20}    | ${'flagged'}
  ${'flagged afterwards, for another reason'}   | ${{ flagged: [[2.001, true]], status: [[1, 'in-progress']] }}                           | ${20}    | ${'clear'}
  ${'so, and not begun'}                        | ${{ flagged: [[2.001, true]] }}                                                         | ${20}    | ${'clear'}
  ${'the flag was taken off'} | ${{ flagged: [[1, true], [3, false]], status: [[1, 'in-progress']] }} | ${20} | ${'clear'}
  ${'still in a waiting status'}                | ${{ status: blocked }}                                                                  | ${20}    | ${'flagged'}
  ${'in that status again, since'}              | ${{ status: unblocked }}                                                                | ${20}    | ${'clear'}
  ${'flagged, and may wait where nobody looks'} | ${{ flagged: [[1, true]], waitsOn: ['PAY-2', 'GONE-1'], status: [[1, 'in-progress']] }} | ${20}    | ${'unknown'}
  ${'a feature that nobody has set to begun'}   | ${{ level: 1 }}                                                                         | ${20}    | ${'not-applicable'}
  ${'a feature that is flagged'}                | ${{ level: 1, flagged: [[1, true]] }}                                                   | ${20}    | ${'flagged'}
  ${'assigned, and not begun'}                  | ${{ assignee: 'ana' }}                                                                  | ${20}    | ${'flagged'}
`('$why: $outcome', ({ item, asOf, outcome }: { item: Partial<ItemOptions>; asOf: number; outcome: string }) => {
  const items = [waiting(item), done, open, begun];
  const settings = withThresholds('blocked-by-closed', { graceDays: 5 });
  expect(ask('blocked-by-closed', worldOf({ asOf, items, settings })).outcome).toBe(outcome);
});

test.each`
  why                              | item                                         | outcome
  ${'assigned: it may be in hand'} | ${{ assignee: 'ana' }}                       | ${'unknown'}
  ${'assigned, and no history'}    | ${{ assignee: 'ana', hasHistory: false }}    | ${'unknown'}
  ${'in nobody’s hands'}           | ${{}}                                        | ${'flagged'}
  ${'flagged, whoever has it'}     | ${{ assignee: 'ana', flagged: [[1, true]] }} | ${'flagged'}
`('where no status ever shows what is begun, $why: $outcome', ({ item, outcome }) => {
  expect(ask('blocked-by-closed', worldOf({ asOf: 20, items: [waiting(item), done] })).outcome).toBe(outcome);
});

test('what was reopened holds it up again', () => {
  const again = workItemOf({
    key: 'PAY-2',
    status: [
      [1, 'to-do'],
      [2, 'done'],
      [4, 'to-do'],
    ],
  });
  expect(ask('blocked-by-closed', worldOf({ asOf: 20, items: [waiting(), again] })).outcome).toBe('not-applicable');
});

test('the last blocker to be done tells since when, and each is named with its day', () => {
  const later = workItemOf({
    key: 'PAY-4',
    status: [
      [1, 'to-do'],
      [3, 'done'],
      [4, 'done'],
    ],
  });
  const items = [waiting({ waitsOn: ['PAY-4', 'PAY-2'] }), done, later, begun];
  const [finding] = ask('blocked-by-closed', worldOf({ asOf: 20, items })).findings;
  expect(finding).toMatchObject({
    message: 'Not begun and not assigned, though all that it waited for is done since 2017-01-04',
    since: day(3),
    sinceExact: true,
    nextStep: 'Find somebody for it, now that PAY-2 and PAY-4 are done.',
    evidence: [
      { key: 'PAY-2', text: 'PAY-1 is blocked by this, and it is done', at: day(2) },
      { key: 'PAY-4', text: 'PAY-1 is blocked by this, and it is done', at: day(3) },
      { key: 'PAY-1', text: 'is in status "To Do" and could be begun', at: day(3) },
    ],
  });
});

test('two links to one blocker are one row, in whatever order Jira lists them', () => {
  const links = [{ to: 'PAY-2' }, { to: 'PAY-2', phrase: 'depends on' }];
  const rowsOf = (waitsOn: typeof links) =>
    ask('blocked-by-closed', worldOf({ asOf: 20, items: [waiting({ waitsOn }), done] })).findings[0]?.evidence;
  expect(rowsOf(links)).toHaveLength(2);
  expect(rowsOf(links.toReversed())).toEqual(rowsOf(links));
});

test('since when is an estimate where no entry tells of the closing, or of the link', () => {
  const guessed = workItemOf({
    key: 'PAY-2',
    status: historyOf(
      [
        [1, statusOf('to-do')],
        [2, statusOf('done')],
      ],
      false,
    ),
  });
  const exactness = (items: readonly WorkItem[]) =>
    ask('blocked-by-closed', worldOf({ asOf: 20, items })).findings.map(({ sinceExact }) => sinceExact);
  expect([
    exactness([waiting(), done]),
    exactness([waiting(), guessed]),
    exactness([waiting({ waitsOn: [{ to: 'PAY-2', exact: false }] }), done]),
  ]).toEqual([[true], [false], [false]]);
});

test('of a flag left standing, the detector of long waits gives the same advice', () => {
  const world = worldOf({ asOf: 20, items: [waiting({ flagged: [[1, true]], status: blocked }), done] });
  const [closed] = ask('blocked-by-closed', world).findings;
  const [wait] = ask('blocking-wait', world).findings;
  expect([closed?.message, wait?.message]).toEqual([
    'Still flagged and in status "Blocked", though all that it waited for is done since 2017-01-03',
    'PAY-1 has waited 15 working days behind a flag and in status "Blocked", since 2017-01-02',
  ]);
  expect(closed?.nextStep).toBe(
    'Take the flag and the status off PAY-1, now that PAY-2 is done, or say what else it waits for.',
  );
  expect(wait?.nextStep).toBe(closed?.nextStep);
});

test('of a flag set afterwards, the detector of long waits does not say that it may go', () => {
  const world = worldOf({ asOf: 20, items: [waiting({ flagged: [[4, true]] }), done] });
  expect(ask('blocking-wait', world).findings.map(({ nextStep }) => nextStep)).toEqual([
    'Clear what holds PAY-1 up, or take the flag or status off if nothing does.',
  ]);
});

test('longer after it was freed it is never clear again', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 20 }),
      fc.integer({ min: 2, max: 40 }),
      fc.nat(20),
      fc.nat(10),
      fc.boolean(),
      (doneOn, asOf, more, graceDays, flagged) => {
        const isFlagged = (at: number): boolean => {
          const blocker = workItemOf({
            key: 'PAY-2',
            status: [
              [1, 'to-do'],
              [doneOn, 'done'],
            ],
          });
          const items = [waiting(flagged ? { flagged: [[1, true]] } : {}), blocker];
          return (
            ask(
              'blocked-by-closed',
              worldOf({ asOf: at, items, settings: withThresholds('blocked-by-closed', { graceDays }) }),
            ).flagged > 0
          );
        };
        if (isFlagged(asOf)) expect(isFlagged(asOf + more)).toBe(true);
      },
    ),
  );
});
