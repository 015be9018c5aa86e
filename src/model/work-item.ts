/**
 * What Jira calls issues, in our words: features, stories and subtasks, each with its history.
 */
import type { Day, Instant } from './instant';
import type { ProjectKey, WorkItemId, WorkItemKey } from './key';
import { type History, valueAt } from './span';

/** An Atlassian account id. We never hold names or e-mail addresses. */
export type AccountId = string;

/** Stands in for every account that was closed: somebody had the item, nobody may say who. */
export const CLOSED_ACCOUNT: AccountId = 'closed-account';

/** Jira's three status categories. */
export type Stage = 'to-do' | 'in-progress' | 'done';

export interface Status {
  readonly id: string;
  readonly name: string;
  readonly stage: Stage;
}

/** One end of a Jira link, as the item that shows it tells it. */
export interface ItemLink {
  /** Jira's link id; the same number at both ends. */
  readonly id: string;
  /** Link type name, for example `Blocks`. */
  readonly type: string;
  /** What this item is to the other, in the site's words: "is blocked by", "depends on". */
  readonly phrase: string;
  /** `inward` when the item shows an inwardIssue, `outward` when it shows an outwardIssue. */
  readonly side: 'inward' | 'outward';
  readonly otherKey: WorkItemKey;
}

export interface Sprint {
  readonly id: string;
  readonly name: string;
  readonly state: 'future' | 'active' | 'closed';
  readonly startAt: Instant | undefined;
  readonly endAt: Instant | undefined;
  readonly completeAt: Instant | undefined;
}

export interface FixVersion {
  readonly id: string;
  readonly name: string;
  readonly released: boolean;
  readonly releaseOn: Day | undefined;
}

export interface WorkItem {
  readonly id: WorkItemId;
  readonly key: WorkItemKey;
  readonly projectKey: ProjectKey;
  /** Jira's hierarchy: 1 and above are features (epics), 0 stories, -1 subtasks. */
  readonly level: number;
  /** Type name as the site has it: Story, Bug, 任务. */
  readonly type: string;
  readonly summary: string;
  readonly createdAt: Instant;
  /** Jira's own "updated". Counts as movement only where no finer history exists. */
  readonly updatedAt: Instant;
  readonly reporter: AccountId | undefined;
  readonly labels: readonly string[];
  readonly components: readonly string[];
  /** Days and names of versions are today's: Jira keeps no history of them. */
  readonly fixVersions: History<readonly FixVersion[]>;
  readonly status: History<Status>;
  /** Resolution name while resolved: Fixed, Won't Do. */
  readonly resolution: History<string | undefined>;
  readonly assignee: History<AccountId | undefined>;
  readonly parent: History<WorkItemKey | undefined>;
  readonly dueOn: History<Day | undefined>;
  readonly priority: History<string | undefined>;
  readonly sprints: History<readonly Sprint[]>;
  readonly flagged: History<boolean>;
  /** One history a link: when it was made and, if it was, removed. */
  readonly links: History<ItemLink>;
  /** Instants at which anything a person did is recorded (history entries, comments), newest last. */
  readonly movedAt: readonly Instant[];
  /** True when the source serves a full changelog; where false, starts of spans are estimates. */
  readonly hasHistory: boolean;
}

/** True when the item's status was in the done category at that instant. */
export function isDone(item: WorkItem, at: Instant): boolean {
  return valueAt(item.status, at)?.stage === 'done';
}

/** True when the item existed and was not done at that instant. */
export function isOpen(item: WorkItem, at: Instant): boolean {
  return item.createdAt <= at && !isDone(item, at);
}

/** A feature is what stakeholders are promised: Jira's level 1 (epic) and above. */
export function isFeature(item: WorkItem): boolean {
  return item.level >= 1;
}

/** The versions an item was planned for at an instant; empty when for none. */
export function fixVersionsAt(item: WorkItem, at: Instant): readonly FixVersion[] {
  return valueAt(item.fixVersions, at) ?? [];
}

/** The links in force at an instant. O(links). */
export function linksAt(item: WorkItem, at: Instant): ItemLink[] {
  return item.links
    .filter((span) => span.from <= at && (span.until === undefined || at < span.until))
    .map((span) => span.value);
}
