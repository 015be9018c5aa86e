import { checkSql } from '../../../../../src/hosts/local/platform/sql/sql-policy';

const verdict = (query: string, endpoint: 'execute' | 'ddl' = 'execute', params: readonly unknown[] = []): string => {
  const checked = checkSql({ query, params }, endpoint);
  return 'refusal' in checked ? checked.refusal.code : checked.statement.kind;
};

describe('the SQL policy', () => {
  test.each`
    query                                                  | outcome
    ${'SELECT 1'}                                          | ${'read'}
    ${'SELECT 1;'}                                         | ${'read'}
    ${"SELECT ';' -- ; not a second statement"}            | ${'read'}
    ${'WITH a AS (SELECT 1) SELECT * FROM a'}              | ${'read'}
    ${'WITH a AS (SELECT 1) DELETE FROM b'}                | ${'write'}
    ${'SELECT a FROM b LIMIT ?'}                           | ${'INVALID_SQL_QUERY'}
    ${'SELECT a FROM b LIMIT 5 OFFSET ?'}                  | ${'INVALID_SQL_QUERY'}
    ${'SHOW TABLES'}                                       | ${'read'}
    ${'SHOW COLUMNS FROM bird'}                            | ${'read'}
    ${'SHOW INDEXES FROM bird'}                            | ${'read'}
    ${'SET @a = 1'}                                        | ${'write'}
    ${"REPLACE INTO bird (name) VALUES ('BEGIN; COMMIT')"} | ${'write'}
    ${'SELECT 1; SELECT 2'}                                | ${'SQL_POLICY_VIOLATION'}
    ${'SET autocommit = 0'}                                | ${'SQL_POLICY_VIOLATION'}
    ${'SHOW VARIABLES'}                                    | ${'SQL_POLICY_VIOLATION'}
    ${'BEGIN'}                                             | ${'SQL_POLICY_VIOLATION'}
    ${'START TRANSACTION'}                                 | ${'SQL_POLICY_VIOLATION'}
    ${'COMMIT'}                                            | ${'SQL_POLICY_VIOLATION'}
    ${"PREPARE p FROM 'SELECT 1'"}                         | ${'SQL_POLICY_VIOLATION'}
    ${'USE mysql'}                                         | ${'SQL_POLICY_VIOLATION'}
    ${'LOCK TABLES bird WRITE'}                            | ${'SQL_POLICY_VIOLATION'}
    ${'SELECT * FROM bird FOR UPDATE'}                     | ${'SQL_POLICY_VIOLATION'}
    ${'GRANT ALL ON bird TO ada'}                          | ${'SQL_POLICY_VIOLATION'}
    ${'CREATE TABLE bird (id INT)'}                        | ${'INVALID_SQL_QUERY'}
    ${''}                                                  | ${'INVALID_SQL_QUERY'}
  `('at execute, "$query" is $outcome', ({ query, outcome }: { query: string; outcome: string }) => {
    expect(verdict(query)).toBe(outcome);
  });

  test.each`
    query                                                                     | outcome
    ${'CREATE TABLE IF NOT EXISTS bird (id INT)'}                             | ${'schema'}
    ${'CREATE UNIQUE INDEX by_id ON bird (id)'}                               | ${'schema'}
    ${'SELECT id, name, migratedAt FROM __migrations;'}                       | ${'read'}
    ${"CREATE TABLE egg (why VARCHAR(20) DEFAULT 'FOREIGN KEY')"}             | ${'schema'}
    ${'CREATE TABLE egg (bird INT, FOREIGN KEY (bird) REFERENCES bird (id))'} | ${'SQL_POLICY_VIOLATION'}
    ${'CREATE TABLE egg (bird INT REFERENCES bird (id))'}                     | ${'SQL_POLICY_VIOLATION'}
    ${'CREATE DATABASE other'}                                                | ${'SQL_POLICY_VIOLATION'}
    ${'DROP DATABASE app'}                                                    | ${'SQL_POLICY_VIOLATION'}
    ${'INSERT INTO bird (id) VALUES (1)'}                                     | ${'INVALID_SQL_QUERY'}
  `('at ddl, "$query" is $outcome', ({ query, outcome }: { query: string; outcome: string }) => {
    expect(verdict(query, 'ddl')).toBe(outcome);
  });

  test.each`
    why                     | params               | outcome
    ${'one for each ?'}     | ${['a', null]}       | ${'read'}
    ${'one too few'}        | ${['a']}             | ${'INVALID_SQL_QUERY'}
    ${'one too many'}       | ${['a', 'b', 'c']}   | ${'INVALID_SQL_QUERY'}
    ${'a list for a value'} | ${['a', ['b', 'c']]} | ${'INVALID_SQL_QUERY'}
    ${'an object'}          | ${['a', { b: 1 }]}   | ${'INVALID_SQL_QUERY'}
  `('values: $why gives $outcome', ({ params, outcome }: { params: unknown[]; outcome: string }) => {
    expect(verdict("SELECT ?, ?, '?' /* ? */", 'execute', params)).toBe(outcome);
  });
});
