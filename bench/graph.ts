/** The dependency graph: built, its circles found, its longest chain measured, against one pass over its arrays. */
import { type Components, type Graph, chainLengths, graphFrom, stronglyConnected } from '../src/model/graph';
import { seededChance } from './chance';
import type { Ask, Bench, Figure } from './figure';
import { leastCosts, peakMemory } from './stopwatch';

interface Edges {
  readonly nodes: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** As teams link work: mostly to something made a little later, and two links in a thousand the other way. */
function edgesOf(nodes: number): Edges {
  const chance = seededChance(7);
  const from = new Int32Array(nodes);
  const to = new Int32Array(nodes);
  for (let edge = 0; edge < nodes; edge += 1) {
    const near = chance.pick(nodes - 40);
    const far = near + 1 + chance.pick(39);
    const backwards = chance.happens(0.002);
    from[edge] = backwards ? far : near;
    to[edge] = backwards ? near : far;
  }
  return { nodes, from, to };
}

/** The least anybody must do who looks at every link: count how many begin and end at each node. */
function passOver({ nodes, from, to }: Edges): Int32Array {
  const degrees = new Int32Array(nodes);
  for (let edge = 0; edge < from.length; edge += 1) {
    degrees[from[edge] ?? 0] = (degrees[from[edge] ?? 0] ?? 0) + 1;
    degrees[to[edge] ?? 0] = (degrees[to[edge] ?? 0] ?? 0) + 1;
  }
  return degrees;
}

function solve({ nodes, from, to }: Edges): { graph: Graph; components: Components; longest: number } {
  const graph = graphFrom(nodes, from, to);
  const components = stronglyConnected(graph);
  const longest = chainLengths(graph, components).reduce((most, length) => Math.max(most, length), 0);
  return { graph, components, longest };
}

const MILLION = 1_000_000;

export const graph: Bench = {
  names: ['graph', 'graph-growth'],
  what: 'circles and longest chain of 1 M items and 1 M links, against one pass over the arrays',
  measure: async ({ quick }: Ask): Promise<Figure[]> => {
    const large = edgesOf(quick ? MILLION / 10 : MILLION);
    const small = edgesOf(large.nodes / 10);
    const least = leastCosts(
      { pass: () => passOver(large), small: () => solve(small), large: () => solve(large) },
      quick ? 3 : 9,
    );
    const { components, longest } = solve(large);
    return [
      {
        name: 'graph',
        value: least.large,
        unit: 'ms',
        ratio: least.large / least.pass,
        of: `one pass, ${least.pass.toFixed(1)} ms (${large.nodes - components.count} nodes in circles, longest chain ${longest})`,
        budget: 30,
      },
      {
        name: 'graph-growth',
        value: least.large,
        unit: 'ms',
        ratio: least.large / (10 * least.small),
        of: `ten times a tenth of it, ${least.small.toFixed(1)} ms each`,
        budget: 2,
      },
    ];
  },
};

export const graphMemory: Bench = {
  names: ['graph-memory'],
  what: 'most memory of a process that does this once, Node included',
  measure: async ({ quick }: Ask): Promise<Figure[]> => {
    const edges = edgesOf(quick ? MILLION / 10 : MILLION);
    const before = peakMemory();
    solve(edges);
    return [
      {
        name: 'graph-memory',
        value: peakMemory(),
        unit: 'MB',
        ratio: null,
        of: `the whole process; ${before.toFixed(0)} MB with the links alone`,
        budget: 150,
      },
    ];
  },
};
