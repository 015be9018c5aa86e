/**
 * What was promised for a work item, and until when: its due date, its fix versions' release days,
 * the end of its sprint. A day is kept until its last moment in the site's time zone.
 */
import { compareText } from './compare-text';
import type { WorkingCalendar } from './calendar';
import type { Instant } from './instant';
import { valueAt } from './span';
import { type Sprint, type WorkItem, fixVersionsAt } from './work-item';

export interface ItemPromise {
  readonly source: 'due-date' | 'fix-version' | 'sprint';
  /** Name of the version or sprint; undefined for a due date. */
  readonly name: string | undefined;
  /** First instant at which it is too late. */
  readonly dueAt: Instant;
}

/**
 * The promises in force at an instant, earliest first.
 *
 * A sprint promises its end, and only the latest sprint counts: planning an item into a later one
 * moves the promise, which is another finding than breaking it. A version without a day and a
 * sprint without an end promise nothing that can be kept or broken.
 */
export function promisesOf(item: WorkItem, calendar: WorkingCalendar, at: Instant): ItemPromise[] {
  const promises: ItemPromise[] = [];
  const dueOn = valueAt(item.dueOn, at);
  if (dueOn !== undefined) promises.push({ source: 'due-date', name: undefined, dueAt: calendar.endOfDay(dueOn) });
  for (const { name, releaseOn } of fixVersionsAt(item, at)) {
    if (releaseOn !== undefined) promises.push({ source: 'fix-version', name, dueAt: calendar.endOfDay(releaseOn) });
  }
  const sprint = latestSprint(valueAt(item.sprints, at) ?? []);
  const endAt = sprint && endOfSprint(sprint);
  if (sprint && endAt !== undefined) promises.push({ source: 'sprint', name: sprint.name, dueAt: endAt });
  return promises.sort(
    (a, b) => a.dueAt - b.dueAt || compareText(a.source, b.source) || compareText(a.name ?? '', b.name ?? ''),
  );
}

/** True when a promised day lies ahead, or the item is in a sprint that runs or is still to come. */
export function isPlanned(item: WorkItem, calendar: WorkingCalendar, at: Instant): boolean {
  return (
    promisesOf(item, calendar, at).some(({ dueAt }) => dueAt > at) ||
    (valueAt(item.sprints, at) ?? []).some(({ state }) => state !== 'closed')
  );
}

/**
 * The first day still ahead that was promised for the item itself. The end of a sprint is promised for the
 * sprint as a whole, and what it can hold is judged there.
 */
export function nextOwnPromise(promises: readonly ItemPromise[], at: Instant): ItemPromise | undefined {
  return promises.find(({ source, dueAt }) => source !== 'sprint' && dueAt > at);
}

/** Where the promise was made, as a sentence's object: `fix version 2.0`. */
export function sourceOf({ source, name }: ItemPromise): string {
  const label = { 'due-date': 'due date', 'fix-version': 'fix version', sprint: 'sprint' }[source];
  return name === undefined ? label : `${label} "${name}"`;
}

/** The sprint that ends last; one not yet dated is planned after all dated ones. Undefined of none. */
export function latestSprint(sprints: readonly Sprint[]): Sprint | undefined {
  return sprints.reduce<Sprint | undefined>((latest, sprint) => {
    if (!latest) return sprint;
    const [ends, latestEnds] = [endOfSprint(sprint) ?? Infinity, endOfSprint(latest) ?? Infinity];
    return ends > latestEnds || (ends === latestEnds && sprint.id > latest.id) ? sprint : latest;
  }, undefined);
}

/** When a sprint ends as planned, or did; undefined while it has no dates. */
export function endOfSprint(sprint: Sprint): Instant | undefined {
  return sprint.endAt ?? sprint.completeAt;
}
