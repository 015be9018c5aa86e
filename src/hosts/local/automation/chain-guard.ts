/**
 * Keeps a rule from starting itself for ever. A comment a rule writes comes back as an event; that
 * event is one link further down the chain than the one that started the rule.
 */
export interface ChainGuard {
  /** A rule at this depth is about to comment on the work item. */
  expect(key: string, depth: number): void;
  /** The comment last announced for the work item was not written. */
  forget(key: string): void;
  /** How many rules led to this comment: 0 for one by a person. Each announcement counts once. */
  depthOfComment(key: string): number;
}

export function chainGuard(): ChainGuard {
  const expected = new Map<string, readonly number[]>();
  const keep = (key: string, depths: readonly number[]): void => {
    if (depths.length > 0) expected.set(key, depths);
    else expected.delete(key);
  };
  return {
    expect: (key, depth) => keep(key, [...(expected.get(key) ?? []), depth + 1]),
    forget: (key) => keep(key, (expected.get(key) ?? []).slice(0, -1)),
    depthOfComment(key) {
      const [depth = 0, ...later] = expected.get(key) ?? [];
      keep(key, later);
      return depth;
    },
  };
}
