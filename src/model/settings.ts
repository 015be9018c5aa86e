/**
 * What an administrator can change. Only changes are stored, over these defaults, so that better
 * defaults reach everyone.
 */
import { type CalendarSettings, DEFAULT_CALENDAR } from './calendar';
import type { RepositoryName } from './commit';
import type { ProjectKey, WorkItemKey } from './key';
import type { AccountId } from './work-item';

/** Which signs on a work item mean that it waits, and how urgent its priority is. */
export interface WaitingSettings {
  /**
   * Phrases as the waiting item shows them. Reading the phrase at the item that waits makes the
   * direction of the link type irrelevant: "is blocked by" is inward on Blocks, "depends on" is
   * outward on Depends, and both say: I wait for the other.
   */
  readonly linkPhrases: readonly string[];
  /** Names of statuses in which an item waits for somebody. */
  readonly statuses: readonly string[];
  /** Whether Jira's Flagged field ("Impediment") counts as waiting. */
  readonly flagCounts: boolean;
  /**
   * Names of priorities, most urgent first. Jira tells names only, and their order is the site's own:
   * one that is not listed is neither more nor less urgent, but unknown.
   */
  readonly priorities: readonly string[];
}

/**
 * A site's own way to name a work item: `[#{number}]` with project PAY makes `[#103]` mean PAY-103.
 * Plain text, no regular expression: `{number}` stands once, and everything else for itself.
 */
export interface TracePattern {
  readonly template: string;
  readonly project: ProjectKey;
  /** Only commits of this repository are read so; all of them when it is left out. */
  readonly repo?: RepositoryName;
}

export interface TraceSettings {
  readonly patterns: readonly TracePattern[];
  /**
   * Repositories that serve a project although few of their commits name its items, one a text:
   * `acme/ledger PAY`.
   */
  readonly servedProjects: readonly string[];
  /** Subjects that begin so are exempt from tracing by convention: `MINOR:`, `HOTFIX:`. */
  readonly exemptPrefixes: readonly string[];
  /** Branches whose names begin so live on by design, and need not be merged: `release`, `support/`. */
  readonly keptBranches: readonly string[];
  /** Authors (hashes or account ids) whose commits are a bot's. */
  readonly botAuthors: readonly string[];
  /** Whether merges need serve no work item. */
  readonly mergesExempt: boolean;
  /** Whether commits of bots need serve none. */
  readonly botsExempt: boolean;
  /** Whether commits that only set the version need serve none. */
  readonly versionBumpsExempt: boolean;
  /** Whether what tools write by themselves, such as updates of dependencies, need serve none. */
  readonly toolCommitsExempt: boolean;
}

/** People whose commits may be looked at together. */
export interface NamedTeam {
  readonly name: string;
  readonly members: readonly AccountId[];
}

export interface PeopleSettings {
  /** Smallest group about which a team figure is shown. Never below 5. */
  readonly minimumGroup: number;
  /** Whether project administrators see names on line 3, after a notice that members can see. */
  readonly namesForAdministrators: boolean;
  readonly teams: readonly NamedTeam[];
}

/**
 * What the work of a project is to serve now. Work serves a goal when it, or anything above it, is
 * such a feature, has such a fix version or such a label. Where nothing is named nothing is asked.
 */
export interface GoalSettings {
  /** Keys of features, or of what stands above them. */
  readonly features: readonly WorkItemKey[];
  readonly fixVersions: readonly string[];
  readonly labels: readonly string[];
}

export interface Settings {
  readonly calendar: CalendarSettings;
  readonly waiting: WaitingSettings;
  readonly trace: TraceSettings;
  readonly people: PeopleSettings;
  readonly goals: GoalSettings;
  /** Detector id → threshold name → number. Missing ones take the detector's default. */
  readonly thresholds: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Detectors that an administrator switched off. */
  readonly disabledDetectors: readonly string[];
}

export const DEFAULT_SETTINGS: Settings = {
  calendar: DEFAULT_CALENDAR,
  waiting: {
    linkPhrases: ['is blocked by', 'depends on', 'has to be done after', 'waits for', 'waits on', 'requires'],
    statuses: ['Blocked', 'On Hold', 'Waiting', 'Waiting for Input', 'Waiting for Customer'],
    flagCounts: true,
    priorities: [
      'Blocker',
      'Highest',
      'Critical',
      'High',
      'Major',
      'Medium',
      'Normal',
      'Minor',
      'Low',
      'Lowest',
      'Trivial',
    ],
  },
  trace: {
    patterns: [],
    servedProjects: [],
    exemptPrefixes: ['MINOR:', 'HOTFIX:'],
    keptBranches: ['release', 'support/', 'stable', 'maint', 'gh-pages'],
    botAuthors: [],
    mergesExempt: true,
    botsExempt: true,
    versionBumpsExempt: true,
    toolCommitsExempt: true,
  },
  people: { minimumGroup: 5, namesForAdministrators: false, teams: [] },
  goals: { features: [], fixVersions: [], labels: [] },
  thresholds: {},
  disabledDetectors: [],
};

/** What is stored: any part of the settings, for the site or for one project. */
export interface SettingsChange {
  readonly calendar?: Partial<CalendarSettings>;
  readonly waiting?: Partial<WaitingSettings>;
  readonly trace?: Partial<TraceSettings>;
  readonly people?: Partial<PeopleSettings>;
  readonly goals?: Partial<GoalSettings>;
  readonly thresholds?: Settings['thresholds'];
  readonly disabledDetectors?: readonly string[];
}

/** Lays changes over the defaults, later ones last: site first, then project. */
export function settingsFrom(...changes: readonly (SettingsChange | undefined)[]): Settings {
  return changes.reduce<Settings>(
    (settings, change) =>
      change
        ? {
            calendar: { ...settings.calendar, ...change.calendar },
            waiting: { ...settings.waiting, ...change.waiting },
            trace: { ...settings.trace, ...change.trace },
            people: { ...settings.people, ...change.people },
            goals: { ...settings.goals, ...change.goals },
            thresholds: mergeThresholds(settings.thresholds, change.thresholds),
            disabledDetectors: change.disabledDetectors ?? settings.disabledDetectors,
          }
        : settings,
    DEFAULT_SETTINGS,
  );
}

/**
 * What holds in a project: its own changes over the site's. How commits are traced is the site's alone,
 * because commits belong to repositories, and one repository may serve several projects.
 */
export function projectSettings(site: SettingsChange | undefined, project: SettingsChange | undefined): Settings {
  const { trace: _, ...own } = project ?? {};
  return settingsFrom(site, own);
}

function mergeThresholds(base: Settings['thresholds'], change: SettingsChange['thresholds']): Settings['thresholds'] {
  if (!change) return base;
  const merged: Record<string, Readonly<Record<string, number>>> = { ...base };
  for (const [detector, values] of Object.entries(change)) merged[detector] = { ...base[detector], ...values };
  return merged;
}
