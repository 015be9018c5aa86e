/**
 * The past of a project, lived again week by week: what its detectors and forecasts would have said, and
 * what came of it.
 *
 * In: the world as it is today, with full histories. Out: for each detector that foretells something, how
 * often it was right; for forecasts, how often they came true. Each week is seen through `worldAt`, so
 * nothing can know what came after; the end is read from the whole world.
 */
import type { Finding } from '../../model/finding';
import { type Instant, WEEK_MS, mondayOf } from '../../model/instant';
import type { ProjectKey, WorkItemKey } from '../../model/key';
import { medianOf } from '../../model/median';
import { nextOwnPromise } from '../../model/promise';
import { uniteIntervals } from '../../model/span';
import { openTimes } from '../../model/waiting';
import type { WorkItem } from '../../model/work-item';
import type { World } from '../../model/world';
import { worldAt } from '../../model/world-at';
import type { Spread } from '../../forecast/burn-down';
import { isUntold } from '../../forecast/project-forecast';
import { PACE_WEEKS, finishedAt } from '../../forecast/throughput';
import { CATALOGUE } from '../catalogue';
import { type WorldFacts, factsOf } from '../facts';
import { runDetector } from '../run-detector';
import { type Calibration, type Told, calibrationOf } from './calibration';
import { PREDICTIONS, type Prediction } from './predictions';
import { type AlertScore, type Sighting, scoreAlerts, shareOf } from './score-alerts';

export interface DetectorBacktest extends AlertScore, Pick<Prediction, 'id' | 'foretells' | 'naive'> {}

/** How often work was done by the days that were told. */
export interface DaysBacktest {
  /** Forecasts whose end is known. */
  readonly n: number;
  /** How many features, stories or weeks they are about: the same one is told of week after week. */
  readonly cases: number;
  /** Share done by the day told as even, and as 85 % likely. */
  readonly p50: number | undefined;
  readonly p85: number | undefined;
}

export interface Backtest {
  readonly projectKey: ProjectKey;
  readonly from: Instant;
  readonly to: Instant;
  readonly weeks: number;
  /** Items of the project, and how many of them have a full history. */
  readonly items: number;
  readonly itemsWithHistory: number;
  /** Empty where too few items have a history to live through the past again. */
  readonly detectors: readonly DetectorBacktest[];
  /** Days told for features: until nothing of them was open. */
  readonly features: DaysBacktest;
  /** Days told for the next 5, 10, 20 and 40 stories of the project. */
  readonly flow: DaysBacktest;
  /**
   * How much the pace of a quarter differed from that of the quarter before: the coefficient of variation of
   * their ratio. Forecasts assume 1/√`PACE_SHAPE`.
   */
  readonly paceVariation: number | undefined;
  /** Chances told of keeping promised days. */
  readonly promises: Calibration;
  /** Days told for single stories that were promised; `told` is the share of them that were given a day. */
  readonly stories: DaysBacktest & { readonly told: number | undefined };
  /** How long open stories still took, waiting or not. */
  readonly waiting: { readonly waits: TimeToDone; readonly others: TimeToDone };
}

export interface TimeToDone {
  readonly n: number;
  /** Share of them that is done to this day. */
  readonly doneShare: number | undefined;
  /** Of those, how many days it still took. */
  readonly medianDays: number | undefined;
}

/** Weeks without which nothing can be foretold: throughput looks back so far. */
const FIRST_WEEKS = 12;
const NEXT_STORIES = [5, 10, 20, 40];
/** With fewer items that have a history, replaying tells of the gaps and not of the project. */
const LEAST_WITH_HISTORY = 0.5;

/**
 * Lives through the project's past. `tell` hears which week of how many is done. O(weeks · cost of an
 * examination by the predictive detectors).
 */
export function backtestProject(world: World, tell: (done: number, weeks: number) => void = () => undefined): Backtest {
  const own = [...world.items.values()].filter(({ projectKey }) => projectKey === world.projectKey);
  const began = own.reduce((first, { createdAt }) => Math.min(first, createdAt), world.asOf);
  const from = mondayOf(began) + (FIRST_WEEKS + 1) * WEEK_MS;
  const weeks = Math.max(0, Math.floor((world.asOf - from) / WEEK_MS) + 1);
  const itemsWithHistory = own.filter(({ hasHistory }) => hasHistory).length;
  const hasHistories = itemsWithHistory >= LEAST_WITH_HISTORY * own.length;
  const record = new Record(world, hasHistories);
  for (let week = 0; week < weeks; week += 1) {
    record.look(factsOf(worldAt(world, from + week * WEEK_MS)), week);
    tell(week + 1, weeks);
  }
  return {
    projectKey: world.projectKey,
    from,
    to: world.asOf,
    weeks,
    items: own.length,
    itemsWithHistory,
    ...record.sum(weeks),
  };
}

/** What was told, week after week, with how it ended. */
class Record {
  private readonly sightings = new Map<string, Sighting[]>(PREDICTIONS.map(({ id }) => [id, []]));
  private readonly features: Day[] = [];
  private readonly flow: Day[] = [];
  private readonly promised: Told[] = [];
  private readonly stories: Day[] = [];
  private readonly daysToDone = { waits: [] as number[], others: [] as number[] };
  private readonly finishes: readonly Instant[];
  private readonly emptyTimes = new Map<WorkItemKey, readonly Instant[]>();

  constructor(
    private readonly later: World,
    private readonly hasHistories: boolean,
  ) {
    this.finishes = [...later.items.values()]
      .filter(({ projectKey, level }) => projectKey === later.projectKey && level === 0)
      .flatMap((story) => finishedAt(story, later.asOf) ?? [])
      .sort((a, b) => a - b);
  }

  look(facts: WorldFacts, week: number): void {
    this.lookAtFlow(facts);
    if (!this.hasHistories) return;
    const findingsOf = findingsIn(facts);
    for (const { id, detector, everyWeeks, sightings } of PREDICTIONS) {
      if (week % everyWeeks !== 0) continue;
      this.sightings.get(id)?.push(...sightings(facts, findingsOf(detector), this.later));
    }
    this.lookAtFeatures(facts);
    this.lookAtPromises(facts);
    if (week % 4 === 0) this.lookAtWaits(facts);
  }

  sum(weeks: number): Omit<Backtest, 'projectKey' | 'from' | 'to' | 'weeks' | 'items' | 'itemsWithHistory'> {
    return {
      detectors: this.hasHistories
        ? PREDICTIONS.map(({ id, foretells, naive }) => ({
            id,
            foretells,
            naive,
            ...scoreAlerts(this.sightings.get(id) ?? [], weeks),
          }))
        : [],
      features: sumDays(this.features, this.later.asOf),
      flow: sumDays(this.flow, this.later.asOf),
      paceVariation: paceVariation(this.finishes, this.later.asOf),
      promises: calibrationOf(this.promised),
      stories: {
        ...sumDays(this.stories, this.later.asOf),
        told: shareOf(this.stories.filter(({ p85 }) => p85 !== undefined).length, this.stories.length),
      },
      waiting: { waits: timeToDone(this.daysToDone.waits), others: timeToDone(this.daysToDone.others) },
    };
  }

  /** Needs no history: when a story was made and when it was done is known everywhere. */
  private lookAtFlow({ world, forecast }: WorldFacts): void {
    const done = this.finishes.filter((at) => at <= world.asOf).length;
    for (const count of NEXT_STORIES) {
      const spread = forecast.nextStories(count);
      if (!isUntold(spread))
        this.flow.push({ ...daysOf(spread, world, this.finishes[done + count - 1]), name: String(world.asOf) });
    }
  }

  private lookAtFeatures({ world, forecast }: WorldFacts): void {
    for (const key of forecast.featureWork.keys()) {
      const spread = forecast.feature(key);
      if (isUntold(spread)) continue;
      const empty = this.emptyTimesOf(key).find((at) => at > world.asOf);
      this.features.push({ ...daysOf(spread, world, empty), name: key });
    }
  }

  /** When nothing of a feature was open any more, though something may have come to it later. */
  private emptyTimesOf(key: WorkItemKey): readonly Instant[] {
    const known = this.emptyTimes.get(key);
    if (known) return known;
    const { items, asOf } = this.later;
    const open = [...items.values()].flatMap((item) => {
      if (item.level !== 0) return [];
      const below = item.parent.filter(({ value }) => value === key);
      return openTimes(item, asOf).flatMap((held) =>
        below.map((span) => ({
          from: Math.max(held.from, span.from),
          until: Math.min(held.until ?? Infinity, span.until ?? Infinity),
        })),
      );
    });
    const found = uniteIntervals(open).flatMap(({ until }) => (until <= asOf ? [until] : []));
    this.emptyTimes.set(key, found);
    return found;
  }

  private lookAtPromises({ world, openItems, promisesOf, forecast }: WorldFacts): void {
    for (const item of openItems) {
      const whole = this.later.items.get(item.key);
      const promise = nextOwnPromise(promisesOf(item), world.asOf);
      if (!whole?.hasHistory || !promise || promise.dueAt > this.later.asOf || item.level < 0) continue;
      const chance = forecast.chanceBy(item, promise.dueAt);
      if (isUntold(chance)) continue;
      this.promised.push({ chance, cameTrue: finishedAt(whole, promise.dueAt) !== undefined });
      if (item.level > 0) continue;
      const [even, likely] = [forecast.doneBy(item, 0.5), forecast.doneBy(item, 0.85)];
      this.stories.push({
        name: item.key,
        p50: isUntold(even) ? undefined : even,
        p85: isUntold(likely) ? undefined : likely,
        doneAt: nextDone(whole, world.asOf),
      });
    }
  }

  private lookAtWaits({ world, openItems, waits }: WorldFacts): void {
    for (const item of openItems) {
      const whole = this.later.items.get(item.key);
      if (!whole?.hasHistory || item.level !== 0) continue;
      const doneAt = nextDone(whole, world.asOf);
      const days = doneAt === undefined ? Infinity : (doneAt - world.asOf) / (WEEK_MS / 7);
      this.daysToDone[waits.byKey.has(item.key) ? 'waits' : 'others'].push(days);
    }
  }
}

/** Each detector is asked once, however many predictions rest on it. */
function findingsIn(facts: WorldFacts): (id: string) => readonly Finding[] {
  const known = new Map<string, readonly Finding[]>();
  return (id) => {
    const detector = CATALOGUE.find((one) => one.id === id);
    const found = known.get(id) ?? (detector ? runDetector(detector, facts).findings : []);
    known.set(id, found);
    return found;
  };
}

/** A forecast and its end; `doneAt` is undefined where it is not done to this day. */
interface Day {
  readonly name: string;
  readonly p50: Instant | undefined;
  readonly p85: Instant | undefined;
  readonly doneAt: Instant | undefined;
}

function daysOf(spread: Spread, { calendar, asOf }: World, doneAt: Instant | undefined): Omit<Day, 'name'> {
  const dayFor = (share: number): Instant | undefined => {
    const days = spread.daysFor(share);
    return days === undefined ? undefined : calendar.afterWorkingDays(asOf, days);
  };
  return { p50: dayFor(0.5), p85: dayFor(0.85), doneAt };
}

/** Only days that have come: of later ones nobody knows yet, and what was done early would count alone. */
function sumDays(days: readonly Day[], asOf: Instant): DaysBacktest {
  const share = (of: 'p50' | 'p85'): number | undefined => {
    const come = days.flatMap((one) => {
      const day = one[of];
      return day !== undefined && day <= asOf ? [one.doneAt !== undefined && one.doneAt <= day] : [];
    });
    return shareOf(come.filter((isDone) => isDone).length, come.length);
  };
  const known = days.filter(({ p85 }) => p85 !== undefined && p85 <= asOf);
  return {
    n: known.length,
    cases: new Set(known.map(({ name }) => name)).size,
    p50: share('p50'),
    p85: share('p85'),
  };
}

/** Quarters of twelve weeks that follow each other, as far as both had any finishes. */
function paceVariation(finishes: readonly Instant[], asOf: Instant): number | undefined {
  const quarter = PACE_WEEKS * WEEK_MS;
  const counts: number[] = [];
  for (const at of finishes) {
    const index = Math.floor((at - (finishes[0] ?? asOf)) / quarter);
    counts[index] = (counts[index] ?? 0) + 1;
  }
  const ratios = Array.from(counts, (count, index) => (count ?? 0) / (counts[index - 1] ?? 0)).filter(
    (ratio) => Number.isFinite(ratio) && ratio > 0,
  );
  if (ratios.length < 4) return undefined;
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  return Math.sqrt(ratios.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0) / ratios.length) / mean;
}

function nextDone(item: WorkItem, after: Instant): Instant | undefined {
  return item.status.find(({ from, value }) => from > after && value.stage === 'done')?.from;
}

function timeToDone(days: readonly number[]): TimeToDone {
  const done = days.filter((day) => day < Infinity);
  return { n: days.length, doneShare: shareOf(done.length, days.length), medianDays: medianOf(done) };
}
