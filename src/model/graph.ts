/**
 * Directed graphs over whole numbers, kept in typed arrays: a million nodes and a million edges fit
 * in a few dozen megabytes and every question here is answered in one walk without recursion.
 *
 * In: pairs of node numbers. Out: components, roots, chains. Callers give the numbers their meaning.
 */

/** Edges grouped by where they start: those of node n are `targets[offsets[n]] … targets[offsets[n + 1] - 1]`. */
export interface Graph {
  readonly nodeCount: number;
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
}

/** Groups edges `from[i] → to[i]` by start; within a node they keep the order given. O(nodes + edges). */
export function graphFrom(nodeCount: number, from: ArrayLike<number>, to: ArrayLike<number>): Graph {
  if (from.length !== to.length) {
    throw new RangeError(`${from.length} edge starts but ${to.length} edge ends. Give one end for each start.`);
  }
  const offsets = new Int32Array(nodeCount + 1);
  for (let edge = 0; edge < from.length; edge += 1) offsets[at(from, edge) + 1] = at(offsets, at(from, edge) + 1) + 1;
  for (let node = 0; node < nodeCount; node += 1) offsets[node + 1] = at(offsets, node + 1) + at(offsets, node);
  const next = offsets.slice(0, nodeCount);
  const targets = new Int32Array(from.length);
  for (let edge = 0; edge < from.length; edge += 1) {
    const start = at(from, edge);
    const slot = at(next, start);
    targets[slot] = at(to, edge);
    next[start] = slot + 1;
  }
  return { nodeCount, offsets, targets };
}

/** The largest sets of nodes that all reach each other; a node on no cycle is a component of its own. */
export interface Components {
  readonly count: number;
  /**
   * Component of each node. Numbered so that an edge between two components always leads to the
   * smaller number: walking 0, 1, 2, … meets whatever a component depends on before itself.
   */
  readonly of: Int32Array;
  /** Nodes grouped by component: those of c are `members[offsets[c]] … members[offsets[c + 1] - 1]`, ascending. */
  readonly members: Int32Array;
  readonly offsets: Int32Array;
}

/** Tarjan's algorithm with its own stack instead of recursion. O(nodes + edges). */
export function stronglyConnected({ nodeCount, offsets, targets }: Graph): Components {
  const of = new Int32Array(nodeCount).fill(-1);
  const order = new Int32Array(nodeCount).fill(-1);
  const low = new Int32Array(nodeCount);
  const nextEdge = new Int32Array(nodeCount);
  const open = new Int32Array(nodeCount);
  const path = new Int32Array(nodeCount);
  let openCount = 0;
  let pathLength = 0;
  let visited = 0;
  let count = 0;

  const enter = (node: number): void => {
    order[node] = visited;
    low[node] = visited;
    visited += 1;
    nextEdge[node] = at(offsets, node);
    open[openCount] = node;
    openCount += 1;
    path[pathLength] = node;
    pathLength += 1;
  };
  const closeComponent = (root: number): void => {
    let node: number;
    do {
      openCount -= 1;
      node = at(open, openCount);
      of[node] = count;
    } while (node !== root);
    count += 1;
  };

  for (let start = 0; start < nodeCount; start += 1) {
    if (at(order, start) >= 0) continue;
    enter(start);
    while (pathLength > 0) {
      const node = at(path, pathLength - 1);
      const edge = at(nextEdge, node);
      if (edge < at(offsets, node + 1)) {
        nextEdge[node] = edge + 1;
        const target = at(targets, edge);
        if (at(order, target) < 0) enter(target);
        else if (at(of, target) < 0) low[node] = Math.min(at(low, node), at(order, target));
        continue;
      }
      pathLength -= 1;
      if (at(low, node) === at(order, node)) closeComponent(node);
      if (pathLength > 0) {
        const parent = at(path, pathLength - 1);
        low[parent] = Math.min(at(low, parent), at(low, node));
      }
    }
  }
  return { count, of, ...groupNodes(of, count) };
}

function groupNodes(of: Int32Array, count: number): Pick<Components, 'members' | 'offsets'> {
  const nodes = new Int32Array(of.length);
  for (let node = 0; node < of.length; node += 1) nodes[node] = node;
  const grouped = graphFrom(count, of, nodes);
  return { members: grouped.targets, offsets: grouped.offsets };
}

/** Components whose nodes wait for each other: more than one node, or one with an edge to itself. */
export function findKnots(graph: Graph, components: Components): number[] {
  const knots: number[] = [];
  for (let component = 0; component < components.count; component += 1) {
    const start = at(components.offsets, component);
    const size = at(components.offsets, component + 1) - start;
    if (size > 1 || hasEdge(graph, at(components.members, start), at(components.members, start))) knots.push(component);
  }
  return knots;
}

/** True when an edge leads from one node to the other. O(edges of `from`). */
export function hasEdge({ offsets, targets }: Graph, from: number, to: number): boolean {
  for (let edge = at(offsets, from); edge < at(offsets, from + 1); edge += 1) if (at(targets, edge) === to) return true;
  return false;
}

/** Answers which nodes lie at the far end of everything that a component reaches, ascending. */
export type RootsOf = (component: number) => Int32Array;

/**
 * Finds the roots of every component: the nodes of those components that no edge leaves. A
 * component nobody can leave is its own root. Equal sets are shared, and a set longer than `limit`
 * is cut to its smallest numbers, which keeps the walk linear in practice and never worse than
 * O((nodes + edges) · limit).
 */
export function findRoots(graph: Graph, components: Components, limit: number): RootsOf {
  // Nearly all components end in one root: a number each instead of a set each.
  const single = new Int32Array(components.count).fill(-1);
  const several = new Map<number, Int32Array>();
  for (let component = 0; component < components.count; component += 1) {
    const [start, end] = [at(components.offsets, component), at(components.offsets, component + 1)];
    let ahead = -1;
    let others: number[] | undefined;
    for (let slot = start; slot < end; slot += 1) {
      const node = at(components.members, slot);
      for (let edge = at(graph.offsets, node); edge < at(graph.offsets, node + 1); edge += 1) {
        const target = at(components.of, at(graph.targets, edge));
        if (target === component || target === ahead) continue;
        if (ahead < 0) ahead = target;
        else if (at(single, target) < 0 || at(single, target) !== at(single, ahead)) (others ??= []).push(target);
      }
    }
    if (ahead < 0 && end - start === 1) single[component] = at(components.members, start);
    else if (ahead < 0) several.set(component, components.members.slice(start, Math.min(end, start + limit)));
    else if (others) several.set(component, mergeSets([ahead, ...others].map(rootsOf), limit));
    else if (at(single, ahead) >= 0) single[component] = at(single, ahead);
    else several.set(component, rootsOf(ahead));
  }
  return rootsOf;

  function rootsOf(component: number): Int32Array {
    const root = at(single, component);
    return root >= 0 ? Int32Array.of(root) : (several.get(component) ?? new Int32Array());
  }
}

/** The union of ascending sets, ascending, cut to its `limit` smallest. Equal sets are handed back as they are. */
export function mergeSets(sets: readonly Int32Array[], limit: number): Int32Array {
  const [first] = sets;
  if (first && sets.every((set) => set === first)) return first;
  const union = new Set<number>();
  for (const set of sets) for (const node of set) union.add(node);
  return Int32Array.from(union).sort().slice(0, limit);
}

/** Nodes on the longest chain that starts in each component, counting all nodes of each component passed. O(nodes + edges). */
export function chainLengths(graph: Graph, components: Components): Int32Array {
  const lengths = new Int32Array(components.count);
  for (let component = 0; component < components.count; component += 1) {
    let beyond = 0;
    const [start, end] = [at(components.offsets, component), at(components.offsets, component + 1)];
    for (let slot = start; slot < end; slot += 1) {
      const node = at(components.members, slot);
      for (let edge = at(graph.offsets, node); edge < at(graph.offsets, node + 1); edge += 1) {
        const target = at(components.of, at(graph.targets, edge));
        if (target !== component) beyond = Math.max(beyond, at(lengths, target));
      }
    }
    lengths[component] = beyond + end - start;
  }
  return lengths;
}

/** The fewest nodes that lead from `start` back to itself, `start` first; undefined when nothing does. O(its component). */
export function shortestCircle({ offsets, targets }: Graph, { of }: Components, start: number): number[] | undefined {
  const cameFrom = new Map<number, number>();
  const queue = [start];
  for (let head = 0; head < queue.length; head += 1) {
    const node = queue[head] ?? start;
    for (let edge = at(offsets, node); edge < at(offsets, node + 1); edge += 1) {
      const target = at(targets, edge);
      if (target === start) return walkBack(cameFrom, node, start);
      if (at(of, target) !== at(of, start) || cameFrom.has(target)) continue;
      cameFrom.set(target, node);
      queue.push(target);
    }
  }
  return undefined;
}

function walkBack(cameFrom: ReadonlyMap<number, number>, end: number, start: number): number[] {
  const circle: number[] = [];
  for (let node: number | undefined = end; node !== undefined && node !== start; node = cameFrom.get(node))
    circle.push(node);
  circle.push(start);
  return circle.reverse();
}

/** Reads a number from an array where the index is known to lie inside. */
function at(numbers: ArrayLike<number>, index: number): number {
  return numbers[index] ?? 0;
}
