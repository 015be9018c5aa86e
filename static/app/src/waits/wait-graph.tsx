/** The graph of waits as plain SVG: every node is a link with a full name, every sign is in the legend. */
import { type MouseEvent, useMemo } from 'react';
import { type ItemRef, type WaitsView, router } from '../bridge';
import { useFrame } from '../frame/frame-context';
import { count } from '../words/working-age';
import { type GraphEdge, type GraphNode, NODE, drawGraph } from './graph-layout';
import styles from './wait-graph.module.css';

export default function WaitGraph({ waits }: { readonly waits: WaitsView }) {
  const drawing = useMemo(() => drawGraph(waits), [waits]);
  return (
    <figure className={styles.figure}>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label="Graph of waits; scroll sideways to see all of it">
        <svg width={drawing.width} height={drawing.height} viewBox={`0 0 ${drawing.width} ${drawing.height}`} role="group" aria-label={`${count(drawing.nodes.length, 'item')} and who waits for whom`}>
          <defs>
            <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse">
              <path d="M0 0 L8 4 L0 8 z" className={styles.arrow} />
            </marker>
          </defs>
          <g aria-hidden="true">{drawing.edges.map((edge) => <Edge key={edge.id} edge={edge} />)}</g>
          {drawing.nodes.map((node) => <Node key={node.id} node={node} />)}
        </svg>
      </div>
      <figcaption className={styles.caption}>
        <ul className={styles.legend}>
          <li><span className={`${styles.sample} ${styles.sampleRoot}`} aria-hidden="true" />Root blocker</li>
          <li><span className={`${styles.sample} ${styles.sampleUnknown}`} aria-hidden="true" />Unknown: outside what Throughline reads</li>
          <li><span className={styles.sampleLine} aria-hidden="true" />Deadlock</li>
          <li>Arrows lead from the item that waits to what it waits on.</li>
        </ul>
        {drawing.notDrawn > 0 ? <span>{count(drawing.notDrawn, 'more item')} not drawn; the table below lists every wait.</span> : null}
      </figcaption>
    </figure>
  );
}

function Edge({ edge }: { readonly edge: GraphEdge }) {
  const path = edge.points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join(' ');
  const look = edge.inCircle ? styles.edgeInCircle : edge.unknown ? styles.edgeUnknown : '';
  return <path d={path} className={`${styles.edge} ${look}`} markerEnd="url(#arrow)" />;
}

function Node({ node }: { readonly node: GraphNode }) {
  const { siteUrl } = useFrame();
  const { item } = node;
  const body = (
    <>
      <rect width={NODE.width} height={NODE.height} rx="6" className={`${styles.box} ${item.kind !== 'seen' ? styles.boxUnknown : node.isRoot ? styles.boxRoot : ''}`} />
      <text x="12" y="20" className={styles.key}>{titleOf(item)}</text>
      <text x="12" y="37" className={styles.detail}>{detailOf(item)}</text>
    </>
  );
  const place = `translate(${(node.x - NODE.width / 2).toFixed(1)} ${(node.y - NODE.height / 2).toFixed(1)})`;
  const name = nameOf(node);
  if (item.kind === 'hidden') return <g transform={place} role="img" aria-label={name}>{body}</g>;
  const path = `/browse/${encodeURIComponent(item.key)}`;
  const open = (event: MouseEvent) => {
    event.preventDefault();
    void router.open(path);
  };
  return (
    <g transform={place}>
      <a href={siteUrl + path} onClick={open} className={styles.node} aria-label={name}>
        <title>{name}</title>
        {body}
      </a>
    </g>
  );
}

function titleOf(item: ItemRef): string {
  if (item.kind === 'hidden') return 'An item you cannot see';
  return item.kind === 'unknown' ? `${item.key} · unknown` : `${item.key} · ${cut(item.status, 14)}`;
}

function detailOf(item: ItemRef): string {
  if (item.kind === 'seen') return cut(item.summary, 27);
  return item.kind === 'unknown' ? 'outside what is read' : '';
}

function nameOf({ item, waitsOn, waitedForBy, isRoot }: GraphNode): string {
  const who = item.kind === 'seen' ? `${item.key}, ${item.summary}, ${item.status}` : item.kind === 'unknown' ? `${item.key}, unknown` : 'An item you cannot see';
  const parts = [waitsOn > 0 ? `waits on ${count(waitsOn, 'item')}` : '', waitedForBy > 0 ? `waited for by ${count(waitedForBy, 'item')}` : '', isRoot ? 'root blocker' : ''];
  return [who, ...parts.filter(Boolean)].join('; ');
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
