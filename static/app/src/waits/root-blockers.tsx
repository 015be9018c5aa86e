/** Root blockers by the person-days that wait for them, as bars that add up to the total. */
import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import { useState } from 'react';
import type { ItemRef, WaitsView } from '../bridge';
import { ItemLink } from '../item/item-link';
import { count } from '../words/working-age';
import { roundTogether } from './round-together';
import styles from './waits.module.css';

type Root = WaitsView['roots'][number];
const SHOWN = 8;

export function RootBlockers({
  roots,
  others,
}: {
  readonly roots: readonly Root[];
  readonly others: WaitsView['rest'];
}) {
  const [all, setAll] = useState(false);
  const unrounded = withHiddenAsOne(roots);
  const rounded = roundTogether([...unrounded, ...(others ? [others] : [])].map(({ personDays }) => personDays));
  const rows = unrounded.map((row, index) => ({ ...row, figure: rounded.parts[index] ?? 0 }));
  const othersFigure = rounded.parts[unrounded.length] ?? 0;
  const shown = all ? rows : rows.slice(0, SHOWN);
  const rest = rows.slice(shown.length);
  const restDays = roundTogether([...rest.map(({ figure }) => figure), othersFigure]).whole;
  const largest = Math.max(...rows.map(({ personDays }) => personDays), 0.001);
  return (
    <section className={styles.section} aria-labelledby="roots">
      <Heading as="h2" size="small" id="roots">
        Root blockers
      </Heading>
      <p className={styles.quiet}>
        Items at the end of a chain: they wait for nobody that Throughline knows, and others wait for them.
      </p>
      <ol className={styles.bars}>
        {shown.map((root) => (
          <li key={root.key}>
            <span className={styles.barName}>
              {root.label === undefined ? (
                <ItemLink item={root.item} />
              ) : (
                <span className={styles.quiet}>{root.label}</span>
              )}
            </span>
            <span className={styles.barTrack} aria-hidden="true">
              <span
                className={root.item.kind === 'seen' ? styles.bar : styles.barUnknown}
                style={{ width: `${Math.max(0.5, (100 * root.personDays) / largest)}%` }}
              />
            </span>
            <span className={styles.barFigure}>
              {root.figure.toLocaleString('en')} person-days, {count(root.waiting, 'item')} waiting
              {root.mayWait ? '; it may itself wait, where Throughline does not look' : ''}
            </span>
          </li>
        ))}
        {others && shown.length === rows.length ? (
          <li>
            <span className={`${styles.barName} ${styles.quiet}`}>{count(others.roots, 'other root')}</span>
            <span className={styles.barTrack} aria-hidden="true" />
            <span className={styles.barFigure}>{othersFigure.toLocaleString('en')} person-days together</span>
          </li>
        ) : null}
      </ol>
      <div className={styles.sum}>
        <span>
          {rest.length > 0
            ? `${count(rest.length + (others?.roots ?? 0), 'more blocker')}: ${restDays.toLocaleString('en')} person-days. `
            : ''}
          Sum: {rounded.whole.toLocaleString('en')} person-days.
        </span>
        {rows.length > SHOWN ? (
          <Button spacing="compact" appearance="subtle" onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : 'Show all'}
          </Button>
        ) : null}
      </div>
    </section>
  );
}

interface RootRow {
  readonly key: string;
  readonly item: ItemRef;
  readonly label: string | undefined;
  readonly personDays: number;
  readonly waiting: number;
  readonly mayWait: boolean;
}

/** Those that may not be named share one row, so that the bars still add up and name nothing. */
function withHiddenAsOne(roots: readonly Root[]): RootRow[] {
  const named = roots.flatMap(({ item, personDays, waiting, mayWait = false }): RootRow[] =>
    item.kind === 'hidden' ? [] : [{ key: item.key, item, label: undefined, personDays, waiting, mayWait }],
  );
  const hidden = roots.filter(({ item }) => item.kind === 'hidden');
  if (hidden.length === 0) return named;
  const together: RootRow = {
    key: '~hidden',
    item: { kind: 'hidden' },
    label: `${count(hidden.length, 'item')} you cannot see`,
    personDays: sumOf(hidden),
    waiting: hidden.reduce((sum, { waiting }) => sum + waiting, 0),
    mayWait: false,
  };
  return [...named, together].sort((a, b) => b.personDays - a.personDays);
}

function sumOf(rows: readonly { readonly personDays: number }[]): number {
  return rows.reduce((sum, { personDays }) => sum + personDays, 0);
}
