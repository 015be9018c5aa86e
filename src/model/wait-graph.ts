/**
 * Who waits for whom, across the whole world at one instant.
 *
 * In: every ingested item. Out: each current wait with the roots it hangs on, what each root costs,
 * and the circles in which nobody can move. An edge means "needs": a waiting item needs its open
 * blockers, a parent needs its open children.
 */
import type { WorkingCalendar } from './calendar';
import { type Freed, findFreed } from './freed';
import {
  type Components,
  type Graph,
  chainLengths,
  findKnots,
  findRoots,
  graphFrom,
  mergeSets,
  shortestCircle,
  stronglyConnected,
} from './graph';
import type { Instant } from './instant';
import { type WorkItemKey, compareKeys, sortByKey } from './key';
import type { WaitingSettings } from './settings';
import { spanAt } from './span';
import {
  type CurrentWait,
  type WaitCause,
  findCurrentWait,
  findWaitCauses,
  isHolding,
  openTimes,
  waitingWords,
} from './waiting';
import type { WorkItem } from './work-item';

/** An item that waits at `asOf`. */
export interface Wait extends CurrentWait {
  readonly item: WorkItem;
  /** Open items it waits for directly, in key order; empty when only a flag or a status holds it. */
  readonly blockers: readonly WorkItemKey[];
  /** Blockers that were not ingested. They neither start nor end the wait. */
  readonly unseen: readonly WorkItemKey[];
  /**
   * The open items at the end of every chain: nothing known holds them up but themselves (see
   * `WaitRoot.mayWait`). All members of a deadlock when the chain ends in one; the item itself when
   * it waits only behind a flag or status.
   */
  readonly roots: readonly WorkItemKey[];
  /** Items on the longest chain of needs, this one included; a deadlock counts all its members. */
  readonly chainLength: number;
}

/**
 * An item at which chains end, and what waiting for it costs. A wait counts in full, from its first
 * day, for the roots it has now: a blocker that was done meanwhile holds nobody up any more.
 */
export interface WaitRoot {
  readonly item: WorkItem;
  /** Waiting items whose chains end here, in key order. */
  readonly waiting: readonly WorkItemKey[];
  /** Its share of their person-days: each wait is split evenly over its roots, so totals are conserved. */
  readonly personDays: number;
  /** The same for working days, whether or not somebody was assigned. */
  readonly workingDays: number;
  /** True when nothing known holds it up, but it is linked to blockers out of sight: the chain may go on there. */
  readonly mayWait: boolean;
}

/** One edge of a circle: `from` cannot go on before `to` is done. */
export interface Need {
  readonly from: WorkItemKey;
  readonly to: WorkItemKey;
  readonly kind: 'link' | 'child';
  /** The words on the link; `needs its child` for a parent. */
  readonly phrase: string;
  readonly since: Instant;
  readonly exact: boolean;
}

/** Open items that all wait for each other, directly or around: none can be done first. */
export interface WaitCycle {
  /** Every item of the knot, in key order. */
  readonly keys: readonly WorkItemKey[];
  readonly items: readonly WorkItem[];
  /** One shortest circle through the smallest key, edge by edge. */
  readonly circle: readonly Need[];
  /** When that circle closed: the start of its youngest edge. */
  readonly since: Instant;
  readonly sinceExact: boolean;
  /**
   * The link to take away. Cheapest means: it frees the whole knot if a single link can, and among
   * those it is the youngest, because before it was made work could go on. Undefined when the knot
   * holds by parents and children only.
   */
  readonly cheapestCut: Need | undefined;
  readonly cutFreesAll: boolean;
}

export interface Waits {
  /** Items that wait, in key order. */
  readonly byKey: ReadonlyMap<WorkItemKey, Wait>;
  /** Open items linked to blockers out of sight, waiting or not, in key order. */
  readonly unseenByKey: ReadonlyMap<WorkItemKey, readonly WorkItemKey[]>;
  /** Open items all of whose blockers are done, waiting behind something else or not, in key order. */
  readonly freedByKey: ReadonlyMap<WorkItemKey, Freed>;
  /** Who waits directly for an item, in key order; only items somebody waits for. */
  readonly waitersOf: ReadonlyMap<WorkItemKey, readonly WorkItemKey[]>;
  /** What waits hang on, costliest first. */
  readonly roots: ReadonlyMap<WorkItemKey, WaitRoot>;
  /** By smallest key. */
  readonly cycles: readonly WaitCycle[];
}

/** Roots kept for one wait; shares are over those kept, so totals stay conserved. */
const ROOTS_LIMIT = 1000;
/** Knots with more links than this get the youngest link without trying whether it frees everything. */
const CUT_TRIALS_LIMIT = 200;

/** Finds all waits of the world at `asOf`. Near-linear in items, links and history entries. */
export function findWaits(
  items: Iterable<WorkItem>,
  settings: WaitingSettings,
  calendar: WorkingCalendar,
  asOf: Instant,
): Waits {
  const words = waitingWords(settings);
  const sorted = sortByKey(items);
  const known = new Map(sorted.map((item) => [item.key, { item, times: openTimes(item, asOf) }]));
  const open = sorted.filter((item) => known.get(item.key)?.times.some(isHolding));
  const found = open.map((item) => ({
    item,
    ...findWaitCauses(item, (key) => known.get(key)?.times, words, asOf),
  }));

  const needs = new NeedGraph(open, asOf);
  for (const { item, causes } of found) needs.addBlockers(item, causes);
  needs.addChildren();
  const graph = needs.toGraph();
  const components = stronglyConnected(graph);
  const rootsOf = findRoots(graph, components, ROOTS_LIMIT);
  const chains = chainLengths(graph, components);

  const byKey = new Map<WorkItemKey, Wait>();
  const unseenByKey = new Map<WorkItemKey, readonly WorkItemKey[]>();
  const waitersOf = new Map<WorkItemKey, WorkItemKey[]>();
  const freedByKey = new Map<WorkItemKey, Freed>();
  for (const { item, causes, unseen } of found) {
    if (unseen.length > 0) unseenByKey.set(item.key, unseen);
    const freed = findFreed(item, { causes, unseen }, (key) => known.get(key)?.item, words, asOf);
    if (freed) freedByKey.set(item.key, freed);
    const current = findCurrentWait(causes, item.assignee, calendar, asOf);
    if (!current) continue;
    const blockers = blockersIn(current.causes);
    for (const blocker of blockers) append(waitersOf, blocker, item.key);
    const beyond = blockers.map((blocker) => components.of[needs.numberOf(blocker)] ?? 0);
    const reached = [...new Set(beyond)].map(rootsOf);
    byKey.set(item.key, {
      ...current,
      item,
      blockers,
      unseen,
      roots:
        blockers.length === 0
          ? [item.key]
          : Array.from(mergeSets(reached, ROOTS_LIMIT), (node) => open[node]?.key ?? ''),
      chainLength: blockers.length === 0 ? 1 : (chains[components.of[needs.numberOf(item.key)] ?? 0] ?? 1),
    });
  }
  return {
    byKey,
    unseenByKey,
    freedByKey,
    waitersOf,
    roots: attributeWaits(byKey, unseenByKey, open, needs),
    cycles: findKnots(graph, components).map((knot) => describeKnot(knot, graph, components, needs, open)),
  };
}

/** Every working person-day of waiting, handed to the roots it hangs on; the sum stays the same. */
function attributeWaits(
  waits: ReadonlyMap<WorkItemKey, Wait>,
  unseenByKey: Waits['unseenByKey'],
  open: readonly WorkItem[],
  needs: NeedGraph,
): Map<WorkItemKey, WaitRoot> {
  const shares = new Map<WorkItemKey, { waiting: WorkItemKey[]; personDays: number; workingDays: number }>();
  for (const [key, wait] of waits) {
    for (const root of wait.roots) {
      const share = shares.get(root) ?? { waiting: [], personDays: 0, workingDays: 0 };
      shares.set(root, share);
      share.waiting.push(key);
      share.personDays += wait.personDays / wait.roots.length;
      share.workingDays += wait.workingDays / wait.roots.length;
    }
  }
  const roots = [...shares].flatMap(([key, share]) => {
    const item = open[needs.numberOf(key)];
    return item ? [{ item, ...share, mayWait: unseenByKey.has(key) && !waits.has(key) }] : [];
  });
  roots.sort(
    (a, b) => b.personDays - a.personDays || b.workingDays - a.workingDays || compareKeys(a.item.key, b.item.key),
  );
  return new Map(roots.map((root) => [root.item.key, root]));
}

function describeKnot(
  knot: number,
  graph: Graph,
  components: Components,
  needs: NeedGraph,
  open: readonly WorkItem[],
): WaitCycle {
  const members = components.members.subarray(components.offsets[knot], components.offsets[knot + 1]);
  const smallest = members[0] ?? 0;
  const nodes = shortestCircle(graph, components, smallest) ?? [smallest];
  const circle = nodes.flatMap((node, index) =>
    needs.between(node, nodes[(index + 1) % nodes.length] ?? smallest).slice(0, 1),
  );
  const youngest = circle.reduce<Need | undefined>(
    (last, need) => (last && last.since >= need.since ? last : need),
    undefined,
  );
  const items = Array.from(members).flatMap((node) => open[node] ?? []);
  return {
    keys: items.map((item) => item.key),
    items,
    circle,
    since: youngest?.since ?? 0,
    sinceExact: youngest?.exact ?? false,
    ...cheapestCut(members, needs),
  };
}

function cheapestCut(members: Int32Array, needs: NeedGraph): Pick<WaitCycle, 'cheapestCut' | 'cutFreesAll'> {
  const inside = new Map(Array.from(members, (node, index) => [node, index]));
  const edges = Array.from(members).flatMap((node) =>
    needs.from(node).flatMap((edge) => (inside.has(edge.to) ? [{ node, ...edge }] : [])),
  );
  const cuts = edges
    .filter(({ need }) => need.kind === 'link')
    .sort(
      (a, b) =>
        b.need.since - a.need.since || compareKeys(a.need.from, b.need.from) || compareKeys(a.need.to, b.need.to),
    );
  const freesAll = (cut: { node: number; to: number }): boolean => {
    const left = edges.filter((edge) => edge.need.kind === 'child' || edge.node !== cut.node || edge.to !== cut.to);
    const number = (node: number): number => inside.get(node) ?? 0;
    const graph = graphFrom(
      members.length,
      left.map((edge) => number(edge.node)),
      left.map((edge) => number(edge.to)),
    );
    return findKnots(graph, stronglyConnected(graph)).length === 0;
  };
  const freeing = cuts.length <= CUT_TRIALS_LIMIT ? cuts.find(freesAll) : undefined;
  return { cheapestCut: (freeing ?? cuts[0])?.need, cutFreesAll: freeing !== undefined };
}

/** Open items by number, and what each of them needs. */
class NeedGraph {
  private readonly numbers: ReadonlyMap<WorkItemKey, number>;
  private readonly needsOf: { to: number; need: Need }[][];

  constructor(
    private readonly open: readonly WorkItem[],
    private readonly asOf: Instant,
  ) {
    this.numbers = new Map(open.map((item, number) => [item.key, number]));
    this.needsOf = open.map(() => []);
  }

  /** The number of an open item; -1 for any other key. */
  numberOf(key: WorkItemKey): number {
    return this.numbers.get(key) ?? -1;
  }

  from(node: number): readonly { readonly to: number; readonly need: Need }[] {
    return this.needsOf[node] ?? [];
  }

  /** What makes one node need another, links first. */
  between(node: number, to: number): Need[] {
    return this.from(node).flatMap((edge) => (edge.to === to ? [edge.need] : []));
  }

  addBlockers(item: WorkItem, causes: readonly WaitCause[]): void {
    for (const cause of causes) {
      if (cause.kind !== 'link' || !isHolding(cause)) continue;
      this.add({
        from: item.key,
        to: cause.blocker,
        kind: 'link',
        phrase: cause.phrase,
        since: cause.from,
        exact: cause.exact,
      });
    }
  }

  addChildren(): void {
    for (const child of this.open) {
      const parent = spanAt(child.parent, this.asOf);
      const above = parent?.value === undefined ? undefined : this.open[this.numberOf(parent.value)];
      if (!parent || !above) continue;
      const since = Math.max(parent.from, child.createdAt, above.createdAt);
      this.add({
        from: above.key,
        to: child.key,
        kind: 'child',
        phrase: 'needs its child',
        since,
        exact: parent.exact,
      });
    }
  }

  toGraph(): Graph {
    const starts: number[] = [];
    const ends: number[] = [];
    for (const [node, edges] of this.needsOf.entries()) {
      for (const { to } of edges) {
        starts.push(node);
        ends.push(to);
      }
    }
    return graphFrom(this.open.length, starts, ends);
  }

  private add(need: Need): void {
    const to = this.numberOf(need.to);
    if (to >= 0) this.needsOf[this.numberOf(need.from)]?.push({ to, need });
  }
}

function blockersIn(causes: readonly WaitCause[]): WorkItemKey[] {
  const keys = new Set(causes.flatMap((cause) => (cause.kind === 'link' ? [cause.blocker] : [])));
  return [...keys].sort(compareKeys);
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
