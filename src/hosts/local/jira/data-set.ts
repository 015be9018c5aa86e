/**
 * A data set on disk → what the local Jira serves.
 *
 * In: a folder with `issues.jsonl[.gz]` and, where the source has them, `comments`, `changelogs`,
 * `remotelinks`, `projects`, `statuses`, `issuetypes`, `sprints` in the same packing, and a
 * `demo.json` naming the set. Out: items with histories, links with spans, and a catalogue.
 * A line that cannot be used is counted with its reason, never guessed at.
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { AccessRules } from './access';
import { emptyCatalogue, firstStatusOf, noteItem, notePerson, statusNamed, type Catalogue } from './catalogue';
import { fieldIdOf } from './field-names';
import { inOrder, provenHistory, readHistory, readHistoryEntry } from './history';
import {
  instantFrom,
  isRecord,
  namedFrom,
  personFrom,
  type FieldValues,
  type HistoryEntry,
  type Item,
  type Named,
  type StoredComment,
} from './item';
import { readJsonLines, type RejectedLine } from './jsonl';
import { gatherLinks, type LinkSpan } from './links';

export interface TourStop {
  readonly text: string;
  /** A path of the site. */
  readonly path: string;
}

export interface DataSet {
  readonly name: string;
  /** When the host's clock starts, when the set says so. */
  readonly opensAt?: number;
  /** What every page of the site says of the set, where the set wants it said. */
  readonly banner?: string;
  /** Who may see and do what, where the set says so. */
  readonly access: AccessRules;
  /** The app's settings that the set's administrator chose; as the app takes them. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Pages of the site to begin with, where the set names some. */
  readonly tour: readonly TourStop[];
  readonly items: readonly Item[];
  readonly comments: readonly StoredComment[];
  readonly links: readonly LinkSpan[];
  /** By item id. */
  readonly remoteLinks: ReadonlyMap<string, readonly unknown[]>;
  readonly catalogue: Catalogue;
  /** Board id → name, where the set names its boards. */
  readonly boardNames: Readonly<Record<string, string>>;
  /** Whether the source recorded changes; without, only resolutions can be dated. */
  readonly historyKnown: boolean;
  readonly rejected: readonly RejectedLine[];
}

interface RawItem {
  readonly id: string;
  readonly key: string;
  readonly projectKey: string;
  readonly createdAt: number;
  readonly fields: FieldValues;
  /** Undefined when the source has no changelog for it. */
  readonly history: readonly HistoryEntry[] | undefined;
}

/** Reads a folder. Throws only when it holds no work items at all, naming the folder. */
export function loadDataSet(folder: string): DataSet {
  const rejected: RejectedLine[] = [];
  const catalogue = emptyCatalogue();
  readReferences(folder, catalogue, rejected);
  const seen = new Set<string>();
  const raws = readJsonLines(folder, 'issues', (value) => parseItem(value, seen), rejected);
  if (raws.length === 0) throw new Error(`No work items in ${folder}: it must hold issues.jsonl or issues.jsonl.gz`);
  const separate = readSeparateHistories(folder, rejected);
  for (const raw of raws) noteItem(catalogue, raw.fields, raw.history ?? []);
  for (const entry of raws.flatMap((raw) => raw.history ?? [])) noteStatuses(catalogue, entry);
  sortPriorities(catalogue);

  const items = withHistories(raws, separate, catalogue);
  const ids = new Map(items.map((item) => [item.key, item.id]));
  const comments = readJsonLines(folder, 'comments', (value) => parseComment(value, ids), rejected);
  for (const comment of comments) notePerson(catalogue, comment.author);
  const about = readAbout(folder);
  return {
    name: about.name,
    ...(about.opensAt !== undefined && { opensAt: about.opensAt }),
    ...(about.banner !== undefined && { banner: about.banner }),
    ...(about.settings && { settings: about.settings }),
    access: about.access,
    boardNames: about.boards,
    tour: about.tour,
    items,
    comments,
    links: gatherLinks(items, catalogue.linkTypes),
    remoteLinks: readRemoteLinks(folder, rejected),
    catalogue,
    historyKnown: raws.some((raw) => raw.history !== undefined),
    rejected,
  };
}

function parseItem(value: unknown, seen: Set<string>): RawItem | string {
  if (!isRecord(value) || !isRecord(value['fields'])) return 'is not a work item: it has no fields';
  const { id, key, fields } = value as { id?: unknown; key?: unknown; fields: FieldValues };
  if (typeof id !== 'string' || typeof key !== 'string') return 'has no id or no key';
  const project = isRecord(fields['project']) ? fields['project']['key'] : undefined;
  if (typeof project !== 'string') return `${key} has no project`;
  const createdAt = instantFrom(fields['created']);
  if (createdAt === undefined) return `${key} has no creation instant`;
  if (!namedFrom(fields['status']) || !namedFrom(fields['issuetype'])) return `${key} has no status or no type`;
  if (seen.has(id) || seen.has(key)) return `${key} is there twice`;
  seen.add(id).add(key);
  return {
    id,
    key,
    projectKey: project,
    createdAt,
    fields,
    history: value['changelog'] === undefined ? undefined : readHistory(value['changelog']),
  };
}

function withHistories(
  raws: readonly RawItem[],
  separate: ReadonlyMap<string, readonly HistoryEntry[]>,
  catalogue: Catalogue,
): Item[] {
  const firstStatuses = firstStatusByProject(raws, catalogue);
  return raws.map(({ history, ...raw }) => {
    const recorded = history ?? provenHistory(raw.id, raw.fields, firstStatuses(raw.projectKey));
    const known = new Set(recorded.map((entry) => entry.id));
    const more = (separate.get(raw.id) ?? []).filter((entry) => !known.has(entry.id));
    const all = inOrder([...recorded, ...more]);
    return { ...raw, history: all, formerKeys: formerKeys(all) };
  });
}

function firstStatusByProject(raws: readonly RawItem[], catalogue: Catalogue): (projectKey: string) => Named {
  const known = new Map<string, Named>();
  return (projectKey) => {
    const first =
      known.get(projectKey) ??
      firstStatusOf(
        catalogue,
        raws.filter((raw) => raw.projectKey === projectKey).map((raw) => String(namedFrom(raw.fields['status'])?.id)),
      );
    known.set(projectKey, first);
    return first;
  };
}

/** Keys an item had before it was moved; Jira still answers to them. */
function formerKeys(history: readonly HistoryEntry[]): string[] {
  return history.flatMap((entry) =>
    entry.items.flatMap((item) => (item.field === 'Key' && item.fromString ? [item.fromString] : [])),
  );
}

function noteStatuses(catalogue: Catalogue, entry: HistoryEntry): void {
  for (const item of entry.items) {
    if (fieldIdOf(item) !== 'status') continue;
    if (item.from !== null) statusNamed(catalogue, item.from, item.fromString ?? item.from);
    if (item.to !== null)
      statusNamed(
        catalogue,
        item.to,
        Object.hasOwn(item, 'toString') && item.toString !== null ? item.toString : item.to,
      );
  }
}

function readReferences(folder: string, catalogue: Catalogue, rejected: RejectedLine[]): void {
  const read = (name: string) => readJsonLines(folder, name, (value) => namedFrom(value) ?? 'has no id', rejected);
  for (const status of read('statuses')) catalogue.statuses.set(status.id, status);
  for (const type of read('issuetypes')) catalogue.issueTypes.set(type.id, type);
  for (const sprint of read('sprints'))
    catalogue.sprints.set(sprint.id, { ...sprint, boardId: sprint['originBoardId'] });
}

function readSeparateHistories(folder: string, rejected: RejectedLine[]): Map<string, HistoryEntry[]> {
  const byItem = new Map<string, HistoryEntry[]>();
  const lines = readJsonLines(folder, 'changelogs', (value) => withOwner(value, readHistoryEntry), rejected);
  for (const { owner, value } of lines) byItem.set(owner, [...(byItem.get(owner) ?? []), value]);
  return byItem;
}

function readRemoteLinks(folder: string, rejected: RejectedLine[]): Map<string, unknown[]> {
  const byItem = new Map<string, unknown[]>();
  const lines = readJsonLines(
    folder,
    'remotelinks',
    (line) => withOwner(line, (value) => (isRecord(value) ? value : undefined)),
    rejected,
  );
  for (const { owner, value } of lines) byItem.set(owner, [...(byItem.get(owner) ?? []), value]);
  return byItem;
}

/** Files that keep an item's parts apart name it in `_input`, as JSON text: `{"issue_id": 13383}`. */
function withOwner<T>(value: unknown, read: (value: unknown) => T | undefined): { owner: string; value: T } | string {
  if (!isRecord(value) || typeof value['_input'] !== 'string') return 'does not say which item it belongs to';
  const owner = /"issue_id":\s*"?(\d+)/.exec(value['_input'])?.[1];
  const part = read(value);
  return owner === undefined || part === undefined ? 'cannot be read' : { owner, value: part };
}

function parseComment(value: unknown, ids: ReadonlyMap<string, string>): StoredComment | string {
  if (!isRecord(value)) return 'is not a comment';
  const itemId = ids.get(String(value['issueKey']));
  const createdAt = instantFrom(value['created']);
  if (itemId === undefined) return 'belongs to no item of the set';
  if (createdAt === undefined) return 'has no creation instant';
  const author = personFrom(value['author']);
  return {
    id: String(value['id']),
    itemId,
    ...(author && { author }),
    createdAt,
    updatedAt: instantFrom(value['updated']) ?? createdAt,
    body: value['body'],
  };
}

interface AboutSet {
  readonly name: string;
  readonly opensAt: number | undefined;
  readonly banner: string | undefined;
  readonly access: AccessRules;
  readonly settings: Readonly<Record<string, unknown>> | undefined;
  readonly boards: Readonly<Record<string, string>>;
  readonly tour: readonly TourStop[];
}

function readAbout(folder: string): AboutSet {
  const path = join(folder, 'demo.json');
  const read: unknown = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
  const about = isRecord(read) ? read : {};
  const { name, banner, boards, tour, settings } = about;
  return {
    name: typeof name === 'string' ? name : basename(folder),
    opensAt: instantFrom(about['opensAt']),
    banner: typeof banner === 'string' ? banner : undefined,
    access: accessRules(about['access']),
    settings: isRecord(settings) ? settings : undefined,
    boards: Object.fromEntries(
      Object.entries(isRecord(boards) ? boards : {}).map(([id, board]) => [id, String(board)]),
    ),
    tour: Array.isArray(tour) ? tour.flatMap((stop) => tourStop(stop) ?? []) : [],
  };
}

function accessRules(value: unknown): AccessRules {
  if (!isRecord(value)) return {};
  const { adminAccountId, members, projectAdmins, restricted } = value;
  return {
    ...(typeof adminAccountId === 'string' && { adminAccountId }),
    ...(isRecord(members) && { members: accountsByKey(members) }),
    ...(isRecord(projectAdmins) && { projectAdmins: accountsByKey(projectAdmins) }),
    ...(isRecord(restricted) && { restricted: accountsByKey(restricted) }),
  };
}

function accountsByKey(lists: Readonly<Record<string, unknown>>): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(lists).map(([key, accounts]) => [key, Array.isArray(accounts) ? accounts.map(String) : []]),
  );
}

function tourStop(value: unknown): TourStop | undefined {
  if (!isRecord(value)) return undefined;
  const { text, path } = value;
  const leadsInside = typeof path === 'string' && /^\/(?!\/)/.test(path);
  return typeof text === 'string' && leadsInside ? { text, path } : undefined;
}

function sortPriorities(catalogue: Catalogue): void {
  const sorted = [...catalogue.priorities].sort(([a], [b]) => Number(a) - Number(b));
  catalogue.priorities.clear();
  for (const [id, priority] of sorted) catalogue.priorities.set(id, priority);
}
