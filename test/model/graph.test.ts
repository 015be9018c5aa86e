import fc from 'fast-check';
import {
  type Graph,
  chainLengths,
  findKnots,
  findRoots,
  graphFrom,
  hasEdge,
  mergeSets,
  shortestCircle,
  stronglyConnected,
} from '../../src/model/graph';

fc.configureGlobal({ seed: 20171113 });

const randomGraph = fc
  .integer({ min: 1, max: 12 })
  .chain((nodeCount) =>
    fc.tuple(
      fc.constant(nodeCount),
      fc.array(fc.tuple(fc.nat(nodeCount - 1), fc.nat(nodeCount - 1)), { maxLength: 24 }),
    ),
  );

function graphOf(nodeCount: number, edges: readonly (readonly [number, number])[]): Graph {
  return graphFrom(
    nodeCount,
    edges.map(([from]) => from),
    edges.map(([, to]) => to),
  );
}

/** Which nodes each node reaches over one or more edges: the slow and obvious way. */
function reachable(nodeCount: number, edges: readonly (readonly [number, number])[]): boolean[][] {
  const reach = Array.from({ length: nodeCount }, () => Array<boolean>(nodeCount).fill(false));
  for (const [from, to] of edges) reach[from]![to] = true;
  for (let via = 0; via < nodeCount; via += 1)
    for (let from = 0; from < nodeCount; from += 1)
      for (let to = 0; to < nodeCount; to += 1) if (reach[from]![via] && reach[via]![to]) reach[from]![to] = true;
  return reach;
}

test('two nodes share a component exactly when each reaches the other', () => {
  fc.assert(
    fc.property(randomGraph, ([nodeCount, edges]) => {
      const { of } = stronglyConnected(graphOf(nodeCount, edges));
      const reach = reachable(nodeCount, edges);
      for (let a = 0; a < nodeCount; a += 1)
        for (let b = 0; b < nodeCount; b += 1)
          expect(of[a] === of[b]).toBe(a === b || (reach[a]![b]! && reach[b]![a]!));
    }),
  );
});

test('an edge between components leads to the smaller number', () => {
  fc.assert(
    fc.property(randomGraph, ([nodeCount, edges]) => {
      const { of } = stronglyConnected(graphOf(nodeCount, edges));
      for (const [from, to] of edges) expect(of[from]!).toBeGreaterThanOrEqual(of[to]!);
    }),
  );
});

test('knots are the components with a node that reaches itself', () => {
  fc.assert(
    fc.property(randomGraph, ([nodeCount, edges]) => {
      const graph = graphOf(nodeCount, edges);
      const components = stronglyConnected(graph);
      const reach = reachable(nodeCount, edges);
      const expected = new Set(Array.from(components.of).filter((_, node) => reach[node]![node]));
      expect(new Set(findKnots(graph, components))).toEqual(expected);
    }),
  );
});

test('roots are the reached nodes that reach nothing outside their own component', () => {
  fc.assert(
    fc.property(randomGraph, ([nodeCount, edges]) => {
      const graph = graphOf(nodeCount, edges);
      const components = stronglyConnected(graph);
      const rootsOf = findRoots(graph, components, 100);
      const reach = reachable(nodeCount, edges);
      const final = (node: number) => reach[node]!.every((reached, to) => !reached || reach[to]![node] || to === node);
      for (let node = 0; node < nodeCount; node += 1) {
        const expected = [...Array(nodeCount).keys()].filter((to) => (to === node || reach[node]![to]) && final(to));
        expect(Array.from(rootsOf(components.of[node]!))).toEqual(expected);
      }
    }),
  );
});

test('the shortest circle really leads back, and is there whenever a node reaches itself', () => {
  fc.assert(
    fc.property(randomGraph, ([nodeCount, edges]) => {
      const graph = graphOf(nodeCount, edges);
      const components = stronglyConnected(graph);
      const reach = reachable(nodeCount, edges);
      for (let node = 0; node < nodeCount; node += 1) {
        const circle = shortestCircle(graph, components, node);
        expect(circle !== undefined).toBe(reach[node]![node]);
        circle?.forEach((from, index) => expect(hasEdge(graph, from, circle[(index + 1) % circle.length]!)).toBe(true));
        expect(new Set(circle).size).toBe(circle?.length ?? 0);
      }
    }),
  );
});

test('a chain counts its nodes, and a knot on it counts all its members', () => {
  // 0 → 1 → (2 ⇄ 3) → 4, and 5 alone
  const graph = graphOf(6, [
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 2],
    [3, 4],
  ]);
  const components = stronglyConnected(graph);
  const lengths = chainLengths(graph, components);
  expect([0, 1, 2, 3, 4, 5].map((node) => lengths[components.of[node]!])).toEqual([5, 4, 3, 3, 1, 1]);
});

test('a chain of a hundred thousand nodes does not exhaust the stack', () => {
  const nodeCount = 100_000;
  const from = Int32Array.from({ length: nodeCount }, (_, node) => node);
  const to = from.map((node) => (node + 1) % nodeCount);
  expect(stronglyConnected(graphFrom(nodeCount, from, to)).count).toBe(1);
});

test('sets beyond the limit keep their smallest numbers', () => {
  expect(Array.from(mergeSets([Int32Array.of(3, 9), Int32Array.of(1, 3, 5)], 3))).toEqual([1, 3, 5]);
});

test('an edge without an end is refused by name', () => {
  expect(() => graphFrom(2, [0, 1], [1])).toThrow('2 edge starts but 1 edge ends');
});
