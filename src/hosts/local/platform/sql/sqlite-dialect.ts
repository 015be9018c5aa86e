import { isSymbol, joinTokens, keyword, spells, sqlTokens, type SqlToken } from './sql-tokens';

/**
 * Says in SQLite what the app said in MySQL, for the subset that TiDB, MariaDB and SQLite share
 * plus the few spellings where they differ only in words. In: tokens of one statement. Out: the
 * statements to run, in order (an index declared inside CREATE TABLE becomes its own).
 *
 * Columns keep MySQL's types by name, and get checks where SQLite would be more lenient: texts fit
 * their VARCHAR, whole numbers are whole and in range. Index names are per table in MySQL and
 * global in SQLite, so they carry their table's name.
 */
export function toSqlite(tokens: readonly SqlToken[]): readonly string[] {
  const first = keyword(tokens[0]);
  const second = keyword(tokens[1]);
  if (first === 'CREATE' && second === 'TABLE') return createTable(tokens);
  if (first === 'CREATE' && (second === 'INDEX' || second === 'UNIQUE')) return [createIndex(tokens)];
  if (first === 'DROP' && second === 'INDEX') return [dropIndex(tokens)];
  if (first === 'ALTER' && second === 'TABLE') return alterTable(tokens);
  if (first === 'TRUNCATE') return [`DELETE FROM ${quoteName(tokens[second === 'TABLE' ? 2 : 1])}`];
  if (first === 'SHOW' || first === 'DESCRIBE' || first === 'DESC') return [show(tokens)];
  return [statement(tokens)];
}

/** The same query without values, for a view that only exists to learn its columns' types. */
export function withoutValues(tokens: readonly SqlToken[], strip: ReadonlySet<string>): string {
  const bare = tokens
    .filter((token, at) => !(strip.has(keyword(token) ?? '') && isSymbol(tokens[at + 1], '(')))
    .map(
      (token): SqlToken =>
        token.kind === 'placeholder' ? { kind: 'word', text: 'NULL', spaced: token.spaced } : token,
    );
  return statement(bare);
}

const functions: Readonly<Record<string, string>> = {
  GREATEST: 'max',
  LEAST: 'min',
  IF: 'iif',
  CHAR_LENGTH: 'length',
};

const castTypes: Readonly<Record<string, string>> = {
  SIGNED: 'INTEGER',
  UNSIGNED: 'INTEGER',
  CHAR: 'TEXT',
  DECIMAL: 'NUMERIC',
};

function statement(tokens: readonly SqlToken[]): string {
  const limited = limitedWrite(tokens);
  if (limited) return limited;
  const upsert = tokens.findIndex((_, at) => spells(tokens, at, 'ON', 'DUPLICATE', 'KEY', 'UPDATE'));
  const out: SqlToken[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (!token) break;
    const word = keyword(token);
    if (at === upsert) {
      out.push(...sqlTokens(' ON CONFLICT DO UPDATE SET'));
      at += 3;
    } else if (upsert >= 0 && at > upsert && word === 'VALUES' && isSymbol(tokens[at + 1], '(')) {
      const column = tokens[at + 2];
      if (column) out.push(...sqlTokens(' excluded.'), { ...column, spaced: false });
      at += 3;
    } else if (word === 'INSERT' && keyword(tokens[at + 1]) === 'IGNORE') {
      out.push(...sqlTokens('INSERT OR IGNORE'));
      at += 1;
    } else if (word === 'LIKE') {
      out.push(token);
      const operand = tokens[at + 1];
      const simple = operand?.kind === 'string' || operand?.kind === 'placeholder';
      if (operand && simple && keyword(tokens[at + 2]) !== 'ESCAPE') {
        out.push(operand, ...sqlTokens(" ESCAPE '\\\\'"));
        at += 1;
      }
    } else if (word !== undefined && functions[word] && isSymbol(tokens[at + 1], '(')) {
      out.push({ ...token, text: functions[word] });
    } else if (word !== undefined && castTypes[word] && keyword(tokens[at - 1]) === 'AS') {
      out.push({ ...token, text: castTypes[word] });
    } else if (isSymbol(token, '<=>')) {
      out.push({ ...token, text: ' IS ' });
    } else {
      out.push(token);
    }
  }
  return write(out);
}

/** DELETE and UPDATE with a LIMIT, which SQLite only knows as a selection of rows. */
function limitedWrite(tokens: readonly SqlToken[]): string | undefined {
  const first = keyword(tokens[0]);
  if (first !== 'DELETE' && first !== 'UPDATE') return undefined;
  const depths = depthsOf(tokens);
  const top = (word: string): number => tokens.findIndex((token, at) => depths[at] === 0 && keyword(token) === word);
  const limit = top('LIMIT');
  if (limit < 0) return undefined;
  const [where, order] = [top('WHERE'), top('ORDER')];
  const tail = [where, order, limit].filter((at) => at >= 0).reduce((a, b) => Math.min(a, b));
  const table = quoteName(tokens[first === 'DELETE' ? 2 : 1]);
  return `${write(tokens.slice(0, tail))} WHERE rowid IN (SELECT rowid FROM ${table} ${write(tokens.slice(tail))})`;
}

function createTable(tokens: readonly SqlToken[]): readonly string[] {
  const open = tokens.findIndex((token) => isSymbol(token, '('));
  const close = closing(tokens, open);
  const table = tokens[open - 1];
  const parts = splitTop(tokens.slice(open + 1, close));
  const keyPart = parts.find((part) => spells(part, 0, 'PRIMARY', 'KEY'));
  const primary = new Set(keyPart ? columnsIn(keyPart) : []);
  const counted = parts.some((part) => part.some((token) => keyword(token) === 'AUTO_INCREMENT'));
  const lines: string[] = [];
  const indexes: string[] = [];
  for (const part of parts) {
    const word = keyword(part[0]);
    if (part === keyPart) {
      if (!counted) lines.push(`PRIMARY KEY (${columnNames(part)})`);
    } else if (
      word === 'KEY' ||
      word === 'INDEX' ||
      (word === 'UNIQUE' && (keyword(part[1]) === 'KEY' || keyword(part[1]) === 'INDEX'))
    ) {
      const name = part[word === 'UNIQUE' ? 2 : 1];
      const unique = word === 'UNIQUE' ? 'UNIQUE ' : '';
      indexes.push(
        `CREATE ${unique}INDEX IF NOT EXISTS ${indexName(table, name)} ON ${quoteName(table)} (${columnNames(part)})`,
      );
    } else if (word === 'UNIQUE') {
      lines.push(`UNIQUE (${columnNames(part)})`);
    } else if (word === 'CONSTRAINT' || word === 'CHECK') {
      lines.push(write(part));
    } else {
      lines.push(column(part, primary));
    }
  }
  return [`${write(tokens.slice(0, open - 1))} ${quoteName(table)} (${lines.join(', ')})`, ...indexes];
}

const wholeNumbers: Readonly<Record<string, string>> = {
  TINYINT: '-128 AND 255',
  BOOLEAN: '-128 AND 255',
  BOOL: '-128 AND 255',
  SMALLINT: '-32768 AND 65535',
  INT: '-2147483648 AND 4294967295',
  INTEGER: '-2147483648 AND 4294967295',
  BIGINT: '-9223372036854775808 AND 9223372036854775807',
};

/** Words of a column that SQLite has no use for, and how many tokens each takes along. */
const dropped: Readonly<Record<string, number>> = {
  UNSIGNED: 1,
  AUTO_INCREMENT: 1,
  COLLATE: 2,
  COMMENT: 2,
  CHARSET: 2,
};

function column(part: readonly SqlToken[], primary: ReadonlySet<string>): string {
  const [name, type] = part;
  const bare = name?.text ?? '';
  if (part.some((token) => keyword(token) === 'AUTO_INCREMENT'))
    return `${quoteName(name)} INTEGER PRIMARY KEY AUTOINCREMENT`;
  const typeWord = keyword(type) ?? '';
  const sized = isSymbol(part[2], '(') ? closing(part, 2) : 1;
  const size =
    sized > 1
      ? part
          .slice(3, sized)
          .map((token) => token.text)
          .join('')
      : '';
  const rest: SqlToken[] = [];
  for (let at = sized + 1; at < part.length; at++) {
    const token = part[at];
    const word = keyword(token) ?? '';
    if (dropped[word]) at += dropped[word] - 1;
    else if (spells(part, at, 'CHARACTER', 'SET')) at += 2;
    else if (spells(part, at, 'ON', 'UPDATE')) at += 2;
    else if (token) rest.push(token);
  }
  const quoted = quoteName(name);
  const checks: string[] = [];
  if (typeWord === 'VARCHAR' || typeWord === 'CHAR')
    checks.push(`CONSTRAINT \`long:${bare}\` CHECK (length(${quoted}) <= ${size || 1})`);
  const range = wholeNumbers[typeWord];
  if (range) {
    checks.push(`CONSTRAINT \`whole:${bare}\` CHECK (typeof(${quoted}) IN ('integer', 'null'))`);
    checks.push(`CONSTRAINT \`range:${bare}\` CHECK (${quoted} BETWEEN ${range})`);
  }
  const notNull = primary.has(bare) && !rest.some((_, at) => spells(rest, at, 'NOT', 'NULL')) ? 'NOT NULL' : '';
  return [quoted, storedType(typeWord, size), write(rest), notNull, ...checks].filter((each) => each !== '').join(' ');
}

/**
 * Declared so that SQLite keeps the value as given (a name with TEXT in it) and the type can be
 * read back. INT is never declared as plain INT: that is what SQLite calls its own expressions.
 */
function storedType(type: string, size: string): string {
  switch (type) {
    case 'INT':
    case 'INTEGER':
      return 'INT(11)';
    case 'BOOL':
    case 'BOOLEAN':
      return 'TINYINT(1)';
    case 'JSON':
    case 'DATE':
    case 'TIME':
    case 'DATETIME':
    case 'TIMESTAMP':
      return `${type}_TEXT`;
    default:
      return size ? `${type}(${size})` : type;
  }
}

function createIndex(tokens: readonly SqlToken[]): string {
  const on = tokens.findIndex((token) => keyword(token) === 'ON');
  const name = tokens[on - 1];
  const table = tokens[on + 1];
  return `${write(tokens.slice(0, on - 1))} ${indexName(table, name)} ON ${quoteName(table)} (${columnNames(tokens.slice(on))})`;
}

function dropIndex(tokens: readonly SqlToken[]): string {
  const on = tokens.findIndex((token) => keyword(token) === 'ON');
  return `${write(tokens.slice(0, on - 1))} ${indexName(tokens[on + 1], tokens[on - 1])}`;
}

function alterTable(tokens: readonly SqlToken[]): readonly string[] {
  const table = tokens[2];
  const head = `ALTER TABLE ${quoteName(table)}`;
  if (keyword(tokens[3]) === 'ADD' && (keyword(tokens[4]) === 'INDEX' || keyword(tokens[4]) === 'KEY')) {
    return [`CREATE INDEX ${indexName(table, tokens[5])} ON ${quoteName(table)} (${columnNames(tokens.slice(5))})`];
  }
  if (keyword(tokens[3]) === 'ADD') {
    const from = keyword(tokens[4]) === 'COLUMN' ? 5 : 4;
    return [`${head} ADD COLUMN ${column(tokens.slice(from), new Set())}`];
  }
  return [write(tokens)];
}

function show(tokens: readonly SqlToken[]): string {
  const from = tokens.findIndex((token) => keyword(token) === 'FROM' || keyword(token) === 'IN');
  const table = literal(tokens[from < 0 ? 1 : from + 1]?.text ?? '');
  const what = keyword(tokens[from < 0 ? 0 : from - 1]) ?? '';
  if (indexWords.has(what)) return showIndexes(table);
  return what === 'SHOW' ? showTables : showColumns(table);
}

const indexWords: ReadonlySet<string> = new Set(['INDEX', 'INDEXES', 'KEYS']);

const showTables = `SELECT name AS "Tables_in_app" FROM sqlite_master
  WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name`;

function showColumns(table: string): string {
  return `SELECT name AS "Field", lower(replace(type, '_TEXT', '')) AS "Type",
      CASE "notnull" WHEN 1 THEN 'NO' ELSE 'YES' END AS "Null", CASE WHEN pk > 0 THEN 'PRI' ELSE '' END AS "Key",
      dflt_value AS "Default", '' AS "Extra"
    FROM pragma_table_info(${table})`;
}

function showIndexes(table: string): string {
  return `SELECT ${table} AS "Table", 1 - l."unique" AS "Non_unique",
      CASE l.origin WHEN 'pk' THEN 'PRIMARY' ELSE substr(l.name, length(${table}) + 2) END AS "Key_name",
      i.seqno + 1 AS "Seq_in_index", i.name AS "Column_name"
    FROM pragma_index_list(${table}) l JOIN pragma_index_info(l.name) i ORDER BY l.seq, i.seqno`;
}

function write(tokens: readonly SqlToken[]): string {
  return joinTokens(tokens, (token) => {
    if (token.kind === 'string') return literal(token.text);
    return token.kind === 'name' ? quoteName(token) : token.text;
  });
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function quoteName(token: SqlToken | undefined): string {
  return `\`${(token?.text ?? '').replaceAll('`', '``')}\``;
}

function indexName(table: SqlToken | undefined, name: SqlToken | undefined): string {
  return `\`${table?.text ?? ''}.${name?.text ?? ''}\``;
}

/** The names in the first parentheses; `name(20)` and `name DESC` count as `name`. */
function columnsIn(part: readonly SqlToken[]): readonly string[] {
  const open = part.findIndex((token) => isSymbol(token, '('));
  return splitTop(part.slice(open + 1, closing(part, open))).map(([name]) => name?.text ?? '');
}

function columnNames(part: readonly SqlToken[]): string {
  return columnsIn(part)
    .map((name) => `\`${name}\``)
    .join(', ');
}

function closing(tokens: readonly SqlToken[], open: number): number {
  const depths = depthsOf(tokens);
  const found = tokens.findIndex((token, at) => at > open && isSymbol(token, ')') && depths[at] === depths[open]);
  return found < 0 ? tokens.length : found;
}

/** How many parentheses stand open around each token; a parenthesis has the depth outside it. */
function depthsOf(tokens: readonly SqlToken[]): readonly number[] {
  let depth = 0;
  return tokens.map((token) => {
    if (isSymbol(token, ')')) depth -= 1;
    const own = depth;
    if (isSymbol(token, '(')) depth += 1;
    return own;
  });
}

function splitTop(tokens: readonly SqlToken[]): readonly (readonly SqlToken[])[] {
  const depths = depthsOf(tokens);
  const parts: SqlToken[][] = [[]];
  for (const [at, token] of tokens.entries()) {
    if (depths[at] === 0 && isSymbol(token, ',')) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}
