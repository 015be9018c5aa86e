/**
 * What we ask of Jira. Answers are Jira's own JSON, unread: `ingest` turns them into our words.
 * Every call has a time limit and is retried when Jira asks for patience; what still fails throws.
 */
import type { WorkItemId, WorkItemKey } from '../model/key';
import type { AccountId } from '../model/work-item';

export interface ItemPage {
  /** Issue beans with every field we read and, where Jira includes it, the changelog's first page. */
  readonly issues: readonly unknown[];
  /** Undefined on the last page. */
  readonly nextPageToken: string | undefined;
}

export interface ProjectSummary {
  readonly id: string;
  readonly key: string;
  readonly name: string;
}

/** Jira as the app sees it: everything that the site lets apps see. */
export interface Jira {
  /** Work items that match, in pages of at most 100, with complete changelogs. */
  searchItems(jql: string, pageToken: string | undefined): Promise<ItemPage>;
  /** Work items by id or key with complete changelogs; those that no longer exist are left out. */
  readItems(idsOrKeys: readonly string[]): Promise<readonly unknown[]>;
  /** Ids only, for finding out what was deleted. */
  searchIds(jql: string): Promise<readonly WorkItemId[]>;
  countItems(jql: string): Promise<number | undefined>;
  readProjects(): Promise<readonly ProjectSummary[]>;
  /** GET /field, unread. */
  readFields(): Promise<unknown>;
  /** GET /status, unread. */
  readStatuses(): Promise<unknown>;
  readLinkTypes(): Promise<readonly { name: string; inward: string; outward: string }[]>;
  /** `refused`: this item keeps no property now (too large, archived, closed to apps). Other failures pass and throw. */
  writeItemProperty(id: WorkItemId, value: unknown): Promise<'written' | 'gone' | 'refused'>;
  /** Does nothing where there is no property, no item, or no leave to change it. */
  removeItemProperty(id: WorkItemId): Promise<void>;
}

/** A work item as one reader sees it now. */
export interface SeenItem {
  readonly id: WorkItemId;
  readonly key: WorkItemKey;
  readonly summary: string;
  readonly type: string;
  readonly status: string;
  readonly stage: 'to-do' | 'in-progress' | 'done';
  /** Keys at the other ends of the links this reader sees on it. */
  readonly linkEnds: readonly WorkItemKey[];
}

/** Jira in the name of the person who asks; never for deciding anything on the app's behalf. */
export interface JiraReader {
  readonly accountId: AccountId;
  /** The items among these (ids or keys) that the reader may see. */
  seeItems(idsOrKeys: readonly string[]): Promise<readonly SeenItem[]>;
  /** Which of these project permissions the reader has: BROWSE_PROJECTS, ADMINISTER_PROJECTS. */
  hasProjectPermission(permission: string, projectKey: string): Promise<boolean>;
  isAdministrator(): Promise<boolean>;
  /** What kind of account it is; undefined when Jira shows the reader none. */
  seeAccount(accountId: AccountId): Promise<'person' | 'app' | undefined>;
}
