import type { Meter } from '../meter';
import type { PlatformAnswer } from '../runtime/messages';
import { forgeLimits } from '../limits';
import { SqlFailure, type SqlEngine, type SqlOutcome, type SqlStatement } from './sql-engine';
import { checkSql } from './sql-policy';

/** Answers the wire of @forge/sql: POST /api/v1/execute and /api/v1/execute/ddl. */
export async function answerSql(
  parts: { readonly engine: SqlEngine; readonly meter: Meter },
  path: string,
  body: string,
): Promise<PlatformAnswer | undefined> {
  const endpoint = path === '/api/v1/execute' ? 'execute' : path === '/api/v1/execute/ddl' ? 'ddl' : undefined;
  if (!endpoint) return undefined;
  const { engine, meter } = parts;
  meter.add('sql.requests', 1);
  if (Buffer.byteLength(body) > forgeLimits.sqlRequestBytes) {
    return json(413, {
      code: 'INVALID_SQL_QUERY',
      message: 'The request is larger than 1 MiB.',
      suggestion: 'Write fewer rows at a time.',
    });
  }
  const checked = checkSql(JSON.parse(body), endpoint);
  if ('refusal' in checked) return json(400, checked.refusal);
  const startedAt = performance.now();
  try {
    const outcome = await engine.run(checked.statement, checked.params, limitSeconds(checked.statement));
    const text = JSON.stringify({ rows: rowsOf(outcome), metadata: {} });
    if (Buffer.byteLength(text) > forgeLimits.sqlResponseBytes) {
      return json(413, {
        code: 'SQL_EXECUTION_ERROR',
        message: 'The result is larger than 4 MiB.',
        suggestion: 'Read it in pages.',
      });
    }
    return { status: 200, headers: { 'content-type': 'application/json' }, body: text };
  } catch (error) {
    if (!(error instanceof SqlFailure)) throw error;
    return json(error.errno === 3024 ? 408 : 400, describe(error));
  } finally {
    meter.add('sql.computeSeconds', (performance.now() - startedAt) / 1000);
  }
}

function limitSeconds({ kind }: SqlStatement): number {
  if (kind === 'read') return forgeLimits.sqlSelectSeconds;
  return kind === 'write' ? forgeLimits.sqlWriteSeconds : forgeLimits.sqlSchemaSeconds;
}

/** Writes answer with MySQL's OK packet where reads answer with rows. */
function rowsOf(outcome: SqlOutcome): unknown {
  if (outcome.kind === 'rows') return outcome.rows;
  const { affectedRows, insertId } = outcome;
  return { fieldCount: 0, affectedRows, insertId, info: '', serverStatus: 2, warningStatus: 0 };
}

function describe({ code, errno, sqlState, message }: SqlFailure): object {
  const debug = { code, errno, sqlMessage: message, sqlState };
  if (errno === 3024) {
    return { code: 'QUERY_TIMED_OUT', message, suggestion: 'Read less, or add an index.', debug };
  }
  return { code: 'SQL_EXECUTION_ERROR', message: `SQL execution error: ${message}`, debug };
}

function json(status: number, value: unknown): PlatformAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
