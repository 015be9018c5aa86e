/** Reads rows that belong to commits, asking once for each repository and chunk of shas. */
import { readIn, type Row, type Sql } from './sql';

export async function readBySha(
  sql: Sql,
  table: string,
  columns: string,
  ids: readonly { readonly repo: string; readonly sha: string }[],
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [repo, shas] of shasByRepository(ids)) {
    const theirs = await readIn(sql, shas, (marks, chunk) =>
      sql.query(`SELECT ${columns} FROM ${table} WHERE repo = ? AND sha IN (${marks})`, [repo, ...chunk]),
    );
    for (const row of theirs) rows.push(row);
  }
  return rows;
}

export function shasByRepository(
  ids: readonly { readonly repo: string; readonly sha: string }[],
): Map<string, string[]> {
  const groups = new Map<string, Set<string>>();
  for (const { repo, sha } of ids) {
    const group = groups.get(repo);
    if (group) group.add(sha);
    else groups.set(repo, new Set([sha]));
  }
  return new Map([...groups].map(([repo, shas]) => [repo, [...shas]]));
}
