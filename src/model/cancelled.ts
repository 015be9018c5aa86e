/** Which work items were given up, as their resolution says: what was built for them serves nobody. */
import { type Ancestry, ancestryOf } from './ancestry';
import type { Instant } from './instant';
import type { WorkItemKey } from './key';
import { type Since, heldSince, valueAt } from './span';
import { type WorkItem, isDone, isFeature } from './work-item';

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
  const resolution = valueAt(item.resolution, at);
  return isDone(item, at) && !isAmong(CANCELLED, resolution) && !isAmong(UNBUILT, resolution);
}

/** True when the item was done at that instant, and given up rather than delivered. */
export function isCancelled(item: WorkItem, at: Instant, resolutions = CANCELLED_RESOLUTIONS): boolean {
  return isDone(item, at) && isAmong(namesOf(resolutions), valueAt(item.resolution, at));
}

/** Since when an item has been cancelled; undefined when it is not. */
export function cancelledSince(item: WorkItem, at: Instant): Since | undefined {
  const done = heldSince(item.status, ({ stage }) => stage === 'done', at);
  const resolved = heldSince(item.resolution, (name) => isAmong(CANCELLED, name), at);
  return done && resolved && { from: Math.max(done.from, resolved.from), exact: done.exact && resolved.exact };
}

/**
 * With what an item was given up: the topmost cancelled one of the item itself and what lies above it up
 * to its feature; undefined while all of these live.
 */
export function givenUpWith(
  item: WorkItem,
  items: ReadonlyMap<WorkItemKey, WorkItem>,
  at: Instant,
): WorkItem | undefined {
  const { ancestors } = isFeature(item) ? NOTHING_ABOVE : ancestryOf(item, items, at);
  const feature = ancestors.findIndex(isFeature);
  const above = feature < 0 ? ancestors : ancestors.slice(0, feature + 1);
  return [item, ...above].findLast((one) => isCancelled(one, at));
}

const NOTHING_ABOVE: Pick<Ancestry, 'ancestors'> = { ancestors: [] };

function isAmong(names: ReadonlySet<string>, resolution: string | undefined): boolean {
  return resolution !== undefined && names.has(plain(resolution));
}

function namesOf(resolutions: readonly string[]): ReadonlySet<string> {
  return resolutions === CANCELLED_RESOLUTIONS ? CANCELLED : new Set(resolutions.map(plain));
}

/** Sites write the apostrophe either way. */
function plain(resolution: string): string {
  return resolution.trim().toLowerCase().replaceAll('’', "'");
}

const CANCELLED: ReadonlySet<string> = new Set(CANCELLED_RESOLUTIONS.map(plain));
const UNBUILT: ReadonlySet<string> = new Set(NOTHING_BUILT.map(plain));
