/**
 * Worlds to examine in tests. Everything has a visible default; a test names only what it is about.
 * Day 1 is Monday, 2 January 2017, 00:00 UTC, so day(6) and day(7) are a weekend.
 */
import { DEFAULT_CALENDAR, workingCalendar } from '../../src/model/calendar';
import type { Branch } from '../../src/model/branch';
import type { Commit, PullRequest } from '../../src/model/commit';
import type { Waiver } from '../../src/model/finding';
import { DAY_MS, type Day, type Instant, formatDay } from '../../src/model/instant';
import { projectOf } from '../../src/model/key';
import { type LedgerEntry, nextEntry } from '../../src/model/ledger';
import type { TraceLink } from '../../src/model/link';
import { type SettingsChange, settingsFrom } from '../../src/model/settings';
import { type History, alwaysFrom } from '../../src/model/span';
import type { FixVersion, ItemLink, Sprint, Stage, Status, WorkItem } from '../../src/model/work-item';
import type { Coverage, World } from '../../src/model/world';

const MONDAY = Date.UTC(2017, 0, 2);

/** Midnight (UTC) at which day n begins; parts of a day are allowed. */
export function day(n: number): Instant {
  return MONDAY + (n - 1) * DAY_MS;
}

/** The calendar day that day n is. */
export function dateOf(n: number): Day {
  return formatDay(day(n));
}

/** `[[1, 'to-do'], [4, 'done']]`: to do from day 1, done from day 4 on. */
export type Steps<T> = readonly (readonly [fromDay: number, value: T])[];

/** A history in which each value holds until the next. */
export function historyOf<T>(steps: Steps<T>, exact = true): History<T> {
  return steps.map(([fromDay, value], index) => {
    const next = steps[index + 1];
    return { from: day(fromDay), until: next && day(next[0]), value, exact };
  });
}

export function statusOf(
  stage: Stage,
  name = { 'to-do': 'To Do', 'in-progress': 'In Progress', done: 'Done' }[stage],
): Status {
  return { id: name, name, stage };
}

export interface LinkOptions {
  readonly phrase?: string;
  /** Day it was made; the waiting item's creation when left out. */
  readonly from?: number;
  /** Day it was removed; never when left out. */
  readonly until?: number;
  readonly exact?: boolean;
}
export type LinkTo = string | (LinkOptions & { readonly to: string });

export interface ItemOptions {
  readonly key: string;
  readonly level?: number;
  readonly created?: number;
  /** To do from its creation when left out. */
  readonly status?: Steps<Stage> | History<Status>;
  readonly assignee?: string | History<string | undefined>;
  readonly parent?: string | History<string | undefined>;
  readonly due?: number | History<Day | undefined>;
  /** Unresolved when left out; a text has held since the item was created. */
  readonly resolution?: string | Steps<string | undefined>;
  /** Medium when left out; undefined for an item without one. */
  readonly priority?: string | undefined | Steps<string | undefined>;
  readonly labels?: readonly string[];
  readonly fixVersions?: readonly FixVersion[] | History<readonly FixVersion[]>;
  readonly sprints?: readonly Sprint[] | History<readonly Sprint[]>;
  readonly flagged?: Steps<boolean>;
  /** Keys it "is blocked by", or links with more said. */
  readonly waitsOn?: readonly LinkTo[];
  readonly links?: History<ItemLink>;
  readonly moved?: readonly number[];
  readonly updated?: number;
  readonly hasHistory?: boolean;
}

/** An open story, to do since day 1, unassigned, without parent, promise or link. */
export function workItemOf(options: ItemOptions): WorkItem {
  const { key, level = 0, created = 1, parent, due, waitsOn = [], links = [], moved = [], hasHistory = true } = options;
  const createdAt = day(created);
  const status = options.status ?? [[created, 'to-do']];
  const assignee = options.assignee;
  const priority = 'priority' in options ? options.priority : 'Medium';
  return {
    id: `id-of-${key}`,
    key,
    projectKey: projectOf(key),
    level,
    type: level >= 1 ? 'Epic' : level < 0 ? 'Sub-task' : 'Story',
    summary: `What ${key} is about`,
    createdAt,
    updatedAt: day(options.updated ?? Math.max(created, ...moved)),
    reporter: undefined,
    labels: options.labels ?? [],
    components: [],
    fixVersions: isHistory(options.fixVersions)
      ? options.fixVersions
      : alwaysFrom(createdAt, options.fixVersions ?? []),
    status: isSteps(status) ? historyOf(status.map(([from, stage]) => [from, statusOf(stage)] as const)) : status,
    resolution:
      typeof options.resolution === 'object'
        ? historyOf(options.resolution)
        : alwaysFrom(createdAt, options.resolution),
    assignee: typeof assignee === 'object' ? assignee : alwaysFrom(createdAt, assignee),
    parent: typeof parent === 'object' ? parent : alwaysFrom(createdAt, parent),
    dueOn: typeof due === 'object' ? due : alwaysFrom(createdAt, due === undefined ? undefined : dateOf(due)),
    priority: typeof priority === 'object' ? historyOf(priority) : alwaysFrom(createdAt, priority),
    sprints: isHistory(options.sprints) ? options.sprints : alwaysFrom(createdAt, options.sprints ?? []),
    flagged: options.flagged ? historyOf(options.flagged) : alwaysFrom(createdAt, false),
    links: [
      ...links,
      ...waitsOn.map((link, index) =>
        linkOf(typeof link === 'string' ? { to: link } : link, created, `${key}/${index}`),
      ),
    ],
    movedAt: moved.map(day),
    hasHistory,
  };
}

function isHistory<T>(told: readonly T[] | History<readonly T[]> | undefined): told is History<readonly T[]> {
  const [first] = told ?? [];
  return typeof first === 'object' && first !== null && 'from' in first;
}

function isSteps(status: Steps<Stage> | History<Status>): status is Steps<Stage> {
  return Array.isArray(status[0]);
}

function linkOf(
  { to, phrase = 'is blocked by', from, until, exact = true }: LinkOptions & { to: string },
  created: number,
  id: string,
) {
  const value: ItemLink = { id, type: 'Blocks', phrase, side: 'inward', otherKey: to };
  return { from: day(from ?? created), until: until === undefined ? undefined : day(until), value, exact };
}

/** A feature to do since day 1. */
export function featureOf(options: ItemOptions): WorkItem {
  return workItemOf({ level: 1, ...options });
}

export interface CommitOptions {
  readonly sha: string;
  readonly committed?: number;
  readonly message?: string;
  readonly author?: string;
  readonly parents?: readonly string[];
  /** Paths, each modified. */
  readonly files?: readonly string[];
  readonly branch?: string;
  /** As a commit is read for an examination; not known when left out. */
  readonly modules?: readonly string[];
}

/** A commit of day 1 in the one repository, by somebody joined to no account. */
export function commitOf({
  sha,
  committed = 1,
  message = 'Round amounts once',
  author,
  parents = ['p1'],
  files = [],
  branch,
  modules,
}: CommitOptions): Commit {
  return {
    repo: 'team/billing',
    sha,
    parents,
    authoredAt: day(committed),
    committedAt: day(committed),
    authorOffsetMinutes: 0,
    authorHash: author === undefined ? 'hash-unknown' : `hash-${author}`,
    author,
    message,
    files: files.map((path) => ({ status: 'M', path })),
    filesChanged: 0,
    ...(modules && { modules }),
    lines: undefined,
    branch,
    pullRequest: undefined,
  };
}

/** Days on which something happened to a pull request. */
export interface PullRequestOptions {
  readonly number?: number;
  readonly repo?: string;
  readonly title?: string;
  readonly branch?: string;
  readonly commits?: readonly string[];
  readonly state?: PullRequest['state'];
  readonly isDraft?: boolean;
  readonly byBot?: boolean;
  readonly opened?: number | undefined;
  readonly ready?: number;
  readonly asked?: number;
  readonly changed?: number;
  /** First and last. */
  readonly reviewed?: readonly [number, number];
  readonly closed?: number;
}

/** Opened on day 1 in the one repository, no draft, and nobody has looked at it. */
export function pullRequestOf(options: PullRequestOptions = {}): PullRequest {
  const {
    number = 7,
    repo = 'team/billing',
    title = 'Round amounts once',
    branch = 'rounding',
    commits = [],
  } = options;
  const { state = 'open', isDraft = false, byBot = false, ready, asked, changed, reviewed, closed } = options;
  const opened = 'opened' in options ? options.opened : 1;
  const at = (n: number | undefined): Instant | undefined => (n === undefined ? undefined : day(n));
  return {
    repo,
    number,
    title,
    body: '',
    branch,
    state,
    mergeSha: undefined,
    commits,
    updatedAt: day(Math.max(opened ?? 1, ready ?? 1, asked ?? 1, changed ?? 1, reviewed?.[1] ?? 1, closed ?? 1)),
    isDraft,
    byBot,
    openedAt: at(opened),
    readyAt: at(ready),
    reviewAskedAt: at(asked),
    changedAt: at(changed),
    firstReviewAt: at(reviewed?.[0]),
    lastReviewAt: at(reviewed?.[1]),
    closedAt: at(closed),
    mergedAt: state === 'merged' ? at(closed) : undefined,
  };
}

export interface BranchOptions {
  readonly name?: string;
  readonly repo?: string;
  /** Its last commit. */
  readonly head?: string;
  /** Day of its last commit, as its teller says. */
  readonly committed?: number | undefined;
  readonly isMerged?: boolean | undefined;
  readonly merged?: { readonly on: number; readonly head?: string };
  readonly isDefault?: boolean;
}

/** Not merged, as somebody told who looked; its one commit is of day 1. */
export function branchOf(options: BranchOptions = {}): Branch {
  const { name = 'rounding', repo = 'team/billing', head = 'c1', merged, isDefault = false } = options;
  const committed = 'committed' in options ? options.committed : 1;
  return {
    repo,
    name,
    toldAt: day(1),
    headSha: head,
    headAt: committed === undefined ? undefined : day(committed),
    isMerged: 'isMerged' in options ? options.isMerged : false,
    mergedAt: merged && day(merged.on),
    mergedSha: merged?.head,
    defaultAt: isDefault ? day(1) : undefined,
  };
}

/** An explicit link, found by the key in the message. */
export function traceLinkOf(sha: string, key: string): TraceLink {
  return {
    repo: 'team/billing',
    sha,
    key,
    linker: 'message-key',
    confidence: 1,
    evidence: { text: `${key} in the subject`, quote: undefined, via: undefined },
    foundAt: day(1),
  };
}

/** What the ledger holds of a link that a linker found. */
export function foundEntryOf(link: TraceLink): LedgerEntry {
  const { linker, confidence, evidence, foundAt } = link;
  return nextEntry(
    link,
    [],
    { act: 'found', linker, confidence, evidence, by: { kind: 'linker', version: '1' } },
    foundAt,
  );
}

/** A due date that changes on the days named: `dueOn([[1, 5], [3, undefined]])`. */
export function dueOn(steps: Steps<number | undefined>, exact = true): History<Day | undefined> {
  return historyOf(
    steps.map(([from, due]) => [from, due === undefined ? undefined : dateOf(due)] as const),
    exact,
  );
}

/** A version by the day it is to be released on, if any. */
export function versionOf(name: string, releaseDay: number | undefined, released = false): FixVersion {
  return { id: name, name, released, releaseOn: releaseDay === undefined ? undefined : dateOf(releaseDay) };
}

/** A sprint by the days it runs, both inclusive. */
export function sprintOf(name: string, firstDay: number, lastDay: number, state: Sprint['state'] = 'active'): Sprint {
  const completeAt = state === 'closed' ? day(lastDay + 1) : undefined;
  return { id: name, name, state, startAt: day(firstDay), endAt: day(lastDay + 1), completeAt };
}

export interface WorldOptions {
  readonly asOf?: number;
  readonly projectKey?: string;
  readonly items?: readonly WorkItem[];
  readonly commits?: readonly Commit[];
  readonly links?: readonly TraceLink[];
  readonly pullRequests?: readonly PullRequest[];
  readonly reviewsToldBy?: readonly string[];
  readonly branches?: readonly Branch[];
  readonly waivers?: readonly Waiver[];
  readonly settings?: SettingsChange;
  readonly workItemCoverage?: Coverage;
  readonly commitCoverage?: Coverage;
  readonly pullRequestCoverage?: Coverage;
  readonly branchCoverage?: Coverage;
}

/** Project PAY on day 10 (a Wednesday), everything ingested. */
export function worldOf(options: WorldOptions = {}): World {
  const asOf = day(options.asOf ?? 10);
  const settings = settingsFrom(options.settings);
  const complete: Coverage = { kind: 'complete', asOf };
  return {
    asOf,
    projectKey: options.projectKey ?? 'PAY',
    settings,
    calendar: calendarFor(settings.calendar),
    items: new Map((options.items ?? []).map((item) => [item.key, item])),
    commits: options.commits ?? [],
    links: options.links ?? [],
    pullRequests: options.pullRequests ?? [],
    reviewsToldBy: new Set(options.reviewsToldBy ?? ['team/billing']),
    branches: options.branches ?? [],
    waivers: options.waivers ?? [],
    coverage: {
      workItems: options.workItemCoverage ?? complete,
      commits: options.commitCoverage ?? complete,
      pullRequests: options.pullRequestCoverage ?? complete,
      branches: options.branchCoverage ?? complete,
    },
  };
}

/** Calendars are costly to build and cannot change, so the usual one is built once. */
const usual = workingCalendar(DEFAULT_CALENDAR);
function calendarFor(settings: World['settings']['calendar']): World['calendar'] {
  return JSON.stringify(settings) === JSON.stringify(DEFAULT_CALENDAR) ? usual : workingCalendar(settings);
}
