/** The first line of the side column and the panel: one word, one sentence, since when. */
import Lozenge from '@atlaskit/lozenge';
import { SinceDay } from '../words/day';
import { count, writeAge } from '../words/working-age';
import type { Glance } from './item-glance';
import styles from './item.module.css';

export function Verdict({ glance }: { readonly glance: Glance }) {
  const { waiting, findings, commitCount } = glance;
  if (waiting) {
    return (
      <p className={styles.verdict}>
        <Lozenge appearance="warning">Waiting</Lozenge>
        <span>
          {writeBlockers(glance)} since <SinceDay since={waiting.since} />
          {waiting.workingDays === undefined ? null : <>: {writeAge(waiting.workingDays)}</>}.
        </span>
      </p>
    );
  }
  if (findings.length > 0) {
    return (
      <p className={styles.verdict}>
        <Lozenge appearance={findings.some(({ severity }) => severity === 'high') ? 'danger' : 'warning'}>
          Flagged
        </Lozenge>
        <span>{count(findings.length, 'finding')}; nothing it waits on.</span>
      </p>
    );
  }
  if (glance.unknownBlockers > 0 || commitCount === undefined) {
    return (
      <p className={styles.verdict}>
        <Lozenge appearance="neutral">Unknown</Lozenge>
        <span>
          Nothing is flagged, but{' '}
          {glance.unknownBlockers > 0
            ? 'some of its blockers lie outside what Throughline reads'
            : 'no commits have been received yet'}
          .
        </span>
      </p>
    );
  }
  return (
    <p className={styles.verdict}>
      <Lozenge appearance="success">Clear</Lozenge>
      <span>It waits for nothing and nothing is flagged.</span>
    </p>
  );
}

/** `Waits on 2 items and 1 unknown blocker`: both are counted, neither is guessed at. */
function writeBlockers({ waitsOn, unknownBlockers }: Glance): string {
  const known = waitsOn.named.length + waitsOn.hidden + waitsOn.unnamed + waitsOn.more;
  const parts = [
    ...(known > 0 ? [count(known, 'item')] : []),
    ...(unknownBlockers > 0 ? [count(unknownBlockers, 'unknown blocker')] : []),
  ];
  return parts.length > 0 ? `Waits on ${parts.join(' and ')}` : 'Waits, by its flag or status,';
}
