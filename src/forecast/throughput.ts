/**
 * What a project gets done: stories finished in each of the last working weeks.
 *
 * A week is five working days of the site's calendar, counted back from the instant asked about, so that
 * holidays make no week look lazy.
 */
import type { WorkingCalendar } from '../model/calendar';
import type { Instant } from '../model/instant';
import type { WorkItem } from '../model/work-item';

/** Working days in a working week. */
export const WEEK_DAYS = 5;
/** Twelve weeks: a quarter, long enough for a pace and short enough to be today's. */
export const PACE_WEEKS = 12;
/**
 * The pace of the coming months is not that of the last: gamma distributed around it with a coefficient of
 * variation of 1/√5, 45 %. Replayed on recorded projects, this figure makes what is called 85 % come true in
 * about 85 of 100 cases; without it, in some 70 (docs/backtest.md).
 */
export const PACE_SHAPE = 5;

/** With fewer days on which anything was finished, a pace is a guess (the guard of Lighthouse, LetPeopleWork). */
export const LEAST_ACTIVE_DAYS = 5;

export interface Throughput {
  /** Stories finished in each of the last working weeks, the latest first; always `PACE_WEEKS` of them. */
  readonly weeks: readonly number[];
  /** Working days in that time on which anything was finished. */
  readonly activeDays: number;
  /** Stories finished in that time. */
  readonly finished: number;
}

/** When the item was last finished, if it is finished at that instant; undefined while it is open. */
export function finishedAt(item: Pick<WorkItem, 'status'>, at: Instant): Instant | undefined {
  let finished: Instant | undefined;
  for (const { from, value } of item.status) {
    if (from > at) break;
    if (value.stage !== 'done') finished = undefined;
    else finished ??= from;
  }
  return finished;
}

/** Counts what was finished; `finishes` are the instants, in any order. O(finishes). */
export function throughputOf(finishes: Iterable<Instant>, calendar: WorkingCalendar, asOf: Instant): Throughput {
  const weeks = new Array<number>(PACE_WEEKS).fill(0);
  const days = new Set<number>();
  let finished = 0;
  for (const at of finishes) {
    if (at > asOf) continue;
    const ago = calendar.workingDaysBetween(at, asOf);
    const week = Math.floor(ago / WEEK_DAYS);
    if (week >= PACE_WEEKS) continue;
    weeks[week] = (weeks[week] ?? 0) + 1;
    days.add(Math.floor(ago));
    finished += 1;
  }
  return { weeks, activeDays: days.size, finished };
}
