/**
 * When the features and stories of a project will be done, and how likely a promised day is to be kept.
 *
 * Features: Monte Carlo on what the project gets done in a week (burn-down.ts). Stories: the record of
 * stories like them (time-left.ts). Both rest on the project's own past alone, both say so when it is too
 * short to tell, and both are the same for the same world on the same day.
 */
import type { WorkingCalendar } from '../model/calendar';
import type { Instant } from '../model/instant';
import type { ProjectKey, WorkItemKey } from '../model/key';
import type { Waits } from '../model/wait-graph';
import { type WorkItem, isFeature, isOpen } from '../model/work-item';
import { Futures, type Spread, spreadOf } from './burn-down';
import { chanceFor } from './chance';
import { type Pace, type FeatureWork, findFeatureWork, pacesOf } from './feature-work';
import { LEAST_FINISHED, type TimeLeft, learnTimeLeft } from './time-left';
import { LEAST_ACTIVE_DAYS, type Throughput, finishedAt, throughputOf } from './throughput';

export interface ForecastInput {
  readonly projectKey: ProjectKey;
  /** Of this project and of others: what holds work up may lie there. */
  readonly items: ReadonlyMap<WorkItemKey, WorkItem>;
  readonly waits: Pick<Waits, 'byKey'>;
  readonly calendar: WorkingCalendar;
  readonly asOf: Instant;
}

/** Nothing can be told, and why: a clause to follow "because", of one item and of several. */
export interface Untold {
  readonly untold: string | { readonly one: string; readonly many: string };
}

/** A question that begins with "what if"; every part of it is optional. */
export interface WhatIf {
  /** Items taken to be done today. */
  readonly unblocked?: readonly WorkItemKey[];
  /** So many stories taken out of the feature; put in, when below 0. */
  readonly cutStories?: number;
  /** This share of the team, 0..1, away for so many weeks. */
  readonly away?: { readonly share: number; readonly weeks: number };
}

export interface ProjectForecast {
  readonly throughput: Throughput;
  /** Scopes of the project's open features, by key. */
  readonly featureWork: ReadonlyMap<WorkItemKey, FeatureWork>;
  /** What each of them takes of the project's work. */
  readonly paces: ReadonlyMap<WorkItemKey, Pace>;
  /** When an open feature will have no open stories left. */
  feature(key: WorkItemKey, change?: WhatIf): Spread | Untold;
  /** When the whole project will have finished so many more stories. */
  nextStories(count: number): Spread | Untold;
  /**
   * Chance, 0..1, that an open item is done before an instant. Looking from an earlier one, the item is
   * taken as it stood then, and the project's pace and record as they are now.
   */
  chanceBy(item: WorkItem, dueAt: Instant, from?: Instant): number | Untold;
  /** The instant by which it is done with this chance; undefined when that lies beyond what can be told. */
  doneBy(item: WorkItem, chance: number): Instant | undefined | Untold;
}

/** Nothing is drawn or learnt before somebody asks. */
export function forecastProject({ projectKey, items, waits, calendar, asOf }: ForecastInput): ProjectForecast {
  const own = [...items.values()].filter((item) => item.projectKey === projectKey);
  const stories = own.filter(({ level }) => level === 0);
  const finishes = stories.flatMap((story) => finishedAt(story, asOf) ?? []);
  const throughput = throughputOf(finishes, calendar, asOf);
  const featureWork = once(() => {
    const features = own.filter((item) => isFeature(item) && isOpen(item, asOf));
    return findFeatureWork(items, features, waits, calendar, asOf);
  });
  const paces = once(() => pacesOf(featureWork(), throughput.finished, asOf));
  const futures = once(() => new Futures(throughput, chanceFor(`${projectKey} on ${calendar.dayOf(asOf)}`)));
  const timeLeft = once(() => learnTimeLeft(stories, calendar, asOf));

  const asked = new Map<string, Spread | Untold>();
  /** The same question is asked of a flagged feature by several detectors, and week after week. */
  const spreadOfLeft = (key: WorkItemKey, left: number): Spread | Untold => {
    const name = `${key} ${left}`;
    const known = asked.get(name) ?? feature(key, { cutStories: (featureWork().get(key)?.open.length ?? 0) - left });
    asked.set(name, known);
    return known;
  };

  const feature = (key: WorkItemKey, change: WhatIf = {}): Spread | Untold => {
    const scope = featureWork().get(key);
    const pace = paces().get(key);
    if (!scope || !pace) return NO_OPEN_FEATURE;
    if (scope.open.length === 0) return scope.finished === 0 ? NO_STORIES : { untold: ALL_STORIES_DONE };
    if (throughput.activeDays < LEAST_ACTIVE_DAYS) return TOO_QUIET;
    const left = Math.max(0, scope.open.length - (change.cutStories ?? 0));
    const days = futures().daysUntil(needOf(left, pace) + finishesLost(throughput, change));
    return spreadOf(withHolds(days, scope, pace, change));
  };

  /** The days an item still takes, at evenly spread chances: looked up once an item, drawn from thousands of times. */
  const daysLeft = new Map<WorkItemKey, Float32Array>();
  const daysLeftOf = (item: WorkItem): Float32Array => {
    const known = daysLeft.get(item.key);
    if (known) return known;
    const left = timeLeft()?.of(item);
    const days = Float32Array.from(
      { length: QUANTILES },
      (_, index) => left?.daysFor((index + 0.5) / QUANTILES) ?? Infinity,
    );
    daysLeft.set(item.key, days);
    return days;
  };

  /** What is held goes on when what holds it is done, and then takes its time. */
  const withHolds = (days: Float32Array, scope: FeatureWork, pace: Pace, change: WhatIf): Float32Array => {
    const holders = scope.holders.filter((key) => !change.unblocked?.includes(key));
    if (holders.length === 0 || timeLeft() === undefined) return days;
    const chance = chanceFor(`what holds ${scope.feature.key} on ${calendar.dayOf(asOf)}`);
    const afterwards = futures().daysUntil(needOf(Math.min(scope.held.length, scope.open.length), pace));
    const holding = holders.flatMap((key) => items.get(key) ?? []).map(daysLeftOf);
    return days.map((day, draw) => {
      let heldFor = 0;
      for (const one of holding) heldFor = Math.max(heldFor, one[Math.floor(chance() * QUANTILES)] ?? Infinity);
      return holding.length === 0 ? day : Math.max(day, heldFor + (afterwards[draw] ?? 0));
    });
  };

  const ofStory = (): TimeLeft | Untold =>
    timeLeft() ?? { untold: `fewer than ${LEAST_FINISHED} stories were finished in the last year` };

  return {
    throughput,
    get featureWork() {
      return featureWork();
    },
    get paces() {
      return paces();
    },
    feature,
    nextStories: (count) =>
      throughput.activeDays < LEAST_ACTIVE_DAYS ? TOO_QUIET : spreadOf(futures().daysUntil(count)),
    chanceBy: (item, dueAt, from = asOf) => {
      const days = calendar.workingDaysBetween(from, dueAt);
      if (isFeature(item)) {
        const spread = spreadOfLeft(item.key, featureWork().get(item.key)?.openAt(from) ?? 0);
        return isUntold(spread) ? spread : spread.shareWithin(days);
      }
      const left = ofStory();
      return isUntold(left) ? left : left.of(item, from).chanceWithin(days);
    },
    doneBy: (item, chance) => {
      const left = isFeature(item) ? spreadOfLeft(item.key, featureWork().get(item.key)?.open.length ?? 0) : ofStory();
      if (isUntold(left)) return left;
      const days = 'of' in left ? left.of(item).daysFor(chance) : left.daysFor(chance);
      return days === undefined ? undefined : calendar.afterWorkingDays(asOf, days);
    },
  };
}

/** Chances at which the days left of what holds others up are looked up. */
const QUANTILES = 200;

export const ALL_STORIES_DONE = {
  one: 'all its stories are done, and only closing it is left',
  many: 'all their stories are done, and only closing them is left',
};
const NO_STORIES: Untold = { untold: { one: 'it has no stories yet', many: 'they have no stories yet' } };
const NO_OPEN_FEATURE: Untold = {
  untold: { one: 'it is no open feature of the project', many: 'they are no open features of the project' },
};
const TOO_QUIET: Untold = {
  untold: `stories were finished on fewer than ${LEAST_ACTIVE_DAYS} days of the last twelve weeks`,
};

export function isUntold(answer: unknown): answer is Untold {
  return typeof answer === 'object' && answer !== null && 'untold' in answer;
}

/** Finishes of the whole project until so many stories of the scope are finished, and those that come meanwhile. */
function needOf(stories: number, { share, growth }: Pace): number {
  return stories / (share * (1 - growth));
}

/** What the team does not finish because some are away. */
function finishesLost({ finished, weeks }: Throughput, { away }: WhatIf): number {
  return away === undefined ? 0 : away.share * away.weeks * (finished / weeks.length);
}

function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: compute() }).value;
}
