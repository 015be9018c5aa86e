/**
 * What a project's people spent their days on, by item and never by person.
 *
 * A person-day is split evenly over the items the person had in progress on that day, as LinearB
 * does. Only stories and subtasks count, because a feature is done by those who do its stories; what
 * was in progress and in nobody's hands took nobody's day.
 */
import type { WorkingCalendar } from './calendar';
import { type Instant, dayBefore } from './instant';
import { compareKeys } from './key';
import type { Interval } from './span';
import { timesOf } from './waiting';
import { type AccountId, CLOSED_ACCOUNT, type WorkItem } from './work-item';

/** What one item took of one working day. */
export interface DayOfWork {
  readonly item: WorkItem;
  /** Midnight at which the day began. */
  readonly from: Instant;
  readonly personDays: number;
}

export interface Effort {
  /** In order of time, each day in the order of the items. */
  readonly days: readonly DayOfWork[];
  /** How many people the days are of; closed accounts, which cannot be told apart, are not counted. */
  readonly people: number;
  /** When the first working day looked at began. */
  readonly from: Instant;
}

/** The effort of the last so many working days that are over at `asOf`, in the site's time zone. */
export function effortOver(
  items: readonly WorkItem[],
  workingDays: number,
  bots: readonly string[],
  calendar: WorkingCalendar,
  asOf: Instant,
): Effort {
  const days = lastWorkingDays(workingDays, calendar, asOf);
  const from = days[0]?.from ?? asOf;
  const until = days.at(-1)?.until ?? asOf;
  const bot = new Set(bots);
  const inHand = days.map(() => new Map<AccountId, Set<WorkItem>>());
  for (const item of items) {
    if (item.level > 0) continue;
    for (const progress of within(
      timesOf(item.status, ({ stage }) => stage === 'in-progress', asOf),
      { from, until },
    )) {
      for (const { value: person, ...held } of item.assignee) {
        if (person === undefined || bot.has(person)) continue;
        for (const worked of within([held], progress)) {
          for (const [index, day] of days.entries()) {
            if (worked.from < day.until && day.from < worked.until) addTo(inHand[index], person, item);
          }
        }
      }
    }
  }
  const people = new Set(inHand.flatMap((day) => [...day.keys()]));
  people.delete(CLOSED_ACCOUNT);
  return {
    days: days.flatMap((day, index) =>
      [...(inHand[index]?.values() ?? [])].flatMap((held) =>
        Array.from(held, (item) => ({ item, from: day.from, personDays: 1 / held.size })),
      ),
    ),
    people: people.size,
    from,
  };
}

/** What one item, or all that belongs to it, took. */
export interface Cost {
  readonly item: WorkItem;
  readonly personDays: number;
  /** The first of its days. */
  readonly from: Instant;
}

/** Days of work added up by what `ownerOf` says they belong to, the costliest first. */
export function costsOf(days: readonly DayOfWork[], ownerOf: (item: WorkItem) => WorkItem): Cost[] {
  const costs = new Map<WorkItem, { item: WorkItem; personDays: number; from: Instant }>();
  for (const { item, from, personDays } of days) {
    const owner = ownerOf(item);
    const cost = costs.get(owner);
    if (cost) cost.personDays += personDays;
    else costs.set(owner, { item: owner, personDays, from });
  }
  return [...costs.values()].sort((a, b) => b.personDays - a.personDays || compareKeys(a.item.key, b.item.key));
}

/** The sum of the person-days. */
export function sumOfDays(days: readonly Pick<DayOfWork, 'personDays'>[]): number {
  return days.reduce((sum, day) => sum + day.personDays, 0);
}

/** Days off are passed over; a calendar of nothing else ends the search. */
function lastWorkingDays(count: number, calendar: WorkingCalendar, asOf: Instant): Interval[] {
  const days: Interval[] = [];
  let day = dayBefore(calendar.dayOf(asOf));
  for (let looked = 0; days.length < count && looked < 365 + count * 7; looked += 1) {
    const before = dayBefore(day);
    if (calendar.isWorkingDay(day)) days.push({ from: calendar.endOfDay(before), until: calendar.endOfDay(day) });
    day = before;
  }
  return days.reverse();
}

/** The parts of the times that lie in an interval. */
function within(
  times: readonly { readonly from: Instant; readonly until: Instant | undefined }[],
  { from, until }: Interval,
): Interval[] {
  return times
    .map((time) => ({ from: Math.max(time.from, from), until: Math.min(time.until ?? Infinity, until) }))
    .filter((part) => part.from < part.until);
}

function addTo(day: Map<AccountId, Set<WorkItem>> | undefined, person: AccountId, item: WorkItem): void {
  const held = day?.get(person);
  if (held) held.add(item);
  else day?.set(person, new Set([item]));
}
