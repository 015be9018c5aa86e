/**
 * What the trace page, the panels and the command line ask about commits: which class each is in,
 * how every link is known, what is suggested and what people decided. Part of `contract.ts`.
 *
 * Texts of commits (`subject`, `message`, `path`, `quote`) are untrusted: show them as text only.
 */
import type { At } from '../model/item-property';
import type { LedgerAct, LedgerActor } from '../model/ledger';
import type { LinkerId, TraceClass } from '../model/link';
import type { Settings } from '../model/settings';
import type { CommitView, CoverageView, ItemRef, LinkView } from './view-parts';

/** Days are `2017-11-13`, both inclusive, in UTC. Everything left out does not narrow. */
export interface TraceFilter {
  readonly repo?: string;
  /** Beginning of a path: `src/watch/`. */
  readonly path?: string;
  readonly from?: string;
  readonly until?: string;
  /**
   * Name of a team in the settings whose members wrote the commits; teams below the minimum group
   * cannot be asked for. It goes with a repository only, and gives counts without weeks or rows.
   */
  readonly team?: string;
}

export type ClassCounts = Readonly<Record<TraceClass, number>>;

/** Shares of the commits that need a link, which leaves out exempt ones; undefined when there are none. */
export interface TraceCoverage {
  /** Linked by a key, a convention or a person. */
  readonly explicit: number | undefined;
  /** The same, and every suggestion counted with its probability. */
  readonly expected: number | undefined;
}

export interface TraceView {
  readonly projectKey: string;
  readonly asOf: At;
  /** Undefined while no repository serves the project: then nothing is known of its commits. */
  readonly counts: ClassCounts | undefined;
  readonly coverage: TraceCoverage;
  /** Oldest first, without gaps, each from a Monday; at most 520. */
  readonly weeks: readonly { readonly monday: string; readonly counts: ClassCounts }[];
  readonly repositories: readonly {
    readonly name: string;
    readonly counts: ClassCounts;
    readonly coverage: TraceCoverage;
    readonly lastCommitAt: At | undefined;
    readonly lastReceivedAt: At;
  }[];
  /** Teams that may be asked for. */
  readonly teams: readonly string[];
  /** Repositories left out because the team, or everybody else, has too few authors there. */
  readonly leftOut: readonly string[];
  /** Commits with a suggestion that nobody has answered, within the filter. */
  readonly queue: number;
  readonly suggester: SuggesterView;
  /** Whether this reader may edit work items of the project, and so decide on links to them. */
  readonly canDecide: boolean;
  /** What is exempt here, for the words beside the count. */
  readonly exemptBy: Settings['trace'];
  readonly commits: CoverageView['commits'];
}

/** How far the suggestions can be trusted here, from links this site knows. */
export interface SuggesterView {
  /** `shipped`, or the day of the last refit. */
  readonly version: string;
  /** Links of this site it was fitted on; 0 for the shipped weights. */
  readonly labels: number;
  /** Expected calibration error on links held back from the fit; undefined where there were too few. */
  readonly calibrationError: number | undefined;
  /** Of the suggestions on links held back: how many in each band of probability, and how many were right. */
  readonly bands: readonly {
    readonly from: number;
    readonly until: number;
    readonly suggested: number;
    readonly right: number;
  }[];
  /** What people answered so far. */
  readonly confirmed: number;
  readonly rejected: number;
}

export interface CommitRowView extends CommitView {
  readonly class: TraceClass;
  /** Why it is exempt: `a merge`. */
  readonly reason: string | undefined;
  readonly filesChanged: number;
  /** Links to items this reader may not see, which are not in `links`. */
  readonly hiddenLinks: number;
  /** The likeliest suggestion nobody answered. */
  readonly suggestion: SuggestionView | undefined;
}

export interface CommitPage {
  readonly total: number;
  /** How many of this page lead only to items the reader may not see; they are left out. */
  readonly hidden: number;
  readonly commits: readonly CommitRowView[];
  readonly nextCursor: string | undefined;
}

export interface SuggestionView {
  readonly item: ItemRef & { readonly kind: 'seen' };
  /** 0..1 */
  readonly probability: number;
  /** `likely`: at least 0.9 and offered ready to confirm; `possible`: from 0.5, or held back. */
  readonly band: 'likely' | 'possible';
  /** The three strongest, strongest first, in sentences. */
  readonly reasons: readonly string[];
}

/** One commit to review: nothing is linked until somebody confirms. */
export interface ReviewRowView {
  readonly repo: string;
  readonly sha: string;
  readonly at: At;
  readonly subject: string;
  readonly filesChanged: number;
  /** The first five. */
  readonly paths: readonly string[];
  /** Likeliest first, at most three, only items the reader sees. */
  readonly suggestions: readonly SuggestionView[];
}

export interface ReviewPage {
  /** How many wait in all, within the filter. */
  readonly total: number;
  /** How many of this page suggest only items the reader may not see; they are left out. */
  readonly hidden: number;
  readonly rows: readonly ReviewRowView[];
  readonly nextCursor: string | undefined;
}

/** A link with what proves it and the way it leads up to its feature. */
export interface ProofView extends LinkView {
  readonly item: ItemRef;
  /** From the item's parent up to the topmost. */
  readonly ancestors: readonly ItemRef[];
  /** The other commit or pull request it came through. */
  readonly via: string | undefined;
  readonly foundAt: At;
  /** Whether the reader may reject it. */
  readonly canDecide: boolean;
}

export interface LedgerEntryView {
  readonly id: string;
  readonly at: At;
  readonly repo: string;
  readonly sha: string;
  readonly item: ItemRef;
  readonly act: LedgerAct;
  readonly linker: LinkerId;
  readonly confidence: number;
  readonly evidence: string;
  /** `linkers 1`, or the account of the person who decided, whose name Jira tells. */
  readonly by: LedgerActor;
}

export interface CommitDetailView {
  readonly repo: string;
  readonly sha: string;
  readonly parents: readonly string[];
  readonly at: At;
  /** The whole message as received: without addresses and mentions. */
  readonly message: string;
  readonly branch: string | undefined;
  readonly pullRequest: number | undefined;
  readonly paths: readonly { readonly status: string; readonly path: string }[];
  readonly filesChanged: number;
  readonly added: number | undefined;
  readonly deleted: number | undefined;
  readonly class: TraceClass;
  readonly reason: string | undefined;
  readonly links: readonly ProofView[];
  readonly hiddenLinks: number;
  readonly suggestions: readonly SuggestionView[];
  /** Items a person rejected for it. */
  readonly rejected: readonly ItemRef[];
  /** Whether the reader may link it to items of the project, by hand or from a suggestion. */
  readonly canDecide: boolean;
  /** Everything said about it, oldest first, as far as the reader may see the items. */
  readonly ledger: readonly LedgerEntryView[];
}

export interface LedgerPage {
  readonly entries: readonly LedgerEntryView[];
  /** Entries of this page about items the reader may not see. */
  readonly hidden: number;
  readonly nextCursor: string | undefined;
}

/** What a decision led to, so that the screen need not ask again. */
export interface DecisionView {
  readonly repo: string;
  readonly sha: string;
  readonly class: TraceClass;
  readonly links: readonly LinkView[];
  /** The entry that was written. */
  readonly entry: string;
}

/** Everything that was done for an item and what lies below it. */
export interface FootprintView {
  readonly item: ItemRef;
  readonly asOf: At;
  readonly stage: 'to-do' | 'in-progress' | 'done' | 'cancelled';
  /** Undefined while commits were never ingested. */
  readonly commits: number | undefined;
  readonly firstAt: At | undefined;
  readonly lastAt: At | undefined;
  readonly repositories: readonly {
    readonly name: string;
    readonly commits: number;
    readonly firstAt: At;
    readonly lastAt: At;
  }[];
  /** Modules and files are of the newest `items` items only, where more were worked on. */
  readonly placesOf: { readonly items: number; readonly of: number } | undefined;
  /** The first two folders of their paths, `.` for none; most commits first, at most 50. */
  readonly modules: readonly ModuleView[];
  readonly moreModules: number;
  /** Files that a commit changed or still has lines in, most commits first, at most 100. */
  readonly files: readonly FileView[];
  readonly moreFiles: number;
  /**
   * By week, oldest first, without gaps. `files` counts a file once for each commit. Lines are of the
   * commits that told them, and undefined where none did.
   */
  readonly weeks: readonly {
    readonly monday: string;
    readonly commits: number;
    readonly files: number;
    readonly added: number | undefined;
    readonly deleted: number | undefined;
  }[];
  /** How many of the commits told their lines. */
  readonly commitsWithLines: number;
  readonly surviving: SurvivingView;
}

export interface ModuleView {
  readonly repo: string;
  readonly path: string;
  readonly commits: number;
  readonly files: number;
  readonly survivingLines: number | undefined;
}

export interface FileView {
  readonly repo: string;
  readonly path: string;
  readonly commits: number;
  readonly lastAt: At;
  readonly survivingLines: number | undefined;
}

/** Lines of today's code that its commits wrote: known only where a repository sent its blame. */
export type SurvivingView =
  | { readonly state: 'unknown'; readonly text: string }
  | {
      readonly state: 'known';
      readonly lines: number;
      readonly files: number;
      readonly asOf: At;
      /** Repositories of the footprint that sent none. */
      readonly missing: readonly string[];
    };

/** For the command line: what each of these commits serves, up to the topmost ancestor. */
export interface BlameView {
  readonly commits: readonly {
    readonly sha: string;
    readonly known: boolean;
    readonly class: TraceClass | undefined;
    readonly links: readonly {
      readonly key: string;
      /** Empty where the reader sees no more than the key. */
      readonly summary: string;
      readonly isFeature: boolean;
      readonly linker: LinkerId;
      readonly evidence: string;
      /** Keys from its parent up. */
      readonly ancestors: readonly { readonly key: string; readonly summary: string; readonly isFeature: boolean }[];
    }[];
    readonly hiddenLinks: number;
  }[];
}

export interface TraceRequests {
  'trace.read': { readonly take: TraceFilter; readonly give: TraceView };
  /** Newest first; `limit` up to 100. */
  'trace.commits': {
    readonly take: TraceFilter & {
      readonly class?: TraceClass;
      readonly cursor?: string;
      readonly limit?: number;
    };
    readonly give: CommitPage;
  };
  /** Commits with an open suggestion, likeliest first. */
  'trace.review': {
    readonly take: TraceFilter & { readonly cursor?: string; readonly limit?: number };
    readonly give: ReviewPage;
  };
  /** `sha` may be its beginning, of at least 7 digits; `repo` may be blank when the beginning is unique. */
  'trace.commit': { readonly take: { readonly repo: string; readonly sha: string }; readonly give: CommitDetailView };
  /** Links a commit to an item, or says that it does not serve it. Needs the right to edit the item. */
  'trace.decide': {
    readonly take: {
      readonly repo: string;
      readonly sha: string;
      readonly key: string;
      readonly decision: 'confirm' | 'reject';
    };
    readonly give: DecisionView;
  };
  /** Takes back the last decision about the pair. */
  'trace.undo': {
    readonly take: { readonly repo: string; readonly sha: string; readonly key: string };
    readonly give: DecisionView;
  };
  /** Newest first. */
  'trace.ledger': { readonly take: { readonly cursor?: string; readonly limit?: number }; readonly give: LedgerPage };
  /**
   * A piece of a file: `ledger` is every entry, `map` the links that stood at `asOf`. Pieces come in
   * order; put one behind the other. Only what the reader may see; `hidden` counts the rest.
   */
  'trace.export': {
    readonly take: {
      readonly of: 'ledger' | 'map';
      readonly format: 'csv' | 'jsonl';
      readonly asOf?: At;
      readonly cursor?: string;
    };
    readonly give: {
      readonly text: string;
      readonly rows: number;
      readonly hidden: number;
      readonly nextCursor: string | undefined;
    };
  };
  /** Of the item the screen is on, or of `key`. */
  'trace.footprint': { readonly take: { readonly key?: string }; readonly give: FootprintView };
  /** For administrators: at most 500 shas. */
  'trace.blame': {
    readonly take: { readonly repo?: string; readonly shas: readonly string[] };
    readonly give: BlameView;
  };
}
