/**
 * Working time. A working day is a calendar day of the site's time zone that is neither off in the
 * week nor a holiday; it counts as 1 from midnight to midnight, and parts of days count as parts,
 * so that durations add up: the whole is the sum of its pieces to the millisecond.
 */
import { tzOffset } from '@date-fns/tz/tzOffset';
import { DAY_MS, type Day, HOUR_MS, type Instant, MINUTE_MS, formatDay } from './instant';

export interface CalendarSettings {
  /** IANA name, for example `Europe/Berlin`. */
  readonly timeZone: string;
  /** Days worked, 0 = Sunday … 6 = Saturday. */
  readonly workingWeekdays: readonly number[];
  readonly holidays: readonly Day[];
}

export const DEFAULT_CALENDAR: CalendarSettings = {
  timeZone: 'UTC',
  workingWeekdays: [1, 2, 3, 4, 5],
  holidays: [],
};

export interface WorkingCalendar {
  readonly settings: CalendarSettings;
  /** Working days between two instants as a fraction; 0 when `until` is not after `from`. O(1). */
  workingDaysBetween(from: Instant, until: Instant): number;
  /** The first instant at which `days` working days have passed since `from`. O(days). */
  afterWorkingDays(from: Instant, days: number): Instant;
  /** The end of a calendar day (midnight that follows it) in the site's time zone. */
  endOfDay(day: Day): Instant;
  /** The midnight with which that day begins. */
  startOfDay(at: Instant): Instant;
  /** The calendar day an instant falls on in the site's time zone. */
  dayOf(at: Instant): Day;
  isWorkingDay(day: Day): boolean;
}

/** Working days as people are told them: those that have passed in full. 137.9 days are told as 137. */
export function wholeDays(days: number): number {
  return Math.floor(days);
}

/** Jira did not exist before; nothing is older. */
const FIRST_DAY = Date.UTC(2000, 0, 1) / DAY_MS;
const DAY_COUNT = 55 * 366;

/** Builds the table of days once; about 20 000 numbers. Throws RangeError on an unknown time zone. */
export function workingCalendar(settings: CalendarSettings = DEFAULT_CALENDAR): WorkingCalendar {
  const holidays = new Set(settings.holidays);
  const isWorkingDay = (day: Day): boolean =>
    settings.workingWeekdays.includes(new Date(`${day}T00:00:00Z`).getUTCDay()) && !holidays.has(day);

  const startOf = zoneMidnights(settings.timeZone);
  const starts = new Float64Array(DAY_COUNT + 1);
  const workedBefore = new Float64Array(DAY_COUNT + 1);
  const working = new Uint8Array(DAY_COUNT);
  for (let index = 0; index < DAY_COUNT; index += 1) {
    const utcMidnight = (FIRST_DAY + index) * DAY_MS;
    starts[index] = startOf(utcMidnight);
    working[index] = isWorkingDay(formatDay(utcMidnight)) ? 1 : 0;
    workedBefore[index + 1] = (workedBefore[index] ?? 0) + (working[index] ?? 0);
  }
  starts[DAY_COUNT] = startOf((FIRST_DAY + DAY_COUNT) * DAY_MS);

  const indexOf = (at: Instant): number => {
    let index = Math.min(DAY_COUNT - 1, Math.max(0, Math.floor((at - (starts[0] ?? 0)) / DAY_MS)));
    while (index > 0 && at < (starts[index] ?? 0)) index -= 1;
    while (index < DAY_COUNT - 1 && at >= (starts[index + 1] ?? 0)) index += 1;
    return index;
  };
  const workedUntil = (at: Instant): number => {
    const index = indexOf(at);
    const start = starts[index] ?? 0;
    const length = (starts[index + 1] ?? 0) - start;
    const part = Math.min(1, Math.max(0, (at - start) / length));
    return (workedBefore[index] ?? 0) + part * (working[index] ?? 0);
  };

  return {
    settings,
    isWorkingDay,
    workingDaysBetween: (from, until) => (until <= from ? 0 : workedUntil(until) - workedUntil(from)),
    afterWorkingDays: (from, days) => {
      const target = workedUntil(from) + days;
      let index = indexOf(from);
      while (index < DAY_COUNT - 1 && (workedBefore[index + 1] ?? 0) < target) index += 1;
      const start = starts[index] ?? 0;
      const length = (starts[index + 1] ?? 0) - start;
      return Math.max(from, start + (target - (workedBefore[index] ?? 0)) * length);
    },
    endOfDay: (day) => startOf(Date.parse(`${day}T00:00:00Z`) + DAY_MS),
    startOfDay: (at) => starts[indexOf(at)] ?? at,
    dayOf: (at) => formatDay((FIRST_DAY + indexOf(at)) * DAY_MS),
  };
}

/** Maps a UTC midnight to the zone's midnight of the same calendar day. */
function zoneMidnights(timeZone: string): (utcMidnight: number) => Instant {
  if (timeZone === 'UTC') return (utcMidnight) => utcMidnight;
  const offsetAt = (at: Instant): number => {
    const minutes = tzOffset(timeZone, new Date(at));
    if (Number.isNaN(minutes))
      throw new RangeError(`Unknown time zone "${timeZone}". Use an IANA name such as Europe/Berlin.`);
    return minutes * MINUTE_MS;
  };
  // Offsets change a few times a year: ask the library at month ends only and refine where they differ.
  const month = 28 * DAY_MS;
  const cache = new Map<number, number>();
  const cached = (slot: number): number => {
    const known = cache.get(slot);
    if (known !== undefined) return known;
    const offset = offsetAt(slot * month);
    cache.set(slot, offset);
    return offset;
  };
  return (utcMidnight) => {
    const slot = Math.floor((utcMidnight - 14 * HOUR_MS) / month);
    const steady = cached(slot) === cached(slot + 2) && cached(slot) === cached(slot + 1);
    if (steady) return utcMidnight - cached(slot);
    const guess = utcMidnight - offsetAt(utcMidnight);
    return utcMidnight - offsetAt(guess);
  };
}
