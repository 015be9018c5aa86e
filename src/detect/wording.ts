/** Turns of phrase that several detectors share, so that findings read alike. */
import type { WorkingCalendar } from '../model/calendar';
import type { Instant } from '../model/instant';

/** `1 working day`, `2.5 working days`, `12 working days`: a decimal only where it matters. */
export function workingDays(days: number): string {
  const rounded = days < 10 ? Math.round(days * 10) / 10 : Math.round(days);
  return `${rounded} working ${rounded === 1 ? 'day' : 'days'}`;
}

/** `DAEMON-74`, `DAEMON-74 and DAEMON-75`, `DAEMON-74 and 5 more`. */
export function named(names: readonly string[]): string {
  const [first = 'nothing', second] = names;
  if (second === undefined) return first;
  return names.length === 2 ? `${first} and ${second}` : `${first} and ${names.length - 1} more`;
}

/** `since 2017-10-30`, with a word of warning where the day is an estimate. */
export function sinceDay(calendar: WorkingCalendar, at: Instant, exact: boolean): string {
  return `since ${calendar.dayOf(at)}${exact ? '' : ' (estimated)'}`;
}

/** `1 item waits`, `3 items wait`. */
export function itemsWait(count: number): string {
  return count === 1 ? '1 item waits' : `${count} items wait`;
}
