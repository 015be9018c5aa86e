/**
 * How good a rule's alerts were, once it is known how each case ended.
 *
 * A case is something that may go wrong by a known instant, seen week after week until then. A rule's
 * alert on it is the first week it flags it; later weeks say nothing new.
 */
import { DAY_MS, type Instant } from '../../model/instant';
import { medianOf } from '../../model/median';

/** One case as seen in one week. */
export interface Sighting {
  /** Names the case: the same in every week. */
  readonly name: string;
  readonly at: Instant;
  readonly isFlagged: boolean;
  /** How little it would take a simple rule to flag it; the simple rule flags from some figure on. */
  readonly naive: number;
  /** Whether it went wrong in the end, and when that was known. */
  readonly wentWrong: boolean;
  readonly settledAt: Instant;
}

export interface AlertScore {
  /** Cases. */
  readonly n: number;
  readonly alerts: number;
  /** Share of the alerts whose case went wrong; undefined without alerts. */
  readonly precision: number | undefined;
  /** Share of the cases that went wrong which were flagged before; undefined when none did. */
  readonly recall: number | undefined;
  /** Median days from a right alert to when it was known. */
  readonly leadDaysMedian: number | undefined;
  readonly alertsPerWeek: number;
  /** Share of all cases that went wrong: the precision of flagging everything. */
  readonly baseRate: number | undefined;
  /** Precision of the simple rule when it is set to raise at least as many alerts. */
  readonly naivePrecision: number | undefined;
}

/** Sightings in order of time. `weeks` is how many weeks were looked at. O(n log n). */
export function scoreAlerts(sightings: readonly Sighting[], weeks: number): AlertScore {
  const cases = new Map(sightings.map((sighting) => [sighting.name, sighting.wentWrong]));
  const first = firstBy(sightings, ({ isFlagged }) => isFlagged);
  const right = first.filter(({ wentWrong }) => wentWrong);
  const wrong = [...cases.values()].filter((wentWrong) => wentWrong).length;
  return {
    n: cases.size,
    alerts: first.length,
    precision: shareOf(right.length, first.length),
    recall: shareOf(right.length, wrong),
    leadDaysMedian: medianOf(right.map(({ at, settledAt }) => (settledAt - at) / DAY_MS)),
    alertsPerWeek: first.length / Math.max(1, weeks),
    baseRate: shareOf(wrong, cases.size),
    naivePrecision: naivePrecision(sightings, first.length),
  };
}

/** The simple rule gets as many alerts as ours, or the next more it can: else its precision would not compare. */
function naivePrecision(sightings: readonly Sighting[], alerts: number): number | undefined {
  const levels = [...new Set(sightings.map(({ naive }) => naive))].sort((a, b) => b - a);
  let [low, high] = [0, levels.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    const raised = firstBy(sightings, ({ naive }) => naive >= (levels[middle] ?? 0)).length;
    if (raised >= alerts) high = middle;
    else low = middle + 1;
  }
  const raised = firstBy(sightings, ({ naive }) => naive >= (levels[low] ?? 0));
  return shareOf(raised.filter(({ wentWrong }) => wentWrong).length, raised.length);
}

function firstBy(sightings: readonly Sighting[], flags: (sighting: Sighting) => boolean): Sighting[] {
  const first = new Map<string, Sighting>();
  for (const sighting of sightings)
    if (flags(sighting) && !first.has(sighting.name)) first.set(sighting.name, sighting);
  return [...first.values()];
}

export function shareOf(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}
