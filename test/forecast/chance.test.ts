import { chanceFor, drawGamma } from '../../src/forecast/chance';

const drawsOf = (text: string, count: number): number[] => {
  const chance = chanceFor(text);
  return Array.from({ length: count }, () => chance());
};

test('the same text gives the same numbers, another text others', () => {
  expect(drawsOf('PAY on 2017-01-02', 5)).toEqual(drawsOf('PAY on 2017-01-02', 5));
  expect(drawsOf('PAY on 2017-01-02', 5)).not.toEqual(drawsOf('PAY on 2017-01-03', 5));
});

test('numbers lie from 0 up to 1 and are spread evenly', () => {
  const draws = drawsOf('even', 20_000);
  expect(draws.every((draw) => draw >= 0 && draw < 1)).toBe(true);
  for (const tenth of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) {
    const share = draws.filter((draw) => Math.floor(draw * 10) === tenth).length / draws.length;
    expect(Math.abs(share - 0.1)).toBeLessThan(0.01);
  }
});

test.each([1, 5, 50])('gamma draws of shape %d have mean 1 and variance 1/shape', (shape) => {
  const chance = chanceFor('gamma');
  const draws = Array.from({ length: 40_000 }, () => drawGamma(shape, chance));
  const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
  const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / draws.length;
  expect(draws.every((draw) => draw > 0)).toBe(true);
  expect(mean).toBeCloseTo(1, 1);
  expect(variance * shape).toBeGreaterThan(0.93);
  expect(variance * shape).toBeLessThan(1.07);
});
