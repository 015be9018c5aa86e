/** Items of a wait, each with since when; those that may not be named are counted. */
import { SinceDay } from '../words/day';
import { count, writeAge } from '../words/working-age';
import { ItemLink } from './item-link';
import type { GlanceWaits } from './item-glance';
import styles from './item.module.css';

export function WaitList({
  waits,
  unknownBlockers = 0,
  none,
}: {
  readonly waits: GlanceWaits;
  readonly unknownBlockers?: number;
  /** What to say when there are none. */
  readonly none: string;
}) {
  if (waits.named.length + waits.hidden + waits.unnamed + unknownBlockers === 0)
    return <p className={styles.none}>{none}</p>;
  return (
    <ul className={styles.list}>
      {waits.named.map(({ item, since, workingDays }, index) => (
        <li key={item.kind === 'hidden' ? index : item.key}>
          <ItemLink item={item} />
          <span className={styles.detail}>
            since <SinceDay since={since} />
            {workingDays === undefined ? null : ` · ${writeAge(workingDays)}`}
          </span>
        </li>
      ))}
      {waits.unnamed > 0 ? <li className={styles.none}>{count(waits.unnamed, 'item')}, name not read yet</li> : null}
      {waits.hidden > 0 ? <li className={styles.none}>{count(waits.hidden, 'item')} you cannot see</li> : null}
      {waits.more > 0 ? <li className={styles.none}>and {count(waits.more, 'more item')}</li> : null}
      {unknownBlockers > 0 ? (
        <li className={styles.none}>
          {count(unknownBlockers, 'unknown blocker')}: outside what Throughline reads, so neither open nor done
        </li>
      ) : null}
    </ul>
  );
}
