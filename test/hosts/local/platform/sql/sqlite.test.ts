import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '../../../../../src/hosts/local/platform/sql/sqlite-engine';
import { checkSql } from '../../../../../src/hosts/local/platform/sql/sql-policy';
import { sqlContract } from './sql-contract';

describe('the embedded engine', () => {
  sqlContract(() => Promise.resolve(openSqlite()));

  test('keeps its tables in a file, also when the process before it was killed', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'tl-sqlite-')), 'app.sqlite');
    const run = async (engine: ReturnType<typeof openSqlite>, query: string) => {
      const checked = checkSql({ query }, /^CREATE/.test(query) ? 'ddl' : 'execute');
      if ('refusal' in checked) throw new Error(checked.refusal.message);
      return engine.run(checked.statement, [], 5);
    };
    const killed = openSqlite(file);
    await run(killed, 'CREATE TABLE IF NOT EXISTS bird (id INT)');
    await run(killed, 'INSERT INTO bird (id) VALUES (7)');
    const next = openSqlite(file);
    expect(await run(next, 'SELECT id FROM bird')).toEqual({ kind: 'rows', rows: [{ id: 7 }] });
    await next.close();
  });

  test('takes back a write that overran its time', async () => {
    const engine = openSqlite();
    const run = (query: string, limitSeconds: number) => {
      const checked = checkSql({ query }, /^CREATE/.test(query) ? 'ddl' : 'execute');
      if ('refusal' in checked) throw new Error(checked.refusal.message);
      return engine.run(checked.statement, [], limitSeconds);
    };
    await run('CREATE TABLE IF NOT EXISTS bird (id INT)', 20);
    await expect(run('INSERT INTO bird (id) VALUES (7)', 0)).rejects.toMatchObject({ errno: 3024 });
    expect(await run('SELECT id FROM bird', 5)).toEqual({ kind: 'rows', rows: [] });
    await engine.close();
  });
});
