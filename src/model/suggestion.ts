/** A guess that a commit serves a work item, for people to answer. It is no link until somebody confirms it. */
import type { LinkedPair } from './ledger';

export interface Suggestion extends LinkedPair {
  /** 0..1, calibrated: of those told as 0.8, about eight in ten are right. */
  readonly probability: number;
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

/** From here on a suggestion is offered ready to confirm. */
export const LIKELY = 0.9;
/** Below it nothing is offered. */
export const POSSIBLE = 0.5;
