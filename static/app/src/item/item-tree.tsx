/** Where an item stands: its ancestors from the top, itself, and its children with their commits. */
import type { ItemRef, ItemView } from '../bridge';
import { count } from '../words/working-age';
import { isSame } from './item-glance';
import { ItemLink } from './item-link';
import styles from './item.module.css';

export function ItemTree({ view }: { readonly view: ItemView }) {
  const ancestors = view.ancestors.filter((ancestor) => !isSame(ancestor, view.item)).reverse();
  return (
    <ul className={styles.trace}>
      <Branch path={[...ancestors, view.item]} view={view} />
    </ul>
  );
}

function Branch({ path, view }: { readonly path: readonly ItemRef[]; readonly view: ItemView }) {
  const [top, ...below] = path;
  if (!top) return null;
  if (below.length > 0) {
    return (
      <li>
        <ItemLink item={top} />
        <ul className={styles.trace}>
          <Branch path={below} view={view} />
        </ul>
      </li>
    );
  }
  return (
    <li>
      <strong>
        <ItemLink item={top} />
      </strong>
      {view.children.length === 0 ? (
        <span className={styles.none}>No children.</span>
      ) : (
        <ul className={styles.trace}>
          {view.children.map(({ item, commitCount }, index) => (
            <li key={item.kind === 'hidden' ? index : item.key}>
              <ItemLink item={item} />
              <span className={styles.detail}>
                {view.commitCount === undefined ? 'commits unknown' : count(commitCount, 'commit')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
