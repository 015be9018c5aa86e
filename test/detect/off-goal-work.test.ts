import fc from 'fast-check';
import type { SettingsChange } from '../../src/model/settings';
import { type ItemOptions, type WorldOptions, day, featureOf, workItemOf, worldOf } from '../builders/worlds';
import { ask, withThresholds } from './detectors-under-test';

const PEOPLE = ['ana', 'ben', 'cid', 'dee', 'eli'];
const limits = (offGoalPercent: number): SettingsChange => ({
  ...withThresholds('off-goal-work', { offGoalPercent, lookBackDays: 5 }),
  goals: { features: ['PAY-90'] },
});

/** Five people, each with one item since day 1: those of the first `off` serve PAY-91, the others the goal PAY-90. */
function teamWork(off: number, more: Partial<ItemOptions> = {}) {
  return [
    featureOf({ key: 'PAY-90' }),
    featureOf({ key: 'PAY-91' }),
    ...PEOPLE.map((assignee, index) =>
      workItemOf({
        key: `PAY-${index + 1}`,
        assignee,
        status: [[1, 'in-progress']],
        parent: index < off ? 'PAY-91' : 'PAY-90',
        ...more,
      }),
    ),
  ];
}
// Asked when Saturday, day 6, begins: Monday to Friday are over.
const askTeam = (more: WorldOptions) => ask('off-goal-work', worldOf({ asOf: 6, settings: limits(20), ...more }));

test.each`
  why                                   | items                                                                                                                           | settings                        | outcome
  ${'one of five days is at the limit'} | ${teamWork(1)}                                                                                                                  | ${limits(20)}                   | ${'clear'}
  ${'and beyond one just below'}        | ${teamWork(1)}                                                                                                                  | ${limits(19.9)}                 | ${'flagged'}
  ${'two of five'}                      | ${teamWork(2)}                                                                                                                  | ${limits(20)}                   | ${'flagged'}
  ${'all serve the goal'}               | ${teamWork(0)}                                                                                                                  | ${limits(0)}                    | ${'clear'}
  ${'no goals are named'}               | ${teamWork(5)}                                                                                                                  | ${{ ...limits(20), goals: {} }} | ${'not-applicable'}
  ${'work in progress is never shown'}  | ${teamWork(5, { status: [[1, 'to-do']] })}                                                                                      | ${limits(20)}                   | ${'not-applicable'}
  ${'so, but no history could show it'} | ${teamWork(5, { status: [[1, 'to-do']], hasHistory: false }).map((item) => ({ ...item, hasHistory: false }))}                   | ${limits(20)}                   | ${'unknown'}
  ${'nobody has anything in hand'}      | ${teamWork(5).map((item) => ({ ...item, assignee: [] }))}                                                                       | ${limits(20)}                   | ${'not-applicable'}
  ${'four people are too few to show'}  | ${teamWork(2).slice(0, -1)}                                                                                                     | ${limits(20)}                   | ${'not-applicable'}
  ${'too much hangs out of sight'}      | ${teamWork(5, { parent: 'GONE-1' })}                                                                                            | ${limits(20)}                   | ${'unknown'}
  ${'little hangs out of sight'}        | ${[...teamWork(0).slice(0, -1), workItemOf({ key: 'PAY-5', assignee: 'eli', status: [[1, 'in-progress']], parent: 'GONE-1' })]} | ${limits(20)}                   | ${'clear'}
`('$why: $outcome', ({ items, settings, outcome }) => {
  expect(askTeam({ items, settings }).outcome).toBe(outcome);
});

test('fifths of a day that add up to the limit do not exceed it', () => {
  const many = [11, 12, 13, 14, 15].map((number) =>
    workItemOf({ key: `PAY-${number}`, assignee: 'ana', status: [[1, 'in-progress']] }),
  );
  const items = [...teamWork(0).filter(({ key }) => key !== 'PAY-1'), ...many];
  expect(askTeam({ items }).outcome).toBe('clear');
});

test('what is off goal is told by feature, the costliest first, and nobody is named', () => {
  const loose = workItemOf({
    key: 'PAY-6',
    assignee: 'cid',
    status: [
      [1, 'to-do'],
      [3, 'in-progress'],
    ],
  });
  const { findings } = askTeam({ items: [...teamWork(2), loose] });
  expect(findings).toMatchObject([
    {
      message: 'In the last 5 working days 11.5 of 25 person-days served no goal in force',
      since: day(1),
      sinceExact: false,
      evidence: [
        { kind: 'figure', text: '11.5 of 25 person-days served no goal', value: 46, unit: 'percent' },
        { kind: 'work-item', key: 'PAY-91', text: 'took 10 person-days' },
        { kind: 'work-item', key: 'PAY-6', text: 'took 1.5 person-days' },
      ],
      nextStep: 'Ask which goal PAY-91 and PAY-6 serve: add it to the goals in the settings, or stop the work.',
    },
  ]);
  for (const person of PEOPLE) expect(JSON.stringify(findings)).not.toContain(`"${person}"`);
});

test.each`
  why                   | items                       | settings                        | reason
  ${'no goal is named'} | ${teamWork(5)}              | ${{ ...limits(20), goals: {} }} | ${'Does not apply, because no goals are named in the settings.'}
  ${'too few are seen'} | ${teamWork(5).slice(0, -1)} | ${limits(20)}                   | ${'Does not apply, because figures about fewer than 5 people are not shown.'}
`('it says when $why', ({ items, settings, reason }) => {
  expect(askTeam({ items, settings }).reason).toBe(reason);
});

test('more work beside the goals never clears a flag', () => {
  const off = fc.integer({ min: 0, max: 5 });
  fc.assert(
    fc.property(off, off, fc.integer({ min: 0, max: 99 }), (few, many, percent) => {
      const flagged = (count: number): boolean =>
        askTeam({ items: teamWork(count), settings: limits(percent) }).outcome === 'flagged';
      if (few <= many && flagged(few)) expect(flagged(many)).toBe(true);
    }),
  );
});
