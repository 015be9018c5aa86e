/**
 * From features to probabilities: a choice among the candidates and none of them.
 *
 * In: one choice and a model. Out: the probability of each candidate; what is missing to 1 is none of
 * them. The one idea: candidates compete, so that two items that fit equally well get half each, and
 * none of them competes as well, so that a commit like nothing gets nothing.
 */
import type { Choice } from './choices';
import { ITEM_WIDTH, NONE_WIDTH } from './features';

/** From here on a suggestion is ticked before anybody looked. */
export const PRE_TICKED = 0.9;
/** Below this nothing is said. */
export const POSSIBLE = 0.5;
const JUST_BELOW = PRE_TICKED - 0.001;

/** Turns the chance of the likeliest candidate into what came true: `1 / (1 + exp(-(offset + slope * logit)))`. */
export interface Calibration {
  readonly offset: number;
  /** Above 0: a likelier item never becomes a less likely one. */
  readonly slope: number;
  /**
   * Chance up to which nothing is pre-ticked: one in fifty of the commits that name no item had more.
   * Some of those do serve the item; as nobody said so, they hold the model back.
   */
  readonly heldUpTo: number;
}

/** How a model did on the latest labels, which its weights had not seen. */
export interface ModelQuality {
  /** Labels it was measured on. */
  readonly measuredOn: number;
  /** Mean distance of what was said from what came true, in ten bands: 0 is best. */
  readonly calibrationError: number;
  /** From the highest down: how many were given at least `from`, and less than the band above, and how many of them were right. */
  readonly bands: readonly { readonly from: number; readonly given: number; readonly right: number }[];
}

export interface SuggestModel {
  /** Names what the weights were fitted on; kept with each suggestion. */
  readonly version: string;
  /** One a feature: `ITEM_FEATURES`, then `NONE_FEATURES`. */
  readonly weights: readonly number[];
  readonly calibration: Calibration;
  /** Links of this site it was fitted on; 0 for the weights as shipped. */
  readonly labels: number;
  /** Undefined where there were too few labels to measure. */
  readonly quality: ModelQuality | undefined;
}

/** Probabilities of the candidates before calibration. */
export function chancesOf({ rows, none }: Pick<Choice, 'rows' | 'none'>, weights: ArrayLike<number>): Float64Array {
  const count = rows.length / ITEM_WIDTH;
  const chances = new Float64Array(count);
  let noneWorth = 0;
  for (let place = 0; place < NONE_WIDTH; place += 1)
    noneWorth += (none[place] as number) * (weights[ITEM_WIDTH + place] as number);
  let highest = noneWorth;
  for (let candidate = 0; candidate < count; candidate += 1) {
    const worth = worthOf(rows, candidate, weights);
    chances[candidate] = worth;
    if (worth > highest) highest = worth;
  }
  let total = Math.exp(noneWorth - highest);
  for (let candidate = 0; candidate < count; candidate += 1) {
    const odds = Math.exp((chances[candidate] as number) - highest);
    chances[candidate] = odds;
    total += odds;
  }
  for (let candidate = 0; candidate < count; candidate += 1)
    chances[candidate] = (chances[candidate] as number) / total;
  return chances;
}

function worthOf(rows: Float64Array, candidate: number, weights: ArrayLike<number>): number {
  const row = candidate * ITEM_WIDTH;
  let worth = 0;
  for (let place = 0; place < ITEM_WIDTH; place += 1)
    worth += (rows[row + place] as number) * (weights[place] as number);
  return worth;
}

/** Never falls when the chance rises. */
export function calibrated(chance: number, { offset, slope, heldUpTo }: Calibration): number {
  const given = 1 / (1 + Math.exp(-(offset + slope * logitOf(chance))));
  return chance > heldUpTo ? given : Math.min(given, JUST_BELOW);
}

/** The likeliest candidate; the first of equals; undefined when there is none. */
export function likeliest(chances: ArrayLike<number>): number | undefined {
  let best: number | undefined;
  for (let candidate = 0; candidate < chances.length; candidate += 1)
    if (best === undefined || (chances[candidate] as number) > (chances[best] as number)) best = candidate;
  return best;
}

export function logitOf(chance: number): number {
  const safe = Math.min(1 - 1e-9, Math.max(1e-9, chance));
  return Math.log(safe / (1 - safe));
}
