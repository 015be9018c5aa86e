/** The class of every commit, and what is suggested for those without a link, in SQL. */
import type { Suggester, Suggestion } from '../../../model/suggestion';
import { FIRST_MONDAY, WEEK_MS } from '../../../model/instant';
import { pairName } from '../../../model/ledger';
import type { TraceClass } from '../../../model/link';
import type { ClassPlace, CommitClass, CommitQuery, LinkFacts } from '../../../ports/link-facts';
import { readBySha } from './read-by-sha';
import { factsOf, numberOf, readIn, replaceRows, type Row, type Sql, type SqlValue, textOf, wholeNumber } from './sql';

type ClassStore = Pick<
  LinkFacts,
  | 'saveClasses'
  | 'readClassesOf'
  | 'countClasses'
  | 'countWeeks'
  | 'readLastCommitTimes'
  | 'listClasses'
  | 'saveSuggestions'
  | 'readSuggestionsOf'
  | 'readSuggester'
  | 'saveSuggester'
>;

const COLUMNS = 'repo, sha, class, reason, committed_ms, author_hash, top_permille, expected_permille';

export function classStore(sql: Sql): ClassStore {
  return {
    saveClasses: (classes) =>
      replaceRows(
        sql,
        'commit_class',
        COLUMNS.split(', '),
        classes.map((row) => [
          row.repo,
          row.sha,
          row.class,
          row.reason ?? null,
          row.committedAt,
          row.authorHash,
          row.top,
          row.expected,
        ]),
      ),
    readClassesOf: async (ids) => (await readBySha(sql, 'commit_class', COLUMNS, ids)).map(classOf),
    countClasses: async (query) => {
      const { from, where, parameters } = conditionsOf(query);
      const rows = await sql.query(
        `SELECT k.repo AS repo, k.class AS class, COUNT(*) AS commits, SUM(k.expected_permille) AS expected FROM ${from} WHERE ${where} GROUP BY k.repo, k.class ORDER BY k.repo, k.class`,
        parameters,
      );
      return rows.map((row) => ({
        repo: textOf(row, 'repo'),
        class: textOf(row, 'class') as TraceClass,
        commits: numberOf(row, 'commits'),
        expected: numberOf(row, 'expected'),
      }));
    },
    countWeeks: async (query) => {
      const { from, where, parameters } = conditionsOf(query);
      const monday = `k.committed_ms - ((k.committed_ms - ${FIRST_MONDAY}) % ${WEEK_MS})`;
      const rows = await sql.query(
        `SELECT ${monday} AS monday_ms, k.class AS class, COUNT(*) AS commits FROM ${from} WHERE ${where} GROUP BY ${monday}, k.class ORDER BY monday_ms, class`,
        parameters,
      );
      return rows.map((row) => ({
        monday: numberOf(row, 'monday_ms'),
        class: textOf(row, 'class') as TraceClass,
        commits: numberOf(row, 'commits'),
      }));
    },
    readLastCommitTimes: async (repos) => {
      const rows = await readIn(sql, repos, (marks, chunk) =>
        sql.query(
          `SELECT repo, MAX(committed_ms) AS last_ms FROM commit_class WHERE repo IN (${marks}) GROUP BY repo`,
          chunk,
        ),
      );
      return new Map(rows.map((row) => [textOf(row, 'repo'), numberOf(row, 'last_ms')]));
    },
    listClasses: async (query, order, after, limit) => {
      const { from, where, parameters } = conditionsOf(query);
      const keys = order === 'newest' ? NEWEST : LIKELIEST;
      const place = after ? ` AND ${behind(keys.map(({ column }) => column))}` : '';
      const values = after ? behindValues(keys.map(({ valueOf }) => valueOf(after))) : [];
      const columns = COLUMNS.split(', ').map((column) => `k.${column} AS ${column}`);
      const rows = await sql.query(
        `SELECT ${columns.join(', ')} FROM ${from} WHERE ${where}${place} ORDER BY ${keys.map(({ column }) => `${column} DESC`).join(', ')} LIMIT ${wholeNumber(limit)}`,
        [...parameters, ...values],
      );
      return rows.map(classOf);
    },
    saveSuggestions: async (looked, suggestions) => {
      // First the new ones, so that nobody who decides meanwhile finds none.
      await replaceRows(
        sql,
        'suggestion',
        ['repo', 'sha', 'item_key', 'facts'],
        suggestions.map(({ repo, sha, key, ...facts }) => [repo, sha, key, JSON.stringify(facts)]),
      );
      const kept = new Set(suggestions.map(pairName));
      for (const row of await readBySha(sql, 'suggestion', 'repo, sha, item_key', looked)) {
        const [repo, sha, key] = [textOf(row, 'repo'), textOf(row, 'sha'), textOf(row, 'item_key')];
        if (!kept.has(pairName({ repo, sha, key })))
          await sql.query('DELETE FROM suggestion WHERE repo = ? AND sha = ? AND item_key = ?', [repo, sha, key]);
      }
    },
    readSuggestionsOf: async (ids) =>
      (await readBySha(sql, 'suggestion', 'repo, sha, item_key, facts', ids))
        .map(
          (row): Suggestion => ({
            repo: textOf(row, 'repo'),
            sha: textOf(row, 'sha'),
            key: textOf(row, 'item_key'),
            ...factsOf<Omit<Suggestion, 'repo' | 'sha' | 'key'>>(row),
          }),
        )
        .sort((a, b) => b.probability - a.probability || (a.key < b.key ? -1 : 1)),
    readSuggester: async (repo) => {
      const [row] = await sql.query('SELECT facts FROM suggester WHERE repo = ?', [repo]);
      return row && factsOf<Suggester>(row);
    },
    saveSuggester: (repo, suggester) =>
      replaceRows(sql, 'suggester', ['repo', 'facts'], [[repo, JSON.stringify(suggester)]]),
  };
}

interface SortKey {
  readonly column: string;
  valueOf(row: ClassPlace): SqlValue;
}

const NEWEST: readonly SortKey[] = [
  { column: 'k.committed_ms', valueOf: (row) => row.committedAt },
  { column: 'k.sha', valueOf: (row) => row.sha },
  { column: 'k.repo', valueOf: (row) => row.repo },
];
const LIKELIEST: readonly SortKey[] = [{ column: 'k.top_permille', valueOf: (row) => row.top }, ...NEWEST];

/** `(a < ? OR (a = ? AND (b < ? OR …)))`: the rows behind one, all keys descending. */
function behind([first = '', ...rest]: readonly string[]): string {
  return rest.length === 0 ? `${first} < ?` : `(${first} < ? OR (${first} = ? AND ${behind(rest)}))`;
}

function behindValues([first = null, ...rest]: readonly SqlValue[]): SqlValue[] {
  return rest.length === 0 ? [first] : [first, first, ...behindValues(rest)];
}

/** Paths stand in the commit's JSON, where the quotes around them cannot come from a message. */
function conditionsOf({ repos, class: traced, from, until, authors, path }: CommitQuery): {
  from: string;
  where: string;
  parameters: SqlValue[];
} {
  const conditions: string[] = [];
  const parameters: SqlValue[] = [];
  const among = (column: string, values: readonly string[]): void => {
    // `IN ()` is no SQL; nothing is among nothing.
    conditions.push(values.length === 0 ? '1 = 0' : `${column} IN (${values.map(() => '?').join(', ')})`);
    parameters.push(...values);
  };
  among('k.repo', repos);
  if (traced !== undefined) among('k.class', [traced]);
  if (from !== undefined) {
    conditions.push('k.committed_ms >= ?');
    parameters.push(from);
  }
  if (until !== undefined) {
    conditions.push('k.committed_ms < ?');
    parameters.push(until);
  }
  if (authors !== undefined) among('k.author_hash', authors);
  if (path !== undefined && path !== '') {
    conditions.push('INSTR(c.whole, ?) > 0');
    parameters.push(`"path":${JSON.stringify(path).slice(0, -1)}`);
  }
  const joined = path === undefined || path === '' ? '' : ' JOIN git_commit c ON c.repo = k.repo AND c.sha = k.sha';
  return { from: `commit_class k${joined}`, where: conditions.join(' AND '), parameters };
}

function classOf(row: Row): CommitClass {
  return {
    repo: textOf(row, 'repo'),
    sha: textOf(row, 'sha'),
    class: textOf(row, 'class') as TraceClass,
    reason: row['reason'] === null ? undefined : textOf(row, 'reason'),
    committedAt: numberOf(row, 'committed_ms'),
    authorHash: textOf(row, 'author_hash'),
    top: numberOf(row, 'top_permille'),
    expected: numberOf(row, 'expected_permille'),
  };
}
