/**
 * What the screens and the functions say to each other. The screens import types from this file
 * and nothing else of ours; requests are named `subject.verb` and answered by `resolver.ts`.
 *
 * Instants cross as ISO 8601 text in UTC. Every view carries `asOf`, and whatever we could not
 * look at is `unknown` in words, never zero and never a pass.
 */
import type { At } from '../model/item-property';
import type { LineId, LineOutcome, Outcome, Severity } from '../model/finding';
import type { SettingsChange, Settings } from '../model/settings';
import type { MemberRequests } from './members-contract';
import type { TraceRequests } from './trace-contract';
import type { CommitView, CoverageView, ItemRef, Since } from './view-parts';

export type { At } from '../model/item-property';
export type * from './members-contract';
export type * from './trace-contract';
export type * from './view-parts';

/** The precomputed state of one work item, kept in an issue property; see the model. */
export { ITEM_PROPERTY_KEY, type ItemProperty } from '../model/item-property';

/* ------------------------------------------------------------------ one work item ----------- */

export interface EvidenceView {
  readonly kind: 'work-item' | 'commit' | 'figure';
  readonly item?: ItemRef;
  readonly commit?: { readonly repo: string; readonly sha: string };
  readonly text: string;
  readonly at?: At;
  readonly exact: boolean;
  readonly unknown: boolean;
}

export interface FindingView {
  readonly id: string;
  readonly detector: string;
  readonly title: string;
  readonly line: LineId;
  readonly severity: Severity;
  /** What it is about, in words when it is not one work item. */
  readonly subject: ItemRef | { readonly kind: 'text'; readonly text: string };
  readonly message: string;
  readonly since: Since;
  readonly evidence: readonly EvidenceView[];
  readonly nextStep: string;
  /** What makes it go away. */
  readonly clearedBy: string;
  readonly thresholds: readonly { readonly label: string; readonly value: number; readonly unit: string }[];
  readonly personDays?: number;
  readonly waiver?: { readonly reason: string; readonly until: At; readonly kind: 'accepted' | 'not-a-problem' };
}

export interface WaitView {
  readonly waiter: ItemRef;
  readonly since: Since;
  readonly workingDays: number;
  readonly causes: readonly {
    readonly item?: ItemRef;
    readonly text: string;
    readonly since: Since;
    readonly unknown: boolean;
  }[];
  /** Unresolved items at the end of the chain, which wait for nobody; at most 10. */
  readonly roots: readonly ItemRef[];
  /** How many more there are. */
  readonly moreRoots: number;
  readonly personDays: number;
}

/** Everything about one item; the trace tree of a feature lists its stories and their commits. */
export interface ItemView {
  readonly asOf: At;
  readonly item: ItemRef;
  readonly level: 'feature' | 'story' | 'subtask';
  /** From the item up to its topmost ancestor. */
  readonly ancestors: readonly ItemRef[];
  readonly children: readonly { readonly item: ItemRef; readonly commitCount: number }[];
  readonly commits: readonly CommitView[];
  /** Whether this reader may edit the item, and so say which commits serve it. */
  readonly canDecide: boolean;
  /** Undefined while commits were never ingested. */
  readonly commitCount: number | undefined;
  readonly wait: WaitView | undefined;
  readonly waitedForBy: readonly WaitView[];
  readonly findings: readonly FindingView[];
  readonly coverage: CoverageView;
}

/* ------------------------------------------------------------------ a project --------------- */

export interface DetectorView {
  readonly id: string;
  readonly title: string;
  readonly outcome: Outcome;
  readonly looked: number;
  readonly flagged: number;
  readonly waived: number;
  readonly unknown: number;
  readonly reason: string | undefined;
  readonly severity: Severity;
  readonly rationale: string;
  readonly thresholds: readonly { readonly label: string; readonly value: number; readonly unit: string }[];
}

export interface LineView {
  readonly id: LineId;
  readonly title: string;
  readonly sentence: string;
  readonly outcome: LineOutcome;
  readonly reason: string;
  readonly flagged: number;
  readonly detectors: readonly DetectorView[];
}

export interface HealthView {
  readonly projectKey: string;
  /** Undefined until the first examination. */
  readonly asOf: At | undefined;
  readonly lines: readonly LineView[];
  /** The costliest findings, at most five. */
  readonly topRisks: readonly FindingView[];
  readonly coverage: CoverageView;
  /** Undefined until the first examination; commits also while none were ever ingested. */
  readonly counts: {
    readonly features: number | undefined;
    readonly stories: number | undefined;
    readonly commits: number | undefined;
  };
  readonly progress: ProgressView | undefined;
}

export interface ProgressView {
  /** What is going on: `Reading work items of DAEMON`. */
  readonly text: string;
  readonly done: number;
  /** Undefined while the total is not known. */
  readonly total: number | undefined;
}

/** One page of rows behind a count. */
export interface FindingPage {
  /** Undefined until the first examination: then there are no rows, and nothing is known. */
  readonly asOf: At | undefined;
  readonly total: number;
  /** Findings about items this reader may not see. */
  readonly hidden: number;
  readonly findings: readonly FindingView[];
  /** Whether this reader may waive findings here. */
  readonly canWaive: boolean;
  readonly nextCursor: string | undefined;
}

export interface WaitsView {
  /** Undefined until the first examination: then nothing is known of who waits. */
  readonly asOf: At | undefined;
  /** How many items wait in all, without those whose only blockers are unknown. */
  readonly total: number;
  /** The costliest, at most 200, without those the reader may not see. */
  readonly waits: readonly WaitView[];
  /** How many of the costliest the reader may not see. */
  readonly hidden: number;
  readonly totalPersonDays: number;
  /** Root blockers by the person-days that wait for them, dearest first, at most 50. */
  readonly roots: readonly {
    readonly item: ItemRef;
    readonly personDays: number;
    readonly waiting: number;
    /** True when it may itself wait, on blockers where Throughline does not look. */
    readonly mayWait?: boolean;
  }[];
  /** All other root blockers together; with `roots` they sum to the total. Undefined when there are none. */
  readonly rest: { readonly roots: number; readonly personDays: number } | undefined;
  readonly deadlocks: readonly {
    readonly id: string;
    readonly items: readonly ItemRef[];
    readonly cut: string;
    readonly since: Since;
  }[];
  /** Edges of the graph: from the item that waits to what it waits on. */
  readonly edges: readonly { readonly from: string; readonly to: string; readonly unknown: boolean }[];
  readonly coverage: CoverageView;
}

/* ------------------------------------------------------------------ settings, admin --------- */

export interface ThresholdField {
  readonly detector: string;
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly unit: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
}

export interface SettingsView {
  readonly scope: 'site' | 'project';
  /** What holds now, with everything laid over everything. */
  readonly settings: Settings;
  /** What this scope changed. */
  readonly change: SettingsChange;
  readonly detectors: readonly {
    readonly id: string;
    readonly line: LineId;
    readonly title: string;
    readonly rationale: string;
    readonly thresholds: readonly ThresholdField[];
  }[];
  /** Link types of the site, each with both phrases, so that waiting phrases can be ticked. */
  readonly linkTypes: readonly { readonly name: string; readonly inward: string; readonly outward: string }[];
  readonly canEdit: boolean;
  /** Those in force about items the reader sees; empty for readers who may not edit. */
  readonly waivers: readonly {
    readonly finding: string;
    readonly text: string;
    readonly reason: string;
    readonly by: string;
    readonly until: At;
    readonly kind: 'accepted' | 'not-a-problem';
  }[];
}

export interface RepositoryView {
  readonly name: string;
  readonly commits: number;
  readonly lastReceivedAt: At | undefined;
  readonly lastCommitAt: At | undefined;
}

export interface LogEntryView {
  readonly at: At;
  /** github, gitlab, bitbucket, push, jira, schedule. */
  readonly source: string;
  readonly outcome: 'accepted' | 'partly' | 'refused' | 'failed';
  readonly text: string;
  readonly counts: Readonly<Record<string, number>>;
  /** What was dropped and why, at most 20 a line. */
  readonly rejected: readonly { readonly what: string; readonly why: string }[];
}

export interface AdminView {
  readonly asOf: At;
  readonly webTriggerUrl: string;
  /** Whether a signing secret exists, and since when; the secret itself is shown once, when made. */
  readonly secret: { readonly exists: boolean; readonly createdAt: At | undefined };
  readonly repositories: readonly RepositoryView[];
  readonly projects: readonly {
    readonly key: string;
    readonly name: string;
    readonly ingested: boolean;
    readonly items: number;
    readonly asOf: At | undefined;
  }[];
  readonly progress: ProgressView | undefined;
  /** Keys that commits name and no ingested item has, with how often. */
  readonly unknownKeys: readonly { readonly key: string; readonly commits: number }[];
  readonly schemaVersion: string;
}

/* ------------------------------------------------------------------ requests ---------------- */

/** Request name → what it takes and what it answers. */
export interface Requests extends TraceRequests, MemberRequests {
  'item.read': { readonly take: Record<string, never>; readonly give: ItemView };
  'health.read': { readonly take: { readonly projectKey?: string }; readonly give: HealthView };
  'findings.list': {
    readonly take: {
      readonly detector?: string;
      readonly line?: LineId;
      readonly waived?: boolean;
      readonly cursor?: string;
      readonly limit?: number;
    };
    readonly give: FindingPage;
  };
  'waits.read': { readonly take: Record<string, never>; readonly give: WaitsView };
  'finding.waive': {
    readonly take: {
      readonly finding: string;
      readonly reason: string;
      readonly until: At;
      readonly kind: 'accepted' | 'not-a-problem';
    };
    readonly give: { readonly id: string };
  };
  'finding.unwaive': { readonly take: { readonly finding: string }; readonly give: { readonly id: string } };
  'settings.read': { readonly take: Record<string, never>; readonly give: SettingsView };
  'settings.save': { readonly take: { readonly change: SettingsChange }; readonly give: SettingsView };
  'admin.read': { readonly take: Record<string, never>; readonly give: AdminView };
  'admin.log': {
    readonly take: { readonly cursor?: string };
    readonly give: { readonly entries: readonly LogEntryView[]; readonly nextCursor: string | undefined };
  };
  /** Makes a new signing secret (the old one stays valid for a day) and shows it once. */
  'admin.rotateSecret': { readonly take: Record<string, never>; readonly give: { readonly secret: string } };
  /** Starts reading work items anew; progress shows in admin.read and health.read. */
  'admin.backfill': {
    readonly take: { readonly projectKeys: readonly string[] };
    readonly give: { readonly started: true };
  };
  /** How a link and a verdict came about, for a terminal: `of` is a key or the beginning of a sha. */
  'explain.read': { readonly take: { readonly of: string }; readonly give: { readonly text: string } };
  'admin.erase': { readonly take: { readonly confirm: 'erase' }; readonly give: { readonly erased: true } };
}

export type RequestName = keyof Requests;

/** Every answer: what was asked for, or one sentence that says why not and what to do. */
export type Answer<Name extends RequestName> =
  | { readonly ok: true; readonly value: Requests[Name]['give'] }
  | { readonly ok: false; readonly reason: RefusalReason; readonly message: string };

export type RefusalReason = 'no-permission' | 'not-found' | 'bad-request' | 'not-ready' | 'unavailable';

/* ------------------------------------------------------------------ automation -------------- */

/** Inputs of the action `Check blocking waits`. */
export interface CheckWaitsInputs {
  readonly issueKey: string;
  /** Working days after which a wait is worth an alert; when left out or blank, the project's threshold. */
  readonly longerThanDays?: number;
}

/** Outputs; smart values `{{wait.<name>}}`. */
export interface CheckWaitsOutputs {
  readonly waiting: boolean;
  /** True when it waits longer than asked. */
  readonly overdue: boolean;
  /** `yes`, `no` or `unknown`: unknown when we could not look. */
  readonly verdict: 'yes' | 'no' | 'unknown';
  readonly waitingSince: string;
  readonly workingDays: number;
  /** Keys the connection's user may see, comma separated. */
  readonly waitsOn: string;
  readonly unknownBlockers: number;
  /** One sentence for the alert: who waits, on what, since when. */
  readonly message: string;
}
