/** Chance that falls the same way every time, on every machine: a seed in, numbers out. */
export interface SeededChance {
  /** A whole number from `least` to `most`, both possible. */
  between(least: number, most: number): number;
  /** True in so many of a hundred cases. */
  percent(share: number): boolean;
}

export function chanceSeededBy(text: string): SeededChance {
  // FNV-1a for the seed, then a linear congruential generator (Numerical Recipes' constants).
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    // The low digits of such a generator repeat soon.
    return (state >>> 8) / 0x1000000;
  };
  return {
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    percent: (share) => next() * 100 < share,
  };
}
