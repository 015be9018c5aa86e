import fc from 'fast-check';
import { calibrationOf } from '../../../src/detect/backtest/calibration';
import { type Sighting, scoreAlerts } from '../../../src/detect/backtest/score-alerts';
import { medianOf } from '../../../src/model/median';
import { day } from '../../builders/worlds';

fc.configureGlobal({ seed: 20171113 });

/** A case that is settled on day 50, seen on some days; flagged on the days in brackets. */
function seen(name: string, days: readonly number[], flaggedOn: readonly number[], wentWrong: boolean): Sighting[] {
  return days.map((at) => ({
    name,
    at: day(at),
    isFlagged: flaggedOn.includes(at),
    naive: at,
    wentWrong,
    settledAt: day(50),
  }));
}

test('counts each case once, by its first alert', () => {
  const sightings = [
    ...seen('early and right', [1, 8, 15], [8, 15], true),
    ...seen('wrong alarm', [1, 8], [8], false),
    ...seen('missed', [1, 8], [], true),
    ...seen('rightly left alone', [1, 8], [], false),
  ];
  expect(scoreAlerts(sightings, 4)).toMatchObject({
    n: 4,
    alerts: 2,
    precision: 1 / 2,
    recall: 1 / 2,
    leadDaysMedian: 42,
    alertsPerWeek: 0.5,
    baseRate: 1 / 2,
  });
});

test('the simple rule is set to raise at least as many alerts', () => {
  const late = (name: string, day: number, wentWrong: boolean) => seen(name, [day], [], wentWrong);
  const ours = seen('ours', [1], [1], true);
  const sightings = [...ours, ...late('a', 9, true), ...late('b', 8, false), ...late('c', 2, false)];
  // One alert: the case with the highest figure. Two: the next one with it.
  expect(scoreAlerts(sightings, 1).naivePrecision).toBe(1);
  expect(scoreAlerts([...sightings, ...seen('ours too', [1], [1], true)], 1).naivePrecision).toBe(1 / 2);
});

test('what there is nothing of is not told as nought', () => {
  expect(scoreAlerts([], 0)).toEqual({
    n: 0,
    alerts: 0,
    precision: undefined,
    recall: undefined,
    leadDaysMedian: undefined,
    alertsPerWeek: 0,
    baseRate: undefined,
    naivePrecision: undefined,
  });
  expect(scoreAlerts(seen('missed', [1], [], true), 1)).toMatchObject({ precision: undefined, recall: 0 });
});

test.each([
  [[], undefined],
  [[3], 3],
  [[5, 1, 3], 3],
  [[4, 1, 3, 2], 2.5],
])('the median of %p is %p', (values, median) => {
  expect(medianOf(values)).toBe(median);
});

test('flagging everything has the precision of the base rate, and misses nothing', () => {
  const all = fc.array(fc.boolean(), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(all, (ends) => {
      const score = scoreAlerts(
        ends.flatMap((wentWrong, index) => seen(`case ${index}`, [1], [1], wentWrong)),
        1,
      );
      expect(score.precision).toBe(score.baseRate);
      if (ends.includes(true)) expect(score.recall).toBe(1);
    }),
  );
});

test('chances that came true as told score well, and the comparison knows the share', () => {
  const told = [
    { chance: 0.9, cameTrue: true },
    { chance: 0.9, cameTrue: true },
    { chance: 0.1, cameTrue: false },
    { chance: 0.1, cameTrue: false },
  ];
  const { n, brier, brierBaseRate, reliability } = calibrationOf(told);
  expect([n, brierBaseRate]).toEqual([4, 0.25]);
  expect(brier).toBeCloseTo(0.01, 12);
  expect(reliability).toEqual([
    [0.1, 0, 2],
    [0.9, 1, 2],
  ]);
});

test('every forecast stands in one tenth, certainty in the last', () => {
  const chances = fc.array(fc.record({ chance: fc.double({ min: 0, max: 1, noNaN: true }), cameTrue: fc.boolean() }));
  fc.assert(
    fc.property(chances, (told) => {
      const { reliability } = calibrationOf(told);
      expect(reliability.reduce((sum, [, , n]) => sum + n, 0)).toBe(told.length);
    }),
  );
  expect(calibrationOf([{ chance: 1, cameTrue: true }]).reliability).toEqual([[1, 1, 1]]);
});
