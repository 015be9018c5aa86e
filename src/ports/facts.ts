/**
 * Where facts live: work items, commits, pull requests, links, and what the examination said.
 * Every write is idempotent by natural key; every read is paged inside and returns plain values.
 */
import type { Branch } from '../model/branch';
import type { Commit, PullRequest, RepositoryName, Sha } from '../model/commit';
import type { IdentityDecision, IdentityFacts, IdentityHash, IdentityUse, KnownAddress } from '../model/identity';
import type { Finding, LineVerdict, Verdict, Waiver } from '../model/finding';
import type { Instant } from '../model/instant';
import type { ProjectKey, WorkItemId, WorkItemKey } from '../model/key';
import type { BlameRun, SurvivingEntry, SurvivingFile } from '../model/surviving';
import type { WorkItem } from '../model/work-item';
import type { LinkFacts } from './link-facts';

export interface ProjectState {
  readonly key: ProjectKey;
  readonly name: string;
  /** When the last complete reading began; undefined until there was one. */
  readonly readAt: Instant | undefined;
  /** When it was last examined. */
  readonly examinedAt: Instant | undefined;
  /** How many changes came since the last examination; an examination that saw them all sets it to 0. */
  readonly changes: number;
}

export interface RepositoryState {
  readonly name: RepositoryName;
  readonly lastReceivedAt: Instant;
  /** The oldest commit that awaits tracing; undefined when all are traced. */
  readonly untracedFrom: Instant | undefined;
  /** Counts what asked for tracing, so that a trace takes only the mark away that it saw. */
  readonly touches: number;
}

export interface RepositoryReviews {
  /** Open ones, by number; without their texts, which only the trace reads. */
  readonly open: readonly PullRequest[];
  /** Whether a review of any pull request of the repository was ever told: where none was, none may be missed. */
  readonly areTold: boolean;
}

export interface RepositorySummary {
  readonly name: RepositoryName;
  readonly commits: number;
  readonly lastReceivedAt: Instant;
  readonly lastCommitAt: Instant | undefined;
}

export interface UnknownKey {
  readonly repo: RepositoryName;
  readonly sha: Sha;
  readonly key: WorkItemKey;
}

/** One item that waits, as last examined; `roots` carry the person-days that wait for them. */
export interface WaitRecord {
  readonly waiter: WorkItemKey;
  readonly since: Instant;
  readonly sinceExact: boolean;
  readonly workingDays: number;
  readonly personDays: number;
  readonly causes: readonly {
    /** Undefined for a flag or a status. */
    readonly key: WorkItemKey | undefined;
    readonly text: string;
    readonly since: Instant;
    readonly exact: boolean;
    readonly unknown: boolean;
  }[];
  readonly roots: readonly {
    readonly key: WorkItemKey;
    readonly personDays: number;
    /** True when it is linked to blockers out of sight, so that the chain may go on there. */
    readonly mayWait: boolean;
  }[];
}

export interface TraceCounts {
  readonly commits: number;
  readonly linked: number;
  readonly exempt: number;
  readonly untraced: number;
}

/** What is kept of an examination besides findings and waits. */
export interface ExaminationRecord {
  readonly projectKey: ProjectKey;
  readonly asOf: Instant;
  readonly lines: readonly LineVerdict[];
  readonly verdicts: readonly Verdict[];
  readonly counts: { readonly features: number; readonly stories: number };
  /** Undefined while commits were never ingested. */
  readonly trace: TraceCounts | undefined;
}

export interface FindingRow {
  readonly finding: Finding;
  readonly waived: boolean;
}

export interface FindingQuery {
  readonly detectors?: readonly string[];
  readonly subjectKey?: WorkItemKey;
  readonly waived?: boolean;
  readonly offset: number;
  readonly limit: number;
}

export interface Facts extends LinkFacts {
  saveItems(items: readonly WorkItem[]): Promise<void>;
  removeItems(ids: readonly WorkItemId[]): Promise<void>;
  /** Words of descriptions, for suggestions; space separated, without the text they stood in. */
  saveItemWords(words: readonly { id: WorkItemId; words: string }[]): Promise<void>;
  readItemWords(project: ProjectKey): Promise<ReadonlyMap<WorkItemId, string>>;
  readProjectItems(project: ProjectKey): Promise<WorkItem[]>;
  readItemsByKey(keys: readonly WorkItemKey[]): Promise<WorkItem[]>;
  readItemsById(ids: readonly WorkItemId[]): Promise<WorkItem[]>;
  /** Items whose parent is one of these. */
  readChildrenOf(keys: readonly WorkItemKey[]): Promise<WorkItem[]>;
  readItemIds(project: ProjectKey): Promise<WorkItemId[]>;
  /** Every ingested key, for telling known from unknown ones. */
  readAllKeys(): Promise<WorkItemKey[]>;
  countItems(): Promise<ReadonlyMap<ProjectKey, number>>;

  /** Makes the project known, or renews its name and when it was read; counts as a change. */
  saveProject(project: Pick<ProjectState, 'key' | 'name' | 'readAt'>): Promise<void>;
  readProjects(): Promise<ProjectState[]>;
  /** Counts a change of each project. */
  markStale(projects: readonly ProjectKey[]): Promise<void>;
  /** Notes an examination that saw so many changes; those that came meanwhile stay. */
  markExamined(project: ProjectKey, at: Instant, changesSeen: number): Promise<void>;

  saveCommits(commits: readonly Commit[]): Promise<void>;
  /** Commits of one repository since an instant, oldest first, as the trace reads them. */
  readCommits(repo: RepositoryName, since: Instant): Promise<Commit[]>;
  /** When the oldest of so many newest commits of a repository was committed; 0 when it has no more than that. */
  findOldestOf(repo: RepositoryName, newest: number): Promise<Instant>;
  hasCommitsBefore(repo: RepositoryName, at: Instant): Promise<boolean>;
  /**
   * All commits of a repository, oldest first, with the beginning of their message only and, in place of
   * their files and lines, the modules they touched; these are not known of commits saved by older versions.
   */
  readBriefCommits(repo: RepositoryName): Promise<Commit[]>;
  readCommitsBySha(ids: readonly { repo: RepositoryName; sha: Sha }[]): Promise<Commit[]>;
  /** Commits whose sha begins so, at most `limit`. */
  findCommits(shaPrefix: string, limit: number): Promise<Commit[]>;
  /** Notes that a repository sent something just now. */
  noteReceived(name: RepositoryName, at: Instant): Promise<void>;
  readRepository(name: RepositoryName): Promise<RepositoryState | undefined>;
  /** Repositories by name, without counting their commits. */
  readRepositoryStates(): Promise<RepositoryState[]>;
  /** Asks for tracing from an instant on; an earlier one that is asked for already stays. */
  markUntraced(name: RepositoryName, from: Instant): Promise<void>;
  /** Takes the mark away, unless something asked again since `touchesSeen`. */
  markTraced(name: RepositoryName, touchesSeen: number): Promise<void>;
  readRepositories(): Promise<RepositorySummary[]>;
  savePullRequests(pullRequests: readonly PullRequest[]): Promise<void>;
  readPullRequests(repo: RepositoryName): Promise<PullRequest[]>;
  /** Undefined when no pull request of the repository was ever received. */
  readReviews(repo: RepositoryName): Promise<RepositoryReviews | undefined>;
  saveBranches(branches: readonly Branch[]): Promise<void>;
  /** Those of these names that were ever told, standing or gone. */
  readBranchesNamed(repo: RepositoryName, names: readonly string[]): Promise<Branch[]>;
  /** Those that stand, by name; undefined when nobody ever told of a branch of the repository. */
  readBranches(repo: RepositoryName): Promise<Branch[] | undefined>;
  /** Notes that somebody told of every branch there was: those told before and not again are gone. A later one stays. */
  noteAllBranches(repo: RepositoryName, at: Instant): Promise<void>;

  /** Remembers which item had a key before it moved. */
  saveFormerKeys(former: readonly { key: WorkItemKey; id: WorkItemId }[]): Promise<void>;
  /** Present key of each key that a stored item had before. */
  readMovedKeys(): Promise<ReadonlyMap<WorkItemKey, WorkItemKey>>;

  saveUnknownKeys(keys: readonly UnknownKey[]): Promise<void>;
  /** Commits that name one of these keys as unknown. */
  readUnknownKeys(keys: readonly WorkItemKey[]): Promise<UnknownKey[]>;
  /** Every key that commits of a repository name as unknown. */
  readUnknownKeysIn(repo: RepositoryName): Promise<WorkItemKey[]>;
  /** Forgets unknown keys that have become known. */
  forgetUnknownKeys(keys: readonly WorkItemKey[]): Promise<void>;
  countUnknownKeys(limit: number): Promise<{ key: WorkItemKey; commits: number }[]>;

  /**
   * Keeps what a run told, beside what other runs told. `entriesInAll` comes with the run's end, and
   * may come before the rest.
   */
  saveSurviving(run: BlameRun, entries: readonly SurvivingEntry[], entriesInAll: number | undefined): Promise<void>;
  /** Forgets all runs of a repository that were taken before its newest whole one. */
  settleSurviving(repo: RepositoryName): Promise<void>;
  /** The newest run of which everything is here; undefined when there is none. */
  findWholeBlame(repo: RepositoryName): Promise<BlameRun | undefined>;
  /** What of a run these commits wrote. Files in no order, each in as many entries as it has parts. */
  readSurviving(run: BlameRun, commits: ReadonlySet<Sha>): Promise<SurvivingFile[]>;
  /** Everything known about git identities: a few rows for each. */
  readIdentities(): Promise<IdentityFacts>;
  /** All that the commits of a repository tell of their authors; who is not among them is forgotten there. */
  saveIdentityUses(repo: RepositoryName, uses: readonly IdentityUse[]): Promise<void>;
  /** In place of what these accounts showed before; an address that several accounts show is kept for each. */
  saveAddresses(addresses: readonly KnownAddress[]): Promise<void>;
  removeAddresses(addresses: readonly KnownAddress[]): Promise<void>;
  /** In place of the one before. */
  saveIdentityDecision(decision: IdentityDecision): Promise<void>;
  removeIdentityDecision(identity: IdentityHash): Promise<void>;

  saveExamination(
    record: ExaminationRecord,
    findings: readonly FindingRow[],
    waits: readonly WaitRecord[],
  ): Promise<void>;
  readExamination(project: ProjectKey): Promise<ExaminationRecord | undefined>;
  readFindings(project: ProjectKey, query: FindingQuery): Promise<{ rows: FindingRow[]; total: number }>;
  readWaits(project: ProjectKey): Promise<WaitRecord[]>;

  saveWaiver(waiver: Waiver): Promise<void>;
  removeWaiver(project: ProjectKey, finding: string): Promise<void>;
  readWaivers(project: ProjectKey): Promise<Waiver[]>;

  /** Digest of the property last written to each item of the project. */
  readPublished(project: ProjectKey): Promise<ReadonlyMap<WorkItemId, string>>;
  savePublished(project: ProjectKey, digests: readonly { id: WorkItemId; digest: string }[]): Promise<void>;
  /** Ids of all items that carry our property, for clearing up before an uninstall. */
  readAllPublished(): Promise<WorkItemId[]>;

  /** Removes every fact of every project. */
  eraseAll(): Promise<void>;
}
