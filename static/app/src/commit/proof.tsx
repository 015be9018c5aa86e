/** What proves that a commit serves an item: how it was found, the text that says so, and the way up. */
import type { ItemRef, ProofView } from '../bridge';
import { ItemLink } from '../item/item-link';
import { Day } from '../words/day';
import { writeProof } from '../words/linker';
import { writePercent } from '../words/share';
import styles from './commit.module.css';

export function Proof({ link }: { readonly link: ProofView }) {
  return (
    <div className={styles.proof}>
      <ItemLink item={link.item} />
      <WayUp ancestors={link.ancestors} />
      <span className={styles.quiet}>{writeProof(link)}</span>
      {link.quote === undefined ? null : (
        <q className={styles.quote}>
          <bdi>{link.quote}</bdi>
        </q>
      )}
      <span className={styles.quiet}>
        {link.via === undefined ? null : (
          <>
            through <bdi>{shorten(link.via)}</bdi>,{' '}
          </>
        )}
        found on <Day at={link.foundAt} />, confidence {writePercent(link.confidence)}
      </span>
    </div>
  );
}

/** From the item's parent up to the topmost. */
function WayUp({ ancestors }: { readonly ancestors: readonly ItemRef[] }) {
  if (ancestors.length === 0) return <span className={styles.quiet}>It has no parent.</span>;
  return (
    <ul className={styles.wayUp} aria-label="The way up">
      {ancestors.map((ancestor, index) => (
        <li key={ancestor.kind === 'hidden' ? index : ancestor.key}>
          <ItemLink item={ancestor} withStatus={false} />
        </li>
      ))}
    </ul>
  );
}

function shorten(via: string): string {
  return /^[0-9a-f]{40}$/.test(via) ? via.slice(0, 7) : via;
}
