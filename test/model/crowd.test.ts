/** A crowd answers about all together, refuses below the minimum, and cannot be made to show a member. */
import fc from 'fast-check';
import { type Crowd, type Told, crowdOf, yesNoOnly } from '../../src/model/crowd';

const NAMES = ['ana', 'ben', 'cid', 'dee', 'eli', 'fay', 'gus', 'hal'];

/** As many members as values; undefined is one of whom nothing is known. */
function crowdWith(values: readonly (number | undefined)[], minimumGroup = 5): Crowd<'load' | 'since'> {
  const known = values.flatMap((value, index) => (value === undefined ? [] : [[NAMES[index] ?? '', value] as const]));
  const members = new Set(NAMES.slice(0, values.length));
  return crowdOf(members, { load: () => new Map(known), since: () => new Map(known) }, { minimumGroup });
}

const above = (than: number) => [{ signal: 'load', is: 'above', than } as const];
const value = <T>(told: Told<T>): T | string => (told.told ? told.value : told.of);

test.each`
  why                                    | values             | minimum | size
  ${'four people'}                       | ${[1, 2, 3, 4]}    | ${5}    | ${'members'}
  ${'five people'}                       | ${[1, 2, 3, 4, 5]} | ${5}    | ${5}
  ${'five, where six are wanted'}        | ${[1, 2, 3, 4, 5]} | ${6}    | ${'members'}
  ${'four, where the settings say less'} | ${[1, 2, 3, 4]}    | ${1}    | ${'members'}
  ${'a minimum that is no number'}       | ${[1, 2, 3, 4, 5]} | ${NaN}  | ${'members'}
`('$why: $size', ({ values, minimum, size }: { values: number[]; minimum: number; size: number | string }) => {
  expect(value(crowdWith(values, minimum).size())).toBe(size);
});

test.each`
  why                      | values                                                      | answer
  ${'a group too small'}   | ${[1, 2, 3, 4]}                                             | ${'members'}
  ${'four of eight known'} | ${[1, 2, 3, 4, undefined, undefined, undefined, undefined]} | ${'judged'}
  ${'five of eight known'} | ${[1, 2, 3, 4, 5, undefined, undefined, undefined]}         | ${'an answer'}
  ${'nobody known'}        | ${[undefined, undefined, undefined, undefined, undefined]}  | ${'judged'}
`('every question about $why has $answer', ({ values, answer }: { values: number[]; answer: string }) => {
  const crowd = crowdWith(values);
  const answers = [
    crowd.share(above(1), 30, 'since'),
    crowd.reaches(above(1), 30),
    crowd.medianIsAbove('load', 1),
    crowd.mean('load'),
    crowd.gini('load'),
    crowd.peakIsAbove('load', 2),
  ];
  expect(new Set(answers.map((one) => (one.told ? 'an answer' : one.of)))).toEqual(new Set([answer]));
});

test('fewer than half known is too few, however many they are', () => {
  const members = new Set(Array.from({ length: 12 }, (_, index) => `member-${index}`));
  const known = (count: number) => new Map([...members].slice(0, count).map((member) => [member, 1]));
  const ask = (count: number) =>
    value(crowdOf(members, { load: () => known(count) }, { minimumGroup: 5 }).mean('load'));
  expect([ask(5), ask(6)]).toEqual(['judged', 1]);
});

test('a refusal tells the minimum and not how many there are', () => {
  expect(crowdWith([1, 2, 3]).size()).toEqual({ told: false, of: 'members', minimum: 5 });
});

test.each`
  why                            | values                   | percent | count | reached
  ${'two of five are 30 %'}      | ${[0, 0, 0, 4, 4]}       | ${30}   | ${2}  | ${true}
  ${'two of seven are not'}      | ${[0, 0, 0, 0, 0, 4, 4]} | ${30}   | ${2}  | ${false}
  ${'one is never a share'}      | ${[0, 0, 0, 0, 4]}       | ${1}    | ${1}  | ${false}
  ${'the limit is not above it'} | ${[3, 3, 3, 3, 3]}       | ${30}   | ${0}  | ${false}
`(
  '$why',
  ({ values, percent, count, reached }: { values: number[]; percent: number; count: number; reached: boolean }) => {
    expect(value(crowdWith(values).share(above(3), percent, 'since'))).toMatchObject({
      count,
      of: values.length,
      reached,
    });
  },
);

test('a yes or no does not tell all of them from enough of them', () => {
  const some = yesNoOnly(crowdWith([0, 0, 0, 4, 4])).reaches(above(3), 30);
  expect(some).toEqual(yesNoOnly(crowdWith([4, 4, 4, 4, 4])).reaches(above(3), 30));
  expect(some).toEqual({ told: true, value: { reached: true, of: 5 } });
});

test('who is unknown by one condition is judged by another that holds', () => {
  const members = new Set(NAMES.slice(0, 5));
  const crowd = crowdOf(
    members,
    { run: () => new Map([...members].map((one) => [one, 12])), weekends: () => new Map<string, number>() },
    { minimumGroup: 5 },
  );
  const weekends = { signal: 'weekends', is: 'at most', than: 0 } as const;
  expect(value(crowd.reaches([weekends, { signal: 'run', is: 'at least', than: 12 }], 30))).toMatchObject({
    reached: true,
  });
  expect(value(crowd.reaches([weekends, { signal: 'run', is: 'at least', than: 13 }], 30))).toBe('judged');
});

test('the Gini coefficient is the double sum it is defined by', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 20 }), { minLength: 5, maxLength: 8 }), (values) => {
      const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
      const pairs = values.reduce((sum, x) => sum + values.reduce((inner, y) => inner + Math.abs(x - y), 0), 0);
      const expected = mean === 0 ? 0 : pairs / (2 * values.length ** 2 * mean);
      expect(value(crowdWith(values).gini('load'))).toBeCloseTo(expected, 10);
    }),
  );
});

test('nothing in a crowd leads to a member: it is functions that take data and give numbers', () => {
  const crowd = crowdWith([1, 2, 3, 4, 5]);
  expect(JSON.stringify(crowd)).toBe('{}');
  for (const part of Object.values(crowd)) expect(typeof part).toBe('function');
  expect(Object.keys(yesNoOnly(crowd))).toEqual(['reaches', 'medianIsAbove']);
  fc.assert(
    fc.property(fc.constantFrom(...NAMES), fc.integer({ min: 0, max: 9 }), (name, than) => {
      const answers = [crowd.share(above(than), 30, 'since'), crowd.gini('load'), crowd.size(), crowd.mean('load')];
      expect(JSON.stringify(answers)).not.toContain(name);
    }),
  );
});

test('the type makes a refusal impossible to overlook', () => {
  const size = crowdWith([1]).size();
  // @ts-expect-error a refusal has no value
  expect(size.value).toBeUndefined();
});
