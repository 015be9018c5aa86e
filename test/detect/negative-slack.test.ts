import { type ItemOptions, sprintOf, workItemOf, worldOf } from '../builders/worlds';
import { ask, withThresholds } from './detectors-under-test';

const settings = withThresholds('negative-slack', { likelyPercent: 85, graceDays: 0 });
/** Begins on day 15, a Monday; the world is looked at on day 3. */
const ahead = { sprints: [sprintOf('Sprint 9', 15, 26, 'future')] } as const;
const blocker = (options: Partial<ItemOptions> = {}) => workItemOf({ key: 'PAY-2', ...options });

const askOf = (item: Partial<ItemOptions>, others = [blocker()], asOf = 3) =>
  ask('negative-slack', worldOf({ asOf, items: [workItemOf({ key: 'PAY-1', ...item }), ...others], settings }));

// A due date holds until its last moment: one on day 14 ends with the midnight at which day 15 begins.
test.each`
  why                                            | item                                                              | others                    | outcome
  ${'what it waits for is promised in time'}     | ${{ ...ahead, waitsOn: ['PAY-2'] }}                               | ${[blocker({ due: 14 })]} | ${'clear'}
  ${'what it waits for is promised a day later'} | ${{ ...ahead, waitsOn: ['PAY-2'] }}                               | ${[blocker({ due: 15 })]} | ${'flagged'}
  ${'what it waits for promises nothing'}        | ${{ ...ahead, waitsOn: ['PAY-2'] }}                               | ${[blocker()]}            | ${'unknown'}
  ${'its promised day has passed'}               | ${{ ...ahead, waitsOn: ['PAY-2'] }}                               | ${[blocker({ due: 1 })]}  | ${'unknown'}
  ${'what it waits for is out of sight'}         | ${{ ...ahead, waitsOn: ['GONE-1'] }}                              | ${[]}                     | ${'unknown'}
  ${'it waits for nothing'}                      | ${{ ...ahead }}                                                   | ${[]}                     | ${'clear'}
  ${'it is begun'}                               | ${{ ...ahead, waitsOn: ['PAY-2'], status: [[1, 'in-progress']] }} | ${[blocker({ due: 20 })]} | ${'not-applicable'}
  ${'no sprint ahead holds it'}                  | ${{ waitsOn: ['PAY-2'] }}                                         | ${[blocker({ due: 20 })]} | ${'not-applicable'}
  ${'its sprint has begun'}                      | ${{ sprints: [sprintOf('Sprint 8', 1, 12)], waitsOn: ['PAY-2'] }} | ${[blocker({ due: 20 })]} | ${'not-applicable'}
`('$why: $outcome', ({ item, others, outcome }) => {
  expect(askOf(item, others).outcome).toBe(outcome);
});

test('what the blocker waits for counts as well', () => {
  const chain = [blocker({ due: 10, waitsOn: ['PAY-3'] }), workItemOf({ key: 'PAY-3', due: 22 })];
  expect(askOf({ ...ahead, waitsOn: ['PAY-2'] }, chain).findings[0]?.message).toBe(
    'Planned to begin on 2017-01-16 with sprint "Sprint 9", but PAY-3 is likely to take until 2017-01-23',
  );
});

test('a forecast is believed before a promised day', () => {
  const past = Array.from({ length: 30 }, (_, index) =>
    workItemOf({
      key: `PAY-${100 + index}`,
      created: -300 + index,
      status: [
        [-300 + index, 'to-do'],
        [-100 + index, 'done'],
      ],
    }),
  );
  // Stories here take most of a year, whatever day this one promises.
  const finding = askOf({ ...ahead, waitsOn: ['PAY-2'] }, [blocker({ due: 10 }), ...past]).findings[0];
  expect(finding?.evidence).toContainEqual(expect.objectContaining({ key: 'PAY-2', exact: false }));
});

test('grace lets it end a little later', () => {
  const graceful = (graceDays: number) =>
    ask(
      'negative-slack',
      worldOf({
        asOf: 3,
        items: [workItemOf({ key: 'PAY-1', ...ahead, waitsOn: ['PAY-2'] }), blocker({ due: 17 })],
        settings: withThresholds('negative-slack', { likelyPercent: 85, graceDays }),
      }),
    ).outcome;
  expect([graceful(3), graceful(2)]).toEqual(['clear', 'flagged']);
});

test('a later end never clears it', () => {
  let wasFlagged = false;
  for (let due = 10; due < 40; due += 1) {
    const flagged = askOf({ ...ahead, waitsOn: ['PAY-2'] }, [blocker({ due })]).outcome === 'flagged';
    if (wasFlagged) expect(flagged).toBe(true);
    wasFlagged = flagged;
  }
  expect(wasFlagged).toBe(true);
});
