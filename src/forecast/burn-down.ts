/**
 * When so much work will be finished: Monte Carlo on the project's own working weeks.
 *
 * In: how many stories were finished in each past week, and for each scope how many finishes of the whole
 * project it needs. Out: for each scope, how its days of finishing are spread. The one idea: a draw is one
 * possible future of the project, and all scopes live through the same futures; so a thousand of them cost
 * little more than one, and two answers differ because the questions do, not by chance.
 *
 * Drawing past weeks alone makes forecasts too sure of themselves, so each future has a pace of its own
 * (see `PACE_SHAPE`).
 */
import { type Chance, drawGamma } from './chance';
import { PACE_SHAPE, type Throughput, WEEK_DAYS } from './throughput';

export const DRAWS = 10_000;
/** Two years; whoever is not finished by then has no day. */
export const HORIZON_WEEKS = 104;
const HORIZON_DAYS = HORIZON_WEEKS * WEEK_DAYS;

/** How many of the draws finish on each working day from now: index 0 is today, the last means later than the horizon. */
export class Spread {
  readonly total: number;
  constructor(readonly counts: Uint32Array) {
    this.total = counts.reduce((sum, count) => sum + count, 0);
  }

  /** Share of the draws finished within so many working days, 0..1. */
  shareWithin(days: number): number {
    const last = Math.min(Math.floor(days), this.counts.length - 2);
    let finished = 0;
    for (let day = 0; day <= last; day += 1) finished += this.counts[day] ?? 0;
    return finished / this.total;
  }

  /** The working day by which this share of the draws is finished; undefined when that is beyond the horizon. */
  daysFor(share: number): number | undefined {
    let finished = 0;
    for (let day = 0; day < this.counts.length - 1; day += 1) {
      finished += this.counts[day] ?? 0;
      if (finished >= share * this.total) return day;
    }
    return undefined;
  }
}

/** The futures of one project, drawn once. */
export class Futures {
  /** Finishes of the whole project up to the end of each week, one draw after the other, its pace included. */
  private readonly reached: Float32Array;

  constructor(
    { weeks }: Throughput,
    chance: Chance,
    readonly draws = DRAWS,
    private readonly horizon = HORIZON_WEEKS,
  ) {
    this.reached = new Float32Array(draws * horizon);
    for (let draw = 0; draw < draws; draw += 1) {
      const pace = drawGamma(PACE_SHAPE, chance);
      let sum = 0;
      for (let week = 0; week < horizon; week += 1) {
        sum += (weeks[Math.floor(chance() * weeks.length)] ?? 0) * pace;
        this.reached[draw * horizon + week] = sum;
      }
    }
  }

  /** Working days until so many finishes, in each draw; Infinity when beyond the horizon. O(draws · log horizon). */
  daysUntil(need: number): Float32Array {
    const days = new Float32Array(this.draws);
    for (let draw = 0; draw < this.draws; draw += 1) days[draw] = this.passage(draw, need);
    return days;
  }

  private passage(draw: number, need: number): number {
    if (need <= 0) return 0;
    const start = draw * this.horizon;
    let low = 0;
    let high = this.horizon;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.reached[start + middle] ?? 0) >= need) high = middle;
      else low = middle + 1;
    }
    if (low === this.horizon) return Infinity;
    const before = low === 0 ? 0 : (this.reached[start + low - 1] ?? 0);
    const after = this.reached[start + low] ?? 0;
    return (low + (need - before) / (after - before)) * WEEK_DAYS;
  }
}

/** Counts days of finishing; a part of a day counts as the day. */
export function spreadOf(days: Float32Array): Spread {
  const counts = new Uint32Array(HORIZON_DAYS + 2);
  for (const day of days) {
    const index = day === Infinity ? HORIZON_DAYS + 1 : Math.min(HORIZON_DAYS, Math.ceil(day));
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return new Spread(counts);
}
