import { type RolledUp, rollUpLines } from '../../src/detect/roll-up-lines';
import { examineProject } from '../../src/detect/examine-project';
import type { Outcome, Severity, Verdict } from '../../src/model/finding';
import { type WorldOptions, commitOf, day, featureOf, workItemOf, worldOf } from '../builders/worlds';

type Said = readonly [Severity, Outcome];

/** Line 1 when its detectors said this; the reason of each is its number. */
function lineOneAfter(said: readonly Said[]) {
  const detectors = said.map(
    ([severity], index): RolledUp => ({
      id: `detector-${index + 1}`,
      checklistLine: `1.${index + 1}`,
      severity,
      subjects: 'stories',
      title: { pass: `All is well ${index + 1}`, fail: `Something is wrong ${index + 1}` },
    }),
  );
  const verdicts = said.map(
    ([, outcome], index): Verdict => ({
      detector: `detector-${index + 1}`,
      outcome,
      looked: 10,
      flagged: outcome === 'flagged' ? 2 : 0,
      waived: 0,
      unknown: 0,
      reason: outcome === 'flagged' || outcome === 'clear' ? undefined : `Reason ${index + 1}.`,
      thresholds: {},
    }),
  );
  return rollUpLines(detectors, verdicts)[0];
}

test.each`
  why                                          | said                                                       | outcome
  ${'a severe finding'}                        | ${[['high', 'flagged'], ['low', 'clear']]}                 | ${'failing'}
  ${'a severe finding among unknowns'}         | ${[['high', 'flagged'], ['high', 'unknown']]}              | ${'failing'}
  ${'a mild finding'}                          | ${[['medium', 'flagged'], ['high', 'clear']]}              | ${'at-risk'}
  ${'a finding of low severity'}               | ${[['low', 'flagged']]}                                    | ${'at-risk'}
  ${'a mild finding beside something unknown'} | ${[['medium', 'flagged'], ['high', 'unknown']]}            | ${'at-risk'}
  ${'everything clear'}                        | ${[['high', 'clear'], ['low', 'clear']]}                   | ${'holding'}
  ${'clear where it applies'}                  | ${[['high', 'clear'], ['low', 'not-applicable']]}          | ${'holding'}
  ${'one unknown among clear ones'}            | ${[['high', 'clear'], ['low', 'unknown']]}                 | ${'unknown'}
  ${'one that failed among clear ones'}        | ${[['high', 'clear'], ['low', 'failed']]}                  | ${'unknown'}
  ${'nothing applies'}                         | ${[['high', 'not-applicable'], ['low', 'not-applicable']]} | ${'unknown'}
  ${'nobody asks'}                             | ${[]}                                                      | ${'unknown'}
`('$why: $outcome', ({ said, outcome }) => {
  expect(lineOneAfter(said)?.outcome).toBe(outcome);
});

test.each`
  why                               | said                                               | reason
  ${'the figures behind a finding'} | ${[['high', 'flagged'], ['high', 'unknown']]}      | ${'Something is wrong 1 (2 of 10). “Something is wrong 2”: reason 2.'}
  ${'all that is wrong'}            | ${[['low', 'flagged'], ['low', 'flagged']]}        | ${'Something is wrong 1 (2 of 10). Something is wrong 2 (2 of 10).'}
  ${'the figures behind holding'}   | ${[['high', 'clear'], ['high', 'not-applicable']]} | ${'All is well 1 (10 looked at).'}
  ${'what is missing'}              | ${[['high', 'clear'], ['high', 'unknown']]}        | ${'“Something is wrong 2”: reason 2.'}
  ${'why nothing applies'}          | ${[['high', 'not-applicable']]}                    | ${'Nothing could be looked at. “Something is wrong 1”: reason 1.'}
  ${'that nobody asks yet'}         | ${[]}                                              | ${'No detector answers to this line yet.'}
`('the reason tells $why', ({ said, reason }) => {
  expect(lineOneAfter(said)?.reason).toBe(reason);
});

test('all six lines are there, in order', () => {
  expect(rollUpLines([], []).map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6]);
});

/** The reasons of the lines as the catalogue gives them for a world: what people hear. */
const reasonsIn = (world: WorldOptions) =>
  Object.fromEntries(examineProject(worldOf(world)).lines.map(({ line, reason }) => [line, reason]));

test('reasons can be read aloud: what is flagged, what could not be judged, what does not apply', () => {
  const items = [
    workItemOf({ key: 'PAY-1', waitsOn: ['GONE-1'], due: 20 }),
    workItemOf({ key: 'PAY-2', waitsOn: ['GONE-1'], parent: 'PAY-9' }),
    workItemOf({ key: 'PAY-3', parent: 'PAY-9' }),
    featureOf({ key: 'PAY-9' }),
  ];
  expect(reasonsIn({ items, commits: [commitOf({ sha: 'c1' })] })).toMatchInlineSnapshot(`
{
  "1": "“A promise is not likely to be kept”: 1 of 4 could not be judged, because fewer than 20 stories were finished in the last year.",
  "2": "“Work waits longer than agreed”: 2 of 4 could not be judged, because they are linked to blockers that have not been looked at. “Work lies still although what it waited for is closed”: 2 of 4 could not be judged, because they are linked to blockers that have not been looked at.",
  "3": "Nothing could be looked at. “Members are free while ready work lies waiting”: does not apply, because figures about fewer than 5 people are not shown. “Few members hold most of the work in progress”: does not apply, because figures about fewer than 5 people are not shown. “Work is in progress and nobody does it”: does not apply, because no item of the project has ever been in an in-progress status. “A promised feature depends on one person”: does not apply, because figures about fewer than 5 people are not shown.",
  "4": "Nothing could be looked at. “Members have more in hand than can be done at once”: does not apply, because figures about fewer than 5 people are not shown. “Working hours drift away from what they were”: does not apply, because figures about fewer than 5 people are not shown. “Members have no days without work”: does not apply, because figures about fewer than 5 people are not shown.",
  "5": "A story belongs to no feature (1 of 3). A change traces to no work item (1 of 1).",
  "6": "Nothing is left open under what is closed (4 looked at). Nothing lies open that nobody will ever do (4 looked at).",
}
`);
});

test('a project in which work waits in circles and beyond the agreed time', () => {
  const items = [
    workItemOf({ key: 'PAY-1', waitsOn: ['PAY-2', 'GONE-1'] }),
    workItemOf({ key: 'PAY-2', waitsOn: ['PAY-1'] }),
    workItemOf({ key: 'PAY-3', waitsOn: ['GONE-1'] }),
  ];
  expect(reasonsIn({ items })[2]).toMatchInlineSnapshot(
    `"Work waits longer than agreed (2 of 2). 1 of 3 could not be judged, because it is linked to blockers that have not been looked at. Work items wait for each other in a circle (1 circle). “Work lies still although what it waited for is closed”: 1 of 3 could not be judged, because it is linked to blockers that have not been looked at."`,
  );
});

test('two detectors that have not seen the same facts say so once', () => {
  const items = [workItemOf({ key: 'PAY-1', waitsOn: ['PAY-2'], created: 9 }), workItemOf({ key: 'PAY-2' })];
  const workItemCoverage = { kind: 'partial', why: 'Only the last year was read.', asOf: day(10) } as const;
  expect(reasonsIn({ items, workItemCoverage })[2]).toMatchInlineSnapshot(
    `"Nothing waits longer than agreed (2 looked at). No work waits for itself (2 looked at). What others wait for is being worked on (2 looked at). Work items have been looked at in part: Only the last year was read."`,
  );
});
