import type { Detector } from '../../src/detect/define-detector';
import { rollUpLines } from '../../src/detect/roll-up-lines';
import type { Outcome, Severity, Verdict } from '../../src/model/finding';

type Said = readonly [Severity, Outcome];

/** Line 1 when its detectors said this; the reason of each is its number. */
function lineOneAfter(said: readonly Said[]) {
  const detectors = said.map(
    ([severity], index): Pick<Detector, 'id' | 'checklistLine' | 'severity'> => ({
      id: `detector-${index + 1}`,
      checklistLine: `1.${index + 1}`,
      severity,
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
  ${'the figures behind a finding'} | ${[['high', 'flagged'], ['high', 'unknown']]}      | ${'Detector 1 flags 2 of 10. Detector 2: Reason 2.'}
  ${'the figures behind holding'}   | ${[['high', 'clear'], ['high', 'not-applicable']]} | ${'Detector 1 found 10 in order.'}
  ${'what is missing'}              | ${[['high', 'clear'], ['high', 'unknown']]}        | ${'Detector 2: Reason 2.'}
  ${'why nothing applies'}          | ${[['high', 'not-applicable']]}                    | ${'Detector 1: Reason 1.'}
  ${'that nobody asks yet'}         | ${[]}                                              | ${'No detector answers to this line yet.'}
`('the reason tells $why', ({ said, reason }) => {
  expect(lineOneAfter(said)?.reason).toBe(reason);
});

test('all six lines are there, in order', () => {
  expect(rollUpLines([], []).map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6]);
});
