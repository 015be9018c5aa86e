/**
 * Points in time. Everything inside Throughline is counted in milliseconds since the epoch; text
 * with offsets exists only at the borders.
 */

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
export const WEEK_MS = 7 * DAY_MS;
/** The first Monday of the epoch, which began on a Thursday. */
export const FIRST_MONDAY: Instant = 4 * DAY_MS;

/** Midnight UTC of the Monday on or before an instant. */
export function mondayOf(at: Instant): Instant {
  return Math.floor((at - FIRST_MONDAY) / WEEK_MS) * WEEK_MS + FIRST_MONDAY;
}

/**
 * Reads an ISO 8601 instant that carries its offset; undefined for anything else.
 *
 * Accepted: 2017-11-13T09:00:00Z · 2016-06-09T13:43:53-07:00 · 2012-07-27T13:42:56.000+0000 (Jira)
 * Refused:  2017-11-13 (a day, not an instant) · 2017-11-13T09:00:00 (no offset) · yesterday
 */
export function parseInstant(text: string): Instant | undefined {
  const parts = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})$/.exec(text);
  if (!parts) return undefined;
  const [, wall = '', offset = ''] = parts;
  const colonOffset = /^[+-]\d{4}$/.test(offset) ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset;
  const at = Date.parse(wall + colonOffset);
  return Number.isNaN(at) ? undefined : at;
}

/** ISO 8601 in UTC, for storage, messages and JQL dates. */
export function formatInstant(at: Instant): string {
  return new Date(at).toISOString();
}

/** A calendar day without a time, as Jira's due dates are: `2017-11-13`. */
export type Day = string;

/** Reads a calendar day; undefined when it is not one. */
export function parseDay(text: string): Day | undefined {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) ? text : undefined;
}

/** The UTC day an instant falls on, for labels only; working days go through the calendar. */
export function formatDay(at: Instant): Day {
  return formatInstant(at).slice(0, 10);
}

/** The calendar day before another. */
export function dayBefore(day: Day): Day {
  return formatDay(Date.parse(`${day}T00:00:00Z`) - DAY_MS);
}
