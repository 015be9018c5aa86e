/** A guess that a commit serves a work item, for people to answer. It is no link until somebody confirms it. */
import type { Instant } from './instant';
import { type LedgerEntry, type LinkedPair, entriesByPair, pairName, stateOf } from './ledger';

export interface Suggestion extends LinkedPair {
  /** 0..1, calibrated: of those told as 0.8, about eight in ten are right. */
  readonly probability: number;
  /** Offered ready to confirm: `LIKELY`, and not held back because the like of it is had by commits that serve nothing. */
  readonly preTicked: boolean;
  /** The three strongest, strongest first. */
  readonly reasons: readonly SuggestionReason[];
  /** Version of the model that said so. */
  readonly model: string;
}

export interface SuggestionReason {
  /** Name of the feature it rests on. */
  readonly feature: string;
  /** A sentence a person can check: `Its author last worked on DAEMON-17, 2 days before`. */
  readonly text: string;
}

/** From here on a suggestion may be offered ready to confirm. */
export const LIKELY = 0.9;
/** Below it nothing is offered. */
export const POSSIBLE = 0.5;

/** Those that are likely enough to offer, and that nobody has confirmed or rejected. `said` is all about their commits. */
export function openSuggestions(
  suggestions: readonly Suggestion[],
  said: readonly LedgerEntry[],
): readonly Suggestion[] {
  const byPair = entriesByPair(said);
  return suggestions.filter(
    (one) => one.probability >= POSSIBLE && stateOf(byPair.get(pairName(one)) ?? []).decision === undefined,
  );
}

/** Turns the chance of the likeliest candidate into what came true: `1 / (1 + exp(-(offset + slope * logit)))`. */
export interface Calibration {
  readonly offset: number;
  /** Above 0: a likelier item never becomes a less likely one. */
  readonly slope: number;
  /**
   * Chance, before it is calibrated, up to which nothing is pre-ticked: hardly one in fifty of the
   * commits that name no item had more. Some of those do serve the item; as nobody said so, they hold
   * the ticks back. What is said of the chance itself stays as true as it was.
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
  /** One a feature. */
  readonly weights: readonly number[];
  readonly calibration: Calibration;
  /** Links of this site it was fitted on; 0 for the weights as shipped. */
  readonly labels: number;
  /** Undefined where there were too few labels to measure. */
  readonly quality: ModelQuality | undefined;
}

/** What is remembered of a repository's suggestions. */
export interface Suggester {
  readonly model: SuggestModel;
  /** Linked commits when the model was fitted. */
  readonly links: number;
  readonly fittedAt: Instant;
  /** How often something had asked for tracing when the last run began. */
  readonly touches: number;
  readonly at: Instant;
}
