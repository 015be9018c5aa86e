/**
 * Histories as half-open intervals [from, until). A value that still holds has no end.
 *
 * Spans of one field never overlap and are sorted by their start, so the value at any instant is
 * one binary search away and the world of any past day can be rebuilt exactly.
 */
import type { Instant } from './instant';

export interface Span<T> {
  readonly from: Instant;
  /** First instant at which the value no longer held; undefined while it still holds. */
  readonly until: Instant | undefined;
  readonly value: T;
  /** False where the source has no history entry for the start and we estimated it. */
  readonly exact: boolean;
}

export type History<T> = readonly Span<T>[];

/** The span in force at an instant; undefined before the first one or in a gap. */
export function spanAt<T>(history: History<T>, at: Instant): Span<T> | undefined {
  let low = 0;
  let high = history.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const span = history[middle];
    if (!span) return undefined;
    if (at < span.from) high = middle - 1;
    else if (span.until !== undefined && at >= span.until) low = middle + 1;
    else return span;
  }
  return undefined;
}

/** The value in force at an instant; undefined when there is none. */
export function valueAt<T>(history: History<T>, at: Instant): T | undefined {
  return spanAt(history, at)?.value;
}

/** When something began that holds still; `exact` is false where that is an estimate. */
export type Since = Pick<Span<unknown>, 'from' | 'exact'>;

/**
 * When a state that holds at an instant began, across spans that follow each other without a gap;
 * undefined when it does not hold then.
 */
export function heldSince<T>(history: History<T>, holds: (value: T) => boolean, at: Instant): Since | undefined {
  let held: Pick<Span<T>, 'from' | 'until' | 'exact'> | undefined;
  for (const span of history) {
    if (span.from > at) break;
    if (!holds(span.value)) held = undefined;
    else held = held && held.until === span.from ? { ...held, until: span.until } : span;
  }
  return held && (held.until === undefined || at < held.until) ? held : undefined;
}

/** One value that has held since an instant and still does. */
export function alwaysFrom<T>(from: Instant, value: T, exact = true): History<T> {
  return [{ from, until: undefined, value, exact }];
}

export interface Interval {
  readonly from: Instant;
  readonly until: Instant;
}

/** Unites overlapping and touching intervals, so that no moment is counted twice. O(n log n). */
export function uniteIntervals(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.filter(({ from, until }) => until > from).sort((a, b) => a.from - b.from);
  const united: { from: Instant; until: Instant }[] = [];
  for (const { from, until } of sorted) {
    const last = united.at(-1);
    if (last && from <= last.until) last.until = Math.max(last.until, until);
    else united.push({ from, until });
  }
  return united;
}
