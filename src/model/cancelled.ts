/** Which work items were given up, as their resolution says: what was built for them serves nobody. */
import type { Instant } from './instant';
import { valueAt } from './span';
import { type WorkItem, isDone } from './work-item';

/**
 * Resolutions that say so, in any case of letters. `Duplicate` is not one of them: its work went on
 * under another key. `Cannot Reproduce` and `Incomplete` say that nothing was built.
 */
export const CANCELLED_RESOLUTIONS: readonly string[] = [
  "Won't Do",
  "Won't Fix",
  'Wontfix',
  'Cancelled',
  'Canceled',
  'Declined',
  'Rejected',
  'Abandoned',
  'Withdrawn',
  'Obsolete',
  'Out of Scope',
];

/** Resolutions under which nothing was built, though nothing was given up either; in any case of letters. */
const NOTHING_BUILT: readonly string[] = [
  'Duplicate',
  'Cannot Reproduce',
  'Incomplete',
  'Invalid',
  'Not a Bug',
  'Not a Problem',
];

/** True when the item was done at that instant and, as far as its resolution tells, something was done for it. */
export function isDelivered(item: WorkItem, at: Instant): boolean {
  return isDone(item, at) && !isCancelled(item, at) && !isCancelled(item, at, NOTHING_BUILT);
}

/** True when the item was done at that instant, and given up rather than delivered. */
export function isCancelled(item: WorkItem, at: Instant, resolutions = CANCELLED_RESOLUTIONS): boolean {
  const resolution = valueAt(item.resolution, at);
  if (resolution === undefined || !isDone(item, at)) return false;
  return resolutions.some((name) => plain(name) === plain(resolution));
}

/** Sites write the apostrophe either way. */
function plain(resolution: string): string {
  return resolution.trim().toLowerCase().replaceAll('’', "'");
}
