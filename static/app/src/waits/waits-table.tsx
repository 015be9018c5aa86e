/** Every wait this reader may see, longest cost first: who, on what, since when, and the root. */
import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import { useState } from 'react';
import type { ItemRef, WaitView, WaitsView } from '../bridge';
import tables from '../frame/table.module.css';
import { ItemLink } from '../item/item-link';
import { SinceDay } from '../words/day';
import { count, writeAge, writeDays } from '../words/working-age';
import styles from './waits.module.css';

const STEP = 20;

export function WaitsTable({ waits }: { readonly waits: WaitsView }) {
  const [shown, setShown] = useState(STEP);
  const rows = waits.waits.slice(0, shown);
  return (
    <section className={styles.section}>
      <Heading as="h2" size="small" id="waits">
        All waits
      </Heading>
      <div className={tables.scroll} tabIndex={0} role="region" aria-labelledby="waits">
        <table className={`${tables.table} ${styles.table}`}>
          <thead>
            <tr>
              <th scope="col">Waits</th>
              <th scope="col">On</th>
              <th scope="col">Since</th>
              <th scope="col" className={tables.number}>
                Person-days
              </th>
              <th scope="col">Ends with</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((wait, index) => (
              <tr key={wait.waiter.kind === 'hidden' ? index : wait.waiter.key}>
                <td>
                  <ItemLink item={wait.waiter} />
                </td>
                <td>
                  <Causes wait={wait} />
                </td>
                <td>
                  <SinceDay since={wait.since} />
                  <span className={styles.age}>{writeAge(wait.workingDays)}</span>
                </td>
                <td className={tables.number}>{writeDays(wait.personDays)}</td>
                <td>
                  <Roots roots={wait.roots} more={wait.moreRoots} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={tables.foot}>
        <span>
          {rows.length} of {count(waits.total, 'wait')}, the costliest first
          {waits.hidden > 0 ? `, and ${count(waits.hidden, 'wait')} of items you cannot see` : ''}. ≈ marks times that
          are estimated because Jira keeps no history entry for them.
        </span>
        {rows.length < waits.waits.length ? (
          <Button spacing="compact" onClick={() => setShown(shown + STEP)}>
            Show more
          </Button>
        ) : null}
      </div>
    </section>
  );
}

function Causes({ wait }: { readonly wait: WaitView }) {
  return (
    <ul className={styles.causes}>
      {wait.causes.map(({ item, text, unknown }, index) => (
        <li key={index}>
          <span className={styles.quiet}>{text}</span> {item ? <ItemLink item={item} withSummary={false} /> : null}
          {unknown && item?.kind !== 'unknown' ? <span className={styles.quiet}> (unknown)</span> : null}
        </li>
      ))}
    </ul>
  );
}

function Roots({ roots, more }: { readonly roots: readonly ItemRef[]; readonly more: number }) {
  const hidden = roots.filter(({ kind }) => kind === 'hidden').length;
  return (
    <ul className={styles.causes}>
      {roots.flatMap((root) =>
        root.kind === 'hidden'
          ? []
          : [
              <li key={root.key}>
                <ItemLink item={root} withSummary={false} />
              </li>,
            ],
      )}
      {hidden > 0 ? <li className={styles.quiet}>{count(hidden, 'item')} you cannot see</li> : null}
      {more > 0 ? <li className={styles.quiet}>{count(more, 'more item')}</li> : null}
    </ul>
  );
}
