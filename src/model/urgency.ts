/**
 * How urgent an item is, by the name of its priority, and since when one has been less urgent than
 * another that waits for it.
 */
import type { Instant } from './instant';
import type { WorkItemKey } from './key';
import { type Since, spanAt, valueAt } from './span';
import type { Waits } from './wait-graph';
import type { WorkItem } from './work-item';

/** Place in the site's order of priorities, 0 for the most urgent; undefined for none or one that is not in the order. */
export type UrgencyOf = (priority: string | undefined) => number | undefined;

/** Case and surrounding blanks do not matter; of a name listed twice the first place counts. */
export function urgencyOrder(priorities: readonly string[]): UrgencyOf {
  const places = new Map<string, number>();
  for (const [place, name] of priorities.entries()) if (!places.has(plain(name))) places.set(plain(name), place);
  return (priority) => (priority === undefined ? undefined : places.get(plain(priority)));
}

function plain(name: string): string {
  return name.trim().toLowerCase();
}

/** An item that cannot go on before another is done. */
export interface Waiter {
  readonly item: WorkItem;
  /** False where it waits for something that waits, and so on, and the chain ends with the other. */
  readonly direct: boolean;
  readonly since: Since;
}

/** What waits for an item directly, then what hangs on it as the end of a chain; both in key order. */
export function waitersFor(key: WorkItemKey, waits: Waits): Waiter[] {
  const direct = new Set(waits.waitersOf.get(key));
  const indirect = (waits.roots.get(key)?.waiting ?? []).filter((one) => one !== key && !direct.has(one));
  return [...direct, ...indirect].flatMap((waiter): Waiter[] => {
    const wait = waits.byKey.get(waiter);
    if (!wait) return [];
    const link = wait.causes.find((cause) => cause.kind === 'link' && cause.blocker === key);
    // How long a chain has ended here is not known: its links may have come one by one.
    return [{ item: wait.item, direct: link !== undefined, since: link ?? { from: wait.since, exact: false } }];
  });
}

/** A more urgent waiter, and since when that has been so. */
export interface Inversion extends Waiter {
  readonly priority: string;
  readonly place: number;
}

/** Those of the waiters that are more urgent than what they wait for, the most urgent first. */
export function findInversions(
  blocker: WorkItem,
  waiters: readonly Waiter[],
  urgencyOf: UrgencyOf,
  asOf: Instant,
): Inversion[] {
  return waiters
    .flatMap((waiter): Inversion[] => {
      const priority = valueAt(waiter.item.priority, asOf);
      const place = urgencyOf(priority);
      const since = lessUrgentSince(blocker, waiter.item, waiter.since, urgencyOf, asOf);
      return since && priority !== undefined && place !== undefined ? [{ ...waiter, since, priority, place }] : [];
    })
    .sort((a, b) => a.place - b.place);
}

type Prioritised = Pick<WorkItem, 'priority'>;

/**
 * Since when, without a break, `blocker` has been less urgent than `waiter` while that waited for it;
 * undefined when it is not so at `asOf` or one of the two priorities is not known then. Exact where
 * the wait is and so are both priorities for all of that time. O(history).
 */
export function lessUrgentSince(
  blocker: Prioritised,
  waiter: Prioritised,
  wait: Since,
  urgencyOf: UrgencyOf,
  asOf: Instant,
): Since | undefined {
  const isInverted = (at: Instant): boolean => {
    const [theirs, own] = [urgencyOf(valueAt(waiter.priority, at)), urgencyOf(valueAt(blocker.priority, at))];
    return theirs !== undefined && own !== undefined && theirs < own;
  };
  if (!isInverted(asOf)) return undefined;
  const changes = [...blocker.priority, ...waiter.priority].map((span) => span.from);
  let from = asOf;
  for (const at of [wait.from, ...changes].filter((one) => one >= wait.from && one <= asOf).sort((a, b) => b - a)) {
    if (!isInverted(at)) break;
    from = at;
  }
  const priorities = [blocker, waiter].flatMap(({ priority }) => [
    spanAt(priority, from),
    ...priority.filter((span) => span.from > from && span.from <= asOf),
  ]);
  return { from, exact: wait.exact && priorities.every((span) => span?.exact === true) };
}
