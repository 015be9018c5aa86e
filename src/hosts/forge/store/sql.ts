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
const SMALLEST_PAGE = 10;
/** Values in one IN (…), and so about the most rows a read by key answers with. */
const MOST_VALUES = 200;

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
export async function replaceRows(...write: Write): Promise<void> {
  await writeRows('REPLACE INTO', ...write);
}

/** Writes the rows whose key is not there yet, and leaves the others as they are. */
export async function addRows(...write: Write): Promise<void> {
  await writeRows('INSERT IGNORE INTO', ...write);
}

type Write = [sql: Sql, table: string, columns: readonly string[], rows: readonly (readonly SqlValue[])[]];

async function writeRows(verb: string, ...[sql, table, columns, rows]: Write): Promise<void> {
  const tuple = `(${columns.map(() => '?').join(', ')})`;
  let batch: (readonly SqlValue[])[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    const tuples = batch.map(() => tuple).join(', ');
    await sql.query(`${verb} ${table} (${columns.join(', ')}) VALUES ${tuples}`, batch.flat());
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
 * A number for LIMIT or OFFSET. It stands in the text because Forge binds numbers as decimals, which
 * TiDB refuses there (ER_WRONG_ARGUMENTS). Throws on anything but a whole number from 0.
 */
export function wholeNumber(value: number): string {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new RangeError(`${value} is no whole number for LIMIT or OFFSET`);
  return String(value);
}

/**
 * Reads all rows of a SELECT in pages ordered by unique columns. The page grows while rows are
 * small, shrinks when they are large, and is asked for again in a smaller size when it was refused:
 * an answer may hold 4 MiB, and how long the next rows are is not known before.
 *
 * `where` is the condition without WHERE; `order` the columns of a unique key.
 */
export async function readAllRows(...read: Read): Promise<Row[]> {
  const all: Row[] = [];
  await eachPage(...read, (rows) => {
    for (const row of rows) all.push(row);
  });
  return all;
}

type Read = [
  sql: Sql,
  table: string,
  columns: readonly string[],
  where: string,
  parameters: readonly SqlValue[],
  order: readonly string[],
];

/** The same, handing over page by page what would be too much to hold at once. */
export async function eachPage(
  ...[sql, table, columns, where, parameters, order, take]: [...Read, take: (rows: readonly Row[]) => void]
): Promise<void> {
  const wanted = [...new Set([...columns, ...order])];
  let limit = FIRST_PAGE;
  let last: Row | undefined;
  for (;;) {
    const after = last ? keysAfter(order, last) : { condition: '', parameters: [] };
    const conditions = [where, after.condition].filter(Boolean).join(' AND ');
    const statement = `SELECT ${wanted.join(', ')} FROM ${table}${conditions ? ` WHERE ${conditions}` : ''} ORDER BY ${order.join(', ')}`;
    const page = await readSmaller(limit, (size) =>
      sql.query(`${statement} LIMIT ${wholeNumber(size)}`, [...parameters, ...after.parameters]),
    );
    take(page.rows);
    if (page.rows.length < page.size) return;
    last = page.rows.at(-1);
    limit = Math.max(
      SMALLEST_PAGE,
      Math.min(LARGEST_PAGE, Math.floor((page.size * RESPONSE_BYTES) / bytesOf(page.rows))),
    );
  }
}

/** Asks for fewer rows when so many are refused; what fails for a few rows fails for another reason. */
async function readSmaller(
  size: number,
  read: (size: number) => Promise<readonly Row[]>,
): Promise<{ rows: readonly Row[]; size: number }> {
  for (let wanted = size; ; wanted = Math.max(SMALLEST_PAGE, Math.floor(wanted / 4))) {
    try {
      return { rows: await read(wanted), size: wanted };
    } catch (failure) {
      if (wanted <= SMALLEST_PAGE) throw failure;
    }
  }
}

function bytesOf(rows: readonly Row[]): number {
  let length = 1_000;
  for (const row of rows) for (const value of Object.values(row)) if (typeof value === 'string') length += value.length;
  return length;
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

/**
 * Runs a statement once for every chunk of a long list of values, for `IN (…)`. A read that is refused
 * is tried again in smaller chunks.
 */
export async function readIn(
  sql: Sql,
  values: readonly string[],
  read: (marks: string, chunk: readonly string[]) => Promise<readonly Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let start = 0; start < values.length; ) {
    const page = await readSmaller(MOST_VALUES, (size) => {
      const chunk = values.slice(start, start + size);
      return read(chunk.map(() => '?').join(', '), chunk);
    });
    rows.push(...page.rows);
    start += page.size;
  }
  return rows;
}
