import { memoryInKvs } from '../../../src/hosts/forge/memory-kvs';

const mockSecrets = new Map<string, unknown>();

jest.mock('@forge/kvs', () => ({
  ...jest.requireActual<object>('@forge/kvs'),
  kvs: {
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
