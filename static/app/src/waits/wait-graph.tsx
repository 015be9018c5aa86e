/** The graph of waits: a list of links, each in its place, over lines that say who waits for whom. */
import { type MouseEvent, useMemo } from 'react';
import { type ItemRef, type WaitsView, router } from '../bridge';
import { useFrame } from '../frame/frame-context';
import { count } from '../words/working-age';
import { type GraphEdge, type GraphNode, NODE, drawGraph } from './graph-layout';
import styles from './wait-graph.module.css';
import aloud from '../frame/unseen.module.css';

export default function WaitGraph({ waits }: { readonly waits: WaitsView }) {
  const drawing = useMemo(() => drawGraph(waits), [waits]);
  return (
    <figure className={styles.figure}>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label="Graph of waits; it can be scrolled">
        <div className={styles.canvas} style={{ width: drawing.width, height: drawing.height }}>
          <svg width={drawing.width} height={drawing.height} aria-hidden="true" className={styles.lines}>
            <defs>
              <Arrow id="arrow" className={styles.arrow} />
              <Arrow id="arrow-in-circle" className={styles.arrowInCircle} />
            </defs>
            {drawing.edges.map((edge) => (
              <Edge key={edge.id} edge={edge} />
            ))}
          </svg>
          <ul className={styles.nodes}>
            {drawing.nodes.map((node) => (
              <Node key={node.id} node={node} />
            ))}
          </ul>
        </div>
      </div>
      <figcaption className={styles.caption}>
        <ul className={styles.legend}>
          <li>
            <span className={`${styles.sample} ${styles.root}`} aria-hidden="true" />
            Root blocker
          </li>
          <li>
            <span className={`${styles.sample} ${styles.unknown}`} aria-hidden="true" />
            Unknown: outside what Throughline reads
          </li>
          <li>
            <span className={styles.sampleLine} aria-hidden="true" />
            Deadlock
          </li>
          <li>Arrows lead from the item that waits to what it waits on.</li>
        </ul>
        {drawing.notDrawn > 0 ? (
          <span>{count(drawing.notDrawn, 'more item')} not drawn; the table below lists every wait.</span>
        ) : null}
      </figcaption>
    </figure>
  );
}

function Arrow({ id, className }: { readonly id: string; readonly className: string | undefined }) {
  return (
    <marker
      id={id}
      viewBox="0 0 8 8"
      refX="7"
      refY="4"
      markerWidth="8"
      markerHeight="8"
      markerUnits="userSpaceOnUse"
      orient="auto"
    >
      <path d="M0 0 L8 4 L0 8 z" className={className} />
    </marker>
  );
}

function Edge({ edge }: { readonly edge: GraphEdge }) {
  const look = edge.inCircle ? styles.edgeInCircle : edge.unknown ? styles.edgeUnknown : '';
  return (
    <path
      d={edge.path}
      className={`${styles.edge} ${look}`}
      markerEnd={`url(#${edge.inCircle ? 'arrow-in-circle' : 'arrow'})`}
    />
  );
}

function Node({ node }: { readonly node: GraphNode }) {
  const { siteUrl } = useFrame();
  const { item } = node;
  const place = {
    left: node.x - NODE.width / 2,
    top: node.y - NODE.height / 2,
    width: NODE.width,
    height: NODE.height,
  };
  const look = `${styles.node} ${item.kind === 'seen' ? (node.isRoot ? styles.root : '') : styles.unknown}`;
  const body = (
    <>
      <span className={styles.key}>{titleOf(item)}</span>
      <span className={styles.detail}>{detailOf(item)}</span>
      <span className={aloud.unseen}>{relationOf(node)}</span>
    </>
  );
  if (item.kind === 'hidden')
    return (
      <li className={look} style={place}>
        {body}
      </li>
    );
  const path = `/browse/${encodeURIComponent(item.key)}`;
  const open = (event: MouseEvent) => {
    event.preventDefault();
    void router.open(path);
  };
  return (
    <li style={place} className={styles.place}>
      <a href={siteUrl + path} onClick={open} className={look} title={item.kind === 'seen' ? item.summary : undefined}>
        {body}
      </a>
    </li>
  );
}

function titleOf(item: ItemRef): string {
  if (item.kind === 'hidden') return 'An item you cannot see';
  return item.kind === 'unknown' ? `${item.key} · unknown` : `${item.key} · ${item.status}`;
}

function detailOf(item: ItemRef): string {
  if (item.kind === 'seen') return item.summary;
  return item.kind === 'unknown' ? 'outside what is read' : '';
}

/** What the lines show, for those who cannot see them. */
function relationOf({ waitsOn, waitedForBy, isRoot }: GraphNode): string {
  const parts = [
    waitsOn > 0 ? `waits on ${count(waitsOn, 'item')}` : '',
    waitedForBy > 0 ? `waited for by ${count(waitedForBy, 'item')}` : '',
    isRoot ? 'root blocker' : '',
  ];
  return parts.filter(Boolean).join(', ');
}
