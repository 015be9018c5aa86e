import fc from 'fast-check';
import type { WorkItem } from '../../src/model/work-item';
import {
  type ItemOptions,
  type Steps,
  commitOf,
  day,
  featureOf,
  traceLinkOf,
  workItemOf,
  worldOf,
} from '../builders/worlds';
import { ask, withThresholds } from './detectors-under-test';

const settings = withThresholds('status-contradiction', { graceDays: 2, commits: 2, lookBackDays: 30 });
/** Shows that the project does tell when work begins, of stories and of features. */
const usual = [
  workItemOf({ key: 'PAY-90', status: [[1, 'in-progress']] }),
  featureOf({ key: 'PAY-91', status: [[1, 'in-progress']] }),
];
const below = (key: string, more: Partial<ItemOptions> = {}) => workItemOf({ key, parent: 'PAY-1', ...more });
const doneOn = (n: number): Steps<'in-progress' | 'done'> => [
  [1, 'in-progress'],
  [n, 'done'],
];

interface Landed {
  readonly on: number;
  readonly message?: string;
  readonly parents?: readonly string[];
}

/** PAY-1 and what surrounds it; the commits all serve PAY-1. */
function judge({
  item,
  others = [],
  commits = [],
  asOf,
  ...rest
}: {
  readonly item: Partial<ItemOptions>;
  readonly others?: readonly WorkItem[];
  readonly commits?: readonly Landed[];
  readonly asOf: number;
  readonly unseen?: boolean;
  readonly unusual?: boolean;
}) {
  const items = [workItemOf({ key: 'PAY-1', ...item }), ...others, ...(rest.unusual ? [] : usual)];
  const { findings, outcome, reason, unknown } = ask(
    'status-contradiction',
    worldOf({
      asOf,
      items,
      settings,
      commits: commits.map(({ on, ...more }, index) => commitOf({ sha: `c${index}`, committed: on, ...more })),
      links: commits.map((_, index) => traceLinkOf(`c${index}`, 'PAY-1')),
      ...(rest.unseen && { commitCoverage: { kind: 'unknown', why: 'No repository is connected.' } }),
    }),
  );
  return {
    flagged: findings.map(({ subject }) => (subject.kind === 'work-item' ? subject.key : '')),
    outcome,
    reason,
    unknown,
    findings,
  };
}

// Closed when Tuesday, day 2, begins: two working days have passed when Thursday, day 4, begins.
test.each`
  why                                      | item                                              | others                                     | asOf     | flagged
  ${'last moment of grace'}                | ${{ status: doneOn(2) }}                          | ${[below('PAY-2')]}                        | ${4}     | ${[]}
  ${'first moment after it'}               | ${{ status: doneOn(2) }}                          | ${[below('PAY-2')]}                        | ${4.001} | ${['PAY-1']}
  ${'what is below is done too'}           | ${{ status: doneOn(2) }}                          | ${[below('PAY-2', { status: doneOn(2) })]} | ${9}     | ${[]}
  ${'what is below came today'}            | ${{ status: doneOn(2) }}                          | ${[below('PAY-2', { created: 8 })]}        | ${9}     | ${[]}
  ${'the item was reopened'}               | ${{ status: [...doneOn(2), [3, 'in-progress']] }} | ${[below('PAY-2')]}                        | ${9}     | ${[]}
  ${'a second closing starts no new time'} | ${{ status: [...doneOn(2), [8, 'done']] }}        | ${[below('PAY-2')]}                        | ${9}     | ${['PAY-1']}
  ${'the last day looked back on'}         | ${{ status: doneOn(2) }}                          | ${[below('PAY-2')]}                        | ${32}    | ${['PAY-1']}
  ${'closed longer ago than that'}         | ${{ status: doneOn(2) }}                          | ${[below('PAY-2')]}                        | ${32.01} | ${[]}
`('open work under a closed item, $why: $flagged', ({ item, others, asOf, flagged }) => {
  expect(judge({ item, others, asOf }).flagged).toEqual(flagged);
});

// To do since day 1. What is below is begun on Tuesday, day 2: grace is over when Thursday has begun.
const begunOn2 = below('PAY-2', {
  status: [
    [1, 'to-do'],
    [2, 'in-progress'],
  ],
});
test.each`
  why                          | item                                | others                                                                                           | asOf     | flagged
  ${'last moment of grace'}    | ${{}}                               | ${[begunOn2]}                                                                                    | ${4}     | ${[]}
  ${'first moment after it'}   | ${{}}                               | ${[begunOn2]}                                                                                    | ${4.001} | ${['PAY-1']}
  ${'what is below is done'}   | ${{}}                               | ${[below('PAY-2', { status: doneOn(2) })]}                                                       | ${4.001} | ${['PAY-1']}
  ${'it was given up'}         | ${{}}                               | ${[below('PAY-2', { status: doneOn(2), resolution: "Won't Do" })]}                               | ${9}     | ${[]}
  ${'it was a duplicate'}      | ${{}}                               | ${[below('PAY-2', { status: doneOn(2), resolution: 'Duplicate' })]}                              | ${9}     | ${[]}
  ${'it is to do as well'}     | ${{}}                               | ${[below('PAY-2')]}                                                                              | ${9}     | ${[]}
  ${'the item is in progress'} | ${{ status: [[1, 'in-progress']] }} | ${[begunOn2]}                                                                                    | ${9}     | ${[]}
  ${'each level on its own'}   | ${{ level: 1 }}                     | ${[below('PAY-2'), workItemOf({ key: 'PAY-3', parent: 'PAY-2', status: [[1, 'in-progress']] })]} | ${9}     | ${['PAY-2']}
`('begun work under an item to do, $why: $flagged', ({ item, others, asOf, flagged }) => {
  expect(judge({ item, others, asOf }).flagged).toEqual(flagged);
});

// The first commit lands on Tuesday, day 2: grace is over when Thursday has begun.
test.each`
  why                                   | item  | commits                                        | asOf     | flagged
  ${'one commit may only plan'}         | ${{}} | ${[{ on: 2 }]}                                 | ${20}    | ${[]}
  ${'two, in the last moment of grace'} | ${{}} | ${[{ on: 2 }, { on: 3 }]}                      | ${4}     | ${[]}
  ${'two, in the first after it'}       | ${{}} | ${[{ on: 2 }, { on: 3 }]}                      | ${4.001} | ${['PAY-1']}
  ${'one of two is a merge'}            | ${{}} | ${[{ on: 2 }, { on: 3, parents: ['a', 'b'] }]} | ${9}     | ${[]}
  ${'put back to do after them'} | ${{ status: [[1, 'in-progress'], [4, 'to-do']] }} | ${[{ on: 2 }, { on: 3 }]} | ${9} | ${[]}
  ${'put back between them'} | ${{ status: [[1, 'in-progress'], [2.5, 'to-do']] }} | ${[{ on: 2 }, { on: 3 }]} | ${9} | ${[]}
  ${'put back before them'} | ${{ status: [[1, 'in-progress'], [1.5, 'to-do']] }} | ${[{ on: 2 }, { on: 3 }]} | ${9} | ${['PAY-1']}
`('commits for an item to do, $why: $flagged', ({ item, commits, asOf, flagged }) => {
  expect(judge({ item, commits, asOf }).flagged).toEqual(flagged);
});

// Closed when Tuesday, day 2, begins: two working days later Thursday, day 4, begins.
test.each`
  why                               | commits                                                           | asOf     | flagged
  ${'landed in the last moment'}    | ${[{ on: 4 }]}                                                    | ${9}     | ${[]}
  ${'landed in the first after it'} | ${[{ on: 4.001 }]}                                                | ${9}     | ${['PAY-1']}
  ${'landed before the closing'}    | ${[{ on: 1.5 }]}                                                  | ${9}     | ${[]}
  ${'a merge'}                      | ${[{ on: 5, parents: ['a', 'b'] }]}                               | ${9}     | ${[]}
  ${'the revert of it came'}        | ${[{ on: 5 }, { on: 6, message: 'Revert "Round amounts once"' }]} | ${9}     | ${[]}
  ${'the last day looked back on'}  | ${[{ on: 9 }]}                                                    | ${39}    | ${['PAY-1']}
  ${'landed longer ago than that'}  | ${[{ on: 9 }]}                                                    | ${39.01} | ${[]}
`('commits for a closed item, $why: $flagged', ({ commits, asOf, flagged }) => {
  expect(judge({ item: { status: doneOn(2) }, commits, asOf }).flagged).toEqual(flagged);
});

test('a project that never shows work in progress is not told that it should', () => {
  const others = [
    below('PAY-2', {
      status: [
        [1, 'to-do'],
        [2, 'done'],
      ],
    }),
  ];
  const { outcome, flagged } = judge({ item: {}, others, commits: [{ on: 2 }, { on: 3 }], asOf: 9, unusual: true });
  expect([outcome, flagged]).toEqual(['clear', []]);
});

test('nor is a feature, where no feature is ever in progress', () => {
  const others = [begunOn2];
  expect(judge({ item: { level: 1 }, others, asOf: 9, unusual: true }).flagged).toEqual([]);
  expect(judge({ item: { level: 1 }, others, asOf: 9 }).flagged).toEqual(['PAY-1']);
});

test.each`
  why                                      | item                                | others                                                | outcome             | unknown
  ${'what is to do may have code'}         | ${{}}                               | ${[]}                                                 | ${'unknown'}        | ${1}
  ${'what is closed may have code'}        | ${{ status: doneOn(2) }}            | ${[]}                                                 | ${'unknown'}        | ${1}
  ${'work below needs no code to be seen'} | ${{}}                               | ${[begunOn2]}                                         | ${'flagged'}        | ${0}
  ${'and neither does open work'}          | ${{ status: doneOn(2) }}            | ${[below('PAY-2', { status: [[1, 'in-progress']] })]} | ${'flagged'}        | ${0}
  ${'what is in progress is no matter'}    | ${{ status: [[1, 'in-progress']] }} | ${[]}                                                 | ${'not-applicable'} | ${0}
`('where commits were never ingested, $why: $outcome', ({ item, others, outcome, unknown }) => {
  const judged = judge({ item, others, asOf: 9, unseen: true });
  expect([judged.outcome, judged.unknown]).toEqual([outcome, unknown]);
  if (outcome !== 'not-applicable') expect(judged.reason).toContain('No repository is connected.');
});

test('where Jira serves no history, nobody can tell whether commits came before it was put back', () => {
  const status = [{ ...workItemOf({ key: 'PAY-1' }).status[0]!, exact: false }];
  const { outcome, reason } = judge({ item: { status }, commits: [{ on: 2 }, { on: 3 }], asOf: 9 });
  expect([outcome, reason]).toEqual([
    'unknown',
    '1 of 3 could not be judged, because commits serve it, but Jira serves no history that tells whether it was put back to do after them.',
  ]);
});

test('each contradiction is told in its own words, with what to look at', () => {
  const closed = judge({ item: { status: doneOn(2) }, others: [below('PAY-2')], commits: [{ on: 5 }], asOf: 9 });
  expect(closed.findings).toMatchObject([
    {
      message: 'Is closed since 2017-01-03, though PAY-2 below it is open and 1 commit for it landed later',
      since: day(2),
      sinceExact: true,
      evidence: [
        { key: 'PAY-1', text: 'is closed', at: day(2) },
        { key: 'PAY-2', text: 'is open below PAY-1', at: day(2) },
        { sha: 'c0', text: 'Round amounts once', at: day(5) },
      ],
      nextStep:
        'Reopen PAY-1; or close PAY-2 or move it under something open, and link the commits to the item they serve.',
    },
  ]);
  const toDo = judge({ item: {}, others: [begunOn2], commits: [{ on: 3 }, { on: 4 }], asOf: 9 });
  expect(toDo.findings).toMatchObject([
    {
      message: 'Is to do since 2017-01-02, though PAY-2 below it is begun or done and 2 commits for it have landed',
      since: day(2),
      nextStep: 'Put PAY-1 in progress, or close it if nothing is left to do.',
    },
  ]);
});

test('another late commit never clears a flag', () => {
  const landing = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 4 });
  fc.assert(
    fc.property(landing, fc.integer({ min: 1, max: 30 }), fc.boolean(), (before, more, closed) => {
      const flaggedWith = (on: readonly number[]): boolean =>
        judge({
          item: closed ? { status: doneOn(2) } : {},
          commits: on.map((n) => ({ on: n, message: `Step of day ${n}` })),
          asOf: 31,
        }).flagged.length > 0;
      if (flaggedWith(before)) expect(flaggedWith([...before, more])).toBe(true);
    }),
  );
});
