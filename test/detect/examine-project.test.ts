import { type Detector, defineDetector } from '../../src/detect/define-detector';
import { examineProject } from '../../src/detect/examine-project';
import type { Severity, Waiver } from '../../src/model/finding';
import type { SettingsChange } from '../../src/model/settings';
import { type WorldOptions, day, workItemOf, worldOf } from '../builders/worlds';

/** Flags every open item older than its threshold; throws on the keys told. */
function oldWork({ id = 'old-work', severity = 'medium' as Severity, throwsAt = '' } = {}): Detector {
  return defineDetector({
    id,
    checklistLine: '6.9',
    title: { pass: 'No open item is old', fail: 'An open item is old' },
    rationale: 'For tests.',
    remedy: 'Close it.',
    clears: 'It is closed.',
    severity,
    subjects: 'workItems',
    needs: [],
    thresholds: {
      olderThanDays: { label: 'Age', help: 'Older is flagged.', unit: 'working days', default: 5, min: 2, max: 10 },
    },
    examine: (item, { calendar, asOf, thresholds }) => {
      if (item.key === throwsAt) throw new RangeError('Unexpected item');
      const age = calendar.workingDaysBetween(item.createdAt, asOf);
      if (age <= thresholds.olderThanDays) return undefined;
      return {
        message: 'Is old',
        since: item.createdAt,
        sinceExact: true,
        evidence: [],
        personDays: item.key === 'PAY-3' ? 9 : 1,
      };
    },
  });
}
const items = [1, 2, 3].map((n) => workItemOf({ key: `PAY-${n}`, created: n }));
const examine = (world: WorldOptions, ...detectors: readonly Detector[]) =>
  examineProject(worldOf({ asOf: 22, items, ...world }), undefined, detectors);
const waiver = (more: Partial<Waiver> = {}): Waiver => ({
  finding: 'old-work/work-item:PAY-1',
  projectKey: 'PAY',
  reason: 'Known',
  by: 'ana',
  at: day(10),
  until: day(30),
  kind: 'accepted',
  ...more,
});

test('a detector that throws has failed, says so, and does not stop the others', () => {
  const { verdicts, findings } = examine({}, oldWork({ throwsAt: 'PAY-2' }), oldWork({ id: 'old-work-too' }));
  expect(verdicts.map(({ outcome }) => outcome)).toEqual(['failed', 'flagged']);
  expect(verdicts[0]?.reason).toBe(
    'The detector stopped with an error, so nothing is known: RangeError: Unexpected item',
  );
  expect(new Set(findings.map(({ detector }) => detector))).toEqual(new Set(['old-work-too']));
});

test.each`
  why                                   | olderThanDays | used
  ${'the default when nothing is set'}  | ${undefined}  | ${5}
  ${'the number that is set'}           | ${7}          | ${7}
  ${'the least when set below'}         | ${-4}         | ${2}
  ${'the most when set above'}          | ${4000}       | ${10}
  ${'the most when set endless'}        | ${Infinity}   | ${10}
  ${'the default when it is no number'} | ${NaN}        | ${5}
`('a threshold is $why', ({ olderThanDays, used }) => {
  const settings: SettingsChange = { thresholds: { 'old-work': olderThanDays === undefined ? {} : { olderThanDays } } };
  expect(examine({ settings }, oldWork()).verdicts[0]?.thresholds).toEqual({ olderThanDays: used });
});

test('a detector that is switched off finds nothing and says why; its line is unknown', () => {
  const { verdicts, lines, findings } = examine({ settings: { disabledDetectors: ['old-work'] } }, oldWork());
  expect(verdicts[0]).toMatchObject({ outcome: 'not-applicable', looked: 0, reason: 'Switched off in the settings.' });
  expect(lines[5]).toMatchObject({
    outcome: 'unknown',
    reason: 'Nothing could be looked at. “An open item is old”: switched off in the settings.',
  });
  expect(findings).toEqual([]);
});

describe('a waiver', () => {
  test.each`
    why                          | change                                      | waived
    ${'counts while in force'}   | ${{}}                                       | ${1}
    ${'counts from its instant'} | ${{ at: day(22) }}                          | ${1}
    ${'not before it was given'} | ${{ at: day(23) }}                          | ${0}
    ${'not from its end on'}     | ${{ until: day(22) }}                       | ${0}
    ${'not for another project'} | ${{ projectKey: 'OPS' }}                    | ${0}
    ${'not for another finding'} | ${{ finding: 'old-work/work-item:PAY-99' }} | ${0}
  `('$why', ({ change, waived }) => {
    const { verdicts } = examine({ waivers: [waiver(change)] }, oldWork());
    expect(verdicts[0]).toMatchObject({ outcome: 'flagged', waived, flagged: 3 - waived });
  });

  test('puts its finding last and lists it', () => {
    const { findings, waived } = examine({ waivers: [waiver({ finding: 'old-work/work-item:PAY-3' })] }, oldWork());
    expect(findings.at(-1)?.subject).toEqual({ kind: 'work-item', key: 'PAY-3' });
    expect(waived).toEqual(['old-work/work-item:PAY-3']);
  });

  test('for every finding makes the detector clear and its line hold', () => {
    const waivers = [1, 2, 3].map((n) => waiver({ finding: `old-work/work-item:PAY-${n}` }));
    const { verdicts, lines } = examine({ waivers }, oldWork());
    expect(verdicts[0]).toMatchObject({ outcome: 'clear', flagged: 0, waived: 3 });
    expect(lines[5]).toMatchObject({
      outcome: 'holding',
      reason: 'No open item is old, but for what is waived (3 looked at, 3 waived).',
    });
  });
});

test('findings come by severity, then cost, then age, then id', () => {
  const { findings } = examine(
    {},
    oldWork({ id: 'mild', severity: 'low' }),
    oldWork({ id: 'severe', severity: 'high' }),
  );
  expect(
    findings.map(({ detector, subject }) => `${detector} ${subject.kind === 'work-item' ? subject.key : ''}`),
  ).toEqual(['severe PAY-3', 'severe PAY-1', 'severe PAY-2', 'mild PAY-3', 'mild PAY-1', 'mild PAY-2']);
});

test('when work items were not looked at, everything is unknown', () => {
  const { verdicts, lines } = examineProject(
    worldOf({ items, workItemCoverage: { kind: 'unknown', why: 'Jira was not read yet.' } }),
  );
  expect(new Set(verdicts.map(({ outcome }) => outcome))).toEqual(new Set(['unknown']));
  expect(new Set(lines.map(({ outcome }) => outcome))).toEqual(new Set(['unknown']));
});

test('what was looked at in part stays clear, and its line names what was not seen', () => {
  const young = [workItemOf({ key: 'PAY-1', created: 20 })];
  const workItemCoverage = { kind: 'partial', why: 'Only the last year was read.', asOf: day(22) } as const;
  const { verdicts, lines } = examine({ items: young, workItemCoverage }, oldWork());
  expect(verdicts[0]).toMatchObject({
    outcome: 'clear',
    reason: 'Work items have been looked at in part: Only the last year was read.',
  });
  expect(lines[5]?.reason).toBe(
    'No open item is old (1 looked at). Work items have been looked at in part: Only the last year was read.',
  );
});
