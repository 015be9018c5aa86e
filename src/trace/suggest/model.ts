/**
 * From features to probabilities: a choice among the candidates and none of them.
 *
 * In: one choice and a model. Out: the probability of each candidate; what is missing to 1 is none of
 * them. The one idea: candidates compete, so that two items that fit equally well get half each, and
 * none of them competes as well, so that a commit like nothing gets nothing.
 */
import type { Calibration } from '../../model/suggestion';
import type { Choice } from './choice';
import { ITEM_WIDTH, NONE_WIDTH } from './features';

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
export function calibrated(chance: number, { offset, slope }: Pick<Calibration, 'offset' | 'slope'>): number {
  return 1 / (1 + Math.exp(-(offset + slope * logitOf(chance))));
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
