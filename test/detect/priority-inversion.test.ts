import fc from 'fast-check';
import { day, workItemOf, worldOf } from '../builders/worlds';
import { ask, withThresholds } from './detectors-under-test';

const settings = withThresholds('priority-inversion', { graceDays: 1 });
const waiter = (priority: string | undefined, more: object = {}) =>
  workItemOf({ key: 'PAY-1', priority, waitsOn: ['PAY-2'], ...more });
const blocker = (priority: string | undefined, more: object = {}) => workItemOf({ key: 'PAY-2', priority, ...more });
const chain = workItemOf({ key: 'PAY-3', priority: 'Highest', waitsOn: ['PAY-1'] });

// The wait began when Monday, day 1, began: one working day has passed when Tuesday, day 2, begins.
test.each`
  why                                         | items                                                                                                 | asOf     | outcome
  ${'last moment of grace'}                   | ${[waiter('High'), blocker('Low')]}                                                                   | ${2}     | ${'clear'}
  ${'first moment after it'}                  | ${[waiter('High'), blocker('Low')]}                                                                   | ${2.001} | ${'flagged'}
  ${'as urgent'}                              | ${[waiter('High'), blocker('High')]}                                                                  | ${9}     | ${'clear'}
  ${'more urgent'}                            | ${[waiter('Low'), blocker('High')]}                                                                   | ${9}     | ${'clear'}
  ${'names of an older Jira'}                 | ${[waiter('Critical'), blocker('Trivial')]}                                                           | ${9}     | ${'flagged'}
  ${'what waits is done'}                     | ${[waiter('High', { status: [[1, 'done']] }), blocker('Low')]}                                        | ${9}     | ${'not-applicable'}
  ${'nothing waits for anything'}             | ${[workItemOf({ key: 'PAY-1' })]}                                                                     | ${9}     | ${'not-applicable'}
  ${'it has no priority'}                     | ${[waiter('High'), blocker(undefined)]}                                                               | ${9}     | ${'unknown'}
  ${'its priority is not in the order'}       | ${[waiter('High'), blocker('P3')]}                                                                    | ${9}     | ${'unknown'}
  ${'that of what waits is not'}              | ${[waiter('P1'), blocker('Low')]}                                                                     | ${9}     | ${'unknown'}
  ${'of two that wait one is more urgent'}    | ${[waiter('P1'), workItemOf({ key: 'PAY-4', priority: 'High', waitsOn: ['PAY-2'] }), blocker('Low')]} | ${9}     | ${'flagged'}
  ${'more urgent is only the end of a chain'} | ${[chain, waiter('Low'), blocker('Low')]}                                                             | ${9}     | ${'flagged'}
`('$why: $outcome', ({ items, asOf, outcome }) => {
  expect(ask('priority-inversion', worldOf({ asOf, items, settings })).outcome).toBe(outcome);
});

test('the order is the site’s own', () => {
  const waiting = { priorities: ['P1', 'P2', 'P3'] };
  const items = [waiter('P1'), blocker('P3')];
  expect(ask('priority-inversion', worldOf({ items, settings: { ...settings, waiting } })).outcome).toBe('flagged');
});

test('both ends are named, the most urgent first, direct or not', () => {
  const items = [chain, waiter('High'), blocker('Low', { created: 0 })];
  const { findings } = ask('priority-inversion', worldOf({ asOf: 9, items, settings }));
  expect(findings.filter(({ subject }) => subject.kind === 'work-item' && subject.key === 'PAY-2')).toMatchObject([
    {
      message: 'Has priority "Low", though PAY-3 and PAY-1 wait for it with up to "Highest"',
      since: day(1),
      evidence: [
        { key: 'PAY-2', text: 'has priority "Low"', at: day(0) },
        { key: 'PAY-3', text: 'has priority "Highest" and in the end waits for PAY-2', exact: false },
        { key: 'PAY-1', text: 'has priority "High" and waits for PAY-2', exact: true },
      ],
      nextStep: 'Give PAY-2 priority "Highest", or PAY-3 and PAY-1 a lower one.',
    },
  ]);
});

test('it says when priorities tell nothing', () => {
  const { reason } = ask('priority-inversion', worldOf({ asOf: 9, items: [waiter('High'), blocker('P3')], settings }));
  expect(reason).toBe(
    '1 of 2 could not be judged, because its priority is not in the order of priorities of the settings.',
  );
});

test('making what waits more urgent never clears a flag', () => {
  const names = ['Highest', 'High', 'Medium', 'Low', 'Lowest'];
  const place = fc.integer({ min: 0, max: 4 });
  fc.assert(
    fc.property(place, place, place, (own, theirs, raised) => {
      const flaggedWith = (waiting: number): boolean =>
        ask('priority-inversion', worldOf({ items: [waiter(names[waiting]), blocker(names[own])], settings }))
          .outcome === 'flagged';
      if (raised <= theirs && flaggedWith(theirs)) expect(flaggedWith(raised)).toBe(true);
    }),
  );
});
