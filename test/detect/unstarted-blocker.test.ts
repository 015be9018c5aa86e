import { workItemOf, worldOf } from '../builders/worlds';
import { ask, withThresholds } from './detectors-under-test';

const waiter = workItemOf({ key: 'PAY-1', waitsOn: ['PAY-2'] });
const begun = workItemOf({
  key: 'PAY-8',
  status: [
    [1, 'in-progress'],
    [2, 'done'],
  ],
});

// Day 1 is a Monday: three working days have passed when Thursday begins.
test.each`
  why                                             | blocker                                                  | others             | asOf     | outcome
  ${'last moment inside the limit'}               | ${{}}                                                    | ${[waiter, begun]} | ${4}     | ${'clear'}
  ${'first moment after it'}                      | ${{}}                                                    | ${[waiter, begun]} | ${4.001} | ${'flagged'}
  ${'it was begun'} | ${{ status: [[1, 'to-do'], [3, 'in-progress']] }} | ${[waiter, begun]} | ${9} | ${'clear'}
  ${'nobody waits for it'}                        | ${{}}                                                    | ${[begun]}         | ${9}     | ${'clear'}
  ${'assigned, and not begun'}                    | ${{ assignee: 'ana' }}                                   | ${[waiter, begun]} | ${9}     | ${'flagged'}
  ${'assigned, where beginning is never shown'}   | ${{ assignee: 'ana' }}                                   | ${[waiter]}        | ${9}     | ${'unknown'}
  ${'so, but nobody has waited for long'}         | ${{ assignee: 'ana' }}                                   | ${[waiter]}        | ${4}     | ${'clear'}
  ${'it may wait where nobody looks'}             | ${{ waitsOn: ['GONE-1'] }}                               | ${[waiter, begun]} | ${9}     | ${'unknown'}
  ${'so, but it was begun'}                       | ${{ waitsOn: ['GONE-1'], status: [[1, 'in-progress']] }} | ${[waiter]}        | ${9}     | ${'clear'}
  ${'unassigned, where beginning is never shown'} | ${{}}                                                    | ${[waiter]}        | ${9}     | ${'flagged'}
`('$why: $outcome', ({ blocker, others, asOf, outcome }) => {
  const items = [workItemOf({ key: 'PAY-2', ...blocker }), ...others];
  expect(
    ask(
      'unstarted-blocker',
      worldOf({ asOf, items, settings: withThresholds('unstarted-blocker', { longerThanDays: 3 }) }),
    ).outcome,
  ).toBe(outcome);
});

test('of a chain only the end is flagged: what waits itself has a reason', () => {
  const items = [waiter, workItemOf({ key: 'PAY-2', waitsOn: ['PAY-3'] }), workItemOf({ key: 'PAY-3' })];
  const { findings } = ask('unstarted-blocker', worldOf({ asOf: 9, items }));
  expect(findings.map(({ message, nextStep }) => [message, nextStep])).toEqual([
    [
      'Not begun and not assigned, though PAY-2 has waited for it for up to 6 working days',
      'Find somebody for it: 1 item waits for it.',
    ],
  ]);
});

test.each`
  why                                 | blocker                                     | reason
  ${'nobody can see what is begun'}   | ${{ assignee: 'ana' }}                      | ${'no item of the project has ever been in an in-progress status'}
  ${'no history could show it'}       | ${{ assignee: 'ana', hasHistory: false }}   | ${'no item was seen in an in-progress status, and Jira serves no history that could show one'}
  ${'it may wait for something else'} | ${{ assignee: 'ana', waitsOn: ['GONE-1'] }} | ${'it may itself wait for blockers that have not been looked at'}
`('it says when $why', ({ blocker, reason }) => {
  const items = [
    workItemOf({ key: 'PAY-1', waitsOn: ['PAY-2'], hasHistory: false }),
    workItemOf({ key: 'PAY-2', ...blocker }),
  ];
  expect(ask('unstarted-blocker', worldOf({ asOf: 9, items })).reason).toBe(
    `1 of 2 could not be judged, because ${reason}.`,
  );
});
