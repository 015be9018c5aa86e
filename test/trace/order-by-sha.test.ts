import fc from 'fast-check';
import { orderBySha } from '../../src/trace/order-by-sha';

const ordered = (shas: readonly string[]): string[] =>
  orderBySha(shas.map((sha) => ({ sha }))).map((index) => shas[index] ?? '');

const letters = (alphabet: string, length: { minLength: number; maxLength: number }): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...alphabet), length).map((list) => list.join(''));

test.each`
  what                                  | sha
  ${'shas'}                             | ${letters('0123456789abcdef', { minLength: 40, maxLength: 40 })}
  ${'shas that begin alike'}            | ${letters('09af', { minLength: 7, maxLength: 9 })}
  ${'texts that are no shas, or short'} | ${letters('0/:9AZ`afgz', { minLength: 0, maxLength: 8 })}
`('$what come out as sorted texts', ({ sha }: { sha: fc.Arbitrary<string> }) => {
  fc.assert(
    fc.property(fc.uniqueArray(sha, { maxLength: 50 }), (shas) => {
      expect(ordered(shas)).toEqual([...shas].sort());
    }),
  );
});

test('an index may be any, also where all shas begin alike', () => {
  const shas = Array.from({ length: 3000 }, (_, index) => `abcdef${String((index * 7919) % 3000).padStart(4, '0')}`);
  expect(ordered(shas)).toEqual([...shas].sort());
});
