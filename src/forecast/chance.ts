/** Chance that is the same in every run, on every machine: a forecast can be repeated to the last digit. */

/** Gives numbers from 0 up to, not including, 1. */
export type Chance = () => number;

/**
 * A generator for a text, such as `PAY at 2026-03-18`: sfc32 of Chris Doty-Humphrey's PractRand (public
 * domain), its four words filled from the text.
 */
export function chanceFor(text: string): Chance {
  let [a, b, c, counter] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 1];
  for (let index = 0; index < text.length; index += 1) {
    a = Math.imul(a ^ text.charCodeAt(index), 0x85ebca6b);
    b = (b + (a ^ (a >>> 13))) | 0;
    c = Math.imul(c ^ b, 0xc2b2ae35);
  }
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  // The first words still resemble the text.
  for (let turn = 0; turn < 12; turn += 1) next();
  return next;
}

/**
 * A number from the gamma distribution with mean 1: Marsaglia and Tsang, "A Simple Method for Generating
 * Gamma Variables", ACM TOMS 26 (2000). `shape` is at least 1; the coefficient of variation is 1/√shape.
 */
export function drawGamma(shape: number, chance: Chance): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const normal = drawNormal(chance);
    const v = (1 + c * normal) ** 3;
    if (v <= 0) continue;
    if (Math.log(1 - chance()) < 0.5 * normal * normal + d - d * v + d * Math.log(v)) return (d * v) / shape;
  }
}

/** Box and Muller; the second number of each pair is let go. */
function drawNormal(chance: Chance): number {
  return Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
}
