import { useState } from 'react';
import type { RunItem } from '../../../automation/rule';
import { Go } from '../site/router';
import styles from './automation.module.css';
import { messageOf } from './rule-words';

const shownAtFirst = 20;

/** What a run did for each of its work items. */
export function RunItems({ items }: { readonly items: readonly RunItem[] }) {
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? items : items.slice(0, shownAtFirst);
  return (
    <>
      <table className={`${styles.table ?? ''} ${styles.items ?? ''}`}>
        <thead>
          <tr>
            <th scope="col">Work item</th>
            <th scope="col">What happened</th>
            <th scope="col">Message</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((item) => (
            <tr key={item.key}>
              <td className={styles.when}>
                <Go to={`/browse/${item.key}`}>{item.key}</Go>
              </td>
              <td>{item.done}</td>
              <td>{messageOf(item)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < items.length && (
        <button type="button" className={styles.unfold} onClick={() => setShowsAll(true)}>
          {`Show all ${items.length}`}
        </button>
      )}
    </>
  );
}
