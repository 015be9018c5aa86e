import { openFixture, type Answer, type Fixture } from './fixture-platform';

const hourMs = 3_600_000;
let fixture: Fixture;
let kvs: (call: string, ...args: unknown[]) => Promise<Answer>;
let sighting: (call: string, ...args: unknown[]) => Promise<Answer>;
beforeAll(async () => {
  fixture = await openFixture();
  kvs = (call, ...args) => fixture.ask('kvs', { call, args });
  sighting = (call, ...args) => fixture.ask('entity', { entity: 'sighting', call, args });
}, 60_000);
beforeEach(() => fixture.platform.uninstall());
afterAll(() => fixture.platform.close());

describe('the key-value store', () => {
  test('gives back what was set, and nothing for what was not', async () => {
    await kvs('set', 'nest', { eggs: [1, 2] });
    expect(await kvs('get', 'nest')).toEqual({ answer: { eggs: [1, 2] } });
    expect(await kvs('get', 'ghost')).toEqual({});
    await kvs('delete', 'nest');
    await kvs('delete', 'nest');
    expect(await kvs('get', 'nest')).toEqual({});
  });

  test('keeps secrets apart from plain values', async () => {
    await kvs('setSecret', 'token', 'hush');
    expect(await kvs('getSecret', 'token')).toEqual({ answer: 'hush' });
    expect(await kvs('get', 'token')).toEqual({});
    expect(await fixture.ask('kvs-query')).toEqual({ answer: { results: [] } });
  });

  test('tells when a value was made and changed, by the host clock', async () => {
    await kvs('set', 'nest', 1);
    fixture.turnClock(hourMs);
    await kvs('set', 'nest', 2);
    const { answer } = await kvs('get', 'nest', { metadataFields: ['CREATED_AT', 'UPDATED_AT'] });
    const { createdAt, updatedAt } = answer as { createdAt: number; updatedAt: number };
    expect(updatedAt - createdAt).toBe(hourMs);
  });

  test('forgets a value when its time to live is over on the host clock', async () => {
    await kvs('set', 'egg', 'warm', { ttl: { value: 1, unit: 'HOURS' } });
    fixture.turnClock(hourMs - 1);
    expect(await kvs('get', 'egg')).toEqual({ answer: 'warm' });
    fixture.turnClock(1);
    expect(await kvs('get', 'egg')).toEqual({});
  });

  test('holds the key policy and returns the earlier or later value on request', async () => {
    await kvs('set', 'nest', 1, { keyPolicy: 'FAIL_IF_EXISTS' });
    expect(await kvs('set', 'nest', 2, { keyPolicy: 'FAIL_IF_EXISTS' })).toMatchObject({
      refused: { code: 'KEY_CONFLICT' },
    });
    expect(await kvs('set', 'nest', 3, { keyPolicy: 'OVERRIDE', returnValue: 'PREVIOUS' })).toMatchObject({
      answer: { value: 1 },
    });
    expect(await kvs('set', 'nest', 4, { keyPolicy: 'OVERRIDE', returnValue: 'LATEST' })).toMatchObject({
      answer: { value: 4 },
    });
  });

  const nested = (depth: number): unknown => (depth === 0 ? 1 : { in: nested(depth - 1) });
  test.each`
    why                            | key                | value                         | outcome
    ${'the longest key'}           | ${'k'.repeat(500)} | ${1}                          | ${undefined}
    ${'a key one longer'}          | ${'k'.repeat(501)} | ${1}                          | ${'INVALID_KEY'}
    ${'every sign a key may have'} | ${'a Z:0._-#'}     | ${1}                          | ${undefined}
    ${'a sign it may not'}         | ${'a/b'}           | ${1}                          | ${'INVALID_KEY'}
    ${'a key of spaces'}           | ${'  '}            | ${1}                          | ${'INVALID_KEY'}
    ${'the largest value'}         | ${'big'}           | ${'x'.repeat(240 * 1024 - 2)} | ${undefined}
    ${'a value one byte larger'}   | ${'big'}           | ${'x'.repeat(240 * 1024 - 1)} | ${'MAX_SIZE'}
    ${'the deepest value'}         | ${'deep'}          | ${nested(31)}                 | ${undefined}
    ${'a value one deeper'}        | ${'deep'}          | ${nested(32)}                 | ${'MAX_DEPTH'}
    ${'no value'}                  | ${'none'}          | ${null}                       | ${'INVALID_VALUE'}
  `(
    'takes or refuses $why',
    async ({ key, value, outcome }: { key: string; value: unknown; outcome: string | undefined }) => {
      expect((await kvs('set', key, value)).refused?.code).toBe(outcome);
    },
  );

  test('is read in pages by key, and deleting what was read loses nothing', async () => {
    for (const key of ['owl:2', 'wren:1', 'owl:3', 'owl:1']) await kvs('set', key, key);
    const first = (await fixture.ask('kvs-query', { beginsWith: 'owl:', limit: 2 })).answer as {
      results: { key: string }[];
      nextCursor: string;
    };
    expect(first.results.map(({ key }) => key)).toEqual(['owl:1', 'owl:2']);
    for (const { key } of first.results) await kvs('delete', key);
    const rest = await fixture.ask('kvs-query', { beginsWith: 'owl:', limit: 2, cursor: first.nextCursor });
    expect(rest.answer).toMatchObject({ results: [{ key: 'owl:3', value: 'owl:3' }] });
    expect(rest.answer).not.toHaveProperty('nextCursor');
    expect(await fixture.ask('kvs-query', { cursor: first.nextCursor })).toMatchObject({
      refused: { code: 'INVALID_CURSOR' },
    });
    expect(await fixture.ask('kvs-query', { limit: 101 })).toMatchObject({ refused: { code: 'INVALID_LIMIT' } });
  });

  test('does a batch item by item', async () => {
    expect(
      await kvs('batchSet', [
        { key: 'a', value: 1 },
        { key: 'b/', value: 2 },
      ]),
    ).toEqual({
      answer: {
        successfulKeys: [{ key: 'a' }],
        failedKeys: [{ key: 'b/', error: { code: 'INVALID_KEY', message: expect.any(String) as string } }],
      },
    });
    expect(await kvs('batchGet', [{ key: 'a' }, { key: 'ghost' }])).toMatchObject({
      answer: {
        successfulKeys: [{ key: 'a', value: 1 }],
        failedKeys: [{ key: 'ghost', error: { code: 'KEY_NOT_FOUND' } }],
      },
    });
    expect(await kvs('batchDelete', [{ key: 'a' }, { key: 'ghost' }])).toMatchObject({ answer: { failedKeys: [] } });
    const many = Array.from({ length: 26 }, (_, each) => ({ key: `k${each}`, value: each }));
    expect(await kvs('batchSet', many)).toMatchObject({ refused: { code: 'INVALID_BATCH' } });
    expect((await kvs('batchSet', many.slice(1))).answer).toMatchObject({ failedKeys: [] });
  });
});

describe('a transaction', () => {
  test('writes all of it or none of it', async () => {
    await sighting('set', 's1', { place: 'oak', height: 3 });
    const stale = { set: [['count', 2]], check: [['s1', 'sighting', 'height', 4]] };
    expect(await fixture.ask('transact', stale)).toMatchObject({ refused: { code: 'CONDITIONAL_CHECK_FAILED' } });
    expect(await kvs('get', 'count')).toEqual({});
    await fixture.ask('transact', { ...stale, check: [['s1', 'sighting', 'height', 3]] });
    expect(await kvs('get', 'count')).toEqual({ answer: 2 });
    await fixture.ask('transact', { set: [['other', 1]], remove: [['s1', { entityName: 'sighting' }]] });
    expect(await sighting('get', 's1')).toEqual({});
  });

  test('takes 25 operations and one write a key', async () => {
    const set = Array.from({ length: 26 }, (_, each) => [`k${each}`, each]);
    expect(await fixture.ask('transact', { set })).toMatchObject({ refused: { code: 'INVALID_TRANSACTION' } });
    expect(await fixture.ask('transact', { set: set.slice(1) })).toEqual({});
    expect(
      await fixture.ask('transact', {
        set: [
          ['k', 1],
          ['k', 2],
        ],
      }),
    ).toMatchObject({ refused: { code: 'INVALID_TRANSACTION' } });
  });
});

describe('custom entities', () => {
  test('are queried by index, in order, filtered and in pages', async () => {
    await sighting('set', 'a', { place: 'oak', height: 5, rare: true });
    await sighting('set', 'b', { place: 'oak', height: 20, rare: true });
    await sighting('set', 'c', { place: 'oak', height: 9, rare: false });
    await sighting('set', 'd', { place: 'elm', height: 7, rare: true });
    const keys = ({ answer }: Answer) => (answer as { results: { key: string }[] }).results.map(({ key }) => key);
    expect(keys(await fixture.ask('entity-query', { place: 'oak' }))).toEqual(['b', 'c', 'a']);
    expect(keys(await fixture.ask('entity-query', { place: 'oak', above: 5 }))).toEqual(['b', 'c']);
    expect(keys(await fixture.ask('entity-query', { place: 'oak', rare: true }))).toEqual(['b', 'a']);
    const first = await fixture.ask('entity-query', { place: 'oak', limit: 1 });
    const { nextCursor } = first.answer as { nextCursor: string };
    expect(keys(await fixture.ask('entity-query', { place: 'oak', limit: 5, cursor: nextCursor }))).toEqual(['c', 'a']);
  });

  test.each`
    why                       | entity        | value                 | code
    ${'an unknown entity'}    | ${'dragon'}   | ${{ height: 1 }}      | ${'ENTITY_NOT_FOUND'}
    ${'an unknown attribute'} | ${'sighting'} | ${{ wings: 2 }}       | ${'INVALID_ENTITY'}
    ${'a wrong type'}         | ${'sighting'} | ${{ height: 'tall' }} | ${'INVALID_ENTITY'}
    ${'a fraction'}           | ${'sighting'} | ${{ height: 1.5 }}    | ${'INVALID_ENTITY'}
    ${'a text'}               | ${'sighting'} | ${'oak'}              | ${'INVALID_ENTITY'}
  `('refuse $why', async ({ entity, value, code }: { entity: string; value: unknown; code: string }) => {
    expect(await fixture.ask('entity', { entity, call: 'set', args: ['x', value] })).toMatchObject({
      refused: { code },
    });
  });
});

describe('SQL through the SDK', () => {
  test('migrations run once, and their table is readable', async () => {
    expect((await fixture.ask('migrate')).answer).toMatchObject({
      ran: ['v001_bird'],
      all: [{ id: '1', name: 'v001_bird' }],
    });
    expect((await fixture.ask('migrate')).answer).toMatchObject({ ran: [] });
  });

  test('rows and writes look as Forge sends them', async () => {
    await fixture.ask('migrate');
    const written = await fixture.ask('sql', {
      query: 'INSERT INTO bird (id, name) VALUES (?, ?)',
      params: [1, 'Robin'],
    });
    expect(written.answer).toMatchObject({ rows: { affectedRows: 1 } });
    expect((await fixture.ask('sql', { query: 'SELECT id, name FROM bird' })).answer).toEqual({
      rows: [{ id: '1', name: 'Robin' }],
      metadata: {},
    });
  });

  test('a missing table is known by its number', async () => {
    expect(await fixture.ask('sql', { query: 'SELECT 1 FROM ghost' })).toMatchObject({
      refused: { code: 'SQL_EXECUTION_ERROR', about: { debug: { code: 'ER_NO_SUCH_TABLE', errno: 1146 } } },
    });
  });

  test('the policy, the sizes and schema changes in the wrong place are refused', async () => {
    expect(await fixture.ask('sql', { query: 'BEGIN' })).toMatchObject({ refused: { code: 'SQL_POLICY_VIOLATION' } });
    expect(await fixture.ask('sql', { query: 'DROP TABLE bird' })).toMatchObject({
      refused: { code: 'INVALID_SQL_QUERY' },
    });
    expect(await fixture.ask('ddl', { query: 'SELECT 1', width: 1024 * 1024 })).toMatchObject({
      refused: { message: 'The request is larger than 1 MiB.' },
    });
    await fixture.ask('ddl', { query: 'CREATE TABLE IF NOT EXISTS song (notes MEDIUMTEXT)' });
    for (let each = 0; each < 11; each++) {
      await fixture.ask('sql', { query: 'INSERT INTO song (notes) VALUES (?)', params: ['x'.repeat(400_000)] });
    }
    expect(await fixture.ask('sql', { query: 'SELECT notes FROM song' })).toMatchObject({
      refused: { message: 'The result is larger than 4 MiB.' },
    });
  });
});

test('uninstalling forgets everything, after the farewell functions have run', async () => {
  await kvs('set', 'nest', 1);
  await fixture.ask('migrate');
  await fixture.platform.uninstall();
  expect(fixture.platform.invocations(1)).toMatchObject([
    { functionKey: 'fn-farewell', moduleType: 'preUninstall', outcome: 'ok' },
  ]);
  expect(await kvs('get', 'nest')).toEqual({});
  expect(await fixture.ask('sql', { query: 'SELECT 1 FROM bird' })).toMatchObject({
    refused: { about: { debug: { errno: 1146 } } },
  });
});

test('the meter counts bytes read and written, requests and compute', async () => {
  const before = fixture.platform.meter();
  await kvs('set', 'key', 'value');
  await kvs('get', 'key');
  await fixture.ask('sql', { query: 'SELECT 1' });
  const after = fixture.platform.meter();
  const grown = (name: string): number => (after[name] ?? 0) - (before[name] ?? 0);
  const bytes = 'key'.length + '"value"'.length;
  expect([grown('kvs.bytesWritten'), grown('kvs.bytesRead'), grown('kvs.requests'), grown('sql.requests')]).toEqual([
    bytes,
    bytes,
    2,
    1,
  ]);
  expect(grown('functions.invocations')).toBe(3);
  expect(grown('functions.gbSeconds')).toBeGreaterThan(0);
  expect(grown('sql.computeSeconds')).toBeGreaterThan(0);
});
