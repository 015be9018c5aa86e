import { createPool, escape, type Pool, type PoolOptions, type ResultSetHeader } from 'mysql2/promise';
import {
  SqlFailure,
  timedOut,
  type SqlEngine,
  type SqlOutcome,
  type SqlParam,
  type SqlStatement,
  type SqlValue,
} from './sql-engine';
import { joinTokens } from './sql-tokens';

export interface MariadbSettings {
  /** Either a socket path, or host and port. */
  readonly socketPath?: string;
  readonly host?: string;
  readonly port?: number;
  readonly user: string;
  readonly password?: string;
  /** One database per installation; created, and dropped when the app is uninstalled. */
  readonly database: string;
}

/**
 * MariaDB behind the same door. The driver is told to return what Forge returns: whole numbers
 * beyond 32 bits and decimals as text, dates as text; and texts compare by code point, as in TiDB.
 */
export async function openMariadb(settings: MariadbSettings): Promise<SqlEngine> {
  const { database, socketPath, host, port, user, password } = settings;
  const server: PoolOptions = {
    user,
    ...(socketPath === undefined ? {} : { socketPath }),
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    ...(password === undefined ? {} : { password }),
  };
  const admin = createPool({ ...server, connectionLimit: 1 });
  await createDatabase(admin, database);
  const pool = createPool({
    ...server,
    database,
    charset: 'utf8mb4_bin',
    connectionLimit: 4,
    dateStrings: true,
    jsonStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    multipleStatements: false,
  });
  return {
    name: 'mariadb',
    run: (statement, params, limitSeconds) => run(pool, statement, params, limitSeconds),
    async reset() {
      await admin.query(`DROP DATABASE IF EXISTS \`${database}\``);
      await createDatabase(admin, database);
    },
    async close() {
      await pool.end();
      await admin.end();
    },
  };
}

async function createDatabase(admin: Pool, database: string): Promise<void> {
  if (!/^\w+$/.test(database)) throw new Error(`"${database}" is no database name: use letters, digits and _.`);
  await admin.query(`CREATE DATABASE IF NOT EXISTS \`${database}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
}

async function run(
  pool: Pool,
  statement: SqlStatement,
  params: readonly SqlParam[],
  limitSeconds: number,
): Promise<SqlOutcome> {
  const limited = `SET STATEMENT max_statement_time=${limitSeconds} FOR ${bind(statement, params)}`;
  try {
    const [result] = await pool.query(statement.kind === 'schema' ? bind(statement, params) : limited);
    if (Array.isArray(result)) return { kind: 'rows', rows: result as Record<string, SqlValue>[] };
    const { affectedRows, insertId } = result as ResultSetHeader;
    return { kind: 'done', affectedRows, insertId };
  } catch (error) {
    const { code, errno, sqlState, sqlMessage } = error as {
      code?: string;
      errno?: number;
      sqlState?: string;
      sqlMessage?: string;
    };
    if (errno === undefined || sqlState === undefined) throw error;
    if (errno === 1969) throw timedOut(limitSeconds);
    throw new SqlFailure(code ?? 'ER_UNKNOWN_ERROR', errno, sqlState, sqlMessage ?? String(error));
  }
}

/**
 * Values go into the text at their placeholders. (The driver's own way would also replace question
 * marks inside strings, and its prepared statements send every number as a DOUBLE.)
 */
function bind({ tokens }: SqlStatement, params: readonly SqlParam[]): string {
  let next = 0;
  return joinTokens(tokens, ({ kind, text }) => {
    if (kind === 'placeholder') return escape(params[next++]);
    if (kind === 'string') return escape(text);
    return kind === 'name' ? `\`${text}\`` : text;
  });
}
