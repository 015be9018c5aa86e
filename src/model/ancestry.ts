/**
 * Who belongs to whom: subtask → story → feature → initiative, as the parent field said at an
 * instant. Walks end at the first item met twice, so that a circle of parents cannot hang them.
 */
import type { Instant } from './instant';
import { type WorkItemKey, sortByKey } from './key';
import { valueAt } from './span';
import { type WorkItem, isFeature } from './work-item';

export interface Ancestry {
  /** Parent, grandparent, …, as far as they were ingested; without the item itself. */
  readonly ancestors: readonly WorkItem[];
  /** The parent at which the walk ended because it was not ingested. */
  readonly unseen: WorkItemKey | undefined;
}

/** Everything above an item at an instant, nearest first. */
export function ancestryOf(item: WorkItem, items: ReadonlyMap<WorkItemKey, WorkItem>, at: Instant): Ancestry {
  const ancestors: WorkItem[] = [];
  let key = valueAt(item.parent, at);
  if (key === undefined) return { ancestors, unseen: undefined };
  const met = new Set([item.key]);
  while (key !== undefined && !met.has(key)) {
    met.add(key);
    const parent = items.get(key);
    if (!parent) return { ancestors, unseen: key };
    ancestors.push(parent);
    key = valueAt(parent.parent, at);
  }
  return { ancestors, unseen: undefined };
}

/** The feature an item serves: itself when it is one, else the nearest above it; undefined when none is in sight. */
export function featureOf(
  item: WorkItem,
  items: ReadonlyMap<WorkItemKey, WorkItem>,
  at: Instant,
): WorkItem | undefined {
  return isFeature(item) ? item : ancestryOf(item, items, at).ancestors.find(isFeature);
}

/** The ingested items directly below each item at an instant, in key order; an item without any has no entry. */
export function childrenAt(items: Iterable<WorkItem>, at: Instant): ReadonlyMap<WorkItemKey, readonly WorkItem[]> {
  const children = new Map<WorkItemKey, WorkItem[]>();
  for (const item of sortByKey(items)) {
    const parent = valueAt(item.parent, at);
    if (parent === undefined) continue;
    const siblings = children.get(parent);
    if (siblings) siblings.push(item);
    else children.set(parent, [item]);
  }
  return children;
}
