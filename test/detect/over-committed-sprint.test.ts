import fc from 'fast-check';
import type { Sprint, WorkItem } from '../../src/model/work-item';
import { type ItemOptions, day, historyOf, sprintOf, workItemOf, worldOf } from '../builders/worlds';
import { ask, withThresholds } from './detectors-under-test';

const [s1, s2, s3] = [
  sprintOf('S1', 1, 5, 'closed'),
  sprintOf('S2', 8, 12, 'closed'),
  sprintOf('S3', 15, 19, 'closed'),
];
const s4 = sprintOf('S4', 22, 26);
const s5 = sprintOf('S5', 29, 33, 'future');

let number = 0;
/** `count` stories that were in a sprint from before its start; done on a day, or never. */
function storiesIn(sprint: Sprint, count: number, doneOn?: number, options: Partial<ItemOptions> = {}): WorkItem[] {
  return Array.from({ length: count }, () =>
    workItemOf({
      key: `PAY-${(number += 1)}`,
      created: 0,
      sprints: [sprint],
      ...(doneOn !== undefined && {
        status: [
          [0, 'to-do'],
          [doneOn, 'done'],
        ] as const,
      }),
      ...options,
    }),
  );
}
const came = (sprint: Sprint, from: number, until?: number) => ({
  sprints: historyOf<readonly Sprint[]>([
    [0, []],
    [from, [sprint]],
    ...(until === undefined ? [] : [[until, []] as const]),
  ]),
});

/** Thirty promised by three sprints; `kept` of them done in time. */
const past = (kept: number): WorkItem[] => [
  ...storiesIn(s1, 10, 3),
  ...storiesIn(s2, kept - 10, 9),
  ...storiesIn(s2, 20 - kept),
  ...storiesIn(s3, 10),
];
const outcomeOf = (items: readonly WorkItem[], thresholds = {}, asOf = 23): string =>
  ask('over-committed-sprint', worldOf({ asOf, items, settings: withThresholds('over-committed-sprint', thresholds) }))
    .outcome;

// Of 30 promised, 21 are 70 %; a sprint then finishes 7.
test.each`
  why                                                   | items                                                                                                                     | outcome
  ${'70 % were kept'}                                   | ${[...storiesIn(s1, 10, 3), ...storiesIn(s2, 10, 9), ...storiesIn(s3, 1, 16), ...storiesIn(s3, 9), ...storiesIn(s4, 14)]} | ${'clear'}
  ${'20 of 30 were kept'}                               | ${[...past(20), ...storiesIn(s4, 14)]}                                                                                    | ${'flagged'}
  ${'so, but the sprint holds as many as are finished'} | ${[...past(18), ...storiesIn(s4, 6)]}                                                                                     | ${'clear'}
  ${'so, and it holds one more'}                        | ${[...past(18), ...storiesIn(s4, 7)]}                                                                                     | ${'flagged'}
  ${'of those seven one was done before it began'}      | ${[...past(18), ...storiesIn(s4, 6), ...storiesIn(s4, 1, 21)]}                                                            | ${'clear'}
  ${'one of the seven is done since'}                   | ${[...past(18), ...storiesIn(s4, 6), ...storiesIn(s4, 1, 22.5)]}                                                          | ${'flagged'}
  ${'one of the seven was taken out'}                   | ${[...past(18), ...storiesIn(s4, 6), ...storiesIn(s4, 1, undefined, came(s4, 20, 22.5))]}                                 | ${'clear'}
  ${'one of the seven is a subtask'}                    | ${[...past(18), ...storiesIn(s4, 6), ...storiesIn(s4, 1, undefined, { level: -1 })]}                                      | ${'clear'}
  ${'a sprint to come holds too much'}                  | ${[...past(18), ...storiesIn(s5, 7)]}                                                                                     | ${'flagged'}
  ${'a sprint without a day to begin on'}               | ${[...past(18), ...storiesIn({ ...s5, startAt: undefined }, 70)]}                                                         | ${'not-applicable'}
  ${'no sprint runs or is planned'}                     | ${past(18)}                                                                                                               | ${'not-applicable'}
  ${'two sprints have ended'}                           | ${[...storiesIn(s2, 10, 9), ...storiesIn(s3, 10), ...storiesIn(s4, 14)]}                                                  | ${'not-applicable'}
  ${'the last three promised four'}                     | ${[...storiesIn(s1, 1), ...storiesIn(s2, 1), ...storiesIn(s3, 2), ...storiesIn(s4, 14)]}                                  | ${'not-applicable'}
  ${'the last three promised five'}                     | ${[...storiesIn(s1, 1), ...storiesIn(s2, 1), ...storiesIn(s3, 3), ...storiesIn(s4, 14)]}                                  | ${'flagged'}
  ${'as many stories without a history'}                | ${[...past(18), ...storiesIn(s3, 30, undefined, { hasHistory: false }), ...storiesIn(s4, 14)]}                            | ${'flagged'}
  ${'most stories have no history'}                     | ${[...past(18), ...storiesIn(s3, 31, undefined, { hasHistory: false }), ...storiesIn(s4, 14)]}                            | ${'unknown'}
  ${'they were another project’s'}                      | ${[...past(18).map((item) => ({ ...item, projectKey: 'OPS' })), ...storiesIn(s4, 14)]}                                    | ${'not-applicable'}
`('$why: $outcome', ({ items, outcome }: { items: readonly WorkItem[]; outcome: string }) => {
  expect(outcomeOf(items)).toBe(outcome);
});

// Two sprints kept all of their 10, and of the third one story decides: 21 of 30 are 70 %, 20 of 30 or 20 of 29 are not.
test.each`
  why                                           | story                                               | said
  ${'done at the end of the sprint'}            | ${storiesIn(s3, 1, 20)}                             | ${'21 of the 30'}
  ${'done a moment later'}                      | ${storiesIn(s3, 1, 20.001)}                         | ${'20 of the 30'}
  ${'done before it began'}                     | ${storiesIn(s3, 1, 15)}                             | ${'20 of the 29'}
  ${'came in the last moment of its first day'} | ${storiesIn(s3, 1, 18, came(s3, 16))}               | ${'21 of the 30'}
  ${'came later'}                               | ${storiesIn(s3, 1, 18, came(s3, 16.001))}           | ${'20 of the 29'}
  ${'was taken out on its first day'}           | ${storiesIn(s3, 1, undefined, came(s3, 0, 16))}     | ${'20 of the 29'}
  ${'was taken out later'}                      | ${storiesIn(s3, 1, undefined, came(s3, 1, 16.001))} | ${'20 of the 30'}
  ${'was carried over into the next'} | ${storiesIn(s3, 1, undefined, { sprints: historyOf([[0, [s3]], [20, [s3, s4]]]) })} | ${'20 of the 30'}
`('what a sprint promised and kept: a story $why: $said', ({ story, said }) => {
  const items = [...storiesIn(s1, 10, 3), ...storiesIn(s2, 10, 9), ...storiesIn(s3, 9), ...story, ...storiesIn(s4, 30)];
  const settings = withThresholds('over-committed-sprint', { keptPercent: 100 });
  expect(ask('over-committed-sprint', worldOf({ asOf: 23, items, settings })).findings[0]?.message).toContain(
    `finished ${said} they promised`,
  );
});

test('a sprint that was completed late ended when it was completed', () => {
  const late = { ...s3, completeAt: day(21) };
  const items = [
    ...storiesIn(s1, 10, 3),
    ...storiesIn(s2, 10, 9),
    ...storiesIn(late, 1, 20.5),
    ...storiesIn(late, 9),
    ...storiesIn(s4, 30),
  ];
  expect(outcomeOf(items)).toBe('clear');
});

test('it says what was promised and kept sprint by sprint, what was not done, and what to do', () => {
  const items = [
    ...past(18),
    ...storiesIn(s4, 6, undefined, came(s4, 21)),
    ...storiesIn(s4, 8, undefined, came(s4, 22.5)),
  ];
  const [finding] = ask('over-committed-sprint', worldOf({ asOf: 23, items })).findings;
  expect(finding).toMatchObject({
    subject: { kind: 'sprint', projectKey: 'PAY', id: 'S4', name: 'S4' },
    message: 'Holds 14 stories, while the last 3 sprints finished 18 of the 30 they promised (60 %), 6 a sprint',
    since: day(22.5),
    sinceExact: true,
    nextStep: 'Agree which 6 stories of its 14 come first, and take the rest out.',
  });
  expect(finding?.evidence.slice(0, 4).map(({ text }) => text)).toEqual([
    'Sprint "S3" (begun 2017-01-16): 0 of 10 done by its end',
    'Sprint "S2" (begun 2017-01-09): 8 of 10 done by its end',
    'Sprint "S1" (begun 2017-01-02): 10 of 10 done by its end',
    'was promised by sprint "S3" and not done by its end',
  ]);
  expect(finding?.evidence).toHaveLength(3 + 12);
});

test.each`
  why                                              | sprint | from    | since   | sinceExact
  ${'filled before it began: since it began'}      | ${s4}  | ${0}    | ${22}   | ${true}
  ${'filled while it runs: since then'}            | ${s4}  | ${22.5} | ${22.5} | ${false}
  ${'to come: since the last one before it ended'} | ${s5}  | ${0}    | ${20}   | ${true}
  ${'to come, and filled afterwards: since then'}  | ${s5}  | ${21}   | ${21}   | ${false}
`('since when: $why', ({ sprint, from, since, sinceExact }) => {
  const sprints = [{ from: day(from), until: undefined, value: [sprint], exact: false }];
  const items = [...past(18), ...storiesIn(sprint, 7, undefined, { sprints })];
  expect(ask('over-committed-sprint', worldOf({ asOf: 23, items })).findings).toMatchObject([
    { since: day(since), sinceExact },
  ]);
});

test('each of the sprints that still can be mended is told, and only those', () => {
  const { findings, looked } = ask(
    'over-committed-sprint',
    worldOf({ asOf: 23, items: [...past(18), ...storiesIn(s4, 9), ...storiesIn(s5, 3)] }),
  );
  expect([findings.map(({ subject }) => subject), looked]).toEqual([
    [{ kind: 'sprint', projectKey: 'PAY', id: 'S4', name: 'S4' }],
    2,
  ]);
});

test('one more story in the sprint never clears it, and neither does one more that the last ones left undone', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 1, max: 20 }),
      (kept, broken, holds) => {
        const flagged = (left: number, now: number): boolean =>
          outcomeOf(
            [
              ...storiesIn(s1, 5, 3),
              ...storiesIn(s2, kept, 9),
              ...storiesIn(s3, 1),
              ...storiesIn(s3, left),
              ...storiesIn(s4, now),
            ],
            { sprints: 2 },
          ) === 'flagged';
        if (!flagged(broken, holds)) return;
        expect([flagged(broken, holds + 1), flagged(broken + 1, holds)]).toEqual([true, true]);
      },
    ),
  );
});
