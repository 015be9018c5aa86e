import { isRecord } from '../manifest';
import type { SqlParam, SqlStatement } from './sql-engine';
import { isSymbol, keyword, spells, sqlTokens, type SqlToken } from './sql-tokens';

/**
 * Forge's rules for SQL, which are narrower than the database's. In: a request. Out: a statement
 * to run, or the refusal with the platform's code and what to do instead.
 */
export interface SqlRefusal {
  readonly code: 'INVALID_SQL_QUERY' | 'SQL_POLICY_VIOLATION';
  readonly message: string;
  readonly suggestion: string;
}

export type Checked =
  | { readonly statement: SqlStatement; readonly params: readonly SqlParam[] }
  | { readonly refusal: SqlRefusal };

const kinds: Readonly<Record<string, SqlStatement['kind']>> = {
  SELECT: 'read',
  WITH: 'read',
  SHOW: 'read',
  EXPLAIN: 'read',
  DESCRIBE: 'read',
  DESC: 'read',
  SET: 'write',
  INSERT: 'write',
  REPLACE: 'write',
  UPDATE: 'write',
  DELETE: 'write',
  CREATE: 'schema',
  ALTER: 'schema',
  DROP: 'schema',
  TRUNCATE: 'schema',
  RENAME: 'schema',
};

const schemaObjects = new Set(['TABLE', 'INDEX', 'UNIQUE', 'VIEW', 'OR']);
const shown = new Set(['TABLES', 'COLUMNS', 'INDEXES', 'INDEX', 'KEYS', 'FULL', 'FIELDS']);

export function checkSql(body: unknown, endpoint: 'execute' | 'ddl'): Checked {
  const query = isRecord(body) ? body['query'] : undefined;
  const given = isRecord(body) ? (body['params'] ?? []) : [];
  if (typeof query !== 'string' || query.trim() === '') {
    return refuse('INVALID_SQL_QUERY', 'The request holds no query.', 'Send { query, params }.');
  }
  const tokens = withoutTrailingSemicolon(sqlTokens(query));
  const first = keyword(tokens[0]) ?? '';
  const kind = first === 'WITH' ? kindOfWith(tokens) : kinds[first];
  if (tokens.some((token) => isSymbol(token, ';'))) {
    return violate('More than one statement in a request.', 'Send one statement at a time.');
  }
  if (!kind)
    return violate(
      `${first || 'This statement'} is not allowed.`,
      'There are no transactions, prepared statements, locks or sessions in Forge SQL.',
    );
  const forbidden = findForbidden(tokens, first);
  if (forbidden) return { refusal: forbidden };
  if (endpoint === 'execute' && kind === 'schema') {
    return refuse('INVALID_SQL_QUERY', `${first} changes the schema.`, 'Use sql.executeDDL or a migration.');
  }
  if (endpoint === 'ddl' && kind === 'write') {
    return refuse('INVALID_SQL_QUERY', `${first} does not change the schema.`, 'Use sql.prepare(…).execute().');
  }
  const params = readParams(given, tokens.filter((token) => token.kind === 'placeholder').length);
  if ('refusal' in params) return params;
  return { statement: { text: query, tokens, kind }, params: params.params };
}

function findForbidden(tokens: readonly SqlToken[], first: string): SqlRefusal | undefined {
  const second = keyword(tokens[1]) ?? '';
  if (first === 'SET' && !second.startsWith('@')) {
    return violation('SET of anything but a user variable.', 'Only SET @name = … is allowed.');
  }
  if (first === 'SHOW' && !shown.has(second)) {
    return violation(`SHOW ${second} is not allowed.`, 'Only SHOW TABLES, SHOW COLUMNS and SHOW INDEXES are.');
  }
  if ((first === 'CREATE' || first === 'DROP' || first === 'ALTER') && !schemaObjects.has(second)) {
    return violation(`${first} ${second} is not allowed.`, 'An app owns tables, indexes and views only.');
  }
  if (
    kinds[first] === 'schema' &&
    tokens.some((_, at) => spells(tokens, at, 'FOREIGN', 'KEY') || spells(tokens, at, 'REFERENCES'))
  ) {
    return violation('Foreign keys are not supported.', 'Keep references whole in the app.');
  }
  const bound = tokens.findIndex(
    (token, at) => token.kind === 'placeholder' && ['LIMIT', 'OFFSET'].includes(keyword(tokens[at - 1]) ?? ''),
  );
  if (bound >= 0) {
    // Forge binds numbers as decimals, which TiDB does not take here (ER_WRONG_ARGUMENTS, 1210).
    return {
      code: 'INVALID_SQL_QUERY',
      message: `Incorrect arguments to ${keyword(tokens[bound - 1])}`,
      suggestion: 'Write the whole number into the statement; it cannot be bound.',
    };
  }
  if (
    tokens.some(
      (token, at) =>
        token.kind === 'word' && (spells(tokens, at, 'FOR', 'UPDATE') || spells(tokens, at, 'INTO', 'OUTFILE')),
    )
  ) {
    return violation('Locking reads and files are not allowed.', 'Write statements that are right by themselves.');
  }
  return undefined;
}

/** `WITH … SELECT` reads; `WITH … DELETE` and the like write. */
function kindOfWith(tokens: readonly SqlToken[]): SqlStatement['kind'] {
  let depth = 0;
  for (const token of tokens) {
    if (isSymbol(token, '(')) depth += 1;
    if (isSymbol(token, ')')) depth -= 1;
    const word = depth === 0 ? keyword(token) : undefined;
    if (word === 'SELECT') return 'read';
    if (word === 'INSERT' || word === 'REPLACE' || word === 'UPDATE' || word === 'DELETE') return 'write';
  }
  return 'read';
}

function readParams(given: unknown, wanted: number): { params: readonly SqlParam[] } | { refusal: SqlRefusal } {
  if (!Array.isArray(given))
    return refuse('INVALID_SQL_QUERY', 'params is no list.', 'Pass values with bindParams(…).');
  if (given.length !== wanted) {
    return refuse(
      'INVALID_SQL_QUERY',
      `The query has ${wanted} placeholders and was given ${given.length} values.`,
      'Bind one value for each ?.',
    );
  }
  const params: SqlParam[] = [];
  for (const value of given as unknown[]) {
    if (value !== null && typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      return refuse(
        'INVALID_SQL_QUERY',
        'A list or an object cannot be bound.',
        'Bind texts, numbers, booleans or null.',
      );
    }
    params.push(value);
  }
  return { params };
}

function withoutTrailingSemicolon(tokens: readonly SqlToken[]): readonly SqlToken[] {
  let end = tokens.length;
  while (isSymbol(tokens[end - 1], ';')) end -= 1;
  return tokens.slice(0, end);
}

function violation(message: string, suggestion: string): SqlRefusal {
  return { code: 'SQL_POLICY_VIOLATION', message, suggestion };
}

function violate(message: string, suggestion: string): { refusal: SqlRefusal } {
  return { refusal: violation(message, suggestion) };
}

function refuse(code: SqlRefusal['code'], message: string, suggestion: string): { refusal: SqlRefusal } {
  return { refusal: { code, message, suggestion } };
}
