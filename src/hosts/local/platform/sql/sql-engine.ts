import type { SqlToken } from './sql-tokens';

/** What runs the app's SQL. Engines get statements that Forge's policy has already let through. */
export interface SqlEngine {
  readonly name: 'sqlite' | 'mariadb';
  /** Throws a SqlFailure for whatever the database refuses. */
  run(statement: SqlStatement, params: readonly SqlParam[], limitSeconds: number): Promise<SqlOutcome>;
  /** Forgets every table, as uninstalling does. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

export type SqlParam = string | number | boolean | null;

export interface SqlStatement {
  readonly text: string;
  readonly tokens: readonly SqlToken[];
  readonly kind: 'read' | 'write' | 'schema';
}

export type SqlValue = string | number | null;

export type SqlOutcome =
  | { readonly kind: 'rows'; readonly rows: readonly Readonly<Record<string, SqlValue>>[] }
  | { readonly kind: 'done'; readonly affectedRows: number; readonly insertId: number | string };

/** An error in MySQL's own terms, whatever engine raised it. */
export class SqlFailure extends Error {
  constructor(
    readonly code: string,
    readonly errno: number,
    readonly sqlState: string,
    message: string,
  ) {
    super(message);
  }
}

export function timedOut(limitSeconds: number): SqlFailure {
  return new SqlFailure(
    'ER_QUERY_TIMEOUT',
    3024,
    'HY000',
    `Query execution was interrupted, maximum statement execution time of ${limitSeconds} s exceeded`,
  );
}
