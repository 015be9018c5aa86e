/**
 * What could go on: an open item all of whose blockers are done, though the links to them are still there.
 *
 * A wait ends with its blocker, so such an item waits for none of them any more. What may be left of the
 * wait is a flag or a status that was set while it lasted and that nobody took off.
 */
import type { Instant } from './instant';
import { type WorkItemKey, compareKeys } from './key';
import { heldSince } from './span';
import { type WaitCause, type WaitingWords, isHolding } from './waiting';
import { type WorkItem, linksAt } from './work-item';

/** A blocker that is done, with when it was. */
export interface DoneBlocker {
  readonly key: WorkItemKey;
  /** The words of the wait; where it waited by several links, of the one that comes last in the order of causes. */
  readonly phrase: string;
  readonly doneAt: Instant;
  /** False when its closing is an estimate, or that the item still waited for it then. */
  readonly exact: boolean;
}

export interface Freed {
  /** What it waited for and is still linked to, in key order; at least one. */
  readonly blockers: readonly DoneBlocker[];
  /** When the last of them was done. */
  readonly at: Instant;
  readonly exact: boolean;
  /** Flag and waiting statuses that hold at `asOf` and did already when the last blocker was done. */
  readonly leftOver: readonly WaitCause[];
  /** True when it was to do when the last blocker was done, and has been ever since. */
  readonly notBegun: boolean;
}

/**
 * Undefined when the item is linked to a blocker that is open or was not ingested, and when it has waited
 * for none of those it is linked to: a link to what was done long before held nothing up. O(links, causes).
 */
export function findFreed(
  item: WorkItem,
  { causes, unseen }: { readonly causes: readonly WaitCause[]; readonly unseen: readonly WorkItemKey[] },
  itemOf: (key: WorkItemKey) => WorkItem | undefined,
  words: WaitingWords,
  asOf: Instant,
): Freed | undefined {
  if (causes.length === 0 || unseen.length > 0 || causes.some((cause) => cause.kind === 'link' && isHolding(cause)))
    return undefined;
  const waitedFor = new Map(causes.flatMap((cause) => (cause.kind === 'link' ? [[cause.blocker, cause]] : [])));
  if (waitedFor.size === 0) return undefined;
  const blockers = new Map<WorkItemKey, DoneBlocker>();
  for (const { otherKey, phrase } of linksAt(item, asOf)) {
    const cause = words.isWaitingPhrase(phrase) ? waitedFor.get(otherKey) : undefined;
    const done = cause && heldSince(itemOf(otherKey)?.status ?? [], ({ stage }) => stage === 'done', asOf);
    if (done)
      blockers.set(otherKey, {
        key: otherKey,
        phrase: cause.phrase,
        doneAt: done.from,
        exact: done.exact && cause.exact,
      });
  }
  const sorted = [...blockers.values()].sort((a, b) => compareKeys(a.key, b.key));
  const last = sorted.reduce<DoneBlocker | undefined>((a, b) => (a && a.doneAt >= b.doneAt ? a : b), undefined);
  if (!last) return undefined;
  const leftOver = causes.filter((cause) => cause.kind !== 'link' && isHolding(cause) && cause.from <= last.doneAt);
  const toDo = heldSince(item.status, ({ stage }) => stage === 'to-do', asOf);
  const notBegun = toDo !== undefined && toDo.from <= last.doneAt;
  return { blockers: sorted, at: last.doneAt, exact: last.exact, leftOver, notBegun };
}
