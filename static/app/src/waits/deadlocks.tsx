/** Items that wait for each other in a circle, and the edge to cut. Nothing in a circle can move. */
import Heading from '@atlaskit/heading';
import Lozenge from '@atlaskit/lozenge';
import type { WaitsView } from '../bridge';
import { ItemLink } from '../item/item-link';
import { SinceDay } from '../words/day';
import { count } from '../words/working-age';
import styles from './waits.module.css';

export function Deadlocks({ deadlocks }: { readonly deadlocks: WaitsView['deadlocks'] }) {
  return (
    <section className={styles.section} aria-labelledby="deadlocks">
      <Heading as="h2" size="small" id="deadlocks">
        Deadlocks
      </Heading>
      <ul className={styles.deadlocks}>
        {deadlocks.map(({ id, items, cut, since }) => (
          <li key={id}>
            <span className={styles.deadlockHead}>
              <Lozenge appearance="danger">Deadlock</Lozenge>
              <span>
                {count(items.length, 'item')} wait for each other since <SinceDay since={since} />
              </span>
            </span>
            <ol className={styles.circle}>
              {items.map((item, position) => (
                <li key={position}>
                  <ItemLink item={item} withSummary={items.length < 4} />
                </li>
              ))}
              <li className={styles.quiet}>and back to the first</li>
            </ol>
            <p className={styles.cut}>
              <strong>Cut here:</strong> {cut}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
