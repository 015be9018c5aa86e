/** Work items and projects in SQL. */
import type { ProjectKey, WorkItemId, WorkItemKey } from '../../../model/key';
import { alwaysFrom, type History } from '../../../model/span';
import type { WorkItem } from '../../../model/work-item';
import type { Facts, ProjectState } from '../../../ports/facts';
import {
  factsOf,
  numberOf,
  optionalNumberOf,
  readAllRows,
  readIn,
  replaceRows,
  type Row,
  type Sql,
  textOf,
} from './sql';

type ItemStore = Pick<
  Facts,
  | 'saveItems'
  | 'removeItems'
  | 'saveItemWords'
  | 'readItemWords'
  | 'readProjectItems'
  | 'readItemsByKey'
  | 'readItemsById'
  | 'readChildrenOf'
  | 'readItemIds'
  | 'readAllKeys'
  | 'countItems'
  | 'saveProject'
  | 'readProjects'
  | 'markStale'
  | 'markExamined'
  | 'saveFormerKeys'
  | 'readMovedKeys'
>;

export function itemStore(sql: Sql): ItemStore {
  const itemsOf = (rows: readonly Row[]): WorkItem[] => rows.map((row) => unpackItem(factsOf<PackedItem>(row)));
  return {
    saveItems: (items) =>
      replaceRows(
        sql,
        'work_item',
        ['item_id', 'project_key', 'item_key', 'parent_key', 'facts'],
        items.map((item) => [
          item.id,
          item.projectKey,
          item.key,
          item.parent.at(-1)?.value ?? '',
          JSON.stringify(packItem(item)),
        ]),
      ),
    removeItems: async (ids) => {
      for (const table of ['work_item', 'item_words'])
        await readIn(sql, ids, (marks, chunk) => sql.query(`DELETE FROM ${table} WHERE item_id IN (${marks})`, chunk));
    },
    saveItemWords: (words) =>
      replaceRows(
        sql,
        'item_words',
        ['item_id', 'words'],
        words.map((item) => [item.id, item.words]),
      ),
    readItemWords: async (project) => {
      const inProject = 'item_id IN (SELECT item_id FROM work_item WHERE project_key = ?)';
      const rows = await readAllRows(sql, 'item_words', ['item_id', 'words'], inProject, [project], ['item_id']);
      return new Map(rows.map((row) => [textOf(row, 'item_id'), textOf(row, 'words')]));
    },
    readProjectItems: async (project) =>
      itemsOf(await readAllRows(sql, 'work_item', ['facts'], 'project_key = ?', [project], ['item_id'])),
    readItemsByKey: async (keys) =>
      itemsOf(
        await readIn(sql, keys, (marks, chunk) =>
          sql.query(`SELECT facts FROM work_item WHERE item_key IN (${marks})`, chunk),
        ),
      ),
    readItemsById: async (ids) =>
      itemsOf(
        await readIn(sql, ids, (marks, chunk) =>
          sql.query(`SELECT facts FROM work_item WHERE item_id IN (${marks})`, chunk),
        ),
      ),
    readChildrenOf: async (keys) =>
      itemsOf(
        await readIn(sql, keys, (marks, chunk) =>
          sql.query(`SELECT facts FROM work_item WHERE parent_key IN (${marks}) ORDER BY item_id`, chunk),
        ),
      ),
    readItemIds: async (project) =>
      (await readAllRows(sql, 'work_item', ['item_id'], 'project_key = ?', [project], ['item_id'])).map((row) =>
        textOf(row, 'item_id'),
      ),
    readAllKeys: async () =>
      (await readAllRows(sql, 'work_item', ['item_key'], '', [], ['item_id'])).map((row) => textOf(row, 'item_key')),
    countItems: async () => {
      const rows = await sql.query('SELECT project_key, COUNT(*) AS items FROM work_item GROUP BY project_key');
      return new Map(rows.map((row) => [textOf(row, 'project_key'), numberOf(row, 'items')]));
    },
    saveProject: async ({ key, name, readAt }) => {
      const [known] = await sql.query('SELECT project_key FROM project WHERE project_key = ?', [key]);
      if (known) {
        await sql.query('UPDATE project SET name = ?, read_ms = ?, changes = changes + 1 WHERE project_key = ?', [
          name.slice(0, 255),
          readAt ?? null,
          key,
        ]);
      } else {
        await replaceRows(
          sql,
          'project',
          ['project_key', 'name', 'read_ms', 'examined_ms', 'changes'],
          [[key, name.slice(0, 255), readAt ?? null, null, 1]],
        );
      }
    },
    readProjects: async () => {
      const rows = await sql.query(
        'SELECT project_key, name, read_ms, examined_ms, changes FROM project ORDER BY project_key',
      );
      return rows.map(
        (row): ProjectState => ({
          key: textOf(row, 'project_key'),
          name: textOf(row, 'name'),
          readAt: optionalNumberOf(row, 'read_ms'),
          examinedAt: optionalNumberOf(row, 'examined_ms'),
          changes: numberOf(row, 'changes'),
        }),
      );
    },
    markStale: async (projects: readonly ProjectKey[]) => {
      await readIn(sql, projects, (marks, chunk) =>
        sql.query(`UPDATE project SET changes = changes + 1 WHERE project_key IN (${marks})`, chunk),
      );
    },
    markExamined: async (project, at, changesSeen) => {
      await sql.query(
        'UPDATE project SET examined_ms = ?, changes = changes - ? WHERE project_key = ? AND changes >= ?',
        [at, changesSeen, project, changesSeen],
      );
    },
    saveFormerKeys: (former) =>
      replaceRows(
        sql,
        'former_key',
        ['former_key', 'item_id'],
        former.map(({ key, id }) => [key, id]),
      ),
    readMovedKeys: async () => {
      const rows = await readAllRows(sql, 'former_key', ['item_id'], '', [], ['former_key']);
      const present = await readIn(sql, [...new Set(rows.map((row) => textOf(row, 'item_id')))], (marks, chunk) =>
        sql.query(`SELECT item_id, item_key FROM work_item WHERE item_id IN (${marks})`, chunk),
      );
      const keys = new Map(present.map((row) => [textOf(row, 'item_id'), textOf(row, 'item_key')]));
      return new Map(
        rows.flatMap((row): [string, string][] => {
          const [from, to] = [textOf(row, 'former_key'), keys.get(textOf(row, 'item_id'))];
          return to === undefined || to === from ? [] : [[from, to]];
        }),
      );
    },
  };
}

/**
 * The stored form leaves out histories with one value that has held since creation, which most
 * have: a third of the bytes, and every byte is read again at each examination.
 */
interface PackedItem extends Omit<WorkItem, HistoryField> {
  readonly id: WorkItemId;
  readonly key: WorkItemKey;
  readonly same: Partial<Record<HistoryField, unknown>>;
  readonly histories: Partial<Record<HistoryField, History<unknown>>>;
}

const HISTORY_FIELDS = [
  'status',
  'resolution',
  'assignee',
  'parent',
  'dueOn',
  'priority',
  'sprints',
  'flagged',
  'fixVersions',
  'links',
] as const;
type HistoryField = (typeof HISTORY_FIELDS)[number];

function packItem(item: WorkItem): PackedItem {
  const { status, resolution, assignee, parent, dueOn, priority, sprints, flagged, fixVersions, links, ...rest } = item;
  const fields = { status, resolution, assignee, parent, dueOn, priority, sprints, flagged, fixVersions, links };
  const same: Partial<Record<HistoryField, unknown>> = {};
  const histories: Partial<Record<HistoryField, History<unknown>>> = {};
  for (const field of HISTORY_FIELDS) {
    const history: History<unknown> = fields[field];
    const [only] = history;
    const isConstant = history.length === 1 && only?.from === item.createdAt && only.until === undefined && only.exact;
    if (isConstant && field !== 'links') same[field] = only.value ?? null;
    else histories[field] = history;
  }
  return { ...rest, same, histories };
}

function unpackItem(packed: PackedItem): WorkItem {
  const { same, histories, ...rest } = packed;
  const historyOf = <T>(field: HistoryField): History<T> => {
    if (Object.hasOwn(same, field)) return alwaysFrom(rest.createdAt, (same[field] ?? undefined) as T);
    return (histories[field] ?? []).map((span) => ({
      ...span,
      until: span.until,
      value: (span.value ?? undefined) as T,
    }));
  };
  return {
    ...rest,
    reporter: rest.reporter,
    status: historyOf('status'),
    resolution: historyOf('resolution'),
    assignee: historyOf('assignee'),
    parent: historyOf('parent'),
    dueOn: historyOf('dueOn'),
    priority: historyOf('priority'),
    sprints: historyOf('sprints'),
    flagged: historyOf('flagged'),
    fixVersions: historyOf('fixVersions'),
    links: historyOf('links'),
  };
}
