/** A work item by key and summary, which leads to it; or, honestly, one that may not be named. */
import Lozenge from '@atlaskit/lozenge';
import type { MouseEvent } from 'react';
import { type ItemRef, router } from '../bridge';
import { useFrame } from '../frame/frame-context';
import styles from './item-link.module.css';

type Stage = Extract<ItemRef, { kind: 'seen' }>['stage'];
const STAGE_APPEARANCES = {
  'to-do': 'neutral',
  'in-progress': 'information',
  done: 'success',
} as const satisfies Record<Stage, string>;

export function ItemLink({
  item,
  withStatus = true,
  withSummary = true,
}: {
  readonly item: ItemRef;
  readonly withStatus?: boolean;
  readonly withSummary?: boolean;
}) {
  if (item.kind === 'hidden') return <span className={styles.hidden}>An item you cannot see</span>;
  if (item.kind === 'unknown') {
    return (
      <span className={styles.item}>
        <KeyLink itemKey={item.key} /> <Lozenge appearance="neutral">Unknown</Lozenge>{' '}
        <span className={styles.hidden}>outside what Throughline reads</span>
      </span>
    );
  }
  return (
    <span className={styles.item}>
      <KeyLink itemKey={item.key} {...(withSummary ? {} : { summary: item.summary })} />
      {withSummary ? (
        <>
          {' '}
          <span className={styles.summary}>{item.summary}</span>
        </>
      ) : null}
      {withStatus ? (
        <>
          {' '}
          <Lozenge appearance={STAGE_APPEARANCES[item.stage]}>{item.status}</Lozenge>
        </>
      ) : null}
    </span>
  );
}

export function KeyLink({ itemKey, summary }: { readonly itemKey: string; readonly summary?: string }) {
  const { siteUrl } = useFrame();
  const path = `/browse/${encodeURIComponent(itemKey)}`;
  const open = (event: MouseEvent) => {
    event.preventDefault();
    void (event.metaKey || event.ctrlKey ? router.open(path) : router.navigate(path));
  };
  return (
    <a href={siteUrl + path} onClick={open} className={styles.key} title={summary}>
      {itemKey}
    </a>
  );
}
