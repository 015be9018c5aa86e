import { dirname } from 'node:path';
import { mkdirSync, rmSync } from 'node:fs';
import { Database } from 'node-sqlite3-wasm';
import { removeStaleLock } from '../records';
import { toSqlite, withoutValues } from './sqlite-dialect';
import {
  SqlFailure,
  timedOut,
  type SqlEngine,
  type SqlOutcome,
  type SqlParam,
  type SqlStatement,
  type SqlValue,
} from './sql-engine';

/**
 * SQLite as WebAssembly: nothing to install. The app's MySQL is put into SQLite's words, results
 * get the types Forge would give them, and errors get MySQL's numbers.
 */
export function openSqlite(file?: string): SqlEngine {
  let db = open(file);
  let types = new Map<string, readonly (ColumnType | undefined)[]>();
  return {
    name: 'sqlite',
    run(statement, params, limitSeconds) {
      try {
        if (statement.kind === 'schema') types = new Map();
        return Promise.resolve(run(db, types, statement, params, limitSeconds));
      } catch (error) {
        return Promise.reject(asFailure(error));
      }
    },
    reset() {
      db.close();
      if (file) rmSync(file, { force: true });
      db = open(file);
      types = new Map();
      return Promise.resolve();
    },
    close() {
      if (db.isOpen) db.close();
      return Promise.resolve();
    },
  };
}

function open(file: string | undefined): Database {
  if (file) {
    mkdirSync(dirname(file), { recursive: true });
    removeStaleLock(file);
  }
  const db = new Database(file);
  db.exec('PRAGMA case_sensitive_like = ON; PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = OFF');
  return db;
}

function run(
  db: Database,
  types: Map<string, readonly (ColumnType | undefined)[]>,
  statement: SqlStatement,
  params: readonly SqlParam[],
  limitSeconds: number,
): SqlOutcome {
  const startedAt = performance.now();
  const inTime = (): boolean => performance.now() - startedAt <= limitSeconds * 1000;
  const texts = toSqlite(statement.tokens);
  const values = params.map((value) => (typeof value === 'boolean' ? Number(value) : value));
  if (statement.kind === 'read') {
    const rows = db.all(texts[0] ?? '', values) as Record<string, RawValue>[];
    if (!inTime()) throw timedOut(limitSeconds);
    return { kind: 'rows', rows: typed(rows, () => columnTypes(db, types, statement)) };
  }
  let done = { changes: 0, lastInsertRowid: 0 as number | bigint };
  db.exec('BEGIN');
  try {
    for (const text of texts) done = db.run(text, values);
    // The engine cannot be interrupted, so a write that took too long is taken back.
    if (!inTime()) throw timedOut(limitSeconds);
    db.exec('COMMIT');
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
  const wrote = statement.kind === 'write';
  const counted = wrote && /^\s*INSERT/i.test(statement.text) && Number(done.lastInsertRowid) > 0;
  return { kind: 'done', affectedRows: wrote ? done.changes : 0, insertId: counted ? Number(done.lastInsertRowid) : 0 };
}

type RawValue = number | bigint | string | Uint8Array | null;

/** How a column's numbers travel: as they are, or as text. */
type ColumnType = 'number' | 'text' | { readonly decimals: number };

function typed(
  rows: readonly Record<string, RawValue>[],
  readTypes: () => readonly (ColumnType | undefined)[],
): readonly Record<string, SqlValue>[] {
  const [first] = rows;
  if (!first) return [];
  const names = Object.keys(first);
  const found = readTypes();
  const byName = new Map(names.map((name, at) => [name, found[at]]));
  return rows.map((row) =>
    Object.fromEntries(names.map((name) => [name, travelling(row[name] ?? null, byName.get(name))])),
  );
}

function travelling(value: RawValue, type: ColumnType | undefined): SqlValue {
  if (value === null || typeof value === 'string') return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (typeof type === 'object') return Number(value).toFixed(type.decimals);
  if (typeof value === 'bigint') return value.toString();
  if (type === 'number') return value;
  // Whole numbers out of an expression are BIGINT or DECIMAL in MySQL, and so texts in Forge.
  return type === 'text' || Number.isInteger(value) ? String(value) : value;
}

const nothing: ReadonlySet<string> = new Set();
const extremes: ReadonlySet<string> = new Set(['MIN', 'MAX']);
const aggregates: ReadonlySet<string> = new Set(['MIN', 'MAX', 'SUM', 'AVG']);

/**
 * SQLite does not tell the types of a result. A view over the same query does, for columns taken
 * from a table; looking once more past MIN and MAX, and past SUM and AVG, tells the rest:
 * MAX of an INT stays a number, SUM of a DOUBLE too, and SUM of an INT is a DECIMAL.
 */
function columnTypes(
  db: Database,
  known: Map<string, readonly (ColumnType | undefined)[]>,
  { text, tokens }: SqlStatement,
): readonly (ColumnType | undefined)[] {
  const before = known.get(text);
  if (before) return before;
  const plain = declaredTypes(db, withoutValues(tokens, nothing));
  const bare = declaredTypes(db, withoutValues(tokens, extremes));
  const base = declaredTypes(db, withoutValues(tokens, aggregates));
  const types = plain.map((declared, at) => {
    const own = typeOf(declared) ?? typeOf(bare[at] ?? '');
    return own ?? (/^(DOUBLE|FLOAT|REAL)/i.test(base[at] ?? '') ? 'number' : undefined);
  });
  known.set(text, types);
  return types;
}

function declaredTypes(db: Database, query: string): readonly string[] {
  try {
    db.exec(`CREATE TEMP VIEW throughline_probe AS ${query}`);
    return db.all('PRAGMA table_info(throughline_probe)').map((each) => String((each as { type: unknown }).type));
  } catch {
    // SHOW, EXPLAIN and two-argument MAX cannot be seen through; their values speak for themselves.
    return [];
  } finally {
    db.exec('DROP VIEW IF EXISTS throughline_probe');
  }
}

function typeOf(declared: string): ColumnType | undefined {
  const decimal = /^(?:DECIMAL|NUMERIC)(?:\(\d+(?:,\s*(\d+))?\))?/i.exec(declared);
  if (decimal) return { decimals: Number(decimal[1] ?? 0) };
  if (/^(INT\(|TINYINT|SMALLINT|MEDIUMINT|DOUBLE|FLOAT|REAL)/i.test(declared)) return 'number';
  // An auto-increment key must be declared INTEGER in SQLite; it stands for a BIGINT.
  return /^(BIGINT|INTEGER$)/i.test(declared) ? 'text' : undefined;
}

type Raised = readonly [
  pattern: RegExp,
  code: string,
  errno: number,
  sqlState: string,
  message: (found: string) => string,
];

const raised: readonly Raised[] = [
  [/^no such table: (?:\w+\.)?(\S+)/, 'ER_NO_SUCH_TABLE', 1146, '42S02', (name) => `Table '${name}' doesn't exist`],
  [/^no such column: (\S+)/, 'ER_BAD_FIELD_ERROR', 1054, '42S22', (name) => `Unknown column '${name}'`],
  [/has no column named (\S+)/, 'ER_BAD_FIELD_ERROR', 1054, '42S22', (name) => `Unknown column '${name}'`],
  [/^UNIQUE constraint failed: (.+)/, 'ER_DUP_ENTRY', 1062, '23000', (name) => `Duplicate entry for key '${name}'`],
  [
    /^NOT NULL constraint failed: (\S+)/,
    'ER_BAD_NULL_ERROR',
    1048,
    '23000',
    (name) => `Column '${name}' cannot be null`,
  ],
  [
    /^CHECK constraint failed: long:(.+)/,
    'ER_DATA_TOO_LONG',
    1406,
    '22001',
    (name) => `Data too long for column '${name}' at row 1`,
  ],
  [
    /^CHECK constraint failed: whole:(.+)/,
    'ER_TRUNCATED_WRONG_VALUE_FOR_FIELD',
    1366,
    '22007',
    (name) => `Incorrect integer value for column '${name}'`,
  ],
  [
    /^CHECK constraint failed: range:(.+)/,
    'ER_WARN_DATA_OUT_OF_RANGE',
    1264,
    '22003',
    (name) => `Out of range value for column '${name}' at row 1`,
  ],
  [
    /^table `?([^`\s]+)`? already exists/,
    'ER_TABLE_EXISTS_ERROR',
    1050,
    '42S01',
    (name) => `Table '${name}' already exists`,
  ],
  [/^index `?([^`\s]+)`? already exists/, 'ER_DUP_KEYNAME', 1061, '42000', (name) => `Duplicate key name '${name}'`],
  [/^duplicate column name: (\S+)/, 'ER_DUP_FIELDNAME', 1060, '42S21', (name) => `Duplicate column name '${name}'`],
  [
    /^no such function: (\S+)/,
    'ER_SP_DOES_NOT_EXIST',
    1305,
    '42000',
    (name) => `FUNCTION ${name} does not exist in the embedded engine`,
  ],
  [
    /^(near .+|incomplete input|unrecognized token.*)/,
    'ER_PARSE_ERROR',
    1064,
    '42000',
    (where) => `You have an error in your SQL syntax: ${where}`,
  ],
];

function asFailure(error: unknown): unknown {
  if (error instanceof SqlFailure || !(error instanceof Error)) return error;
  for (const [pattern, code, errno, sqlState, message] of raised) {
    const found = pattern.exec(error.message);
    if (found) return new SqlFailure(code, errno, sqlState, message(found[1] ?? ''));
  }
  return new SqlFailure('ER_UNKNOWN_ERROR', 1105, 'HY000', error.message);
}
