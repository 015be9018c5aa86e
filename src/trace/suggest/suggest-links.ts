/**
 * Suggests work items for commits that no explicit linker could place.
 *
 * In: items, commits, what is linked and what was rejected, in any order. Out: for each commit that
 * wants it, the items it probably serves, with a probability and the strongest reasons. The one
 * idea: a suggestion is never a link. It says how sure it is and why, and a person decides.
 */
import type { Commit } from '../../model/commit';
import { LIKELY, POSSIBLE, type SuggestModel, type Suggestion } from '../../model/suggestion';
import type { Choice, ChoiceRequest } from './choice';
import { visitChoices } from './visit-choices';
import { calibrated, chancesOf } from './model';
import { reasonsFor } from './reasons';

export interface SuggestRequest extends ChoiceRequest {
  /** Which commits want suggestions. */
  readonly wanted: (commit: Commit) => boolean;
  readonly model: SuggestModel;
}

const MOST_A_COMMIT = 3;

/** In the order of the commits' time, likeliest first within a commit. */
export function suggestLinks(request: SuggestRequest): Suggestion[] {
  const suggestions: Suggestion[] = [];
  visitChoices(request, request.wanted, (choice) => {
    const ranked = rankCandidates(choice, request.model).slice(0, MOST_A_COMMIT);
    for (const { candidate, probability, preTicked } of ranked) {
      const item = choice.candidates[candidate];
      if (!item || probability < POSSIBLE) break;
      suggestions.push({
        repo: choice.commit.repo,
        sha: choice.commit.sha,
        key: item.key,
        probability,
        preTicked,
        reasons: reasonsFor(choice, candidate, request.model.weights),
        model: request.model.version,
      });
    }
  });
  return suggestions;
}

export interface RankedCandidate {
  /** Index into the choice's candidates. */
  readonly candidate: number;
  readonly probability: number;
  readonly preTicked: boolean;
}

/** All candidates, likeliest first; of equals the older item. */
export function rankCandidates(choice: Pick<Choice, 'rows' | 'none'>, model: SuggestModel): RankedCandidate[] {
  const chances = chancesOf(choice, model.weights);
  const order = Array.from(chances.keys()).sort((a, b) => (chances[b] ?? 0) - (chances[a] ?? 0) || a - b);
  let left = 1;
  return order.map((candidate) => {
    const chance = chances[candidate] ?? 0;
    const probability = Math.min(left, calibrated(chance, model.calibration));
    left -= probability;
    return { candidate, probability, preTicked: probability >= LIKELY && chance > model.calibration.heldUpTo };
  });
}
