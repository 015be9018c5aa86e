import { type Figure, standingOf } from '../../bench/figure';

const figureOf = (part: Partial<Figure>): Figure => ({
  name: 'graph',
  value: 10,
  unit: 'ms',
  ratio: null,
  of: '',
  budget: null,
  ...part,
});

describe('a figure stands against its budget', () => {
  test.each`
    why                                            | figure                                      | standing
    ${'the value reaches the budget'}              | ${{ value: 10, budget: 10 }}                | ${'ok'}
    ${'the value is above it'}                     | ${{ value: 10.1, budget: 10 }}              | ${'misses'}
    ${'the ratio counts where there is one'}       | ${{ value: 99, ratio: 1.5, budget: 1.5 }}   | ${'ok'}
    ${'a ratio above it'}                          | ${{ value: 0.1, ratio: 1.51, budget: 1.5 }} | ${'misses'}
    ${'it has no budget'}                          | ${{ value: 10 }}                            | ${''}
    ${'what was not measured is never within one'} | ${{ value: null, budget: 10 }}              | ${'not measured'}
  `('$standing: $why', ({ figure, standing }) => {
    expect(standingOf(figureOf(figure))).toBe(standing);
  });
});
