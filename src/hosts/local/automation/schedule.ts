/** When a schedule falls due, on the host's clock in UTC. */
import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '../../../model/instant';
import { weekdays, type ScheduleTrigger, type Weekday } from './rule';

/** The first time a schedule falls due after `after`. */
export function nextDue(schedule: ScheduleTrigger, after: Instant): Instant {
  if (schedule.every === 'hour') return (Math.floor(after / HOUR_MS) + 1) * HOUR_MS;
  const days = daysOf(schedule);
  const timeOfDay = parseTimeOfDay(schedule.at) ?? 0;
  let due = Math.floor(after / DAY_MS) * DAY_MS + timeOfDay;
  while (due <= after || !days.includes(weekdayOf(due))) due += DAY_MS;
  return due;
}

function daysOf(schedule: Exclude<ScheduleTrigger, { every: 'hour' }>): readonly Weekday[] {
  if (schedule.every === 'week') return [schedule.day];
  return schedule.days && schedule.days.length > 0 ? schedule.days : weekdays;
}

/** The epoch began on a Thursday. */
function weekdayOf(at: Instant): Weekday {
  return weekdays[(Math.floor(at / DAY_MS) + 3) % 7] ?? 'monday';
}

/**
 * Milliseconds after midnight; undefined when it is no time of day.
 *
 * Accepted: 09:00 · 23:59
 * Refused:  9:00 · 24:00 · 09:00:00 · nine
 */
export function parseTimeOfDay(text: string): number | undefined {
  const parts = /^(\d{2}):(\d{2})$/.exec(text);
  const hours = Number(parts?.[1]);
  const minutes = Number(parts?.[2]);
  return parts && hours < 24 && minutes < 60 ? hours * HOUR_MS + minutes * MINUTE_MS : undefined;
}
