/** The site at one instant: the data set as it was then, with the edits made since it opened. */
import { releaseInstants } from './calendar';
import { describeCustomField, fieldIdOf, systemFields, type FieldDescription } from './field-names';
import type { DataSet } from './data-set';
import {
  EPIC_LINK,
  SPRINT,
  instantFrom,
  isRecord,
  type FieldValues,
  type HistoryEntry,
  type Item,
  type StoredComment,
} from './item';
import type { LinkSpan } from './links';
import { fieldsAt, historyUntil } from './rewind';
import type { ItemEdits, SiteState } from './state';

export interface ItemView {
  readonly id: string;
  readonly key: string;
  readonly projectKey: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly fields: FieldValues;
  /** Oldest first. */
  readonly history: readonly HistoryEntry[];
}

export interface World {
  readonly at: number;
  readonly dataSet: DataSet;
  readonly state: SiteState;
  /** In order of creation. */
  readonly items: readonly ItemView[];
  /** By id, or by present or former key in any case; undefined when it does not exist (yet). */
  find(idOrKey: string): ItemView | undefined;
  /** Links that exist now; an end outside the data set counts as existing. */
  readonly links: readonly LinkSpan[];
  linksOf(key: string): readonly LinkSpan[];
  childrenOf(key: string): readonly ItemView[];
  parentKeyOf(view: ItemView): string | undefined;
  commentsOf(itemId: string): readonly StoredComment[];
  /** Version id → when it came out, for those ever released. */
  readonly releasedAt: ReadonlyMap<string, number>;
  readonly fields: readonly FieldDescription[];
}

export interface Worlds {
  at(at: number): World;
  /** One item of the data set at an instant, without building the rest; comments aside. */
  viewAt(item: Item, at: number): ItemView | undefined;
}

/** Remembers what does not depend on the instant; the result builds the world of any instant. */
export function createWorlds(dataSet: DataSet, state: () => SiteState): Worlds {
  const releasedAt = releaseInstants(dataSet.items, dataSet.catalogue.versions);
  const fields = [
    ...systemFields(),
    ...[...dataSet.catalogue.customFields].map(([id, name]) => describeCustomField(id, name)),
  ];
  const cutsByItem = new Map(dataSet.items.map((item) => [item.id, new Map<number, FieldValues>()]));
  let last: { world: World; revision: number; state: SiteState } | undefined;

  /** Fields depend on how many entries are in the past, not on the instant itself. */
  const rewound = (item: Item, at: number, past: number): FieldValues => {
    const cuts = cutsByItem.get(item.id);
    const known = cuts?.get(past);
    if (known) return known;
    const fresh = fieldsAt(item, at, dataSet.catalogue);
    if (cuts && cuts.size > 3) cuts.clear();
    cuts?.set(past, fresh);
    return fresh;
  };

  return {
    at: (at) => {
      const now = state();
      if (last && last.world.at === at && last.revision === now.revision && last.state === now) return last.world;
      const world = buildWorld(at, dataSet, now, { releasedAt, fields }, rewound);
      last = { world, revision: now.revision, state: now };
      return world;
    },
    viewAt: (item, at) => {
      const { deleted, edits } = state();
      if (item.createdAt > at || deleted.has(item.id)) return undefined;
      const past = historyUntil(item.history, at);
      return viewOf(item, at, past, fieldsAt(item, at, dataSet.catalogue), edits.get(item.id), undefined);
    },
  };
}

function buildWorld(
  at: number,
  dataSet: DataSet,
  state: SiteState,
  { releasedAt, fields }: Pick<World, 'releasedAt' | 'fields'>,
  rewound: (item: Item, at: number, past: number) => FieldValues,
): World {
  const items: ItemView[] = [];
  const index = new Map<string, ItemView>();
  const commentsByItem = groupComments([...dataSet.comments, ...state.comments], at);
  for (const item of [...dataSet.items, ...state.created.values()]) {
    if (item.createdAt > at || state.deleted.has(item.id)) continue;
    const past = historyUntil(item.history, at);
    const view = viewOf(
      item,
      at,
      past,
      rewound(item, at, past.length),
      state.edits.get(item.id),
      commentsByItem.get(item.id),
    );
    items.push(view);
    index.set(item.id, view);
    for (const key of [item.key, ...item.formerKeys]) index.set(key.toUpperCase(), view);
  }
  items.sort((a, b) => a.createdAt - b.createdAt || Number(a.id) - Number(b.id));
  const links = presentLinks(at, dataSet, state, index);
  const linksByKey = groupBy(
    links.flatMap((link) => [[link.sourceKey, link] as const, [link.destinationKey, link] as const]),
  );
  const children = groupBy(items.flatMap((view) => pairWithParent(view, index)));
  return {
    at,
    dataSet,
    state,
    items,
    find: (idOrKey) => index.get(idOrKey.toUpperCase()),
    links,
    linksOf: (key) => linksByKey.get(key) ?? [],
    childrenOf: (key) => children.get(key) ?? [],
    parentKeyOf: (view) => parentKey(view, index),
    commentsOf: (itemId) => commentsByItem.get(itemId) ?? [],
    releasedAt,
    fields,
  };
}

function viewOf(
  item: Item,
  at: number,
  past: readonly HistoryEntry[],
  base: FieldValues,
  edits: ItemEdits | undefined,
  comments: readonly StoredComment[] | undefined,
): ItemView {
  const recordedUpdate = instantFrom(item.fields['updated']);
  const instants = [
    item.createdAt,
    past.at(-1)?.at ?? 0,
    recordedUpdate !== undefined && recordedUpdate <= at ? recordedUpdate : 0,
    comments?.at(-1)?.createdAt ?? 0,
    edits?.touchedAt ?? 0,
  ];
  return {
    id: item.id,
    key: item.key,
    projectKey: item.projectKey,
    createdAt: item.createdAt,
    updatedAt: Math.max(...instants),
    fields: edits ? withEdits(base, edits, past) : base,
    history: edits ? [...past, ...edits.history].sort((a, b) => a.at - b.at) : past,
  };
}

/** Of an edit and a recorded change to the same field, the later one holds. */
function withEdits(base: FieldValues, edits: ItemEdits, past: readonly HistoryEntry[]): FieldValues {
  const fields: Record<string, unknown> = { ...base };
  for (const [fieldId, edit] of edits.values) {
    const source = fieldId === 'resolutiondate' ? 'resolution' : fieldId;
    const overtaken = past.some(
      (entry) => entry.at > edit.at && entry.items.some((item) => fieldIdOf(item) === source),
    );
    if (!overtaken) fields[fieldId] = edit.value;
  }
  return fields;
}

function presentLinks(
  at: number,
  dataSet: DataSet,
  state: SiteState,
  index: ReadonlyMap<string, ItemView>,
): LinkSpan[] {
  const inSet = new Set(dataSet.items.map((item) => item.key));
  const exists = (key: string) =>
    index.has(key.toUpperCase()) || !(inSet.has(key) || [...state.created.values()].some((item) => item.key === key));
  return [...dataSet.links, ...state.links].filter((link) => {
    if (state.removedLinks.has(link.id)) return false;
    if ((link.from ?? -Infinity) > at || (link.until ?? Infinity) <= at) return false;
    return exists(link.sourceKey) && exists(link.destinationKey);
  });
}

function pairWithParent(
  view: ItemView,
  index: ReadonlyMap<string, ItemView>,
): readonly (readonly [string, ItemView])[] {
  const key = parentKey(view, index);
  return key === undefined ? [] : [[key, view]];
}

function parentKey(view: ItemView, index: ReadonlyMap<string, ItemView>): string | undefined {
  const { parent, [EPIC_LINK]: epic } = view.fields;
  if (isRecord(parent)) {
    if (typeof parent['key'] === 'string') return parent['key'];
    if (typeof parent['id'] === 'string') return index.get(parent['id'])?.key;
  }
  return typeof epic === 'string' ? epic : undefined;
}

function groupComments(comments: readonly StoredComment[], at: number): Map<string, StoredComment[]> {
  const present = comments.filter((comment) => comment.createdAt <= at);
  return groupBy(
    present.sort((a, b) => a.createdAt - b.createdAt).map((comment) => [comment.itemId, comment] as const),
  );
}

function groupBy<T>(pairs: readonly (readonly [string, T])[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const [key, value] of pairs) {
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}

/** Every sprint the site knows, by id, with the project most of its items belong to. */
export function sprintProjects(dataSet: DataSet): Map<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const item of dataSet.items) {
    const sprints = item.fields[SPRINT];
    for (const sprint of Array.isArray(sprints) ? sprints.filter(isRecord) : []) {
      const id = String(sprint['id']);
      const byProject = counts.get(id) ?? new Map<string, number>();
      byProject.set(item.projectKey, (byProject.get(item.projectKey) ?? 0) + 1);
      counts.set(id, byProject);
    }
  }
  return new Map([...counts].map(([id, byProject]) => [id, [...byProject].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '']));
}
