import fc from 'fast-check';
import { Futures, spreadOf } from '../../src/forecast/burn-down';
import { chanceFor } from '../../src/forecast/chance';
import { PACE_SHAPE, type Throughput } from '../../src/forecast/throughput';

fc.configureGlobal({ seed: 20171113 });

const steady = (perWeek: number): Throughput => ({
  weeks: new Array<number>(12).fill(perWeek),
  activeDays: 40,
  finished: 12 * perWeek,
});
const futuresOf = (throughput: Throughput, draws = 2000): Futures => new Futures(throughput, chanceFor('test'), draws);

const anyThroughput = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 12 })
  .filter((weeks) => weeks.some((week) => week > 0))
  .map((weeks): Throughput => ({ weeks, activeDays: 9, finished: weeks.reduce((sum, week) => sum + week, 0) }));

test('at five stories a week, ten are done after about ten working days', () => {
  const spread = spreadOf(futuresOf(steady(5), 20_000).daysUntil(10));
  // The days are 10 / pace; the median of a gamma of shape k and mean 1 is close to (3k - 0.8) / (3k + 0.2).
  const medianPace = (3 * PACE_SHAPE - 0.8) / (3 * PACE_SHAPE + 0.2);
  expect(Math.abs((spread.daysFor(0.5) ?? 0) - 10 / medianPace)).toBeLessThanOrEqual(1);
});

test('what needs nothing is done today, and what never ends has no day', () => {
  expect(spreadOf(futuresOf(steady(5)).daysUntil(0)).daysFor(1)).toBe(0);
  const never = spreadOf(futuresOf(steady(5)).daysUntil(1e6));
  expect([never.daysFor(0.01), never.shareWithin(1e6)]).toEqual([undefined, 0]);
});

test('every draw is counted once', () => {
  fc.assert(
    fc.property(anyThroughput, fc.integer({ min: 0, max: 300 }), (throughput, need) => {
      expect(spreadOf(futuresOf(throughput, 200).daysUntil(need)).total).toBe(200);
    }),
    { numRuns: 50 },
  );
});

test('more work is never done earlier, in any draw', () => {
  fc.assert(
    fc.property(anyThroughput, fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (throughput, a, b) => {
      const futures = futuresOf(throughput, 200);
      const [less, more] = [futures.daysUntil(Math.min(a, b)), futures.daysUntil(Math.max(a, b))];
      less.forEach((days, draw) => expect(days).toBeLessThanOrEqual(more[draw] ?? -1));
    }),
    { numRuns: 50 },
  );
});

test('later days are never less likely, and surer days never earlier', () => {
  fc.assert(
    fc.property(anyThroughput, fc.integer({ min: 1, max: 40 }), (throughput, need) => {
      const spread = spreadOf(futuresOf(throughput, 200).daysUntil(need));
      let before = 0;
      for (const days of [0, 1, 5, 20, 100, 519, 520, 9999]) {
        expect(spread.shareWithin(days)).toBeGreaterThanOrEqual(before);
        before = spread.shareWithin(days);
      }
      expect(spread.daysFor(0.5) ?? Infinity).toBeLessThanOrEqual(spread.daysFor(0.85) ?? Infinity);
    }),
    { numRuns: 50 },
  );
});

test('the day told for a share of the draws is the first by which so many are done', () => {
  fc.assert(
    fc.property(
      anyThroughput,
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom(0.1, 0.5, 0.85),
      (weeks, need, share) => {
        const spread = spreadOf(futuresOf(weeks, 200).daysUntil(need));
        const day = spread.daysFor(share);
        if (day === undefined) return;
        expect(spread.shareWithin(day)).toBeGreaterThanOrEqual(share);
        if (day > 0) expect(spread.shareWithin(day - 1)).toBeLessThan(share);
      },
    ),
    { numRuns: 50 },
  );
});
