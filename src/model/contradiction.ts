/**
 * Where what an item's status declares disagrees with what is done below it and in code.
 *
 * In: an item whose status has said the same thing for a while, what is below it, the commits that
 * were work on it since then. Out: what disagrees, and since when; undefined when nothing does.
 */
import { isDelivered } from './cancelled';
import type { WorkingCalendar } from './calendar';
import type { Commit } from './commit';
import type { Instant } from './instant';
import { type Since, heldSince, spanAt } from './span';
import { isHolding, openTimes } from './waiting';
import type { WorkItem } from './work-item';

export interface Moment {
  readonly asOf: Instant;
  readonly calendar: WorkingCalendar;
  /** Working days by which one may lag behind the other. */
  readonly graceDays: number;
}

/** An item below whose own state disagrees with that of the item above. */
export interface Below {
  readonly item: WorkItem;
  readonly since: Since;
}

/** What has been open under a closed item for longer than the grace; in the order of the children. */
export function openBelow(children: readonly WorkItem[], closed: Since, moment: Moment): Below[] {
  return disagreeing(children, closed, moment, (child) => openTimes(child, moment.asOf).find(isHolding));
}

/**
 * What is in progress, or delivered, under an item that is still to do, for longer than the grace. A
 * child that was given up, or closed as a duplicate, is no work.
 */
export function begunBelow(children: readonly WorkItem[], toDo: Since, moment: Moment): Below[] {
  return disagreeing(children, toDo, moment, (child) =>
    isDelivered(child, moment.asOf)
      ? heldSince(child.status, ({ stage }) => stage === 'done', moment.asOf)
      : heldSince(child.status, ({ stage }) => stage === 'in-progress', moment.asOf),
  );
}

/** It began with the latest of three: the state above, the state below, and the one coming under the other. */
function disagreeing(
  children: readonly WorkItem[],
  above: Since,
  { asOf, calendar, graceDays }: Moment,
  stateOf: (child: WorkItem) => Since | undefined,
): Below[] {
  return children.flatMap((item) => {
    const own = stateOf(item);
    const parent = spanAt(item.parent, asOf);
    if (!own || !parent) return [];
    const since = {
      from: Math.max(above.from, own.from, parent.from),
      exact: above.exact && own.exact && parent.exact,
    };
    return calendar.workingDaysBetween(since.from, asOf) > graceDays ? [{ item, since }] : [];
  });
}

/** Commits for an item to do; none while even the oldest of them lies within the grace. */
export function codeWhileToDo(commits: readonly Commit[], { asOf, calendar, graceDays }: Moment): readonly Commit[] {
  const [oldest] = commits;
  return oldest && calendar.workingDaysBetween(oldest.committedAt, asOf) > graceDays ? commits : [];
}

/** Commits landed later after the closing than the grace, and not before `lookedBackTo`. */
export function codeAfterClosing(
  commits: readonly Commit[],
  closed: Since,
  { calendar, graceDays }: Moment,
  lookedBackTo: Instant,
): readonly Commit[] {
  return commits.filter(
    ({ committedAt }) =>
      committedAt >= lookedBackTo && calendar.workingDaysBetween(closed.from, committedAt) > graceDays,
  );
}
