/**
 * Fits the weights that ship: on several projects at once, so that they suit one nobody has seen.
 *
 * The probabilities are set by leaving each project out in turn: what the weights of the others gave
 * it, and what was true.
 */
import { UNFITTED_HELD_SHARE, fitCalibration, heldUpTo } from '../../src/trace/suggest/fit-calibration';
import { type Lesson, labelsOf, outcomesOf, readLessons, topChances } from '../../src/trace/suggest/fit-model';
import { WIDTH } from '../../src/trace/suggest/features';
import { fitWeights } from '../../src/trace/suggest/fit-weights';
import type { SuggestModel } from '../../src/model/suggestion';
import { hideKeysOf } from './hidden-keys';
import type { RecordedSet } from '../recorded-set';

export interface TrainingSet {
  readonly name: string;
  readonly lessons: readonly Lesson[];
}

/** What the shipped weights are trained on, by folder name. */
export const TRAINING_SETS = ['aloy', 'daemon', 'mod', 'duracloud'] as const;

const WEIGHTS_PULL = 2;
const CALIBRATION_PULL = { offset: 2, slope: 2 };
/** Commits that name nothing, of late, of each project. */
const HOLDING_BACK = 400;

export function trainingSetOf(set: RecordedSet): TrainingSet {
  const { items, commits, links, exempt } = hideKeysOf(set);
  return { name: set.name, lessons: readLessons({ items, commits, links, exempt, rejected: [] }, Infinity) };
}

/** The same sets, in whatever order, give the same model but for rounding. */
export function trainModel(sets: readonly TrainingSet[], version: string): SuggestModel {
  const weights = weightsOf(sets);
  const left = sets.map((set) => {
    const others = sets.filter((other) => other !== set);
    const unseen = others.length === 0 ? weights : weightsOf(others);
    const unlinked = set.lessons.filter(({ kind }) => kind === 'unlinked').slice(-HOLDING_BACK);
    return {
      outcomes: outcomesOf(
        set.lessons.filter(({ kind }) => kind === 'linked'),
        unseen,
      ),
      unlinked: topChances(unlinked, unseen),
    };
  });
  return {
    version,
    weights,
    calibration: {
      ...fitCalibration(
        left.flatMap(({ outcomes }) => outcomes),
        { towards: { offset: 0, slope: 1 }, pull: CALIBRATION_PULL },
      ),
      heldUpTo: Math.max(...left.map(({ unlinked }) => heldUpTo(unlinked, UNFITTED_HELD_SHARE))),
    },
    labels: 0,
    quality: undefined,
  };
}

function weightsOf(sets: readonly TrainingSet[]): number[] {
  return fitWeights(
    sets.flatMap(({ lessons }) => labelsOf(lessons)),
    { towards: new Float64Array(WIDTH), pull: WEIGHTS_PULL },
  );
}
