/**
 * Makes probabilities come true as often as they say: Platt's method, drawn towards what is known.
 *
 * In: what a model gave the likeliest candidate of each choice, and whether it was right. Out: the
 * offset and slope that fit best, and how well they do. Few outcomes leave the calibration they
 * started from.
 */
import { type Calibration, LIKELY, type ModelQuality, POSSIBLE } from '../../model/suggestion';
import { calibrated, logitOf } from './model';

export interface Outcome {
  /** Probability before calibration. */
  readonly chance: number;
  readonly right: boolean;
}

const STEPS = 30;
/** Flatter, and commits that are like nothing would be given a half. */
const LEAST_SLOPE = 0.7;

type Platt = Pick<Calibration, 'offset' | 'slope'>;

export interface CalibrationOptions {
  /** What it is drawn to. */
  readonly towards: Platt;
  /** How strongly: as many outcomes' worth a unit of squared distance. */
  readonly pull: Platt;
  /** Every outcome counts in full without it. */
  readonly halfLife?: number;
}

/**
 * `outcomes` oldest first. Each counts half as much as the one `halfLife` outcomes after it, so that a
 * project is judged by how it is now.
 */
export function fitCalibration(
  outcomes: readonly Outcome[],
  { towards, pull, halfLife = Infinity }: CalibrationOptions,
): Platt {
  let { offset, slope } = towards;
  for (let step = 0; step < STEPS; step += 1) {
    let byOffset = pull.offset * (offset - towards.offset);
    let bySlope = pull.slope * (slope - towards.slope);
    let offsetTwice = pull.offset;
    let mixed = 0;
    let slopeTwice = pull.slope;
    for (const [index, { chance, right }] of outcomes.entries()) {
      const counts = 0.5 ** ((outcomes.length - 1 - index) / halfLife);
      const logit = logitOf(chance);
      const given = calibrated(chance, { offset, slope });
      const error = counts * (given - (right ? 1 : 0));
      const spread = counts * given * (1 - given);
      byOffset += error;
      bySlope += error * logit;
      offsetTwice += spread;
      mixed += spread * logit;
      slopeTwice += spread * logit * logit;
    }
    const size = offsetTwice * slopeTwice - mixed * mixed;
    const offsetStep = (slopeTwice * byOffset - mixed * bySlope) / size;
    const slopeStep = (offsetTwice * bySlope - mixed * byOffset) / size;
    // Long steps overshoot where almost everything is right.
    const shorter = Math.min(1, 1 / Math.max(1e-12, Math.abs(offsetStep), Math.abs(slopeStep)));
    offset -= shorter * offsetStep;
    slope = Math.max(LEAST_SLOPE, slope - shorter * slopeStep);
    if (Math.abs(offsetStep) + Math.abs(slopeStep) < 1e-9) break;
  }
  return { offset, slope };
}

/** One in fifty, and a little less: the next fifty are not the same. */
const HELD_SHARE = 0.018;
/** For weights that the project has not moved: half of one in fifty, as they know it less. */
export const UNFITTED_HELD_SHARE = 0.01;

/** The chance that no more than this share of the commits that name no item reach; 0 without any. */
export function heldUpTo(chances: readonly number[], share = HELD_SHARE): number {
  return [...chances].sort((a, b) => b - a)[Math.floor(chances.length * share)] ?? 0;
}

const BANDS = 10;

/** Expected calibration error: in ten bands, how far what was given is from what was right. 0 without any. */
export function calibrationError(given: readonly { readonly probability: number; readonly right: boolean }[]): number {
  const sums = new Float64Array(BANDS);
  for (const { probability, right } of given) {
    const band = Math.min(BANDS - 1, Math.floor(probability * BANDS));
    sums[band] = (sums[band] ?? 0) + probability - (right ? 1 : 0);
  }
  return sums.reduce((all, sum) => all + Math.abs(sum), 0) / Math.max(1, given.length);
}

export function qualityOf(outcomes: readonly Outcome[], calibration: Calibration): ModelQuality {
  const given = outcomes.map(({ chance, right }) => ({ probability: calibrated(chance, calibration), right }));
  const band = (from: number, below: number): ModelQuality['bands'][number] => {
    const inside = given.filter(({ probability }) => probability >= from && probability < below);
    return { from, given: inside.length, right: inside.filter(({ right }) => right).length };
  };
  return {
    measuredOn: given.length,
    calibrationError: calibrationError(given),
    bands: [band(LIKELY, Infinity), band(POSSIBLE, LIKELY), band(0, POSSIBLE)],
  };
}
