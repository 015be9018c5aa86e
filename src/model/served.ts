/** How the work items that something serves stand, taken together. */
import { isCancelled } from './cancelled';
import type { Instant } from './instant';
import type { WorkItemKey } from './key';
import { spanAt } from './span';
import { type WorkItem, isOpen } from './work-item';

export type Served =
  | { readonly state: 'none' | 'open' | 'unseen' }
  /** When the last of them ended, and whether that is exact; `cancelled` when every one was given up. */
  | { readonly state: 'done' | 'cancelled'; readonly endedAt: Instant; readonly exact: boolean };

/** One that is open counts before one that could not be looked at, and that before those that ended. */
export function servedState(
  keys: readonly WorkItemKey[],
  items: ReadonlyMap<WorkItemKey, WorkItem>,
  at: Instant,
): Served {
  if (keys.length === 0) return { state: 'none' };
  const seen = keys.flatMap((key) => items.get(key) ?? []);
  if (seen.some((item) => isOpen(item, at))) return { state: 'open' };
  const ends = seen.flatMap((item) => spanAt(item.status, at) ?? []);
  if (ends.length < keys.length) return { state: 'unseen' };
  return {
    state: seen.every((item) => isCancelled(item, at)) ? 'cancelled' : 'done',
    endedAt: Math.max(...ends.map(({ from }) => from)),
    exact: ends.every(({ exact }) => exact),
  };
}
