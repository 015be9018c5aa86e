/**
 * When something last happened to a work item: a history entry or comment on it, a commit that
 * serves it, or either of these on anything below it.
 */
import { ancestryOf } from './ancestry';
import type { Instant } from './instant';
import type { WorkItemKey } from './key';
import type { TraceIndex } from './trace-index';
import type { WorkItem } from './work-item';

export interface Movement {
  readonly at: Instant;
  /** What moved, as a sentence's subject: `a commit for DAEMON-16`. */
  readonly what: string;
  /**
   * False where the source keeps no history and the item changed again after `asOf`: it may then
   * have moved in between, and nobody can tell.
   */
  readonly certain: boolean;
}

/** The last movement of every item up to `asOf`; the youngest of the item's own and of all below it. */
export function lastMovements(
  items: ReadonlyMap<WorkItemKey, WorkItem>,
  trace: TraceIndex,
  asOf: Instant,
): ReadonlyMap<WorkItemKey, Movement> {
  const last = new Map<WorkItemKey, Movement>();
  for (const item of items.values()) {
    const own = ownMovement(item, trace, asOf);
    for (const key of [item.key, ...ancestryOf(item, items, asOf).ancestors.map((ancestor) => ancestor.key)]) {
      const known = last.get(key);
      last.set(key, known ? laterOf(known, own) : own);
    }
  }
  return last;
}

function ownMovement(item: WorkItem, trace: TraceIndex, asOf: Instant): Movement {
  const commit = trace.commitsOf(item.key).findLast(({ committedAt }) => committedAt <= asOf);
  const entry = item.movedAt.findLast((at) => at <= asOf);
  const updated = item.hasHistory || item.updatedAt > asOf ? undefined : item.updatedAt;
  const touched = Math.max(item.createdAt, entry ?? 0, updated ?? 0);
  const certain = item.hasHistory || item.updatedAt <= asOf;
  return commit && commit.committedAt > touched
    ? { at: commit.committedAt, what: `a commit for ${item.key}`, certain }
    : {
        at: touched,
        what: touched === item.createdAt ? `the creation of ${item.key}` : `a change of ${item.key} in Jira`,
        certain,
      };
}

function laterOf(a: Movement, b: Movement): Movement {
  const later = a.at > b.at || (a.at === b.at && a.what <= b.what) ? a : b;
  return { ...later, certain: a.certain && b.certain };
}
