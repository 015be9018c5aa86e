import { memoryInKvs } from '../../../src/hosts/forge/memory-kvs';

const mockSecrets = new Map<string, unknown>();
const mockValues = new Map<string, unknown>();

/** Answers one value a page. */
const mockQuery = (prefix = '', from = 0) => ({
  where: (_: string, { values: [start = ''] }: { values: string[] }) => mockQuery(start, from),
  limit: () => mockQuery(prefix, from),
  cursor: (cursor: string) => mockQuery(prefix, Number(cursor)),
  getMany: () => {
    const found = [...mockValues].filter(([key]) => key.startsWith(prefix));
    return Promise.resolve({
      results: found.slice(from, from + 1).map(([key, value]) => ({ key, value })),
      nextCursor: from + 1 < found.length ? String(from + 1) : undefined,
    });
  },
});

jest.mock('@forge/kvs', () => ({
  ...jest.requireActual<object>('@forge/kvs'),
  kvs: {
    query: () => mockQuery(),
    getSecret: (key: string) => Promise.resolve(mockSecrets.get(key)),
    setSecret: (key: string, value: unknown, options?: { keyPolicy?: string }) => {
      if (options?.keyPolicy === 'FAIL_IF_EXISTS' && mockSecrets.has(key))
        return Promise.reject(Object.assign(new Error('The key exists already'), { code: 'KEY_CONFLICT' }));
      mockSecrets.set(key, value);
      return Promise.resolve();
    },
  },
}));

test('all who first ask for the salt at once get the same one, and it stays', async () => {
  const salts = await Promise.all([memoryInKvs.readSalt(), memoryInKvs.readSalt(), memoryInKvs.readSalt()]);
  expect(new Set(salts).size).toBe(1);
  expect(salts[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(await memoryInKvs.readSalt()).toBe(salts[0]);
});

test('the settings of the site and of every project are found, however many pages they fill', async () => {
  mockValues.set('settings', { people: {} }).set('settings:PAY', { trace: {} }).set('settings:OPS', {}).set('other', 1);
  expect(await memoryInKvs.readAllSettings()).toEqual([
    { project: undefined, change: { people: {} } },
    { project: 'PAY', change: { trace: {} } },
    { project: 'OPS', change: {} },
  ]);
});
