/**
 * What the local Jira keeps: a work item in its last known state together with its history.
 * Any earlier state follows from undoing the history (rewind.ts).
 */

export interface Person {
  readonly accountId: string;
  readonly displayName: string;
  readonly active: boolean;
  readonly accountType: 'atlassian' | 'app';
  /** Where the person shows it on the profile, which few do. */
  readonly emailAddress?: string;
}

/**
 * One changed field. `toString` is Jira's own name for a property and hides Object's method of that
 * name: read it only from values known to be history items, and ask `Object.hasOwn` elsewhere.
 */
export interface HistoryItem {
  readonly field: string;
  readonly fieldtype: string;
  readonly fieldId?: string;
  readonly from: string | null;
  readonly fromString: string | null;
  readonly to: string | null;
  readonly toString: string | null;
}

export interface HistoryEntry {
  readonly id: string;
  readonly at: number;
  /** Absent when the source does not say who. */
  readonly author?: Person;
  readonly items: readonly HistoryItem[];
}

export type FieldValues = Readonly<Record<string, unknown>>;

export interface Item {
  readonly id: string;
  readonly key: string;
  readonly projectKey: string;
  readonly createdAt: number;
  /** Jira's fields, in the last known state. */
  readonly fields: FieldValues;
  /** Oldest first. Where the source has none, only the resolution, which its date proves. */
  readonly history: readonly HistoryEntry[];
  readonly formerKeys: readonly string[];
}

export interface StoredComment {
  readonly id: string;
  readonly itemId: string;
  readonly author?: Person;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Plain text, or an Atlassian document. */
  readonly body: unknown;
}

/** A thing with an id and a name, and whatever else its source says about it. */
export interface Named {
  readonly id: string;
  readonly name: string;
  readonly [field: string]: unknown;
}

/** The custom fields every Jira Cloud site has under these ids. */
export const EPIC_LINK = 'customfield_10014';
export const STORY_POINTS = 'customfield_10016';
export const SPRINT = 'customfield_10020';
export const FLAGGED = 'customfield_10021';

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The records in a list, or none when it is not a list. */
export function recordsIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** A named thing, when the value has an id; Jira writes ids as text and as numbers. */
export function namedFrom(value: unknown): Named | undefined {
  if (!isRecord(value)) return undefined;
  const { id, name } = value;
  if (typeof id !== 'string' && typeof id !== 'number') return undefined;
  return { ...value, id: String(id), name: typeof name === 'string' ? name : String(id) };
}

/** A person, when the value has an account id. */
export function personFrom(value: unknown): Person | undefined {
  if (!isRecord(value) || typeof value['accountId'] !== 'string' || value['accountId'] === '') return undefined;
  return {
    accountId: value['accountId'],
    displayName: typeof value['displayName'] === 'string' ? value['displayName'] : value['accountId'],
    active: value['active'] !== false,
    accountType: value['accountType'] === 'app' ? 'app' : 'atlassian',
    ...(typeof value['emailAddress'] === 'string' && { emailAddress: value['emailAddress'] }),
  };
}

/** Milliseconds of an instant in any of Jira's spellings (`+0000`, `+08:00`, `Z`), or undefined. */
export function instantFrom(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const at = Date.parse(value.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(at) ? undefined : at;
}

/** An instant as Jira writes it: `2017-11-13T09:00:00.000+0000`. */
export function jiraInstant(at: number): string {
  return new Date(at).toISOString().replace('Z', '+0000');
}
