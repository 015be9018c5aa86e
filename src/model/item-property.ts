/**
 * What every reader of a work item may know about it, kept on the item itself as an issue property:
 * detector ids, dates and counts about the item; other items by id only, to be resolved in the
 * reader's own name. Dates, never ages, so that it need not be rewritten every day.
 */
import type { Severity } from './finding';
import type { LinkerId } from './link';

/** ISO 8601 in UTC. */
export type At = string;

/** Where it lies: `issue.property[throughline]`. */
export const ITEM_PROPERTY_KEY = 'throughline';

/** The paths `waitingSince`, `findingIds`, `feature`, … are JQL aliases in manifest.yml: they stay. */
export interface ItemProperty {
  readonly v: 1;
  /** When this state was written; it has held from then on. */
  readonly asOf: At;
  /** Id of the feature the item serves; absent when it serves none or is one itself. */
  readonly feature?: string;
  readonly level: 'feature' | 'story' | 'subtask';
  /** Start of the current wait; absent when it does not wait. JQL: throughlineWaitingSince. */
  readonly waitingSince?: At;
  readonly waitingExact?: boolean;
  /** Items it waits on, by id, at most 50; blockers outside what is ingested are only counted. */
  readonly waitsOn: readonly { readonly id: string; readonly since: At; readonly exact: boolean }[];
  /** How many more it waits on than are listed. */
  readonly waitsOnMore?: number;
  readonly unknownBlockers: number;
  /** Items that wait for it, by id, at most 50. */
  readonly waitedForBy: readonly { readonly id: string; readonly since: At; readonly exact: boolean }[];
  /** How many more wait for it than are listed. */
  readonly waitedForByMore?: number;
  /** Detectors that flag it, not waived. JQL: throughlineFinding. */
  readonly findingIds: readonly string[];
  readonly findings: readonly {
    readonly id: string;
    readonly title: string;
    readonly since: At;
    readonly exact: boolean;
    readonly severity: Severity;
  }[];
  /** Newest commits that serve it (a feature counts its stories'), at most 10. */
  readonly commits: readonly {
    readonly repo: string;
    readonly sha: string;
    readonly at: At;
    readonly linker: LinkerId;
    readonly evidence: string;
  }[];
  /** How many there are in all; absent while commits were never ingested: unknown. */
  readonly commitCount?: number;
  /** For a feature: how many stories it has and how many are done. */
  readonly stories?: { readonly total: number; readonly done: number };
}
