/**
 * How the promised day of a work item was moved about: by its due date, by going from one version to
 * another, by going from one planned sprint to another.
 *
 * In: one item with its history, and what is known of versions and sprints. Out: each time the day was
 * moved later, each time it was moved earlier, and what could not be seen. Three things it rests on:
 *
 * - A day taken off and later given again was moved, and when the new day was given it is told.
 * - What is edited on one calendar day is one move, from what held before to what was left standing.
 * - Days of versions and sprints are today's: Jira keeps no history of them, so a release that is
 *   itself put off moves nothing here.
 *
 * A sprint is left when it stands no longer among the item's sprints: it was planned anew, or taken out
 * while the sprint ran. A sprint that ended without the item stays among them, and is what
 * `carried-over-story` counts: no sprint is told by both.
 */
import { compareText } from './compare-text';
import type { WorkingCalendar } from './calendar';
import type { Instant } from './instant';
import type { ItemPromise } from './promise';
import { endOfSprint, latestSprint } from './promise';
import type { History } from './span';
import type { FixVersion, Sprint, WorkItem } from './work-item';

export interface PromiseMove {
  readonly from: ItemPromise;
  readonly to: ItemPromise;
  /** When the new day was given. */
  readonly at: Instant;
  readonly exact: boolean;
  /** Working days between the two, whichever comes first. */
  readonly workingDays: number;
}

/** A calendar day on which a promise was moved later, by one of its sources or by several. */
export interface Slip {
  readonly at: Instant;
  readonly exact: boolean;
  /** By source; all of them moved later. */
  readonly moves: readonly PromiseMove[];
  /** Of the move that went furthest. */
  readonly workingDays: number;
}

export interface PromiseMoves {
  /** Oldest first. */
  readonly slips: readonly Slip[];
  /** Oldest first. */
  readonly earlier: readonly PromiseMove[];
  /**
   * Versions and sprints the item has been in whose day nobody tells any more: from and to these no
   * move can be seen, so that for each of them one may be missing.
   */
  readonly undated: readonly string[];
}

/** What is known of versions and sprints by id; see `knownVersions` and `knownSprints`. */
export interface KnownPlans {
  readonly versions: ReadonlyMap<string, FixVersion>;
  readonly sprints: ReadonlyMap<string, Sprint>;
}

/** Every move of the item's promise up to an instant. O(spans). */
export function promiseMoves(
  item: WorkItem,
  { versions, sprints }: KnownPlans,
  calendar: WorkingCalendar,
  asOf: Instant,
): PromiseMoves {
  const found = [
    movesOf(item.dueOn, (day) => dueDate(day, calendar), calendar, asOf),
    movesOf(item.fixVersions, (set) => planOfVersions(set, versions, calendar), calendar, asOf),
    movesOf(item.sprints, (set, at) => planOfSprints(set, sprints, at), calendar, asOf),
  ];
  const moves = found.flatMap((one) => one.moves).sort((a, b) => a.at - b.at || compareText(a.to.source, b.to.source));
  return {
    slips: slipsOf(
      moves.filter((move) => isLater(move)),
      calendar,
    ),
    earlier: moves.filter((move) => !isLater(move)),
    undated: found.flatMap((one) => one.undated),
  };
}

function isLater({ from, to }: PromiseMove): boolean {
  return to.dueAt > from.dueAt;
}

function slipsOf(moves: readonly PromiseMove[], calendar: WorkingCalendar): Slip[] {
  const byDay = new Map<string, PromiseMove[]>();
  for (const move of moves) {
    const day = calendar.dayOf(move.at);
    byDay.set(day, [...(byDay.get(day) ?? []), move]);
  }
  return [...byDay.values()].map((together) => {
    const last = together.reduce((a, b) => (b.at > a.at ? b : a));
    const workingDays = Math.max(...together.map((move) => move.workingDays));
    return { at: last.at, exact: last.exact, moves: together, workingDays };
  });
}

/** What one source promised for a while. */
interface Plan {
  /** Names whatever it rests on, so that going from one to another can be told from having fewer. */
  readonly ids: readonly string[];
  /** The day it promised; undefined when none. */
  readonly promise: (ItemPromise & { readonly id: string }) | undefined;
  /** Names of what may have promised a day that nobody tells any more. */
  readonly undated: readonly string[];
}

function movesOf<T>(
  history: History<T>,
  planOf: (value: T, at: Instant) => Plan,
  calendar: WorkingCalendar,
  asOf: Instant,
): { readonly moves: readonly PromiseMove[]; readonly undated: readonly string[] } {
  const settled = settledByDay(history, calendar, asOf);
  if (settled.length < 2) return NOTHING_MOVED;
  const moves: PromiseMove[] = [];
  const undated = new Set<string>();
  let last: Plan | undefined;
  for (const { from, value, exact } of settled) {
    const plan = planOf(value, from);
    for (const name of plan.undated) undated.add(name);
    if (!plan.promise || plan.undated.length > 0) continue;
    const before = last?.promise;
    if (before && last && before.dueAt !== plan.promise.dueAt && isReplaced(last, plan)) {
      const [first, second] = [before.dueAt, plan.promise.dueAt].sort((a, b) => a - b);
      const workingDays = calendar.workingDaysBetween(first ?? 0, second ?? 0);
      moves.push({ from: before, to: plan.promise, at: from, exact, workingDays });
    }
    last = plan;
  }
  return { moves, undated: [...undated] };
}

/** What was said only once was never moved, whether or not its day is known. */
const NOTHING_MOVED = { moves: [], undated: [] };

/** Leaving one of several versions moves nothing, for the others were promised before; nor does having one more. */
function isReplaced(last: Plan, next: Plan): boolean {
  return (
    last.promise !== undefined &&
    next.promise !== undefined &&
    !next.ids.includes(last.promise.id) &&
    !last.ids.includes(next.promise.id)
  );
}

/** The last span of each calendar day on which one began, up to `asOf`. */
function settledByDay<T>(history: History<T>, calendar: WorkingCalendar, asOf: Instant): History<T> {
  if (history.length < 2) return history;
  const begun = history.filter(({ from }) => from <= asOf);
  return begun.filter((span, index) => {
    const next = begun[index + 1];
    return !next || calendar.dayOf(next.from) !== calendar.dayOf(span.from);
  });
}

function dueDate(day: string | undefined, calendar: WorkingCalendar): Plan {
  if (day === undefined) return { ids: [], promise: undefined, undated: [] };
  const promise = { source: 'due-date', name: undefined, dueAt: calendar.endOfDay(day), id: day } as const;
  return { ids: [day], promise, undated: [] };
}

/** Several versions promise the day of the first. */
function planOfVersions(set: readonly FixVersion[], known: KnownPlans['versions'], calendar: WorkingCalendar): Plan {
  const first = set
    .flatMap(({ id, name }) => {
      const releaseOn = known.get(id)?.releaseOn;
      return releaseOn === undefined ? [] : [{ id, name, releaseOn }];
    })
    .sort((a, b) => compareText(a.releaseOn, b.releaseOn) || compareText(a.id, b.id))[0];
  return {
    ids: set.map(({ id }) => id),
    promise: first && {
      source: 'fix-version',
      name: known.get(first.id)?.name ?? first.name,
      dueAt: calendar.endOfDay(first.releaseOn),
      id: first.id,
    },
    undated: set.filter(({ id }) => !known.has(id)).map(({ name }) => `fix version "${name}"`),
  };
}

/** Of the sprints that were not over at that time, the latest promises its end. */
function planOfSprints(set: readonly Sprint[], known: KnownPlans['sprints'], at: Instant): Plan {
  const ahead = set.flatMap(({ id }) => {
    const sprint = known.get(id);
    return sprint && !(sprint.completeAt !== undefined && sprint.completeAt <= at) ? [sprint] : [];
  });
  const sprint = latestSprint(ahead);
  const dueAt = sprint && endOfSprint(sprint);
  return {
    ids: set.map(({ id }) => id),
    promise: sprint && dueAt !== undefined ? { source: 'sprint', name: sprint.name, dueAt, id: sprint.id } : undefined,
    undated: set.filter(({ id }) => !known.has(id)).map(({ name }) => `sprint "${name}"`),
  };
}
