/**
 * What a feature or a version was to bring when work on it began, and what came and went since.
 *
 * In: every item with the history of its parent and its versions. Out: for each open feature and each
 * version with a day ahead, who belonged to it and when; and from that how it has grown. Scope is
 * compared, not counted move by move: what was put in and taken out again leaves it as it was.
 *
 * An item whose source serves no history seems to have belonged where it is since it was made. It is
 * then taken for promised, so that growth is never told too high; how many there are is told.
 */
import type { WorkingCalendar } from './calendar';
import { compareText } from './compare-text';
import type { Instant } from './instant';
import { compareKeys } from './key';
import { type Stay, isStaying, staysOf } from './membership';
import type { History } from './span';
import { type FixVersion, type WorkItem, isFeature, isOpen } from './work-item';

export interface Member extends Stay {
  readonly item: WorkItem;
}

/** A feature or version with everything that ever belonged to it, in any order, each stay by itself. */
export type Scope = { readonly members: readonly Member[] } & (
  | { readonly kind: 'feature'; readonly feature: WorkItem }
  | { readonly kind: 'version'; readonly version: FixVersion }
);

/** An item that came into the scope or went out of it. */
export interface ScopeChange {
  readonly item: WorkItem;
  readonly kind: 'added' | 'removed';
  readonly at: Instant;
  readonly exact: boolean;
}

export interface ScopeGrowth {
  /** When the first of its items was in progress or done. */
  readonly begunAt: Instant;
  readonly begunExact: boolean;
  /** How many items it had when the set-up time after that was over. */
  readonly promised: number;
  /** What differs from then, by time. */
  readonly changes: readonly ScopeChange[];
  /** Items among those promised whose source serves no history: they may have come later. */
  readonly blind: number;
}

/**
 * Scopes of a project, whose own items are given in key order: its open features with work directly below
 * them, whatever project that is of, then its unreleased
 * versions with a day ahead, by day. Subtasks are no scope of their own, and of a version only stories
 * are: a feature in it would be counted beside its stories. O(items, spans).
 */
export function findScopes(
  items: Iterable<WorkItem>,
  own: readonly WorkItem[],
  versions: ReadonlyMap<string, FixVersion>,
  calendar: WorkingCalendar,
  asOf: Instant,
): Scope[] {
  const features = own
    .filter((item) => isFeature(item) && isOpen(item, asOf))
    .map((feature) => ({ kind: 'feature' as const, feature, members: new Array<Member>() }));
  const ahead = [...versions.values()]
    .flatMap(({ releaseOn, ...version }) =>
      releaseOn !== undefined && !version.released && calendar.endOfDay(releaseOn) > asOf
        ? [{ ...version, releaseOn }]
        : [],
    )
    .sort((a, b) => compareText(a.releaseOn, b.releaseOn) || compareText(a.id, b.id))
    .map((version) => ({ kind: 'version' as const, version, members: new Array<Member>() }));
  const below = new Map(features.map(({ feature, members }) => [feature.key, members]));
  const planned = new Map(ahead.map(({ version, members }) => [version.id, members]));
  for (const item of items)
    if (item.level >= 0) gather(below, item, item.parent, (key) => (key === undefined ? [] : [key]), asOf);
  for (const item of own)
    if (item.level === 0) gather(planned, item, item.fixVersions, (set) => set.map(({ id }) => id), asOf);
  return [...features, ...ahead].filter(({ members }) => members.length > 0);
}

function gather<T>(
  scopes: ReadonlyMap<string, Member[]>,
  item: WorkItem,
  history: History<T>,
  idsOf: (value: T) => readonly string[],
  asOf: Instant,
): void {
  for (const stay of staysOf(history, idsOf, asOf)) scopes.get(stay.in)?.push({ ...stay, item });
}

/**
 * How a scope has changed since work on it began and `setUpDays` working days had passed, in which it
 * could still be written down. `not-begun` until then; `unseen` when something of it was begun, but no
 * history tells when.
 */
export function scopeGrowth(
  { members }: Pick<Scope, 'members'>,
  setUpDays: number,
  calendar: WorkingCalendar,
  asOf: Instant,
): ScopeGrowth | 'not-begun' | 'unseen' {
  const begun = members.flatMap((member) => beginningOf(member, asOf) ?? []);
  const told = begun.filter(({ item }) => item.hasHistory);
  const [first] = told.sort((a, b) => a.at - b.at || Number(b.exact) - Number(a.exact));
  if (!first) return begun.length > 0 ? 'unseen' : 'not-begun';
  const settledAt = calendar.afterWorkingDays(first.at, setUpDays);
  if (settledAt > asOf) return 'not-begun';
  const promised = new Map(
    members.filter((member) => isStaying(member, settledAt)).map(({ item }) => [item.key, item]),
  );
  const lastStays = new Map(members.map((member) => [member.item.key, member]));
  const present = new Map(
    members.filter((member) => isStaying(member, asOf)).map((member) => [member.item.key, member]),
  );
  const added = [...present.values()]
    .filter(({ item }) => !promised.has(item.key))
    .map(({ item, from, exact }): ScopeChange => ({ item, kind: 'added', at: from, exact }));
  const removed = [...promised.values()]
    .filter(({ key }) => !present.has(key))
    .map((item): ScopeChange => {
      const { until = asOf, untilExact } = lastStays.get(item.key) ?? {};
      return { item, kind: 'removed', at: until, exact: untilExact ?? false };
    });
  return {
    begunAt: first.at,
    begunExact: first.exact,
    promised: promised.size,
    changes: [...added, ...removed].sort((a, b) => a.at - b.at || compareKeys(a.item.key, b.item.key)),
    blind: [...promised.values()].filter(({ hasHistory }) => !hasHistory).length,
  };
}

/** When an item was first in progress or done while it belonged there; undefined when it never was. */
function beginningOf(
  { item, from, until, exact }: Member,
  asOf: Instant,
): { readonly item: WorkItem; readonly at: Instant; readonly exact: boolean } | undefined {
  const end = Math.min(until ?? Infinity, asOf + 1);
  const span = item.status.find(
    (status) => status.value.stage !== 'to-do' && Math.max(status.from, from) < Math.min(status.until ?? Infinity, end),
  );
  return span && { item, at: Math.max(span.from, from), exact: span.from < from ? exact : span.exact };
}
