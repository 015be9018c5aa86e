/** How many work items each member had in hand at the end of each of the last working days. */
import type { WorkingCalendar } from '../calendar';
import { DAY_MS, type Instant, formatDay } from '../instant';
import { type WorkItemKey } from '../key';
import { spanAt, valueAt } from '../span';
import { type AccountId, type WorkItem, isFeature } from '../work-item';

/** Four weeks: less is a busy week, more forgets that it has passed. */
export const LOAD_DAYS = 20;

export interface MemberLoad {
  /** Items in hand at the end of each day looked at, oldest first. */
  readonly byDay: readonly number[];
  /**
   * False where an item of the member's changed in that time and Jira serves no history of it: then
   * nobody can tell on which days it was in progress.
   */
  readonly certain: boolean;
}

/** The last moments of the last complete working days, oldest first; fewer where the calendar has none. */
export function endsOfWorkingDays(calendar: WorkingCalendar, asOf: Instant, count = LOAD_DAYS): Instant[] {
  const ends: Instant[] = [];
  let day = Date.parse(`${calendar.dayOf(asOf)}T00:00:00Z`);
  for (let back = 0; ends.length < count && back < 20 * count; back += 1) {
    day -= DAY_MS;
    const name = formatDay(day);
    if (calendar.isWorkingDay(name)) ends.push(calendar.endOfDay(name) - 1);
  }
  return ends.reverse();
}

/**
 * The load of everybody who had or has anything; who is missing had nothing. Features are done by
 * those who do their stories, and subtasks of one story in the same hands are one thing in hand.
 */
export function findLoads(
  items: ReadonlyMap<WorkItemKey, WorkItem>,
  days: readonly Instant[],
): ReadonlyMap<AccountId, MemberLoad> {
  const [first = Infinity] = days;
  const last = days.at(-1) ?? -Infinity;
  /** By account and by what is in hand: one bit for each day. */
  const held = new Map<AccountId, Map<WorkItemKey, number>>();
  const uncertain = new Set<AccountId>();
  for (const item of items.values()) {
    if (isFeature(item)) continue;
    if (!item.hasHistory && item.updatedAt >= first) {
      const assignee = valueAt(item.assignee, last);
      if (assignee !== undefined) uncertain.add(assignee);
    }
    const begun = item.status.some(
      ({ value, from, until }) => value.stage === 'in-progress' && from <= last && (until ?? Infinity) > first,
    );
    if (!begun) continue;
    for (const [index, day] of days.entries()) {
      if (spanAt(item.status, day)?.value.stage !== 'in-progress') continue;
      const assignee = valueAt(item.assignee, day);
      if (assignee === undefined) continue;
      const theirs = held.get(assignee) ?? new Map<WorkItemKey, number>();
      const what = thingInHand(item, items, day);
      theirs.set(what, (theirs.get(what) ?? 0) | (1 << index));
      held.set(assignee, theirs);
    }
  }
  return new Map(
    [...new Set([...held.keys(), ...uncertain])].map((account) => [
      account,
      { byDay: countByDay(held.get(account), days.length), certain: !uncertain.has(account) },
    ]),
  );
}

/** The load that a member had, or exceeded, on more than half of the days. */
export function loadOnMostDays({ byDay }: Pick<MemberLoad, 'byDay'>): number {
  return [...byDay].sort((a, b) => b - a)[byDay.length >> 1] ?? 0;
}

/** The mean over the days. */
export function meanLoad({ byDay }: Pick<MemberLoad, 'byDay'>): number {
  return byDay.length === 0 ? 0 : byDay.reduce((sum, load) => sum + load, 0) / byDay.length;
}

function thingInHand(item: WorkItem, items: ReadonlyMap<WorkItemKey, WorkItem>, day: Instant): WorkItemKey {
  const parent = item.level < 0 ? valueAt(item.parent, day) : undefined;
  const story = parent === undefined ? undefined : items.get(parent);
  return story && !isFeature(story) ? story.key : item.key;
}

function countByDay(things: ReadonlyMap<WorkItemKey, number> | undefined, days: number): number[] {
  return Array.from({ length: days }, (_, index) =>
    [...(things?.values() ?? [])].reduce((sum, bits) => sum + ((bits >> index) & 1), 0),
  );
}
