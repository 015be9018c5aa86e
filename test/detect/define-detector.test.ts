/** What the types promise. These lines are checked by `npm run typecheck`: an error that does not come fails there. */
import { defineDetector } from '../../src/detect/define-detector';
import { describeDetectors } from '../../src/detect/describe-detectors';

const metadata = {
  id: 'silent-feature',
  checklistLine: '6.9',
  title: { pass: 'Every feature moves', fail: 'A feature is silent' },
  rationale: 'For tests.',
  remedy: 'Move it.',
  clears: 'It moves.',
  severity: 'low',
} as const;

test('a detector reads its thresholds and the facts it names, and nothing else', () => {
  const detector = defineDetector({
    ...metadata,
    subjects: 'features',
    needs: ['waits'],
    thresholds: { graceDays: { label: 'Grace', help: 'For tests.', unit: 'working days', default: 1, min: 0, max: 2 } },
    examine: (feature, context) => {
      const grace: number = context.thresholds.graceDays;
      // @ts-expect-error a threshold that was not declared
      const undeclared: unknown = context.thresholds.graceHours;
      // @ts-expect-error a fact that is not in `needs`
      const unneeded: unknown = context.trace;
      // @ts-expect-error what a story has and a feature has not
      const foreign: unknown = feature.feature;
      return context.waits.byKey.has(feature.key) && grace > 0 && !undeclared && !unneeded && !foreign
        ? 'Waits'
        : undefined;
    },
  });
  expect(detector.needs).toEqual(['waits']);
});

test('without needs there is nothing more to read', () => {
  defineDetector({
    ...metadata,
    subjects: 'stories',
    needs: [],
    thresholds: {},
    // @ts-expect-error a fact that is not in `needs`
    examine: (_, { waits }) => (waits ? undefined : 'Never'),
  });
  expect.assertions(0);
});

test('a description is plain data', () => {
  const described = describeDetectors();
  expect(JSON.parse(JSON.stringify(described))).toEqual(described);
  expect(described.map(({ id }) => id)).toContain('blocking-wait');
});
