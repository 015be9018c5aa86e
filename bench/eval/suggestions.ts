/**
 * How good suggestions are on a recorded set, with every key hidden.
 *
 * In: a set and the model as shipped. Out: the figures. Judged are the later half of the commits whose
 * message names an item of the set, in the order of time; every item of the set is a candidate. The
 * model is refitted at the half and some times more, each time on what was linked before, as a site
 * does; `zeroShot` is the same without.
 */
import type { Commit } from '../../src/model/commit';
import { calibrationError } from '../../src/trace/suggest/fit-calibration';
import { FEWEST_LABELS, type Lesson, fitLessons } from '../../src/trace/suggest/fit-model';
import { visitChoices } from '../../src/trace/suggest/visit-choices';
import { POSSIBLE, type SuggestModel } from '../../src/model/suggestion';
import { rankCandidates } from '../../src/trace/suggest/suggest-links';
import { wordsOf } from '../../src/trace/suggest/words';
import type { RecordedSet } from '../recorded-set';
import { type Ranking, measureBaselines } from './baselines';
import { type HiddenKeys, hideKeysOf } from './hidden-keys';

export interface SuggestionFigures {
  /** Commits judged. */
  readonly commits: number;
  readonly hit1: number | null;
  readonly hit5: number | null;
  readonly mrr: number | null;
  /** Largest share of commits whose likeliest item may be taken so that this share of them is right. */
  readonly coverageAtP95: number | null;
  readonly coverageAtP90: number | null;
  readonly ece: number | null;
  /** Calibration error that chance alone would give so few commits if every probability were true. */
  readonly eceByChance: number | null;
  /** Share whose likeliest item would be pre-ticked, and how many of those are right. */
  readonly preTicked: number | null;
  readonly preTickedRight: number | null;
  /** Share of the later commits that no explicit linker placed that would be pre-ticked. */
  readonly preTickedNeverKeyed: number | null;
}

export interface SuggestionReport {
  readonly refitted: SuggestionFigures;
  readonly zeroShot: SuggestionFigures;
  /** Without any link either, but held back by the earlier commits that name nothing. */
  readonly firstDay: SuggestionFigures;
  /** Of those whose message does not say the title. */
  readonly hard: { readonly commits: number; readonly hit1: number | null; readonly hit5: number | null };
  readonly details: {
    /** Links known at the half. */
    readonly labelsAtHalf: number;
    readonly refits: number;
    /** Share of the judged whose item is a candidate at all. */
    readonly candidateRecall: number | null;
    readonly neverKeyed: number;
    readonly neverKeyedPreTicked: number;
    /** Of those, how many say at least nine tenths of the title. */
    readonly neverKeyedSayTitle: number;
    readonly meanProbability: number | null;
  };
  readonly baselines: Readonly<Record<string, Ranking>>;
  /** Of all commits no explicit linker placed and that are not exempt, how many get a suggestion. */
  readonly suggested: number;
}

const REFITS = 6;

interface Judged {
  readonly commit: Commit;
  readonly lesson: Lesson;
  /** Candidates the message names. */
  readonly named: readonly number[];
  readonly saysTitle: boolean;
}

interface Given {
  readonly probability: number;
  readonly preTicked: boolean;
  readonly right: boolean;
  /** Place of the first right candidate, from 1; undefined when none is a candidate. */
  readonly place: number | undefined;
}

export function evaluateSuggestions(set: RecordedSet, shipped: SuggestModel): SuggestionReport {
  const hidden = hideKeysOf(set);
  const judged = judge(hidden);
  const keyed = judged.filter(({ commit }) => hidden.answers.has(commit));
  const half = keyed[keyed.length >> 1]?.lesson.at ?? Infinity;
  const later = keyed.slice(keyed.length >> 1);
  const unkeyed = judged.filter(({ commit, lesson }) => hidden.unkeyed.has(commit) && lesson.at >= half);
  const refits = refitAt(later, judged, shipped);
  const refitted = given(later, refits);
  const firstDay = fitLessons(
    judged.flatMap(({ lesson }) => (lesson.kind === 'unlinked' && lesson.at < half ? [lesson] : [])),
    shipped,
  );
  const unkeyedGiven = given(unkeyed, refits);
  const ticked = unkeyed.filter((_, index) => unkeyedGiven[index]?.preTicked);
  const hard = refitted.filter((_, index) => later[index]?.saysTitle === false);
  const today = fitLessons(
    judged.map(({ lesson }) => lesson),
    shipped,
  );
  return {
    refitted: figuresOf(refitted, unkeyedGiven),
    zeroShot: figuresUnder(shipped, later, unkeyed),
    firstDay: figuresUnder(firstDay, later, unkeyed),
    hard: { commits: hard.length, hit1: hitsWithin(hard, 1), hit5: hitsWithin(hard, 5) },
    details: {
      labelsAtHalf: judged.filter(({ lesson }) => lesson.kind === 'linked' && lesson.at < half).length,
      refits: new Set(later.map(refits)).size,
      candidateRecall: share(refitted, ({ place }) => place !== undefined),
      neverKeyed: unkeyed.length,
      neverKeyedPreTicked: ticked.length,
      neverKeyedSayTitle: ticked.filter(({ saysTitle }) => saysTitle).length,
      meanProbability: refitted.length === 0 ? null : mean(refitted.map(({ probability }) => probability)),
    },
    baselines: measureBaselines(
      hidden,
      later.map(({ commit }) => commit),
    ),
    suggested: given(
      judged.filter(({ commit }) => hidden.unkeyed.has(commit)),
      () => today,
    ).filter(({ probability }) => probability >= POSSIBLE).length,
  };
}

/** Every commit that is linked or might be, oldest first, as a choice. */
function judge(hidden: HiddenKeys): Judged[] {
  const judged: Judged[] = [];
  const titles = new Map(hidden.items.map(({ key, summary }) => [key, wordsOf(summary)]));
  visitChoices(
    { ...hidden, rejected: [] },
    (commit) => hidden.labels.has(commit) || hidden.unkeyed.has(commit),
    ({ commit, candidates, rows, none }) => {
      const linked = hidden.labels.get(commit);
      const answers = hidden.answers.get(commit);
      const indexes = (keys: ReadonlySet<string> | undefined): number[] =>
        candidates.flatMap(({ key }, index) => (keys?.has(key) ? [index] : []));
      const said = new Set(wordsOf(commit.message));
      // With no answer known, the likeliest is asked about: whose title is said best.
      const asked = answers ? [...answers] : candidates.map(({ key }) => key);
      judged.push({
        commit,
        lesson: {
          choice: { rows, none },
          at: commit.committedAt,
          right: indexes(linked),
          kind: linked ? 'linked' : 'unlinked',
        },
        named: indexes(answers),
        saysTitle: asked.some((key) => saysMost(titles.get(key) ?? [], said)),
      });
    },
  );
  return judged;
}

function saysMost(title: readonly string[], said: ReadonlySet<string>): boolean {
  return title.length >= 2 && title.filter((word) => said.has(word)).length >= 0.9 * title.length;
}

/** The model a site would have had when the commit came: refitted at even steps through the later half. */
function refitAt(
  later: readonly Judged[],
  judged: readonly Judged[],
  shipped: SuggestModel,
): (commit: Judged) => SuggestModel {
  const models = Array.from({ length: REFITS }, (_, step) => {
    const from = later[Math.floor((later.length * step) / REFITS)]?.lesson.at ?? Infinity;
    return {
      from,
      model: fitLessons(
        judged.flatMap(({ lesson }) => (lesson.at < from ? [lesson] : [])),
        shipped,
      ),
    };
  });
  return ({ lesson }) => models.findLast(({ from }) => from <= lesson.at)?.model ?? shipped;
}

function given(judged: readonly Judged[], modelFor: (commit: Judged) => SuggestModel): Given[] {
  return judged.map((one) => {
    const ranked = rankCandidates(one.lesson.choice, modelFor(one));
    const place = ranked.findIndex(({ candidate }) => one.named.includes(candidate));
    return {
      probability: ranked[0]?.probability ?? 0,
      preTicked: ranked[0]?.preTicked ?? false,
      right: place === 0,
      place: place < 0 ? undefined : place + 1,
    };
  });
}

function figuresOf(keyed: readonly Given[], unkeyed: readonly Given[]): SuggestionFigures {
  return {
    commits: keyed.length,
    hit1: hitsWithin(keyed, 1),
    hit5: hitsWithin(keyed, 5),
    mrr: keyed.length === 0 ? null : mean(keyed.map(({ place }) => (place === undefined ? 0 : 1 / place))),
    coverageAtP95: coverageAt(0.95, keyed),
    coverageAtP90: coverageAt(0.9, keyed),
    ece: keyed.length === 0 ? null : calibrationError(keyed),
    eceByChance: keyed.length === 0 ? null : errorByChance(keyed),
    preTicked: share(keyed, ({ preTicked }) => preTicked),
    preTickedRight: share(
      keyed.filter(({ preTicked }) => preTicked),
      ({ right }) => right,
    ),
    preTickedNeverKeyed: share(unkeyed, ({ preTicked }) => preTicked),
  };
}

/** One model for all of them. */
function figuresUnder(model: SuggestModel, keyed: readonly Judged[], unkeyed: readonly Judged[]): SuggestionFigures {
  return figuresOf(
    given(keyed, () => model),
    given(unkeyed, () => model),
  );
}

function hitsWithin(all: readonly Given[], most: number): number | null {
  return share(all, ({ place }) => place !== undefined && place <= most);
}

/** Equal probabilities are taken together or not at all. */
function coverageAt(precision: number, all: readonly Given[]): number | null {
  if (all.length === 0) return null;
  const sorted = [...all].sort((a, b) => b.probability - a.probability);
  let right = 0;
  let covered = 0;
  for (const [index, one] of sorted.entries()) {
    if (one.right) right += 1;
    if (one.probability === sorted[index + 1]?.probability) continue;
    if (right / (index + 1) >= precision) covered = index + 1;
  }
  return covered / all.length;
}

/** Mean absolute deviation of each band, taken as normal, summed. */
function errorByChance(all: readonly Given[]): number {
  const spreads = new Float64Array(10);
  for (const { probability } of all) {
    const band = Math.min(9, Math.floor(probability * 10));
    spreads[band] = (spreads[band] ?? 0) + probability * (1 - probability);
  }
  return spreads.reduce((sum, spread) => sum + Math.sqrt((2 / Math.PI) * spread), 0) / all.length;
}

function share<T>(all: readonly T[], holds: (one: T) => boolean): number | null {
  return all.length === 0 ? null : all.filter(holds).length / all.length;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/** Whether the set has enough links at the half for a site of its own. */
export function wasRefitted({ details }: SuggestionReport): boolean {
  return details.labelsAtHalf >= FEWEST_LABELS;
}
