/**
 * How far each member's hours of work have moved from their own: which share of a week's commits
 * lies outside the hours the same person used to commit in, against the weeks before.
 *
 * In: commits with the author's own offset. Out: a robust z for each of the last weeks. Only counts
 * by week and hour are kept on the way. Individual baselines, because usual hours differ: Claes et
 * al., ICSE 2018; the eight densest hours follow Uplevel.
 */
import type { Commit } from '../commit';
import { DAY_MS, FIRST_MONDAY, HOUR_MS, type Instant, MINUTE_MS, WEEK_MS } from '../instant';
import { medianOf } from '../median';
import type { AccountId } from '../work-item';

/** Weeks that are judged. */
export const JUDGED_WEEKS = 4;
/** Weeks before each, of which the usual hours and the usual share are taken. */
const TRAILING_WEEKS = 12;
/** Twelve weeks of shares before the judged ones, and of hours before each of these. */
const WEEKS = JUDGED_WEEKS + 2 * TRAILING_WEEKS;
const USUAL_HOURS = 8;
const FEWEST_EVENTS = 20;
const FEWEST_WEEKS = 6;
/** Makes the median absolute deviation comparable to a standard deviation. */
const MAD_TO_SIGMA = 1.4826;
/** Somebody who never leaves their hours has no spread at all; one late commit is no alarm then. */
const LEAST_SIGMA = 0.05;
const HOURS = 24;

/** How often somebody committed, by week and hour: `counts[week * 24 + hour]`, oldest week first. */
type HourCounts = Uint32Array;

/** The Mondays (UTC) of the weeks judged at an instant, oldest first: the last complete ones. */
export function judgedMondays(asOf: Instant): Instant[] {
  const last = weekOf(asOf) - 1;
  return Array.from({ length: JUDGED_WEEKS }, (_, index) => FIRST_MONDAY + (last - JUDGED_WEEKS + 1 + index) * WEEK_MS);
}

/**
 * z of each judged week, oldest first, by account; undefined where the person has too little behind
 * them, or no commit in that week.
 */
export function findHourShifts(
  commits: readonly Commit[],
  isBot: (author: string) => boolean,
  asOf: Instant,
): ReadonlyMap<AccountId, readonly (number | undefined)[]> {
  const firstWeek = weekOf(asOf) - WEEKS;
  // No clock is more than a day ahead of or behind UTC.
  const from = FIRST_MONDAY + firstWeek * WEEK_MS - DAY_MS;
  const counts = new Map<AccountId, HourCounts>();
  for (const { author, authorHash, byBot, authoredAt, authorOffsetMinutes } of commits) {
    if (authoredAt < from || author === undefined || authorOffsetMinutes === undefined || byBot === true) continue;
    const local = authoredAt + authorOffsetMinutes * MINUTE_MS;
    const week = weekOf(local) - firstWeek;
    if (week < 0 || week >= WEEKS || isBot(author) || isBot(authorHash)) continue;
    const theirs = counts.get(author) ?? new Uint32Array(WEEKS * HOURS);
    const cell = week * HOURS + Math.floor((local % DAY_MS) / HOUR_MS);
    theirs[cell] = (theirs[cell] ?? 0) + 1;
    counts.set(author, theirs);
  }
  return new Map([...counts].map(([account, theirs]) => [account, shiftsOf(theirs)]));
}

/**
 * The judged weeks are all held against the twelve weeks before the first of them: a new habit would
 * otherwise be among the usual hours after its first week.
 */
function shiftsOf(counts: HourCounts): (number | undefined)[] {
  const firstJudged = WEEKS - JUDGED_WEEKS;
  const before = range(firstJudged - TRAILING_WEEKS, firstJudged)
    .map((week) => shareOutside(counts, week, usualHours(counts, week)))
    .filter((share) => share !== undefined);
  const usual = usualHours(counts, firstJudged);
  return range(firstJudged, WEEKS).map((week) => {
    const share = shareOutside(counts, week, usual);
    return share === undefined || before.length < FEWEST_WEEKS ? undefined : robustZ(share, before);
  });
}

/** The densest hours of the twelve weeks before a week; undefined where too little was committed in them. */
function usualHours(counts: HourCounts, week: number): readonly number[] | undefined {
  const byHour = new Array<number>(HOURS).fill(0);
  for (let cell = (week - TRAILING_WEEKS) * HOURS; cell < week * HOURS; cell += 1)
    byHour[cell % HOURS] = (byHour[cell % HOURS] ?? 0) + (counts[cell] ?? 0);
  return sumOf(byHour) < FEWEST_EVENTS ? undefined : densestHours(byHour);
}

/** Share of a week's commits outside these hours; undefined without commits or hours. */
function shareOutside(counts: HourCounts, week: number, usual: readonly number[] | undefined): number | undefined {
  const own = [...counts.subarray(week * HOURS, (week + 1) * HOURS)];
  const all = sumOf(own);
  if (usual === undefined || all === 0) return undefined;
  return (all - sumOf(usual.map((hour) => own[hour] ?? 0))) / all;
}

/** Among hours equally dense, the one with the denser neighbours: nine to ten rather than three at night. */
function densestHours(counts: readonly number[]): number[] {
  const at = (hour: number): number => counts[(hour + HOURS) % HOURS] ?? 0;
  return counts
    .map((count, hour) => ({ hour, count, beside: at(hour - 1) + at(hour + 1) }))
    .sort((a, b) => b.count - a.count || b.beside - a.beside || a.hour - b.hour)
    .slice(0, USUAL_HOURS)
    .map(({ hour }) => hour);
}

function robustZ(value: number, before: readonly number[]): number {
  const median = medianOf(before) ?? 0;
  const deviation = medianOf(before.map((one) => Math.abs(one - median))) ?? 0;
  return (value - median) / Math.max(LEAST_SIGMA, MAD_TO_SIGMA * deviation);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Whole numbers from the first up to, without, the last. */
function range(from: number, until: number): number[] {
  return Array.from({ length: until - from }, (_, index) => from + index);
}

function weekOf(at: Instant): number {
  return Math.floor((at - FIRST_MONDAY) / WEEK_MS);
}
