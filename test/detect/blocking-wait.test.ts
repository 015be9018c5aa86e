import type { WorkItem } from '../../src/model/work-item';
import { day, featureOf, historyOf, statusOf, workItemOf, worldOf } from '../builders/worlds';
import { ask, withThresholds } from './detectors-under-test';

const blocker = workItemOf({ key: 'PAY-2' });
const waiting = (more: Partial<Parameters<typeof workItemOf>[0]> = {}): WorkItem =>
  workItemOf({ key: 'PAY-1', assignee: 'ana', waitsOn: ['PAY-2'], ...more });
const on = (asOf: number, items: readonly WorkItem[], longerThanDays = 3) =>
  ask('blocking-wait', worldOf({ asOf, items, settings: withThresholds('blocking-wait', { longerThanDays }) }));

// Day 1 is a Monday: three working days have passed when Thursday begins.
test.each`
  why                                         | asOf     | items                                                                                       | longerThanDays | outcome
  ${'last moment inside the limit'}           | ${4}     | ${[waiting(), blocker]}                                                                     | ${3}           | ${'clear'}
  ${'first moment after it'}                  | ${4.001} | ${[waiting(), blocker]}                                                                     | ${3}           | ${'flagged'}
  ${'a weekend does not count'}               | ${8}     | ${[waiting(), blocker]}                                                                     | ${5}           | ${'clear'}
  ${'nothing waits'}                          | ${9}     | ${[workItemOf({ key: 'PAY-1' }), blocker]}                                                  | ${3}           | ${'clear'}
  ${'the blocker is done'} | ${9} | ${[waiting(), workItemOf({ key: 'PAY-2', status: [[1, 'to-do'], [9, 'done']] })]} | ${3} | ${'clear'}
  ${'the blocker is done a moment later'} | ${8.999} | ${[waiting(), workItemOf({ key: 'PAY-2', status: [[1, 'to-do'], [9, 'done']] })]} | ${3} | ${'flagged'}
  ${'the waiting item itself is done'} | ${9} | ${[waiting({ status: [[1, 'to-do'], [5, 'done']] }), blocker]} | ${3} | ${'clear'}
  ${'the link was removed'}                   | ${9}     | ${[waiting({ waitsOn: [{ to: 'PAY-2', until: 9 }] }), blocker]}                             | ${3}           | ${'clear'}
  ${'the link is new'}                        | ${9}     | ${[waiting({ waitsOn: [{ to: 'PAY-2', from: 8 }] }), blocker]}                              | ${3}           | ${'clear'}
  ${'the blocker is younger than the link'}   | ${9}     | ${[waiting(), workItemOf({ key: 'PAY-2', created: 8 })]}                                    | ${3}           | ${'clear'}
  ${'a link in other words does not count'}   | ${9}     | ${[waiting({ waitsOn: [{ to: 'PAY-2', phrase: 'blocks' }] }), blocker]}                     | ${3}           | ${'clear'}
  ${'the phrase in capitals and blanks does'} | ${9}     | ${[waiting({ waitsOn: [{ to: 'PAY-2', phrase: ' Depends On ' }] }), blocker]}               | ${3}           | ${'flagged'}
  ${'a flag, on its last moment'}             | ${4}     | ${[waiting({ waitsOn: [], flagged: [[1, true]] })]}                                         | ${3}           | ${'clear'}
  ${'a flag, a moment later'}                 | ${4.001} | ${[waiting({ waitsOn: [], flagged: [[1, true]] })]}                                         | ${3}           | ${'flagged'}
  ${'a waiting status'}                       | ${9}     | ${[waiting({ waitsOn: [], status: historyOf([[1, statusOf('in-progress', 'on hold')]]) })]} | ${3}           | ${'flagged'}
  ${'the blocker was never looked at'}        | ${9}     | ${[waiting()]}                                                                              | ${3}           | ${'unknown'}
  ${'nothing is open'}                        | ${9}     | ${[workItemOf({ key: 'PAY-2', status: [[1, 'done']] })]}                                    | ${3}           | ${'not-applicable'}
`('$why: $outcome', ({ asOf, items, longerThanDays, outcome }) => {
  expect(on(asOf, items, longerThanDays).outcome).toBe(outcome);
});

test('the message says who waits, for what, how long, since when, and where the chain ends', () => {
  const items = [
    waiting(),
    workItemOf({ key: 'PAY-2', waitsOn: [{ to: 'PAY-3', exact: false }] }),
    workItemOf({ key: 'PAY-3' }),
  ];
  expect(
    on(9, items).findings.map(({ message, nextStep, personDays, sinceExact }) => ({
      message,
      nextStep,
      personDays,
      sinceExact,
    })),
  ).toEqual([
    {
      message: 'PAY-1 has waited 6 working days for PAY-2, since 2017-01-02; in the end it hangs on PAY-3',
      nextStep: 'Find somebody for PAY-3: 2 items wait for it and nobody is assigned.',
      personDays: 6,
      sinceExact: true,
    },
    {
      message: 'PAY-2 has waited 6 working days for PAY-3, since 2017-01-02 (estimated)',
      nextStep: 'Find somebody for PAY-3: 2 items wait for it and nobody is assigned.',
      personDays: 0,
      sinceExact: false,
    },
  ]);
});

test('a blocker out of sight is told as unknown and does not lengthen the wait', () => {
  const item = waiting({ waitsOn: [{ to: 'GONE-1' }, { to: 'PAY-2', from: 3 }] });
  const [finding] = on(12, [item, blocker]).findings;
  expect(finding?.since).toBe(day(3));
  expect(finding?.evidence).toContainEqual({
    kind: 'work-item',
    key: 'GONE-1',
    text: 'PAY-1 is linked to this, which has not been looked at',
    at: undefined,
    exact: false,
    unknown: true,
  });
});

test('a chain that reaches a feature ends in its open children, not in the feature', () => {
  const items = [
    workItemOf({ key: 'PAY-1', waitsOn: ['PAY-9'] }),
    featureOf({ key: 'PAY-9' }),
    workItemOf({ key: 'PAY-10', parent: 'PAY-9' }),
    workItemOf({ key: 'PAY-11', parent: 'PAY-9', status: [[1, 'done']] }),
  ];
  expect(on(9, items).findings[0]?.message).toContain('in the end it hangs on PAY-10');
});

test.each`
  why                         | root                                | step
  ${'not begun'}              | ${{}}                               | ${'Find out what holds up PAY-2'}
  ${'not begun but assigned'} | ${{ assignee: 'ben' }}              | ${'Find out what holds up PAY-2'}
  ${'in progress'}            | ${{ status: [[1, 'in-progress']] }} | ${'Ask when PAY-2'}
`('nobody is told to start a root that may itself wait where nobody looks: $why', ({ root, step }) => {
  const [finding] = on(9, [waiting(), workItemOf({ key: 'PAY-2', waitsOn: ['GONE-1'], ...root })]).findings;
  const aside = '(it may itself wait: 1 blocker lies where Throughline does not look)';
  expect(finding?.nextStep).toContain(`${step} ${aside}`);
  expect(finding?.nextStep).not.toMatch(/Find somebody|Start/);
  expect(finding?.evidence[0]).toMatchObject({ text: `PAY-1 is blocked by this, and it is open ${aside}` });
});

test('the end of a longer chain says so too', () => {
  const items = [
    waiting(),
    workItemOf({ key: 'PAY-2', waitsOn: ['PAY-3', 'GONE-3'] }),
    workItemOf({ key: 'PAY-3', waitsOn: ['GONE-1', 'GONE-2'] }),
  ];
  const [finding] = on(9, items).findings;
  expect(finding?.evidence.map(({ text }) => text)).toEqual([
    'PAY-1 is blocked by this, and it is open',
    'is open, and the chain of waits ends here (it may itself wait: 2 blockers lie where Throughline does not look)',
    '6 working days of waiting without a break',
    'The chain ends in 1 open item',
  ]);
});

// Day 1 is a Monday; a working day is told when it has passed in full, as tables and panels tell it.
test.each`
  asOf     | days                         | value | unit
  ${1.5}   | ${'less than 1 working day'} | ${0}  | ${'working days'}
  ${2}     | ${'1 working day'}           | ${1}  | ${'working day'}
  ${2.999} | ${'1 working day'}           | ${1}  | ${'working day'}
  ${3}     | ${'2 working days'}          | ${2}  | ${'working days'}
  ${12.9}  | ${'9 working days'}          | ${9}  | ${'working days'}
`('on day $asOf it has waited $days', ({ asOf, days, value, unit }) => {
  const [finding] = on(asOf, [waiting(), blocker], 0).findings;
  expect(finding?.message).toContain(`has waited ${days} for PAY-2`);
  expect(finding?.evidence).toContainEqual({
    kind: 'figure',
    text: `${days} of waiting without a break`,
    value,
    unit,
  });
});

test.each`
  why                                        | others                                                          | step
  ${'somebody holds it and has not begun'}   | ${[workItemOf({ key: 'PAY-8', status: [[1, 'in-progress']] })]} | ${'Start PAY-2: 1 item waits for it.'}
  ${'no status could show that it is begun'} | ${[]}                                                           | ${'Ask its assignee how PAY-2 stands: 1 item waits for it.'}
`('the next step for an assigned root, when $why', ({ others, step }) => {
  const [finding] = on(9, [waiting(), workItemOf({ key: 'PAY-2', assignee: 'ben' }), ...others]).findings;
  expect(finding?.nextStep).toBe(step);
});
