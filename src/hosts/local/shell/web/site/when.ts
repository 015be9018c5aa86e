/** Dates as Jira writes them, in UTC like everything in the local host. */
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

export type Instant = string | number;

export function dayOf(at: Instant): string {
  return day.format(new Date(at));
}

export function instantOf(at: Instant): string {
  return dayAndTime.format(new Date(at));
}

/** `3 days ago`, measured on the host's clock. */
export function agoOf(at: Instant, now: number): string {
  const minutes = Math.round((now - new Date(at).getTime()) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return plural(minutes, 'minute');
  if (minutes < 60 * 24) return plural(Math.round(minutes / 60), 'hour');
  if (minutes < 60 * 24 * 14) return plural(Math.round(minutes / 60 / 24), 'day');
  return dayOf(at);
}

function plural(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}
