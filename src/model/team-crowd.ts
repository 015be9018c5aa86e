/**
 * The door of `members/`: what is known of people one by one goes in here and comes out as crowds,
 * or, of one person, to that person. Nobody else may import from there (`npm run lint:house`).
 */
import type { WorkingCalendar } from './calendar';
import type { Commit } from './commit';
import { type Crowd, type Signals, type YesNoCrowd, crowdOf, yesNoOnly } from './crowd';
import { DAY_MS, type Day, type Instant, formatDay } from './instant';
import type { ProjectKey, WorkItemKey } from './key';
import { lazily } from './lazily';
import { findActivity, quietDaysOf } from './members/activity';
import { findHourShifts, judgedMondays } from './members/hours';
import { LOAD_DAYS, type MemberLoad, endsOfWorkingDays, findLoads, loadOnMostDays, meanLoad } from './members/load';
import { type MemberRest, REST_DAYS, findRest } from './members/rest';
import type { Settings } from './settings';
import type { AccountId, WorkItem } from './work-item';

export { LOAD_DAYS, REST_DAYS };

/** Line 3: who has nothing in hand. */
export interface TeamFreeTime {
  /**
   * `quietDays`: working days without anything in progress, a moved item or a commit. `seenOn`: the
   * day the member was last seen, as the instant it began.
   */
  readonly crowd: Crowd<'quietDays' | 'seenOn'>;
  /** Commits of the last eight weeks, and how many of them are of an author not joined to an account. */
  readonly commits: number;
  readonly commitsWithoutMember: number;
}

/** Lines 3 and 4: items in hand over the last 20 working days. */
export interface TeamLoad {
  readonly spread: Crowd<'meanLoad'>;
  readonly strain: YesNoCrowd<'loadOnMostDays'>;
  /** Where the 20 days begin. */
  readonly from: Instant;
}

export const HOUR_SHIFTS = ['hourShift1', 'hourShift2', 'hourShift3', 'hourShift4'] as const;

/** Line 4: z of the share of commits outside each member's own hours, of the last four weeks, oldest first. */
export interface TeamHours {
  readonly crowd: YesNoCrowd<(typeof HOUR_SHIFTS)[number]>;
  /** When each of these weeks began (Monday, UTC). */
  readonly mondays: readonly Instant[];
}

/** Line 4: days without a commit. `freeWeekends` of the last two; `longestRun` of days with one. */
export interface TeamRest {
  readonly crowd: YesNoCrowd<'freeWeekends' | 'longestRun'>;
  /** Where the 14 days begin. */
  readonly from: Instant;
}

export interface Team {
  readonly freeTime: TeamFreeTime;
  readonly load: TeamLoad;
  readonly hours: TeamHours;
  readonly rest: TeamRest;
}

/** What the crowds are gathered from: a world, with its commits up to `asOf`. */
export interface TeamSource {
  readonly asOf: Instant;
  readonly projectKey: ProjectKey;
  readonly items: ReadonlyMap<WorkItemKey, WorkItem>;
  readonly commits: readonly Commit[];
  readonly settings: Settings;
  readonly calendar: WorkingCalendar;
}

/** The team as seen over the last eight weeks. */
export function gatherTeam(source: TeamSource): Team {
  const { asOf, calendar, settings } = source;
  const { activity, days, loads, shifts, rests } = knowMembers(source);
  const { members, commits, commitsWithoutMember } = activity();
  const group = new Set(members.keys());
  const crowd = <Signal extends string>(signals: Signals<Signal>) => crowdOf(group, signals, settings.people);
  const of = (valueOf: (member: AccountId) => number | undefined) => lazily(() => valuesOf(group, valueOf));
  const load = (figure: (load: MemberLoad) => number) =>
    of((member) => {
      const theirs = loads().get(member) ?? NOTHING_IN_HAND;
      return theirs.certain ? figure(theirs) : undefined;
    });
  const shift = (week: number) => of((member) => shifts().get(member)?.[week]);
  const quietDays = of((member) => {
    const seen = members.get(member);
    return seen && quietDaysOf(seen, calendar, asOf);
  });
  const seenOn = of((member) => {
    const seen = members.get(member);
    return seen && calendar.startOfDay(seen.lastSeenAt);
  });
  return {
    freeTime: { crowd: crowd({ quietDays, seenOn }), commits, commitsWithoutMember },
    load: {
      spread: crowd({ meanLoad: load(meanLoad) }),
      strain: yesNoOnly(crowd({ loadOnMostDays: load(loadOnMostDays) })),
      from: calendar.startOfDay(days()[0] ?? asOf),
    },
    hours: {
      crowd: yesNoOnly(
        crowd({ hourShift1: shift(0), hourShift2: shift(1), hourShift3: shift(2), hourShift4: shift(3) }),
      ),
      mondays: judgedMondays(asOf),
    },
    rest: {
      crowd: yesNoOnly(
        crowd({
          freeWeekends: of((member) => rests().get(member)?.freeWeekends),
          longestRun: of((member) => rests().get(member)?.longestRun),
        }),
      ),
      from: calendar.startOfDay(asOf - REST_DAYS * DAY_MS),
    },
  };
}

/** Everything known of one person, for that person: the caller has made sure who asks. */
export interface OwnSignals {
  /** Items in hand at the end of each of the last working days, oldest first; undefined where Jira serves too little history. */
  readonly loadByDay: readonly { readonly day: Day; readonly inHand: number }[] | undefined;
  /** z of each of the last four weeks; undefined where too little is known. */
  readonly hourShifts: readonly { readonly monday: Day; readonly z: number | undefined }[];
  /** Undefined without a commit in the last six weeks. */
  readonly rest: MemberRest | undefined;
}

export function ownSignals(source: TeamSource, asker: AccountId): OwnSignals {
  const { days, loads, shifts, rests } = knowMembers(source);
  const load = loads().get(asker) ?? NOTHING_IN_HAND;
  const own = shifts().get(asker) ?? [];
  return {
    loadByDay: load.certain
      ? days().map((end, index) => ({ day: source.calendar.dayOf(end), inHand: load.byDay[index] ?? 0 }))
      : undefined,
    hourShifts: judgedMondays(source.asOf).map((monday, week) => ({ monday: formatDay(monday), z: own[week] })),
    rest: rests().get(asker),
  };
}

const NOTHING_IN_HAND: MemberLoad = { byDay: [], certain: true };

function knowMembers({ asOf, projectKey, items, commits, settings, calendar }: TeamSource) {
  const bots = new Set(settings.trace.botAuthors);
  const isBot = (author: string): boolean => bots.has(author);
  const days = lazily(() => endsOfWorkingDays(calendar, asOf));
  return {
    activity: lazily(() => findActivity(items.values(), commits, projectKey, isBot, asOf)),
    days,
    loads: lazily(() => findLoads(items, days())),
    shifts: lazily(() => findHourShifts(commits, isBot, asOf)),
    rests: lazily(() => findRest(commits, isBot, calendar, asOf)),
  };
}

function valuesOf(
  group: ReadonlySet<AccountId>,
  valueOf: (member: AccountId) => number | undefined,
): ReadonlyMap<AccountId, number> {
  const values = new Map<AccountId, number>();
  for (const member of group) {
    const value = valueOf(member);
    if (value !== undefined) values.set(member, value);
  }
  return values;
}
