import {
  SqlFailure,
  type SqlEngine,
  type SqlOutcome,
  type SqlParam,
} from '../../../../../src/hosts/local/platform/sql/sql-engine';
import { checkSql } from '../../../../../src/hosts/local/platform/sql/sql-policy';

/**
 * What an app may rely on, whichever engine runs its SQL. Every statement is MySQL as TiDB takes
 * it, and every expectation is what Forge SQL returns.
 */
export function sqlContract(open: () => Promise<SqlEngine>): void {
  let engine: SqlEngine;
  beforeAll(async () => {
    engine = await open();
  }, 30_000);
  beforeEach(() => engine.reset());
  afterAll(() => engine?.close());

  const run = async (query: string, ...params: SqlParam[]): Promise<SqlOutcome> => {
    const endpoint = /^\s*(create|alter|drop|truncate)/i.test(query) ? 'ddl' : 'execute';
    const checked = checkSql({ query, params }, endpoint);
    if ('refusal' in checked) throw new Error(`${checked.refusal.code}: ${checked.refusal.message}`);
    return engine.run(checked.statement, checked.params, 5);
  };
  const rows = async (query: string, ...params: SqlParam[]) => {
    const outcome = await run(query, ...params);
    return outcome.kind === 'rows' ? outcome.rows : outcome;
  };
  const failure = async (query: string, ...params: SqlParam[]) => {
    const raised: unknown = await run(query, ...params).catch((error: unknown) => error);
    return raised instanceof SqlFailure
      ? { code: raised.code, errno: raised.errno, sqlState: raised.sqlState }
      : raised;
  };

  const birds = () =>
    run(`CREATE TABLE IF NOT EXISTS bird (
      id BIGINT NOT NULL,
      name VARCHAR(12) NOT NULL COLLATE utf8mb4_bin,
      ring CHAR(4),
      legs INT NOT NULL DEFAULT 2,
      weight DOUBLE,
      price DECIMAL(8, 2),
      seen_at DATETIME,
      song MEDIUMTEXT,
      PRIMARY KEY (id)
    ) DEFAULT CHARSET = utf8mb4`);
  const robin = [1, 'Robin', 'AB12', 2, 18.5, '3.50', '2026-03-02 09:00:00', 'tic'] as const;
  const insert =
    'INSERT INTO bird (id, name, ring, legs, weight, price, seen_at, song) VALUES (?, ?, ?, ?, ?, ?, ?, ?)';

  describe('types', () => {
    test('BIGINT and DECIMAL travel as texts; INT and DOUBLE as numbers; dates and long texts as texts', async () => {
      await birds();
      await run(insert, ...robin);
      expect(await rows('SELECT * FROM bird')).toEqual([
        {
          id: '1',
          name: 'Robin',
          ring: 'AB12',
          legs: 2,
          weight: 18.5,
          price: '3.50',
          seen_at: '2026-03-02 09:00:00',
          song: 'tic',
        },
      ]);
    });

    test('a type belongs to the column, whatever it is called in the result', async () => {
      await birds();
      await run(insert, ...robin);
      expect(await rows('SELECT b.legs AS id, b.id AS legs FROM bird b')).toEqual([{ id: 2, legs: '1' }]);
      expect(await rows('WITH few AS (SELECT id AS key_id, legs FROM bird) SELECT key_id, legs FROM few')).toEqual([
        { key_id: '1', legs: 2 },
      ]);
    });

    test('COUNT and SUM of whole numbers are texts; SUM of a DOUBLE is a number', async () => {
      await birds();
      await run(insert, ...robin);
      await run(insert, 2, 'Wren', null, 2, 1.5, null, null, null);
      expect(await rows('SELECT COUNT(*) AS n, SUM(legs) AS legs, SUM(weight) AS weight FROM bird')).toEqual([
        { n: '2', legs: '4', weight: 20 },
      ]);
    });

    test('MIN and MAX keep the type of their column', async () => {
      await birds();
      await run(insert, ...robin);
      expect(
        await rows('SELECT MAX(id) AS id, MIN(legs) AS legs, MAX(weight) AS weight, MAX(name) AS name FROM bird'),
      ).toEqual([{ id: '1', legs: 2, weight: 18.5, name: 'Robin' }]);
    });

    test('a number beyond 53 bits comes back digit for digit', async () => {
      await birds();
      await run(insert, '9007199254740993', 'Big', null, 2, null, null, null, null);
      expect(await rows('SELECT id FROM bird')).toEqual([{ id: '9007199254740993' }]);
    });

    test('JSON travels as text, true and false as 1 and 0', async () => {
      await run('CREATE TABLE IF NOT EXISTS fact (body JSON, sure TINYINT(1), loud BOOLEAN)');
      await run('INSERT INTO fact (body, sure, loud) VALUES (?, ?, ?)', '{"a":[1]}', true, false);
      expect(await rows('SELECT body, sure, loud FROM fact')).toEqual([{ body: '{"a":[1]}', sure: 1, loud: 0 }]);
    });

    test('a result without rows is an empty list', async () => {
      await birds();
      expect(await rows('SELECT id FROM bird')).toEqual([]);
    });
  });

  describe('writes', () => {
    test('answer how many rows they touched', async () => {
      await birds();
      await run(insert, ...robin);
      expect(await run(insert, 2, 'Wren', null, 2, null, null, null, null)).toMatchObject({
        kind: 'done',
        affectedRows: 1,
      });
      expect(await run('UPDATE bird SET legs = 3 WHERE id IN (?, ?)', 1, 2)).toMatchObject({
        kind: 'done',
        affectedRows: 2,
      });
      expect(await run('DELETE FROM bird WHERE id = ?', 9)).toMatchObject({ kind: 'done', affectedRows: 0 });
    });

    test('REPLACE of many rows keeps the last value of each key', async () => {
      await run(
        'CREATE TABLE IF NOT EXISTS nest (tree VARCHAR(8) NOT NULL, branch INT NOT NULL, eggs INT, PRIMARY KEY (tree, branch))',
      );
      await run('REPLACE INTO nest (tree, branch, eggs) VALUES (?, ?, ?), (?, ?, ?)', 'oak', 1, 3, 'oak', 2, 4);
      await run('REPLACE INTO nest (tree, branch, eggs) VALUES (?, ?, ?), (?, ?, ?)', 'oak', 2, 5, 'elm', 1, 1);
      expect(await rows('SELECT tree, branch, eggs FROM nest ORDER BY tree, branch')).toEqual([
        { tree: 'elm', branch: 1, eggs: 1 },
        { tree: 'oak', branch: 1, eggs: 3 },
        { tree: 'oak', branch: 2, eggs: 5 },
      ]);
    });

    test('ON DUPLICATE KEY UPDATE and INSERT IGNORE leave one row a key', async () => {
      await run('CREATE TABLE IF NOT EXISTS tally (name VARCHAR(8) NOT NULL, n BIGINT NOT NULL, PRIMARY KEY (name))');
      const upsert = 'INSERT INTO tally (name, n) VALUES (?, ?) ON DUPLICATE KEY UPDATE n = n + VALUES(n)';
      await run(upsert, 'wren', 2);
      await run(upsert, 'wren', 3);
      await run('INSERT IGNORE INTO tally (name, n) VALUES (?, ?)', 'wren', 100);
      expect(await rows('SELECT name, n FROM tally')).toEqual([{ name: 'wren', n: '5' }]);
    });

    test('INSERT … SELECT and DELETE with a LIMIT work in portions', async () => {
      await run('CREATE TABLE IF NOT EXISTS egg (id INT NOT NULL, PRIMARY KEY (id))');
      await run('INSERT INTO egg (id) VALUES (1), (2), (3), (4), (5)');
      await run('CREATE TABLE IF NOT EXISTS chick (id INT NOT NULL, PRIMARY KEY (id))');
      expect(await run('INSERT INTO chick (id) SELECT id FROM egg WHERE id > ?', 2)).toMatchObject({ affectedRows: 3 });
      expect(await run('DELETE FROM egg WHERE id < ? ORDER BY id LIMIT 2', 5)).toMatchObject({ affectedRows: 2 });
      expect(await rows('SELECT id FROM egg ORDER BY id')).toEqual([{ id: 3 }, { id: 4 }, { id: 5 }]);
    });
  });

  describe('reads', () => {
    test('join, group, order and limit', async () => {
      await run('CREATE TABLE IF NOT EXISTS tree (id INT NOT NULL, kind VARCHAR(8) NOT NULL, PRIMARY KEY (id))');
      await run('CREATE TABLE IF NOT EXISTS nest (tree_id INT NOT NULL, bird VARCHAR(8) NOT NULL)');
      await run('CREATE INDEX IF NOT EXISTS by_bird ON nest (bird)');
      await run('CREATE INDEX IF NOT EXISTS by_bird ON tree (kind)');
      await run("INSERT INTO tree (id, kind) VALUES (1, 'oak'), (2, 'elm'), (3, 'fir')");
      await run("INSERT INTO nest (tree_id, bird) VALUES (1, 'wren'), (1, 'owl'), (2, 'wren')");
      const query = `SELECT t.kind, COUNT(n.bird) AS nests
        FROM tree t LEFT JOIN nest n ON n.tree_id = t.id
        GROUP BY t.kind HAVING COUNT(n.bird) > ? ORDER BY nests DESC, t.kind LIMIT 2`;
      expect(await rows(query, -1)).toEqual([
        { kind: 'oak', nests: '2' },
        { kind: 'elm', nests: '1' },
      ]);
    });

    test('a recursive WITH walks a tree', async () => {
      await run('CREATE TABLE IF NOT EXISTS branch (id INT NOT NULL, parent INT, PRIMARY KEY (id))');
      await run('INSERT INTO branch (id, parent) VALUES (1, NULL), (2, 1), (3, 2), (4, NULL)');
      const query = `WITH RECURSIVE below AS (
        SELECT id FROM branch WHERE id = ? UNION ALL SELECT b.id FROM branch b JOIN below ON b.parent = below.id
      ) SELECT id FROM below ORDER BY id`;
      expect(await rows(query, 1)).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
    });

    test('texts compare letter for letter, also in LIKE', async () => {
      await run('CREATE TABLE IF NOT EXISTS word (w VARCHAR(12) NOT NULL, PRIMARY KEY (w))');
      await run('INSERT INTO word (w) VALUES (?), (?), (?)', 'owl', 'Owl', 'o_l');
      expect(await rows('SELECT w FROM word WHERE w = ?', 'Owl')).toEqual([{ w: 'Owl' }]);
      expect(await rows('SELECT w FROM word WHERE w LIKE ? ORDER BY w', 'o%')).toEqual([{ w: 'o_l' }, { w: 'owl' }]);
      expect(await rows('SELECT w FROM word WHERE w LIKE ?', 'o\\_l')).toEqual([{ w: 'o_l' }]);
    });

    test('quotes, question marks and backslashes in texts are only text', async () => {
      const odd = `it's a "test"? \\ ; -- 🐦 \n`;
      await run('CREATE TABLE IF NOT EXISTS note (t MEDIUMTEXT)');
      await run('INSERT INTO note (t) VALUES (?)', odd);
      expect(await rows('SELECT t FROM note WHERE t = ?', odd)).toEqual([{ t: odd }]);
      expect(await rows(`SELECT 'what?' AS a, "it's" AS b, 'a\\'b' AS c, ? AS d`, 'x')).toEqual([
        { a: 'what?', b: "it's", c: "a'b", d: 'x' },
      ]);
    });

    test('GREATEST, LEAST, IF, COALESCE and CASE decide alike', async () => {
      await birds();
      await run(insert, ...robin);
      expect(
        await rows(`SELECT GREATEST(weight, 20.5) AS g, LEAST(weight, 20.5) AS l, IF(legs = 2, 'two', 'more') AS i,
          COALESCE(NULL, name) AS c, CASE WHEN legs > 2 THEN 'many' ELSE 'few' END AS k FROM bird`),
      ).toEqual([{ g: 20.5, l: 18.5, i: 'two', c: 'Robin', k: 'few' }]);
    });

    test('SHOW TABLES and SHOW COLUMNS describe what there is', async () => {
      await birds();
      expect((await rows('SHOW TABLES')) as object[]).toHaveLength(1);
      const columns = (await rows('SHOW COLUMNS FROM bird')) as { Field: string; Key: string }[];
      expect(columns.map(({ Field }) => Field)).toEqual([
        'id',
        'name',
        'ring',
        'legs',
        'weight',
        'price',
        'seen_at',
        'song',
      ]);
      expect(columns[0]?.Key).toBe('PRI');
      await run('CREATE INDEX IF NOT EXISTS by_ring ON bird (ring, legs)');
      const indexes = (await rows('SHOW INDEXES FROM bird')) as { Key_name: string; Column_name: string }[];
      expect(indexes.filter(({ Key_name }) => Key_name === 'by_ring').map((each) => each.Column_name)).toEqual([
        'ring',
        'legs',
      ]);
    });
  });

  describe('schema', () => {
    test('statements can be repeated, as a migration that died half-way is', async () => {
      await birds();
      await birds();
      await run('CREATE INDEX IF NOT EXISTS by_name ON bird (name)');
      await run('CREATE INDEX IF NOT EXISTS by_name ON bird (name)');
      expect(await run('DROP TABLE IF EXISTS ghost')).toMatchObject({ kind: 'done' });
    });

    test('indexes may stand inside CREATE TABLE', async () => {
      await run(
        'CREATE TABLE IF NOT EXISTS leaf (id INT NOT NULL, tree INT, colour VARCHAR(9), PRIMARY KEY (id), KEY by_tree (tree, colour), UNIQUE KEY one_colour (colour))',
      );
      await run("INSERT INTO leaf (id, tree, colour) VALUES (1, 1, 'red')");
      expect(await failure("INSERT INTO leaf (id, tree, colour) VALUES (2, 1, 'red')")).toMatchObject({ errno: 1062 });
    });

    test('columns can be added, tables emptied and dropped', async () => {
      await birds();
      await run(insert, ...robin);
      await run('ALTER TABLE bird ADD COLUMN colour VARCHAR(5) NOT NULL DEFAULT ?'.replace('?', "'red'"));
      expect(await rows('SELECT colour FROM bird')).toEqual([{ colour: 'red' }]);
      await run('TRUNCATE TABLE bird');
      expect(await rows('SELECT colour FROM bird')).toEqual([]);
      await run('DROP TABLE bird');
      expect(await failure('SELECT 1 FROM bird')).toMatchObject({ errno: 1146 });
    });

    test("the SDK's own table of migrations counts by itself", async () => {
      await run(
        'CREATE TABLE IF NOT EXISTS __migrations (id BIGINT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(255) NOT NULL, migratedAt TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP);',
      );
      expect(await run('INSERT INTO __migrations (name) VALUES (?);', 'v1')).toMatchObject({
        affectedRows: 1,
        insertId: 1,
      });
      expect(await rows('SELECT id, name, migratedAt FROM __migrations;')).toEqual([
        { id: '1', name: 'v1', migratedAt: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) as string },
      ]);
    });
  });

  describe('errors', () => {
    test.each`
      why                          | query                                                         | code                                    | errno   | sqlState
      ${'a table that is missing'} | ${'SELECT * FROM ghost'}                                      | ${'ER_NO_SUCH_TABLE'}                   | ${1146} | ${'42S02'}
      ${'a write to none'}         | ${'INSERT INTO ghost (id) VALUES (1)'}                        | ${'ER_NO_SUCH_TABLE'}                   | ${1146} | ${'42S02'}
      ${'an unknown column'}       | ${'SELECT wings FROM bird'}                                   | ${'ER_BAD_FIELD_ERROR'}                 | ${1054} | ${'42S22'}
      ${'a key that exists'}       | ${"INSERT INTO bird (id, name) VALUES (1, 'Robin')"}          | ${'ER_DUP_ENTRY'}                       | ${1062} | ${'23000'}
      ${'a NULL too many'}         | ${'INSERT INTO bird (id, name) VALUES (3, NULL)'}             | ${'ER_BAD_NULL_ERROR'}                  | ${1048} | ${'23000'}
      ${'a text one too long'}     | ${"INSERT INTO bird (id, name) VALUES (3, 'Thirteen runs')"}  | ${'ER_DATA_TOO_LONG'}                   | ${1406} | ${'22001'}
      ${'a word for a number'}     | ${"INSERT INTO bird (id, name, legs) VALUES (3, 'a', 'two')"} | ${'ER_TRUNCATED_WRONG_VALUE_FOR_FIELD'} | ${1366} | ${'22007'}
      ${'bad grammar'}             | ${'SELECT FROM WHERE'}                                        | ${'ER_PARSE_ERROR'}                     | ${1064} | ${'42000'}
    `(
      '$why has the number MySQL gives it',
      async ({ query, code, errno, sqlState }: { query: string; code: string; errno: number; sqlState: string }) => {
        await birds();
        await run(insert, ...robin);
        expect(await failure(query)).toEqual({ code, errno, sqlState });
      },
    );

    test('a text of exactly the declared length fits', async () => {
      await birds();
      await run("INSERT INTO bird (id, name) VALUES (3, 'Twelve chars')");
      expect(await rows('SELECT name FROM bird')).toEqual([{ name: 'Twelve chars' }]);
    });

    test('a failed write of many rows leaves none', async () => {
      await birds();
      await failure("INSERT INTO bird (id, name) VALUES (5, 'Tit'), (5, 'Tit')");
      expect(await rows('SELECT id FROM bird')).toEqual([]);
    });
  });
}
