/**
 * What people and the app have done on the site since it opened, kept apart from the data set so
 * that forgetting it (`reset`) gives the data set back.
 */
import type { DataSet } from './data-set';
import type { HistoryEntry, Item, StoredComment } from './item';
import type { LinkSpan } from './links';

export interface Edit {
  readonly at: number;
  readonly value: unknown;
}

export interface ItemEdits {
  readonly values: Map<string, Edit>;
  readonly history: HistoryEntry[];
  touchedAt: number;
}

/** A notification somebody asked Jira to send; the local site keeps it instead. */
export interface OutboxMail {
  readonly at: number;
  readonly itemKey: string;
  readonly from: string;
  readonly subject: string;
  readonly textBody: string;
  readonly htmlBody: string;
  /** Account ids. */
  readonly to: readonly string[];
}

export interface SiteState {
  readonly created: Map<string, Item>;
  readonly deleted: Set<string>;
  readonly edits: Map<string, ItemEdits>;
  readonly comments: StoredComment[];
  readonly links: LinkSpan[];
  /** Link id → when it was taken away. */
  readonly removedLinks: Map<string, number>;
  /** `issue:10001` or `project:10000` → property key → value. */
  readonly properties: Map<string, Map<string, unknown>>;
  readonly outbox: OutboxMail[];
  /** Changes with every edit, so that answers can be remembered between edits. */
  revision: number;
  lastId: number;
}

export function openState(dataSet: DataSet): SiteState {
  const ids = [
    ...dataSet.items.map((item) => item.id),
    ...dataSet.links.map((link) => link.id),
    ...dataSet.comments.map((comment) => comment.id),
  ];
  const lastId = ids.reduce((highest, id) => Math.max(highest, Number(id) || 0), 10_000);
  return {
    created: new Map(),
    deleted: new Set(),
    edits: new Map(),
    comments: [],
    links: [],
    removedLinks: new Map(),
    properties: new Map(),
    outbox: [],
    revision: 0,
    lastId,
  };
}

export function nextId(state: SiteState): string {
  state.lastId += 1;
  return String(state.lastId);
}

/** The edits of an item, made when first needed. */
export function editsOf(state: SiteState, itemId: string): ItemEdits {
  const known = state.edits.get(itemId);
  if (known) return known;
  const edits: ItemEdits = { values: new Map(), history: [], touchedAt: 0 };
  state.edits.set(itemId, edits);
  return edits;
}

export function propertiesOf(state: SiteState, owner: string): Map<string, unknown> {
  const known = state.properties.get(owner) ?? new Map<string, unknown>();
  state.properties.set(owner, known);
  return known;
}
