/**
 * The one shape in which signals about people leave the model: a crowd, which answers questions
 * about all of its members together and never about one.
 *
 * Whoever holds a crowd cannot reach a member: accounts and values stay in the closure, questions
 * are data and not functions, and every answer is a number, a yes or a no. Of a group below the
 * minimum there is no answer at all, and the type makes the asker say what happens then.
 */
import type { Instant } from './instant';
import { medianOf } from './median';
import type { PeopleSettings } from './settings';
import { smallestGroup } from './team';
import type { AccountId } from './work-item';

/** Why nothing is said. How many there are is not told: it would be a figure about too few. */
export interface TooFew {
  readonly told: false;
  /** `members`: the group is too small. `judged`: of fewer than the minimum, or than half, is anything known. */
  readonly of: 'members' | 'judged';
  readonly minimum: number;
}

export type Told<T> = { readonly told: true; readonly value: T } | TooFew;

/** A figure about so many people, unless they are too few to tell it; of nobody, it is about nobody. */
export function toldOfGroup<T>(members: number, settings: PeopleSettings, value: T): Told<T> {
  const minimum = smallestGroup(settings);
  return members > 0 && members < minimum ? { told: false, of: 'members', minimum } : { told: true, value };
}

/** What is asked of a member's signal. */
export interface Condition<Signal extends string> {
  readonly signal: Signal;
  readonly is: 'at least' | 'above' | 'at most';
  readonly than: number;
}

export interface Reached {
  readonly reached: boolean;
  /** How many members could be judged. */
  readonly of: number;
}

export interface Share extends Reached {
  /** How many fulfil one of the conditions. */
  readonly count: number;
  /** The day by which the share had come together; undefined while it is not reached. */
  readonly since: Instant | undefined;
}

/**
 * A crowd for what may hurt: it says whether a share is reached, never how many they are. So "all
 * of them", which would say it of each, cannot be told from "enough of them".
 */
export interface YesNoCrowd<Signal extends string> {
  /**
   * Whether at least this share of those that can be judged fulfils one of the conditions; never
   * fewer than two people, so that nobody is a share.
   */
  reaches(anyOf: readonly Condition<Signal>[], percent: number): Told<Reached>;
  /** The median itself is somebody's own value where the number of members is odd. */
  medianIsAbove(signal: Signal, limit: number): Told<boolean>;
}

/** A crowd that may be counted. */
export interface Crowd<Signal extends string> extends YesNoCrowd<Signal> {
  size(): Told<number>;
  /** `reaches` with its counts. `since` is a signal that holds a day. */
  share(anyOf: readonly Condition<Signal>[], percent: number, since: Signal): Told<Share>;
  mean(signal: Signal): Told<number>;
  /** 0 where all have the same, near 1 where one has everything: Σ Σ |x−y| / (2 n² mean). */
  gini(signal: Signal): Told<number>;
  /** Whether the largest value is more than so many times the median. */
  peakIsAbove(signal: Signal, timesMedian: number): Told<boolean>;
}

/** Computed when first asked for; a member without a value cannot be judged. */
export type Signals<Signal extends string> = Readonly<Record<Signal, () => ReadonlyMap<AccountId, number>>>;

/** Two people are the fewest that a share can be. */
const FEWEST = 2;

/** `members` are people: bots and closed accounts were left out, and nobody is in it twice. */
export function crowdOf<Signal extends string>(
  members: ReadonlySet<AccountId>,
  signals: Signals<Signal>,
  people: Pick<PeopleSettings, 'minimumGroup'>,
): Crowd<Signal> {
  const minimum = smallestGroup(people);
  const tooFew = (of: TooFew['of']): TooFew => ({ told: false, of, minimum });
  const isLargeEnough = members.size >= minimum;
  const canSpeak = (judged: number): boolean => judged >= minimum && 2 * judged >= members.size;

  /** Answers from the values of all that can be judged, in ascending order. */
  const from = <T>(signal: Signal, answer: (values: readonly number[]) => T): Told<T> => {
    if (!isLargeEnough) return tooFew('members');
    const of = signals[signal]();
    const values = [...members].flatMap((member) => of.get(member) ?? []).sort((a, b) => a - b);
    return canSpeak(values.length) ? { told: true, value: answer(values) } : tooFew('judged');
  };

  const share: Crowd<Signal>['share'] = (anyOf, percent, since) => {
    if (!isLargeEnough) return tooFew('members');
    const judged = [...members].flatMap((member) => {
      const fulfils = judge(anyOf, (signal) => signals[signal]().get(member));
      return fulfils === undefined ? [] : [{ fulfils, since: signals[since]().get(member) ?? 0 }];
    });
    if (!canSpeak(judged.length)) return tooFew('judged');
    const days = judged.flatMap((one) => (one.fulfils ? [one.since] : [])).sort((a, b) => a - b);
    const needed = Math.max(FEWEST, Math.ceil((percent / 100) * judged.length));
    return {
      told: true,
      value: { count: days.length, of: judged.length, reached: days.length >= needed, since: days[needed - 1] },
    };
  };

  return {
    size: () => (isLargeEnough ? { told: true, value: members.size } : tooFew('members')),
    share,
    reaches: (anyOf, percent) => {
      const [first] = anyOf;
      if (!first) throw new RangeError('A crowd is asked for at least one condition.');
      const answer = share(anyOf, percent, first.signal);
      return answer.told ? { told: true, value: { reached: answer.value.reached, of: answer.value.of } } : answer;
    },
    medianIsAbove: (signal, limit) => from(signal, (values) => (medianOf(values) ?? 0) > limit),
    mean: (signal) => from(signal, meanOf),
    gini: (signal) => from(signal, giniOf),
    peakIsAbove: (signal, times) => from(signal, (values) => (values.at(-1) ?? 0) > times * (medianOf(values) ?? 0)),
  };
}

/** The same crowd, asked only for yes or no. */
export function yesNoOnly<Signal extends string>({ reaches, medianIsAbove }: Crowd<Signal>): YesNoCrowd<Signal> {
  return { reaches, medianIsAbove };
}

/** Undefined where no condition is known to hold and one of them is unknown. */
function judge<Signal extends string>(
  anyOf: readonly Condition<Signal>[],
  valueOf: (signal: Signal) => number | undefined,
): boolean | undefined {
  const held = anyOf.map((condition) => {
    const value = valueOf(condition.signal);
    return value === undefined ? undefined : holds(condition, value);
  });
  return held.includes(true) ? true : held.includes(undefined) ? undefined : false;
}

function holds({ is, than }: Condition<string>, value: number): boolean {
  return is === 'at least' ? value >= than : is === 'above' ? value > than : value <= than;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Of values in ascending order: (2 Σ i·x − (n + 1) Σ x) / (n Σ x), which is the double sum without its square. */
function giniOf(values: readonly number[]): number {
  const n = values.length;
  const sum = values.reduce((total, value) => total + value, 0);
  if (sum === 0) return 0;
  const weighted = values.reduce((total, value, index) => total + (index + 1) * value, 0);
  return (2 * weighted - (n + 1) * sum) / (n * sum);
}
