/**
 * Dates in JQL, in UTC.
 *
 * Accepted: `2017-11-01`, `2017/11/1`, `2017-11-01 10:00`, `-3d`, `2w`, `4w 2d`, `-1w 2d`, `90` (minutes)
 * Refused:  `yesterday`, `2017-13-01`, `3x`
 */
const MINUTE_MS = 60_000;
const UNITS_MS: Readonly<Record<string, number>> = {
  m: MINUTE_MS,
  h: 60 * MINUTE_MS,
  d: 1440 * MINUTE_MS,
  w: 7 * 1440 * MINUTE_MS,
};
const DATE = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2}):(\d{2}))?$/;
const PERIOD = /^([+-]?)(\d+[wdhm](?:\s*\d+[wdhm])*)$/;

export function parseJqlDate(text: string, now: number): number | undefined {
  const trimmed = text.trim();
  const date = DATE.exec(trimmed);
  if (date) return calendarInstant(date);
  const period = PERIOD.exec(trimmed);
  if (period) return now + (period[1] === '-' ? -1 : 1) * periodMs(period[2] ?? '');
  return /^[+-]?\d+$/.test(trimmed) ? now + Number(trimmed) * MINUTE_MS : undefined;
}

function calendarInstant(date: RegExpExecArray): number | undefined {
  const [year, month, day, hour, minute] = date.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const at = Date.UTC(year, month - 1, day, hour, minute);
  const back = new Date(at);
  return back.getUTCMonth() === month - 1 && back.getUTCDate() === day && hour < 24 && minute < 60 ? at : undefined;
}

function periodMs(text: string): number {
  return [...text.matchAll(/(\d+)([wdhm])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (UNITS_MS[unit ?? ''] ?? 0),
    0,
  );
}

type Unit = 'Day' | 'Week' | 'Month' | 'Year';
const SHIFT_UNITS: Readonly<Record<string, Unit | 'Hour' | 'Minute'>> = {
  y: 'Year',
  M: 'Month',
  w: 'Week',
  d: 'Day',
  h: 'Hour',
  m: 'Minute',
};

/** `startOfDay()`, `endOfWeek(-1)`, `startOfMonth("+2w")`, `now()`; undefined when it is none of these or the argument is bad. */
export function dateFunction(name: string, argument: string | undefined, now: number): number | undefined {
  const lower = name.toLowerCase();
  if (lower === 'now') return argument === undefined ? now : undefined;
  const parts = /^(start|end)of(day|week|month|year)$/.exec(lower);
  if (!parts) return undefined;
  const unit = `${(parts[2] ?? '')[0]?.toUpperCase() ?? ''}${(parts[2] ?? '').slice(1)}` as Unit;
  const shift = /^([+-]?\d+)([yMwdhm]?)$/.exec(argument ?? '0');
  if (!shift) return undefined;
  const moved = shiftBy(now, Number(shift[1]), shift[2] ? (SHIFT_UNITS[shift[2]] ?? unit) : unit);
  const start = startOf(moved, unit);
  return parts[1] === 'start' ? start : shiftBy(start, 1, unit) - 1;
}

function startOf(at: number, unit: Unit): number {
  const date = new Date(at);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  if (unit === 'Year') return Date.UTC(year, 0, 1);
  if (unit === 'Month') return Date.UTC(year, month, 1);
  return Date.UTC(year, month, unit === 'Week' ? day - date.getUTCDay() : day);
}

function shiftBy(at: number, count: number, unit: Unit | 'Hour' | 'Minute'): number {
  const date = new Date(at);
  if (unit === 'Month' || unit === 'Year') date.setUTCMonth(date.getUTCMonth() + count * (unit === 'Year' ? 12 : 1));
  else
    return (
      at + count * { Minute: MINUTE_MS, Hour: 60 * MINUTE_MS, Day: 1440 * MINUTE_MS, Week: 7 * 1440 * MINUTE_MS }[unit]
    );
  return date.getTime();
}
