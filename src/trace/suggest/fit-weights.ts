/**
 * Weights that make what is known to be true likely: a conditional logit, by Newton's method.
 *
 * In: choices with their right answers, and weights to stay near. Out: the weights. The one idea:
 * where the labels say little the weights stay where they were, and every label moves them as far as
 * it can tell. The same labels in another order give the same weights but for rounding.
 */
import type { Choice } from './choice';
import { ITEM_WIDTH, NONE_WIDTH, WIDTH } from './features';
import { chancesOf } from './model';

export interface Label {
  readonly choice: Pick<Choice, 'rows' | 'none'>;
  /** Candidates that are right; empty when none is. */
  readonly right: readonly number[];
  /** How much it counts; 1 for a link somebody told. */
  readonly weight: number;
}

export interface FitOptions {
  /** What the weights are drawn to. */
  readonly towards: ArrayLike<number>;
  /** How strongly: as many labels' worth a unit of squared distance. */
  readonly pull: number;
  /** Where the search begins; the outcome does not depend on it. */
  readonly from?: ArrayLike<number>;
}

const STEPS = 25;
const CLOSE_ENOUGH = 1e-6;

export function fitWeights(labels: readonly Label[], { towards, pull, from = towards }: FitOptions): number[] {
  let weights = Array.from({ length: WIDTH }, (_, place) => from[place] ?? 0);
  let loss = lossOf(labels, weights, towards, pull);
  for (let step = 0; step < STEPS; step += 1) {
    const { gradient, curvature } = slopesOf(labels, weights, towards, pull);
    const direction = solve(curvature, gradient);
    let length = 1;
    let next = moved(weights, direction, length);
    let nextLoss = lossOf(labels, next, towards, pull);
    while (!(nextLoss <= loss) && length > 1e-4) {
      length /= 2;
      next = moved(weights, direction, length);
      nextLoss = lossOf(labels, next, towards, pull);
    }
    if (!(nextLoss <= loss)) break;
    const gained = loss - nextLoss;
    weights = next;
    loss = nextLoss;
    if (gained < CLOSE_ENOUGH * (1 + Math.abs(loss))) break;
  }
  return weights;
}

function moved(weights: readonly number[], direction: Float64Array, length: number): number[] {
  return weights.map((weight, place) => weight - length * (direction[place] ?? 0));
}

function lossOf(
  labels: readonly Label[],
  weights: readonly number[],
  towards: ArrayLike<number>,
  pull: number,
): number {
  let loss = 0;
  for (const { choice, right, weight } of labels) {
    const chances = chancesOf(choice, weights);
    if (right.length === 0) loss -= weight * Math.log(Math.max(1e-300, noneChance(chances)));
    else for (const one of right) loss -= (weight / right.length) * Math.log(Math.max(1e-300, chances[one] ?? 0));
  }
  for (const [place, weight] of weights.entries()) loss += (pull / 2) * (weight - (towards[place] ?? 0)) ** 2;
  return loss;
}

function noneChance(chances: Float64Array): number {
  let rest = 1;
  for (const chance of chances) rest -= chance;
  return Math.max(0, rest);
}

function slopesOf(
  labels: readonly Label[],
  weights: readonly number[],
  towards: ArrayLike<number>,
  pull: number,
): { gradient: Float64Array; curvature: Float64Array } {
  const gradient = new Float64Array(WIDTH);
  const curvature = new Float64Array(WIDTH * WIDTH);
  for (let place = 0; place < WIDTH; place += 1) {
    gradient[place] = pull * ((weights[place] ?? 0) - (towards[place] ?? 0));
    curvature[place * WIDTH + place] = pull;
  }
  const mean = new Float64Array(WIDTH);
  for (const { choice, right, weight } of labels)
    addSlopes(choice, right, weight, chancesOf(choice, weights), mean, gradient, curvature);
  for (let row = 0; row < WIDTH; row += 1)
    for (let column = 0; column < row; column += 1)
      curvature[row * WIDTH + column] = curvature[column * WIDTH + row] ?? 0;
  return { gradient, curvature };
}

/** Adds one label to the gradient and to the upper half of the curvature. */
function addSlopes(
  { rows, none }: Pick<Choice, 'rows' | 'none'>,
  right: readonly number[],
  weight: number,
  chances: Float64Array,
  mean: Float64Array,
  gradient: Float64Array,
  curvature: Float64Array,
): void {
  mean.fill(0);
  const places = new Uint32Array(ITEM_WIDTH);
  for (let candidate = 0; candidate < chances.length; candidate += 1) {
    const row = candidate * ITEM_WIDTH;
    const chance = chances[candidate] as number;
    if (chance < 1e-7) continue;
    let used = 0;
    for (let place = 0; place < ITEM_WIDTH; place += 1) if (rows[row + place] !== 0) places[used++] = place;
    for (let a = 0; a < used; a += 1) {
      const first = places[a] as number;
      const value = chance * (rows[row + first] as number);
      mean[first] = (mean[first] as number) + value;
      for (let b = a; b < used; b += 1) {
        const at = first * WIDTH + (places[b] as number);
        curvature[at] = (curvature[at] as number) + weight * value * (rows[row + (places[b] as number)] as number);
      }
    }
  }
  const noneOdds = noneChance(chances);
  for (let a = 0; a < NONE_WIDTH; a += 1) {
    const value = noneOdds * (none[a] as number);
    mean[ITEM_WIDTH + a] = value;
    for (let b = a; b < NONE_WIDTH; b += 1) {
      const at = (ITEM_WIDTH + a) * WIDTH + ITEM_WIDTH + b;
      curvature[at] = (curvature[at] as number) + weight * value * (none[b] as number);
    }
  }
  for (let a = 0; a < WIDTH; a += 1) {
    const value = weight * (mean[a] as number);
    if (value === 0) continue;
    gradient[a] = (gradient[a] as number) + value;
    for (let b = a; b < WIDTH; b += 1) {
      const at = a * WIDTH + b;
      curvature[at] = (curvature[at] as number) - value * (mean[b] as number);
    }
  }
  if (right.length === 0) {
    for (let place = 0; place < NONE_WIDTH; place += 1)
      gradient[ITEM_WIDTH + place] = (gradient[ITEM_WIDTH + place] as number) - weight * (none[place] as number);
  }
  for (const candidate of right) {
    for (let place = 0; place < ITEM_WIDTH; place += 1)
      gradient[place] =
        (gradient[place] as number) - (weight / right.length) * (rows[candidate * ITEM_WIDTH + place] as number);
  }
}

/** Solves a positive definite system by Cholesky's method; `matrix` is used up. */
function solve(matrix: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = matrix[row * size + column] as number;
      for (let k = 0; k < column; k += 1)
        sum -= (matrix[row * size + k] as number) * (matrix[column * size + k] as number);
      matrix[row * size + column] =
        row === column ? Math.sqrt(Math.max(sum, 1e-9)) : sum / (matrix[column * size + column] as number);
    }
  }
  const solved = Float64Array.from(right);
  for (let row = 0; row < size; row += 1) {
    let sum = solved[row] as number;
    for (let k = 0; k < row; k += 1) sum -= (matrix[row * size + k] as number) * (solved[k] as number);
    solved[row] = sum / (matrix[row * size + row] as number);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = solved[row] as number;
    for (let k = row + 1; k < size; k += 1) sum -= (matrix[k * size + row] as number) * (solved[k] as number);
    solved[row] = sum / (matrix[row * size + row] as number);
  }
  return solved;
}
