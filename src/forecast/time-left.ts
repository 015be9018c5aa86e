/**
 * How much longer an open story stays open, told from stories like it.
 *
 * In: a project's stories with their histories, at one instant. Out: for any open story, the chance that it
 * is finished within so many working days. The one idea: look back at the project four weeks ago, eight,
 * and so on for a year; take every story that was open then and see how long it still took. Those still
 * open count for as long as they were watched (the life table of actuaries; Kaplan and Meier, 1958).
 *
 * Stories are alike by stage, by having a promised day, by being assigned, by priority and by how long
 * they had lain still, in that order. A group with few stories leans on the wider one around it. All of it
 * is the project's own record up to that instant: nothing is tuned on other projects.
 */
import type { WorkingCalendar } from '../model/calendar';
import { type Day, type Instant, WEEK_MS } from '../model/instant';
import { valueAt } from '../model/span';
import { type WorkItem, fixVersionsAt, isOpen } from '../model/work-item';
import { PACE_SHAPE, WEEK_DAYS, finishedAt } from './throughput';

/** Ends of the steps of the life table, in working days; chances are told up to a working year. */
const STEPS = [1, 2, 3, 5, 7, 10, 14, 20, 28, 40, 60, 80, 100, 130, 170, 220, 260] as const;
const LOOKS = 13;
const LOOK_EVERY_MS = 4 * WEEK_MS;
/** A narrower group counts as much as its wider one when it has seen so many stories in a step. */
const LEANING = 10;
/** With fewer stories finished in the year, nothing is told. */
export const LEAST_FINISHED = 20;
/** Working days without movement after which a story counts as lying still, and as lying long. */
const STILL_DAYS = [5, 20, 60] as const;

export interface TimeLeft {
  /** Stories finished in the year looked back on. */
  readonly finished: number;
  /** Of a story that was open then, as it stood then; left out, at the instant asked about. */
  of(story: WorkItem, at?: Instant): StoryTimeLeft;
}

export interface StoryTimeLeft {
  /** Chance, 0..1, that it is finished within so many working days; what is told of a year holds of more. */
  chanceWithin(days: number): number;
  /** The working day by which it is finished with this chance; undefined when not within a working year. */
  daysFor(chance: number): number | undefined;
}

/** The record of a project. `undefined` when too few stories were finished to tell. O(stories · looks). */
export function learnTimeLeft(
  stories: readonly WorkItem[],
  calendar: WorkingCalendar,
  asOf: Instant,
): TimeLeft | undefined {
  const finishes = stories.map((story) => finishedAt(story, asOf));
  const finished = finishes.filter((at) => at !== undefined && at > asOf - LOOKS * LOOK_EVERY_MS).length;
  if (finished < LEAST_FINISHED) return undefined;

  const record = new LifeTable();
  for (let look = 1; look <= LOOKS; look += 1) {
    const then = asOf - look * LOOK_EVERY_MS;
    const standing = standingAt(calendar, then);
    for (const story of stories) {
      if (!isOpen(story, then)) continue;
      const end = nextFinish(story, then, asOf);
      record.add(standing(story), calendar.workingDaysBetween(then, end ?? asOf), end !== undefined);
    }
  }
  return {
    finished,
    of: (story, at = asOf) => {
      const survival = record.survival(standingAt(calendar, at)(story));
      return {
        chanceWithin: (days) => 1 - openAfter(survival, days),
        daysFor: (chance) => dayAt(survival, 1 - chance),
      };
    },
  };
}

/** The first time after `then` at which it was finished. */
function nextFinish(story: WorkItem, then: Instant, asOf: Instant): Instant | undefined {
  return story.status.find(({ from, value }) => from > then && from <= asOf && value.stage === 'done')?.from;
}

/** What makes stories alike at an instant, the widest trait first. */
function standingAt(calendar: WorkingCalendar, at: Instant): (story: WorkItem) => string {
  const today = calendar.dayOf(at);
  return (story) => {
    const moved = Math.max(lastBefore(story.movedAt, at) ?? 0, story.createdAt);
    // Whole weeks are near enough here, and cost a tenth of asking the calendar.
    const stillDays = ((at - moved) * WEEK_DAYS) / WEEK_MS;
    return [
      valueAt(story.status, at)?.stage ?? 'to-do',
      isPromised(story, today, at) ? 'promised' : 'not promised',
      valueAt(story.assignee, at) === undefined ? 'unassigned' : 'assigned',
      valueAt(story.priority, at) ?? 'no priority',
      STILL_DAYS.filter((days) => stillDays > days).length,
    ].join(BETWEEN_TRAITS);
  };
}

/** Whether a promised day lies ahead; quicker than listing the promises, and a year of stories is asked. */
function isPromised(story: WorkItem, today: Day, at: Instant): boolean {
  const dueOn = valueAt(story.dueOn, at);
  if (dueOn !== undefined && dueOn >= today) return true;
  if (fixVersionsAt(story, at).some(({ releaseOn }) => releaseOn !== undefined && releaseOn >= today)) return true;
  return (valueAt(story.sprints, at) ?? []).some(({ endAt, completeAt }) => (endAt ?? completeAt ?? 0) > at);
}

function lastBefore(instants: readonly Instant[], at: Instant): Instant | undefined {
  let low = 0;
  let high = instants.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instants[middle] ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return instants[low - 1];
}

const BETWEEN_TRAITS = '\n';

/** Of one group of stories: how many were watched through each step, and how many were finished in it. */
class Group {
  readonly watched = new Float64Array(STEPS.length);
  readonly finished = new Float64Array(STEPS.length);

  add(days: number, isFinished: boolean): void {
    for (let step = 0; step < STEPS.length; step += 1) {
      const end = STEPS[step] ?? Infinity;
      // Watched for a part of the step only counts as half, as actuaries do.
      const share = days >= end || isFinished ? 1 : 0.5;
      this.watched[step] = (this.watched[step] ?? 0) + share;
      if (days >= end) continue;
      if (isFinished) this.finished[step] = (this.finished[step] ?? 0) + 1;
      return;
    }
  }

  addAll({ watched, finished }: Group): void {
    for (const step of STEPS.keys()) {
      this.watched[step] = (this.watched[step] ?? 0) + (watched[step] ?? 0);
      this.finished[step] = (this.finished[step] ?? 0) + (finished[step] ?? 0);
    }
  }

  /** Chance to be finished in each step for those still open at its beginning, leaning on a wider group. */
  hazards(wider: Float64Array | undefined): Float64Array {
    const leaning = wider === undefined ? 1 : LEANING;
    return Float64Array.from(
      STEPS,
      (_, step) =>
        ((this.finished[step] ?? 0) + leaning * (wider?.[step] ?? 0)) / ((this.watched[step] ?? 0) + leaning),
    );
  }
}

/** The counts of the narrowest groups; wider ones are added up when somebody asks. */
class LifeTable {
  private readonly narrow = new Map<string, Group>();
  private readonly hazards = new Map<string, Float64Array>();
  private readonly curves = new Map<string, Float64Array>();

  add(standing: string, days: number, isFinished: boolean): void {
    const group = this.narrow.get(standing) ?? new Group();
    this.narrow.set(standing, group);
    group.add(days, isFinished);
  }

  /**
   * Share still open at the end of each step. The coming pace is as uncertain here as for whole features:
   * gamma distributed hazards, of which the mean survival is (1 + H / shape) ^ -shape.
   */
  survival(standing: string): Float64Array {
    const known = this.curves.get(standing);
    if (known) return known;
    let hazards = 0;
    const curve = this.hazardsOf(standing.split(BETWEEN_TRAITS)).map((hazard) => {
      hazards -= Math.log(1 - hazard);
      return (1 + hazards / PACE_SHAPE) ** -PACE_SHAPE;
    });
    this.curves.set(standing, curve);
    return curve;
  }

  private hazardsOf(traits: readonly string[]): Float64Array {
    const name = traits.join(BETWEEN_TRAITS);
    const known = this.hazards.get(name);
    if (known) return known;
    const group = new Group();
    for (const [standing, one] of this.narrow)
      if (name === '' || standing === name || standing.startsWith(name + BETWEEN_TRAITS)) group.addAll(one);
    const found = group.hazards(traits.length === 0 ? undefined : this.hazardsOf(traits.slice(0, -1)));
    this.hazards.set(name, found);
    return found;
  }
}

/** Within a step stories are finished evenly. */
function openAfter(survival: Float64Array, days: number): number {
  let [from, open] = [0, 1];
  for (const [step, end] of STEPS.entries()) {
    const after = survival[step] ?? 0;
    if (days < end) return open + ((after - open) * Math.max(0, days - from)) / (end - from);
    [from, open] = [end, after];
  }
  return open;
}

function dayAt(survival: Float64Array, share: number): number | undefined {
  let [from, open] = [0, 1];
  for (const [step, end] of STEPS.entries()) {
    const after = survival[step] ?? 0;
    if (after <= share) return open === after ? end : from + ((open - share) / (open - after)) * (end - from);
    [from, open] = [end, after];
  }
  return undefined;
}
