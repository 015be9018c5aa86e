/** Which days each member rested, as their commits tell: work that leaves no commit is not seen. */
import type { WorkingCalendar } from '../calendar';
import type { Commit } from '../commit';
import { DAY_MS, type Instant } from '../instant';
import type { AccountId } from '../work-item';

/** Two weeks, the last complete days. */
export const REST_DAYS = 14;
/** Runs of days are followed back this far before them. */
const RUN_DAYS_BEFORE = 28;
const LOOKED_BACK = REST_DAYS + RUN_DAYS_BEFORE;
const WEEK_DAYS = 7;

export interface MemberRest {
  /** Of the last two weekends, how many had no commit: 0, 1 or 2. 2 where the calendar has no weekend. */
  readonly freeWeekends: number;
  /** The longest run of days, each with a commit, that reaches into the last 14 days. */
  readonly longestRun: number;
}

/** Of everybody who committed in the last six weeks. Days are those of the site's time zone. */
export function findRest(
  commits: readonly Commit[],
  isBot: (author: string) => boolean,
  calendar: WorkingCalendar,
  asOf: Instant,
): ReadonlyMap<AccountId, MemberRest> {
  const today = dayNumberOf(calendar, asOf);
  const days = new Map<AccountId, Set<number>>();
  for (const { author, authorHash, byBot, authoredAt } of commits) {
    if (author === undefined || byBot === true || authoredAt > asOf) continue;
    // A day of slack: only the calendar knows where days begin.
    if (authoredAt < asOf - (LOOKED_BACK + 1) * DAY_MS || isBot(author) || isBot(authorHash)) continue;
    const back = today - dayNumberOf(calendar, authoredAt);
    if (back > LOOKED_BACK) continue;
    days.set(author, (days.get(author) ?? new Set()).add(back));
  }
  const weekend = daysOffBack(calendar, today);
  return new Map(
    [...days].map(([account, active]) => [
      account,
      {
        freeWeekends: weekend.filter((off) => !off.some((back) => active.has(back))).length,
        longestRun: runOf(active),
      },
    ]),
  );
}

/** Days off of the week that ended yesterday and of the one before it, as days back from today. */
function daysOffBack({ settings }: WorkingCalendar, today: number): number[][] {
  return [1, 1 + WEEK_DAYS].map((first) =>
    Array.from({ length: WEEK_DAYS }, (_, index) => first + index).filter(
      (back) => !settings.workingWeekdays.includes(new Date((today - back) * DAY_MS).getUTCDay()),
    ),
  );
}

function runOf(active: ReadonlySet<number>): number {
  let longest = 0;
  let run = 0;
  let reaches = false;
  for (let back = 1; back <= LOOKED_BACK; back += 1) {
    run = active.has(back) ? run + 1 : 0;
    reaches = run > 0 && (reaches || back <= REST_DAYS);
    if (reaches) longest = Math.max(longest, run);
  }
  return longest;
}

/** Calendar days since the epoch. */
function dayNumberOf(calendar: WorkingCalendar, at: Instant): number {
  return Date.parse(`${calendar.dayOf(at)}T00:00:00Z`) / DAY_MS;
}
