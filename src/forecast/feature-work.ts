/**
 * The features of a project as scopes of work: what is left of each, how much of the project's work goes
 * into it, how fast it grows, and what holds parts of it up.
 */
import { ancestryOf } from '../model/ancestry';
import type { WorkingCalendar } from '../model/calendar';
import { DAY_MS, type Instant, WEEK_MS } from '../model/instant';
import { type WorkItemKey, compareKeys } from '../model/key';
import { spanAt, valueAt } from '../model/span';
import type { Waits } from '../model/wait-graph';
import type { WorkItem } from '../model/work-item';
import { PACE_WEEKS, WEEK_DAYS, finishedAt } from './throughput';

export interface FeatureWork {
  readonly feature: WorkItem;
  /** Open stories below it, in key order. */
  readonly open: readonly WorkItem[];
  /** Stories below it that are finished. */
  readonly finished: number;
  /** Of these, finished in the last twelve working weeks. */
  readonly finishedLately: number;
  /** How many of its stories were there and open at an earlier instant. */
  openAt(at: Instant): number;
  /** Stories that came to it in that time, after work on it had begun. */
  readonly addedLately: number;
  /** Open stories of it that wait for something outside it, and what that is, in key order. */
  readonly held: readonly WorkItemKey[];
  readonly holders: readonly WorkItemKey[];
}

/** Scopes of the project's open features by key. O(items · depth + waits). */
export function findFeatureWork(
  items: ReadonlyMap<WorkItemKey, WorkItem>,
  features: readonly WorkItem[],
  waits: Pick<Waits, 'byKey'>,
  calendar: WorkingCalendar,
  asOf: Instant,
): ReadonlyMap<WorkItemKey, FeatureWork> {
  const since = beginningOfPace(calendar, asOf);
  const storiesOf = new Map<WorkItemKey, WorkItem[]>(features.map(({ key }) => [key, []]));
  for (const item of items.values()) {
    if (item.level !== 0) continue;
    for (const { key } of ancestryOf(item, items, asOf).ancestors) storiesOf.get(key)?.push(item);
  }
  const scopes = features.map((feature): [WorkItemKey, FeatureWork] => {
    const stories = storiesOf.get(feature.key) ?? [];
    const begunAt = stories.reduce((first, story) => Math.min(first, begunOn(story)), Infinity);
    const cameAt = (story: WorkItem): Instant => Math.max(story.createdAt, spanAt(story.parent, asOf)?.from ?? 0);
    const finishes = stories.map((story) => finishedAt(story, asOf));
    const open = stories.filter((_, index) => finishes[index] === undefined);
    const own = new Set([feature.key, ...stories.map(({ key }) => key)]);
    const holding = open.flatMap(({ key }) => {
      const outside = (waits.byKey.get(key)?.roots ?? []).filter((root) => !own.has(root));
      return outside.length > 0 ? [{ key, outside }] : [];
    });
    return [
      feature.key,
      {
        feature,
        open: open.sort((a, b) => compareKeys(a.key, b.key)),
        finished: stories.length - open.length,
        openAt: (at) =>
          stories.filter((story, index) => cameAt(story) <= at && (finishes[index] ?? Infinity) > at).length,
        finishedLately: finishes.filter((at) => at !== undefined && at > since).length,
        addedLately: stories.filter((story) => cameAt(story) > Math.max(since, begunAt)).length,
        held: holding.map(({ key }) => key).sort(compareKeys),
        holders: [...new Set(holding.flatMap(({ outside }) => outside))].sort(compareKeys),
      },
    ];
  });
  return new Map(scopes);
}

/** The instant from which on work counts towards the present pace. */
export function beginningOfPace(calendar: WorkingCalendar, asOf: Instant): Instant {
  // Seven days of the week hold five of work; holidays make the difference, and the calendar knows them.
  let from = asOf - PACE_WEEKS * WEEK_MS;
  const earliest = from - MOST_HOLIDAYS * DAY_MS;
  while (from > earliest && calendar.workingDaysBetween(from, asOf) < PACE_WEEKS * WEEK_DAYS) from -= DAY_MS;
  return from;
}

/** So that a calendar without any working day does not send us looking for ever. */
const MOST_HOLIDAYS = 90;

/** When it first left its to-do status; Infinity when it never did. */
function begunOn(story: WorkItem): Instant {
  return story.status.find(({ value }) => value.stage !== 'to-do')?.from ?? Infinity;
}

/** A scope is alive when somebody works on it: something of it is in progress, or was finished lately. */
export function isAlive({ open, finishedLately }: FeatureWork, asOf: Instant): boolean {
  return finishedLately > 0 || open.some((story) => valueAt(story.status, asOf)?.stage === 'in-progress');
}

/** An own pace counts as much as the others' after so many finishes. */
const LEANING = 4;
/** However fast it grows, a fifth of what is done is progress: else no day could be told at all. */
const MOST_GROWTH = 0.8;

export interface Pace {
  /** Share of the project's finishes that go into this scope, 0..1. */
  readonly share: number;
  /** Stories that come for each that is finished, 0..0.8. */
  readonly growth: number;
}

/**
 * What each scope takes of the project's work, and how it grows: its own last twelve weeks, leaning on an
 * even share of all scopes that are alive and on how they all grow.
 */
export function pacesOf(
  scopes: ReadonlyMap<WorkItemKey, FeatureWork>,
  finishedInProject: number,
  asOf: Instant,
): ReadonlyMap<WorkItemKey, Pace> {
  const all = [...scopes.values()];
  const alive = all.filter((scope) => isAlive(scope, asOf));
  const sum = (count: (scope: FeatureWork) => number): number =>
    alive.reduce((total, scope) => total + count(scope), 0);
  const commonGrowth = Math.min(
    MOST_GROWTH,
    sum((scope) => scope.addedLately) / (sum((scope) => scope.finishedLately) + 1),
  );
  return new Map(
    all.map((scope) => {
      const shared = alive.length + (alive.includes(scope) ? 0 : 1);
      const share = (scope.finishedLately + LEANING / shared) / (finishedInProject + LEANING);
      const growth = (scope.addedLately + LEANING * commonGrowth) / (scope.finishedLately + LEANING);
      return [scope.feature.key, { share, growth: Math.min(MOST_GROWTH, growth) }];
    }),
  );
}
