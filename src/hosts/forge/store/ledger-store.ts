/** The ledger of links in SQL: entries are added, links are what they amount to. */
import { projectOf } from '../../../model/key';
import { type LedgerEntry, linksAt } from '../../../model/ledger';
import type { LinkFacts } from '../../../ports/link-facts';
import { readBySha } from './read-by-sha';
import {
  addRows,
  factsOf,
  numberOf,
  readAllRows,
  readIn,
  replaceRows,
  type Row,
  type Sql,
  type SqlValue,
  textOf,
  wholeNumber,
} from './sql';

type LedgerStore = Pick<
  LinkFacts,
  | 'appendEntries'
  | 'correctWeights'
  | 'readEntriesOf'
  | 'readEntriesTo'
  | 'readLedger'
  | 'readEntriesIn'
  | 'readDecisions'
  | 'countDecisions'
  | 'replaceDeciders'
  | 'readDeciders'
  | 'readLinks'
  | 'readLinksTo'
  | 'readLinksOf'
  | 'countLinks'
>;

const COLUMNS = ['repo', 'sha', 'item_key', 'entry_id', 'act', 'decider', 'at_ms', 'weight', 'facts'] as const;
const SELECTED = COLUMNS.join(', ');
const KEY = ['repo', 'sha', 'item_key', 'entry_id'] as const;
/** In the column of who decided, where a linker spoke. */
const NOBODY = '';

export function ledgerStore(sql: Sql): LedgerStore {
  const write = (put: typeof addRows, entries: readonly LedgerEntry[]): Promise<void> =>
    put(
      sql,
      'trace_entry',
      [...COLUMNS, 'project_key'],
      entries.map((entry) => [...valuesOf(entry), projectOf(entry.key)]),
    );
  const readEntriesOf: LinkFacts['readEntriesOf'] = async (ids) =>
    (await readBySha(sql, 'trace_entry', SELECTED, ids)).map(entryOf);
  const readEntriesTo: LinkFacts['readEntriesTo'] = async (keys) =>
    (
      await readIn(sql, keys, (marks, chunk) =>
        sql.query(`SELECT ${SELECTED} FROM trace_entry WHERE item_key IN (${marks})`, chunk),
      )
    ).map(entryOf);
  const readDecided = async (): Promise<LedgerEntry[]> =>
    (await readAllRows(sql, 'trace_entry', COLUMNS, 'decider <> ?', [NOBODY], KEY)).map(entryOf);
  return {
    appendEntries: (entries) => write(addRows, entries),
    correctWeights: (entries) => write(replaceRows, entries),
    readEntriesOf,
    readEntriesTo,
    readLedger: async (order, after, limit, within) => {
      const [compare, direction] = order === 'oldest' ? ['>', 'ASC'] : ['<', 'DESC'];
      const conditions = [
        ...(after ? [`(at_ms ${compare} ? OR (at_ms = ? AND entry_id ${compare} ?))`] : []),
        ...(within ? [`(${[...within.repos.map(() => 'repo = ?'), 'project_key = ?'].join(' OR ')})`] : []),
      ];
      const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
      const rows = await sql.query(
        `SELECT ${SELECTED} FROM trace_entry ${where} ORDER BY at_ms ${direction}, entry_id ${direction} LIMIT ${wholeNumber(limit)}`,
        [...(after ? [after.at, after.at, after.id] : []), ...(within ? [...within.repos, within.projectKey] : [])],
      );
      return rows.map(entryOf);
    },
    readEntriesIn: async (repo, afterSha = '', commits) => {
      const shas = await sql.query(
        `SELECT DISTINCT sha FROM trace_entry WHERE repo = ? AND sha > ? ORDER BY sha LIMIT ${wholeNumber(commits)}`,
        [repo, afterSha],
      );
      return readEntriesOf(shas.map((row) => ({ repo, sha: textOf(row, 'sha') })));
    },
    readDecisions: async (repo) =>
      (await readAllRows(sql, 'trace_entry', COLUMNS, 'repo = ? AND decider <> ?', [repo, NOBODY], KEY)).map(entryOf),
    countDecisions: async (repos) => {
      const counts = { confirmed: 0, rejected: 0 };
      const rows = await readIn(sql, repos, (marks, chunk) =>
        sql.query(
          `SELECT act, COUNT(*) AS entries FROM trace_entry WHERE repo IN (${marks}) AND act IN ('confirmed', 'rejected') GROUP BY act`,
          chunk,
        ),
      );
      for (const row of rows) counts[textOf(row, 'act') as keyof typeof counts] += numberOf(row, 'entries');
      return counts;
    },
    replaceDeciders: async (accounts, instead) => {
      const theirs = (await readDecided()).filter(({ by }) => by.kind === 'person' && accounts.has(by.accountId));
      await write(
        replaceRows,
        theirs.map((entry) => ({ ...entry, by: { kind: 'person', accountId: instead } })),
      );
    },
    readDeciders: async () =>
      (await sql.query('SELECT DISTINCT decider FROM trace_entry WHERE decider <> ? ORDER BY decider', [NOBODY])).map(
        (row) => textOf(row, 'decider'),
      ),
    readLinks: async (repo) =>
      linksAt((await readAllRows(sql, 'trace_entry', COLUMNS, 'repo = ?', [repo], KEY)).map(entryOf)),
    readLinksTo: async (keys) => linksAt(await readEntriesTo(keys)),
    readLinksOf: async (ids) => linksAt(await readEntriesOf(ids)),
    countLinks: async () =>
      (
        await sql.query(
          'SELECT repo, project_key, SUM(weight) AS links FROM trace_entry GROUP BY repo, project_key ORDER BY repo, project_key',
        )
      )
        .map((row) => ({
          repo: textOf(row, 'repo'),
          projectKey: textOf(row, 'project_key'),
          links: numberOf(row, 'links'),
        }))
        .filter(({ links }) => links > 0),
  };
}

function valuesOf({ repo, sha, key, id, act, by, at, weight, ...facts }: LedgerEntry): SqlValue[] {
  const decider = by.kind === 'person' ? by.accountId : NOBODY;
  const version = by.kind === 'linker' ? by.version : undefined;
  return [repo, sha, key, id, act, decider, at, weight, JSON.stringify({ ...facts, version })];
}

function entryOf(row: Row): LedgerEntry {
  const { linker, confidence, evidence, position, version } = factsOf<
    Pick<LedgerEntry, 'linker' | 'confidence' | 'evidence' | 'position'> & { readonly version?: string }
  >(row);
  const decider = textOf(row, 'decider');
  return {
    repo: textOf(row, 'repo'),
    sha: textOf(row, 'sha'),
    key: textOf(row, 'item_key'),
    id: textOf(row, 'entry_id'),
    act: textOf(row, 'act') as LedgerEntry['act'],
    linker,
    confidence,
    evidence: { text: evidence.text, quote: evidence.quote, via: evidence.via },
    by: decider === NOBODY ? { kind: 'linker', version: version ?? '' } : { kind: 'person', accountId: decider },
    at: numberOf(row, 'at_ms'),
    position,
    weight: numberOf(row, 'weight') as LedgerEntry['weight'],
  };
}
