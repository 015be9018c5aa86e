/** Chance that is the same on every machine and in every run. */
export interface Chance {
  /** A whole number from 0 up to, not including, `count`. */
  pick(count: number): number;
  /** True so often. */
  happens(share: number): boolean;
  one<T>(list: readonly T[]): T;
}

/** mulberry32. */
export function seededChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const pick = (count: number): number => Math.floor(next() * count);
  return {
    pick,
    happens: (share) => next() < share,
    one: (list) => {
      const found = list[pick(list.length)];
      if (found === undefined) throw new RangeError('Nothing can be picked from an empty list.');
      return found;
    },
  };
}
