/**
 * Refits the shipped weights on a site's own links.
 *
 * In: the facts suggestions are made from, and the shipped model. Out: a model of the site. The one
 * idea: what the site links is what it means by "serves". Its links are the right answers; commits
 * that name nothing count as none of them, but little, because some only forgot; what a person
 * rejected counts in full. The probabilities are set by weights that had not seen what they are asked.
 */
import type { Commit } from '../../model/commit';
import type { Instant } from '../../model/instant';
import type { Choice, ChoiceRequest } from './choice';
import { visitChoices } from './visit-choices';
import { type Outcome, UNFITTED_HELD_SHARE, fitCalibration, heldUpTo, qualityOf } from './fit-calibration';
import { type Label, fitWeights } from './fit-weights';
import type { SuggestModel } from '../../model/suggestion';
import { chancesOf, likeliest } from './model';
import { idOf } from './past-work';

/** Below this many links a site is given the weights as shipped. */
export const FEWEST_LABELS = 100;
const MOST_LABELS = 3000;
/** Commits that name nothing weigh, all together, at most this share of those that are linked. */
const UNLINKED_SHARE = 0.2;
/** Links that the calibration is fitted on, and into how many stretches of time they are cut. */
const LATEST = 400;
const BLOCKS = 5;
/** A link counts half as much for the calibration as the one that came so many links later. */
const OUTCOMES_HALF_LIFE = 80;
/** Commits that name nothing, of late, that may hold the model back. */
const HOLDING_BACK = 400;
/** How many labels it takes to move a weight by about one. */
const WEIGHTS_PULL = 5;
/** Few labels may say how often the model is right; only many, how sharply it tells right from wrong. */
const CALIBRATION_PULL = { offset: 5, slope: 60 };

/** A choice whose answer is known, or that nobody answered. */
export interface Lesson {
  readonly choice: Pick<Choice, 'rows' | 'none'>;
  readonly at: Instant;
  /** Candidates that are right. */
  readonly right: readonly number[];
  /** `linked`: somebody told. `rejected`: somebody told what it does not serve. `unlinked`: nobody said anything. */
  readonly kind: 'linked' | 'rejected' | 'unlinked';
}

export interface FitRequest extends ChoiceRequest {
  readonly shipped: SuggestModel;
}

export function fitModel(request: FitRequest): SuggestModel {
  return fitLessons(readLessons(request), request.shipped);
}

/** The latest lessons the facts hold, oldest first. */
export function readLessons(request: ChoiceRequest, most = MOST_LABELS): Lesson[] {
  const answers = new Map<string, Set<string>>();
  for (const { repo, sha, key } of request.links) {
    const id = idOf(repo, sha);
    answers.set(id, (answers.get(id) ?? new Set()).add(key));
  }
  const refused = new Set(request.rejected.map(({ repo, sha }) => idOf(repo, sha)));
  const exempt = request.exempt ?? ((commit: Commit) => commit.parents.length > 1);
  const kindOf = (commit: Commit): Lesson['kind'] => {
    const id = idOf(commit.repo, commit.sha);
    if (answers.has(id)) return 'linked';
    return refused.has(id) ? 'rejected' : 'unlinked';
  };
  const asked = new Set<string>();
  for (const kind of ['linked', 'rejected', 'unlinked'] as const)
    for (const commit of latestOf(
      request.commits.filter((commit) => !exempt(commit) && kindOf(commit) === kind),
      most,
    ))
      asked.add(idOf(commit.repo, commit.sha));
  const lessons: Lesson[] = [];
  // What was rejected stays a candidate here: it is what can be learned from.
  visitChoices(
    { ...request, rejected: [] },
    (commit) => asked.has(idOf(commit.repo, commit.sha)),
    ({ commit, candidates, rows, none }) => {
      const keys = answers.get(idOf(commit.repo, commit.sha));
      const right = candidates.flatMap(({ key }, index) => (keys?.has(key) ? [index] : []));
      lessons.push({ choice: { rows, none }, at: commit.committedAt, right, kind: kindOf(commit) });
    },
  );
  return lessons;
}

function latestOf(commits: readonly Commit[], most: number): readonly Commit[] {
  if (commits.length <= most) return commits;
  return [...commits].sort((a, b) => b.committedAt - a.committedAt || (a.sha < b.sha ? -1 : 1)).slice(0, most);
}

/** `lessons` oldest first. */
export function fitLessons(lessons: readonly Lesson[], shipped: SuggestModel): SuggestModel {
  const linked = lessons.filter(({ kind }) => kind === 'linked');
  if (linked.length < FEWEST_LABELS) return heldBack(lessons, { ...shipped, labels: linked.length });
  const weights = fitWeights(labelsOf(lessons), { towards: shipped.weights, pull: WEIGHTS_PULL });
  const outcomes = outcomesUnseen(lessons, shipped.weights, weights);
  const platt = fitCalibration(outcomes, {
    towards: shipped.calibration,
    pull: CALIBRATION_PULL,
    halfLife: OUTCOMES_HALF_LIFE,
  });
  const unlinked = latestUnlinked(lessons);
  const calibration = {
    ...platt,
    heldUpTo: unlinked.length < FEWEST_LABELS ? shipped.calibration.heldUpTo : heldUpTo(topChances(unlinked, weights)),
  };
  return {
    version: `${shipped.version}+${linked.length}`,
    weights,
    calibration,
    labels: linked.length,
    quality: qualityOf(outcomes, calibration),
  };
}

/** The weights as they are, held back by the site's own commits that name nothing: that takes no label. */
function heldBack(lessons: readonly Lesson[], model: SuggestModel): SuggestModel {
  const unlinked = latestUnlinked(lessons);
  if (unlinked.length < FEWEST_LABELS) return model;
  const chances = topChances(unlinked, model.weights);
  return { ...model, calibration: { ...model.calibration, heldUpTo: heldUpTo(chances, UNFITTED_HELD_SHARE) } };
}

function latestUnlinked(lessons: readonly Lesson[]): Lesson[] {
  return lessons.filter(({ kind }) => kind === 'unlinked').slice(-HOLDING_BACK);
}

/**
 * What came of the latest links, each told by weights that had not seen it: those of a stretch of time
 * by what was fitted on all others. So nearly as many labels stand behind them as behind the final
 * weights. These serve as the beginning of each search.
 */
function outcomesUnseen(lessons: readonly Lesson[], towards: ArrayLike<number>, from: ArrayLike<number>): Outcome[] {
  const latest = lessons.filter(({ kind }) => kind === 'linked').slice(-LATEST);
  const startOf = (block: number): Instant =>
    block === BLOCKS ? Infinity : (latest[Math.floor((latest.length * block) / BLOCKS)]?.at ?? Infinity);
  return Array.from({ length: BLOCKS }, (_, block) => {
    const isInside = ({ at }: Lesson): boolean => at >= startOf(block) && at < startOf(block + 1);
    const others = labelsOf(lessons.filter((lesson) => !isInside(lesson)));
    return outcomesOf(latest.filter(isInside), fitWeights(others, { towards, pull: WEIGHTS_PULL, from }));
  }).flat();
}

/** Leaves out links to items that were no candidates: no weight could have found them. */
export function labelsOf(lessons: readonly Lesson[]): Label[] {
  const unlinked = lessons.reduce((count, { kind }) => count + (kind === 'unlinked' ? 1 : 0), 0);
  const little = Math.min(1, (UNLINKED_SHARE * (lessons.length - unlinked)) / Math.max(1, unlinked));
  return lessons
    .filter(({ kind, right }) => kind !== 'linked' || right.length > 0)
    .map(({ choice, right, kind }) => ({ choice, right, weight: kind === 'unlinked' ? little : 1 }));
}

export function outcomesOf(lessons: readonly Lesson[], weights: ArrayLike<number>): Outcome[] {
  return lessons.map(({ choice, right }) => {
    const chances = chancesOf(choice, weights);
    const best = likeliest(chances);
    return { chance: best === undefined ? 0 : (chances[best] ?? 0), right: best !== undefined && right.includes(best) };
  });
}

export function topChances(lessons: readonly Lesson[], weights: ArrayLike<number>): number[] {
  return outcomesOf(lessons, weights).map(({ chance }) => chance);
}
