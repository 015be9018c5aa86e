/**
 * What the checklist says: a verdict for each detector, a finding for each flagged subject, and
 * the evidence each finding points at. A flag nobody can check is worse than none.
 */
import type { RepositoryName, Sha } from './commit';
import { digestText } from './digest';
import type { Instant } from './instant';
import type { ProjectKey, WorkItemKey } from './key';

/** What a finding is about. */
export type Subject =
  | { readonly kind: 'work-item'; readonly key: WorkItemKey }
  | { readonly kind: 'commit'; readonly repo: RepositoryName; readonly sha: Sha }
  | { readonly kind: 'pull-request'; readonly repo: RepositoryName; readonly number: number }
  | { readonly kind: 'branch'; readonly repo: RepositoryName; readonly name: string }
  /** All items of one knot of waits, in key order: each waits for every other, directly or around. */
  | { readonly kind: 'cycle'; readonly keys: readonly WorkItemKey[] }
  /** A fix version of the project; its name is for reading, and may change. */
  | { readonly kind: 'version'; readonly projectKey: ProjectKey; readonly id: string; readonly name: string }
  /** A sprint, as far as it holds items of the project; its name is for reading, and may change. */
  | { readonly kind: 'sprint'; readonly projectKey: ProjectKey; readonly id: string; readonly name: string }
  /** The team as a whole; never one person. */
  | { readonly kind: 'team'; readonly projectKey: ProjectKey }
  /** Two named teams, in order of their names. */
  | { readonly kind: 'team-pair'; readonly teams: readonly [string, string] };

/**
 * A text that names the subject uniquely: `work-item:DAEMON-17`. Stable: waivers hang on it. A cycle
 * is named by a digest, because who sees one of its items need not be allowed to see them all, a branch,
 * because its name may tell of an item that not everybody sees, and a pair of teams, because names may be
 * long and hold anything.
 */
export function subjectId(subject: Subject): string {
  switch (subject.kind) {
    case 'work-item':
      return `work-item:${subject.key}`;
    case 'commit':
      return `commit:${subject.repo}@${subject.sha}`;
    case 'pull-request':
      return `pull-request:${subject.repo}#${subject.number}`;
    case 'branch':
      return `branch:${subject.repo}@${digestText(subject.name)}`;
    case 'cycle':
      return `cycle:${digestText(subject.keys.join('>'))}`;
    case 'version':
    case 'sprint':
      return `${subject.kind}:${subject.projectKey}/${subject.id}`;
    case 'team':
      return `team:${subject.projectKey}`;
    case 'team-pair':
      return `team-pair:${digestText(JSON.stringify(subject.teams.map((name) => name.toLowerCase())))}`;
  }
}

/** One row a person can go and look at. */
export type Evidence =
  | {
      readonly kind: 'work-item';
      readonly key: WorkItemKey;
      /** What this item has to do with it: `is blocked by this, open since 2017-05-02`. */
      readonly text: string;
      readonly at: Instant | undefined;
      /** False where the time is an estimate because the source has no history entry for it. */
      readonly exact: boolean;
      /** True when the item lies where we could not look: neither open nor done, but unknown. */
      readonly unknown: boolean;
    }
  | {
      readonly kind: 'commit';
      readonly repo: RepositoryName;
      readonly sha: Sha;
      readonly text: string;
      readonly at: Instant;
    }
  /** A figure with how it came about: `5 of 12 members had no open work`. */
  | { readonly kind: 'figure'; readonly text: string; readonly value: number; readonly unit: string };

export interface Finding {
  readonly detector: string;
  readonly subject: Subject;
  /** A sentence about this subject. */
  readonly message: string;
  readonly since: Instant;
  /** False when `since` is an estimate; surfaces must say so. */
  readonly sinceExact: boolean;
  readonly evidence: readonly Evidence[];
  /** What to do next, in this case; the detector's remedy when nothing better is known. */
  readonly nextStep: string;
  /** Working person-days it has cost so far, where that can be told; orders lists. */
  readonly personDays: number | undefined;
  /** Where it is graver or milder than its detector's findings are. */
  readonly severity?: Severity;
}

/** `blocking-wait/work-item:DAEMON-17` */
export type FindingId = string;

export function findingId(finding: Pick<Finding, 'detector' | 'subject'>): FindingId {
  return `${finding.detector}/${subjectId(finding.subject)}`;
}

export type Outcome = 'clear' | 'flagged' | 'not-applicable' | 'unknown' | 'failed';
export type Severity = 'low' | 'medium' | 'high';

/** What one detector said of one project at one time. */
export interface Verdict {
  readonly detector: string;
  readonly outcome: Outcome;
  /** How many subjects it looked at. */
  readonly looked: number;
  /** Flagged and not waived. */
  readonly flagged: number;
  /** Of the gravest of them, where that is not its detector's own. */
  readonly severity?: Severity;
  readonly waived: number;
  /** How many subjects it could not judge for lack of data. */
  readonly unknown: number;
  /** Why it is unknown, not applicable or failed; else what it could not see, undefined when it saw all. */
  readonly reason: string | undefined;
  /** The thresholds it used, so that the verdict can be checked. */
  readonly thresholds: Readonly<Record<string, number>>;
}

/** Checklist lines, in the order of the product's promise. */
export const LINES = [
  { id: 1, title: 'Promises', sentence: 'Never fail to achieve promised goals' },
  { id: 2, title: 'Waiting', sentence: 'Never fail a deadline because of waiting on others' },
  { id: 3, title: 'Everyone used', sentence: "Never fail to use all the team's members" },
  { id: 4, title: 'No exhaustion', sentence: 'Never fail to stay productive because of exhaustion' },
  { id: 5, title: 'Alignment', sentence: 'Never fail because of misalignment' },
  { id: 6, title: 'Past work', sentence: 'Never fail because of past work no longer relevant, or never finished' },
] as const;
export type LineId = (typeof LINES)[number]['id'];

export type LineOutcome = 'failing' | 'at-risk' | 'holding' | 'unknown';

export interface LineVerdict {
  readonly line: LineId;
  readonly outcome: LineOutcome;
  /** One sentence with the figures behind the outcome. */
  readonly reason: string;
  /** Detectors of this line, in catalogue order. */
  readonly detectors: readonly string[];
}

/** A finding accepted by a person, for a reason and until a day. */
export interface Waiver {
  readonly finding: FindingId;
  readonly projectKey: ProjectKey;
  readonly reason: string;
  /** Account id of who accepted it. */
  readonly by: string;
  readonly at: Instant;
  readonly until: Instant;
  /** `not-a-problem` counts against the detector's precision; `accepted` does not. */
  readonly kind: 'accepted' | 'not-a-problem';
}

/** Everything the examination of one project at one instant found. */
export interface Examination {
  readonly projectKey: ProjectKey;
  readonly asOf: Instant;
  readonly lines: readonly LineVerdict[];
  readonly verdicts: readonly Verdict[];
  /** Not waived ones first, then by severity and cost. */
  readonly findings: readonly Finding[];
  /** Ids of findings that a waiver in force covers. */
  readonly waived: readonly FindingId[];
}
