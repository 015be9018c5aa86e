/**
 * Statements in the subset of SQL that TiDB, MariaDB and SQLite share. Whole numbers come back as
 * text where they are BIGINT or sums, so every read goes through `numberOf`.
 */

export type SqlValue = string | number | null;
export type Row = Readonly<Record<string, unknown>>;

/** Sends one statement; rows for a SELECT, nothing for a write. */
export interface Sql {
  query(statement: string, parameters?: readonly SqlValue[]): Promise<readonly Row[]>;
}

/** Well below the 1 MiB that Forge takes in one request. */
const REQUEST_BYTES = 600_000;
/** Well below the 4 MiB that Forge answers with. */
const RESPONSE_BYTES = 1_500_000;
const MAX_ROWS_WRITTEN = 500;
const FIRST_PAGE = 200;
const LARGEST_PAGE = 5_000;

/** Reads a number however the engine spells it; throws on anything else, naming the column. */
export function numberOf(row: Row, column: string): number {
  const number = Number(row[column]);
  if (row[column] === null || Number.isNaN(number)) throw new Error(`Column ${column} holds no number`);
  return number;
}

export function optionalNumberOf(row: Row, column: string): number | undefined {
  return row[column] === null || row[column] === undefined ? undefined : numberOf(row, column);
}

export function textOf(row: Row, column: string): string {
  const text = row[column];
  if (typeof text !== 'string') throw new Error(`Column ${column} holds no text`);
  return text;
}

/** Reads a JSON column written by us; its shape is what we wrote. */
export function factsOf<T>(row: Row, column = 'facts'): T {
  return JSON.parse(textOf(row, column)) as T;
}

/** Writes rows over what is there, in as few statements as the request limit allows. */
export async function replaceRows(
  sql: Sql,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly SqlValue[])[],
): Promise<void> {
  const tuple = `(${columns.map(() => '?').join(', ')})`;
  let batch: (readonly SqlValue[])[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    const tuples = batch.map(() => tuple).join(', ');
    await sql.query(`REPLACE INTO ${table} (${columns.join(', ')}) VALUES ${tuples}`, batch.flat());
    batch = [];
    bytes = 0;
  };
  for (const row of rows) {
    const size = row.reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length * 2 : 8), 0);
    if (batch.length >= MAX_ROWS_WRITTEN || bytes + size > REQUEST_BYTES) await flush();
    batch.push(row);
    bytes += size;
  }
  await flush();
}

/**
 * Reads all rows of a SELECT in pages ordered by unique columns. The page grows while rows are
 * small and shrinks when they are large, so that no answer nears the response limit.
 *
 * `where` is the condition without WHERE; `order` the columns of a unique key.
 */
export async function readAllRows(
  sql: Sql,
  table: string,
  columns: readonly string[],
  where: string,
  parameters: readonly SqlValue[],
  order: readonly string[],
): Promise<Row[]> {
  const wanted = [...new Set([...columns, ...order])];
  const all: Row[] = [];
  let limit = FIRST_PAGE;
  let last: Row | undefined;
  for (;;) {
    const after = last ? keysAfter(order, last) : { condition: '', parameters: [] };
    const conditions = [where, after.condition].filter(Boolean).join(' AND ');
    const page = await sql.query(
      `SELECT ${wanted.join(', ')} FROM ${table}${conditions ? ` WHERE ${conditions}` : ''} ORDER BY ${order.join(', ')} LIMIT ?`,
      [...parameters, ...after.parameters, limit],
    );
    for (const row of page) all.push(row);
    if (page.length < limit) return all;
    last = page.at(-1);
    const bytes = page.reduce((sum, row) => sum + (typeof row.facts === 'string' ? row.facts.length : 0), 1_000);
    limit = Math.max(20, Math.min(LARGEST_PAGE, Math.floor((page.length * RESPONSE_BYTES) / bytes)));
  }
}

/** `(a > ? OR (a = ? AND b > ?))`: the rows that follow in the order of a composite key. */
function keysAfter(order: readonly string[], last: Row): { condition: string; parameters: SqlValue[] } {
  const [first = '', ...rest] = order;
  const value = last[first] as SqlValue;
  if (rest.length === 0) return { condition: `${first} > ?`, parameters: [value] };
  const inner = keysAfter(rest, last);
  return {
    condition: `(${first} > ? OR (${first} = ? AND ${inner.condition}))`,
    parameters: [value, value, ...inner.parameters],
  };
}

/** Runs a read once for every chunk of a long list of values, for `IN (…)`. */
export async function readIn(
  sql: Sql,
  values: readonly string[],
  read: (marks: string, chunk: readonly string[]) => Promise<readonly Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let start = 0; start < values.length; start += MAX_ROWS_WRITTEN) {
    const chunk = values.slice(start, start + MAX_ROWS_WRITTEN);
    rows.push(...(await read(chunk.map(() => '?').join(', '), chunk)));
  }
  return rows;
}
