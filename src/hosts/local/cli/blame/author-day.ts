import type { AuthorTime } from '../git/blame-scanner';

/** `2016-06-09`, by the author's own clock. */
export function authorDay(at: AuthorTime): string {
  return authorInstant(at).slice(0, 10);
}

/** ISO 8601 with the author's own offset: `2016-06-09T13:43:53-07:00`. */
export function authorInstant({ seconds, offset }: AuthorTime): string {
  const [, sign = '+', hours = '00', minutes = '00'] = /^([+-])(\d\d)(\d\d)$/.exec(offset) ?? [];
  const shift = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60 : 60);
  return `${new Date((seconds + shift) * 1000).toISOString().slice(0, 19)}${sign}${hours}:${minutes}`;
}
