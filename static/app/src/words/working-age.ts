/**
 * How long something has lasted, counted from dates alone: whole days, Monday to Friday. The
 * functions count with the project's own calendar; this is for the first paint, which asks no
 * function, and it says so where it is shown.
 */
import type { At } from '../bridge';

const DAY_MS = 86_400_000;

/** Working days passed between two instants; undefined when either is not a date. */
export function workingAge(since: At, asOf: At): number | undefined {
  const [from, until] = [Date.parse(since), Date.parse(asOf)];
  if (Number.isNaN(from) || Number.isNaN(until)) return undefined;
  return Math.max(0, Math.floor(workedUntil(until) - workedUntil(from)));
}

/** Working days since Monday 1969-12-29, with parts of days. */
function workedUntil(at: number): number {
  const days = at / DAY_MS + 3;
  const weeks = Math.floor(days / 7);
  return weeks * 5 + Math.min(5, days - weeks * 7);
}

/** `today` · `1 working day` · `12 working days` */
export function writeAge(workingDays: number): string {
  const whole = Math.floor(workingDays);
  return whole < 1 ? 'less than 1 working day' : count(whole, 'working day');
}

/** `1 item` · `3 items` · `1,204 commits` */
export function count(amount: number, noun: string, plural = `${noun}s`): string {
  return `${amount.toLocaleString('en')} ${amount === 1 ? noun : plural}`;
}

/** `0.4` · `12` · `1,204`: person-days with as much precision as they have meaning. */
export function writeDays(days: number): string {
  return days > 0 && days < 9.95 ? days.toFixed(1).replace(/\.0$/, '') : Math.round(days).toLocaleString('en');
}
