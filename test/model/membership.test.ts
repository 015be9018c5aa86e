import { isStaying, staysOf } from '../../src/model/membership';
import { type Steps, day, historyOf } from '../builders/worlds';

const stays = (steps: Steps<readonly string[]>, asOf: number, exact = true) =>
  staysOf(historyOf(steps, exact), (ids) => ids, day(asOf)).map((stay) => [stay.in, stay.from, stay.until]);

test.each`
  why                                     | steps                                        | asOf     | told
  ${'what still holds has no end'}        | ${[[1, ['a']]]}                              | ${9}     | ${[['a', day(1), undefined]]}
  ${'one more beside it breaks no stay'}  | ${[[1, ['a']], [3, ['a', 'b']], [5, ['b']]]} | ${9}     | ${[['a', day(1), day(5)], ['b', day(3), undefined]]}
  ${'who comes back stays a second time'} | ${[[1, ['a']], [3, []], [5, ['a']]]}         | ${9}     | ${[['a', day(1), day(3)], ['a', day(5), undefined]]}
  ${'what ends later has not ended'}      | ${[[1, ['a']], [3, ['b']]]}                  | ${2.999} | ${[['a', day(1), undefined]]}
  ${'what ends now has ended'}            | ${[[1, ['a']], [3, ['b']]]}                  | ${3}     | ${[['a', day(1), day(3)], ['b', day(3), undefined]]}
  ${'what is named twice is there once'}  | ${[[1, ['a', 'a']]]}                         | ${9}     | ${[['a', day(1), undefined]]}
`('$why', ({ steps, asOf, told }) => {
  expect(stays(steps, asOf)).toEqual(told);
});

test('a gap in the history ends a stay, and a history that ends does too', () => {
  const spans = [
    { from: day(1), until: day(2), value: ['a'], exact: true },
    { from: day(4), until: day(6), value: ['a'], exact: false },
  ];
  expect(staysOf(spans, (ids) => ids, day(9))).toEqual([
    { in: 'a', from: day(1), exact: true, until: day(2), untilExact: true },
    { in: 'a', from: day(4), exact: false, until: day(6), untilExact: true },
  ]);
});

test('both ends are as certain as the entries that tell them', () => {
  const [first] = staysOf(
    historyOf(
      [
        [1, ['a']],
        [3, ['b']],
      ],
      false,
    ),
    (ids) => ids,
    day(9),
  );
  expect(first).toEqual({ in: 'a', from: day(1), exact: false, until: day(3), untilExact: false });
});

test.each`
  at       | staying
  ${0.999} | ${false}
  ${1}     | ${true}
  ${2.999} | ${true}
  ${3}     | ${false}
`('from its first instant up to its end: day $at', ({ at, staying }) => {
  expect(isStaying({ from: day(1), until: day(3) }, day(at))).toBe(staying);
});
