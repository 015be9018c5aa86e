/**
 * Where the trace lives: the ledger of links, the class of every commit, and what is suggested.
 * Part of `Facts`; the same promises hold.
 */
import type { RepositoryName, Sha } from '../model/commit';
import type { Instant } from '../model/instant';
import type { ProjectKey, WorkItemKey } from '../model/key';
import type { LedgerEntry } from '../model/ledger';
import type { TraceClass, TraceLink } from '../model/link';
import type { Suggester, Suggestion } from '../model/suggestion';
import type { AccountId } from '../model/work-item';

/** Where a commit stands in the trace, in the few words that counts and lists ask for. */
export interface CommitClass {
  readonly repo: RepositoryName;
  readonly sha: Sha;
  readonly class: TraceClass;
  /** Why it is exempt. */
  readonly reason: string | undefined;
  readonly committedAt: Instant;
  readonly authorHash: string;
  /** Probability of the likeliest open suggestion, in thousandths; 0 without one. */
  readonly top: number;
  /** Probabilities of all its open suggestions together, in thousandths. */
  readonly expected: number;
}

/** Where a page of commits begins: behind this one. */
export type ClassPlace = Pick<CommitClass, 'top' | 'committedAt' | 'sha' | 'repo'>;

/** Narrows which commits are meant; what is left out does not narrow. */
export interface CommitQuery {
  readonly repos: readonly RepositoryName[];
  readonly class?: TraceClass | undefined;
  readonly from?: Instant | undefined;
  /** Exclusive. */
  readonly until?: Instant | undefined;
  readonly authors?: readonly string[] | undefined;
  /** Beginning of a path that the commit changed. */
  readonly path?: string | undefined;
}

export interface ClassCount {
  readonly repo: RepositoryName;
  readonly class: TraceClass;
  readonly commits: number;
  /** Links to expect of their open suggestions, in thousandths. */
  readonly expected: number;
}

export interface WeekCount {
  /** The Monday it begins with, at midnight UTC. */
  readonly monday: Instant;
  readonly class: TraceClass;
  readonly commits: number;
}

/** Where a page of the ledger begins: behind this entry. */
export interface LedgerPlace {
  readonly at: Instant;
  readonly id: string;
}

/** Entries about commits of these repositories, and entries about items of the project wherever the commit is. */
export interface LedgerScope {
  readonly repos: readonly RepositoryName[];
  readonly projectKey: ProjectKey;
}

export interface LinkFacts {
  /** Adds to the ledger; an entry that is there already stays as it is. */
  appendEntries(entries: readonly LedgerEntry[]): Promise<void>;
  /** Writes the weights of entries anew; they are derived, and the only thing about an entry that may change. */
  correctWeights(entries: readonly LedgerEntry[]): Promise<void>;
  /** Everything said about these commits. */
  readEntriesOf(ids: readonly { repo: RepositoryName; sha: Sha }[]): Promise<LedgerEntry[]>;
  /** Everything said about commits serving these items. */
  readEntriesTo(keys: readonly WorkItemKey[]): Promise<LedgerEntry[]>;
  /** A page of the ledger by time; of all of it without a scope. */
  readLedger(
    order: 'oldest' | 'newest',
    after: LedgerPlace | undefined,
    limit: number,
    within?: LedgerScope,
  ): Promise<LedgerEntry[]>;
  /** A page of one repository's entries, by sha, so that all entries of a commit stand together. */
  readEntriesIn(repo: RepositoryName, afterSha: Sha | undefined, commits: number): Promise<LedgerEntry[]>;
  /** What people said about commits of a repository. */
  readDecisions(repo: RepositoryName): Promise<LedgerEntry[]>;
  /** How often people said so about commits of these repositories, whatever was undone later. */
  countDecisions(repos: readonly RepositoryName[]): Promise<{ readonly confirmed: number; readonly rejected: number }>;
  /** Puts `instead` in the place of these accounts wherever they decided. */
  replaceDeciders(accounts: ReadonlySet<AccountId>, instead: AccountId): Promise<void>;
  /** Accounts that decided anything. */
  readDeciders(): Promise<AccountId[]>;

  /** The links that stand now. */
  readLinks(repo: RepositoryName): Promise<TraceLink[]>;
  readLinksTo(keys: readonly WorkItemKey[]): Promise<TraceLink[]>;
  readLinksOf(ids: readonly { repo: RepositoryName; sha: Sha }[]): Promise<TraceLink[]>;
  /** How many links lead from each repository to each project. */
  countLinks(): Promise<{ repo: RepositoryName; projectKey: ProjectKey; links: number }[]>;

  saveClasses(classes: readonly CommitClass[]): Promise<void>;
  readClassesOf(ids: readonly { repo: RepositoryName; sha: Sha }[]): Promise<CommitClass[]>;
  countClasses(query: CommitQuery): Promise<ClassCount[]>;
  countWeeks(query: CommitQuery): Promise<WeekCount[]>;
  /** When the newest classified commit of each was committed. */
  readLastCommitTimes(repos: readonly RepositoryName[]): Promise<ReadonlyMap<RepositoryName, Instant>>;
  /** Newest first, or likeliest first; `after` is the last row of the page before. */
  listClasses(
    query: CommitQuery,
    order: 'newest' | 'likeliest',
    after: ClassPlace | undefined,
    limit: number,
  ): Promise<CommitClass[]>;

  /** Puts these in the place of whatever was suggested for `looked`. */
  saveSuggestions(
    looked: readonly { repo: RepositoryName; sha: Sha }[],
    suggestions: readonly Suggestion[],
  ): Promise<void>;
  /** Likeliest first for each commit. */
  readSuggestionsOf(ids: readonly { repo: RepositoryName; sha: Sha }[]): Promise<Suggestion[]>;
  readSuggester(repo: RepositoryName): Promise<Suggester | undefined>;
  saveSuggester(repo: RepositoryName, suggester: Suggester): Promise<void>;
}
