/**
 * The graph of waits as numbers: which items to draw, where each stands, how each edge runs.
 * Waiting items stand left of what they wait on, so that roots gather at the right.
 */
import dagre from '@dagrejs/dagre';
import type { ItemRef, WaitsView } from '../bridge';

export const NODE = { width: 184, height: 48 } as const;
/** More than this cannot be read; the dearest chains are drawn and the rest is counted. */
const MOST_NODES = 40;

export interface GraphNode {
  readonly id: string;
  readonly item: ItemRef;
  readonly x: number;
  readonly y: number;
  readonly isRoot: boolean;
  readonly waitsOn: number;
  readonly waitedForBy: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface GraphEdge {
  readonly id: string;
  /** SVG path data. */
  readonly path: string;
  readonly unknown: boolean;
  readonly inCircle: boolean;
}

export interface GraphDrawing {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly notDrawn: number;
}

export function drawGraph(view: WaitsView): GraphDrawing {
  const items = itemsByKey(view);
  const ids = [...new Set(view.edges.flatMap(({ from, to }) => [from, to]))];
  const chosen = chooseNodes(view, ids);
  const edges = view.edges.filter(({ from, to }) => chosen.has(from) && chosen.has(to));
  const circles = view.deadlocks.map(
    ({ items: members }) => new Set(members.flatMap((item) => (item.kind === 'hidden' ? [] : [item.key]))),
  );

  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 16, ranksep: 56, marginx: 4, marginy: 4 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const id of chosen) graph.setNode(id, { ...NODE });
  for (const { from, to } of edges) graph.setEdge(from, to);
  dagre.layout(graph);

  const { width = 0, height = 0 } = graph.graph();
  const waitsOn = countBy(edges.map(({ from }) => from));
  const waitedForBy = countBy(edges.map(({ to }) => to));
  const unknownEnds = new Set(view.edges.filter(({ unknown }) => unknown).map(({ to }) => to));
  return {
    width,
    height,
    notDrawn: ids.length - chosen.size,
    nodes: [...chosen].map((id) => {
      const { x, y } = graph.node(id);
      const item =
        items.get(id) ?? (unknownEnds.has(id) && looksLikeKey(id) ? { kind: 'unknown', key: id } : { kind: 'hidden' });
      return {
        id,
        item,
        x,
        y,
        isRoot: !waitsOn.has(id),
        waitsOn: waitsOn.get(id) ?? 0,
        waitedForBy: waitedForBy.get(id) ?? 0,
      };
    }),
    edges: edges.map(({ from, to, unknown }) => ({
      id: `${from}>${to}`,
      path: pathBetween(
        graph.node(from),
        graph.node(to),
        bendsOf(
          graph.edge(from, to).points ?? [],
          edges.some((other) => other.from === to && other.to === from),
        ),
      ),
      unknown,
      inCircle: circles.some((circle) => circle.has(from) && circle.has(to)),
    })),
  };
}

/**
 * Where an edge bends between its ends. An edge to the next column needs no bend, except when the
 * opposite edge would lie on it.
 */
function bendsOf(points: readonly Point[], hasOpposite: boolean): readonly Point[] {
  return points.length > 3 || hasOpposite ? points.slice(1, -1) : [];
}

/** A smooth line from the side of one node to the facing side of another. */
function pathBetween(from: Point, to: Point, bends: readonly Point[]): string {
  const side = to.x > from.x ? NODE.width / 2 : -NODE.width / 2;
  const stops = [{ x: from.x + side, y: from.y }, ...bends, { x: to.x - side, y: to.y }];
  return stops
    .map(({ x, y }, index) => {
      const before = stops[index - 1];
      if (!before) return `M${round(x)} ${round(y)}`;
      const middle = round((before.x + x) / 2);
      return `C${middle} ${round(before.y)} ${middle} ${round(y)} ${round(x)} ${round(y)}`;
    })
    .join(' ');
}

function round(length: number): number {
  return Math.round(length * 10) / 10;
}

/** Deadlocks first, then the chains that end with the dearest roots, until the drawing is full. */
function chooseNodes(view: WaitsView, ids: readonly string[]): ReadonlySet<string> {
  if (ids.length <= MOST_NODES) return new Set(ids);
  const waiters = new Map<string, string[]>();
  for (const { from, to } of view.edges) waiters.set(to, [...(waiters.get(to) ?? []), from]);
  const starts = [...view.deadlocks.flatMap(({ items }) => items), ...view.roots.map(({ item }) => item)];
  const chosen = new Set<string>();
  const queue = starts.flatMap((item) => (item.kind === 'hidden' ? [] : [item.key]));
  const known = new Set(ids);
  for (const start of queue) {
    const chain = [start];
    for (let next = chain.pop(); next !== undefined && chosen.size < MOST_NODES; next = chain.pop()) {
      if (chosen.has(next) || !known.has(next)) continue;
      chosen.add(next);
      chain.push(...(waiters.get(next) ?? []));
    }
  }
  return chosen;
}

function itemsByKey(view: WaitsView): ReadonlyMap<string, ItemRef> {
  const all = [
    ...view.waits.flatMap(({ waiter, causes, roots }) => [
      waiter,
      ...roots,
      ...causes.flatMap(({ item }) => (item ? [item] : [])),
    ]),
    ...view.roots.map(({ item }) => item),
    ...view.deadlocks.flatMap(({ items }) => items),
  ];
  return new Map(all.flatMap((item) => (item.kind === 'hidden' ? [] : [[item.key, item] as const])));
}

function countBy(ids: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

function looksLikeKey(id: string): boolean {
  return /^[A-Z][A-Z0-9_]+-\d+$/.test(id);
}
