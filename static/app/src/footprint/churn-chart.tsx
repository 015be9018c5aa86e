/** Churn week by week: lines added above the middle, deleted below; commits where no lines are known. */
import type { FootprintView } from '../bridge';
import { Disclosure } from '../frame/disclosure';
import tables from '../frame/table.module.css';
import { count } from '../words/working-age';
import styles from './footprint.module.css';

type Week = FootprintView['weeks'][number];

export function ChurnChart({ weeks, withLines }: { readonly weeks: readonly Week[]; readonly withLines: boolean }) {
  const up = (week: Week) => (withLines ? (week.added ?? 0) : week.commits);
  const down = (week: Week) => (withLines ? (week.deleted ?? 0) : 0);
  const [most, least] = [Math.max(1, ...weeks.map(up)), Math.max(0, ...weeks.map(down))];
  const height = most + least;
  const [first, last] = [weeks[0], weeks.at(-1)];
  if (!first || !last) return null;
  return (
    <div className={styles.churn}>
      <svg
        role="img"
        aria-label={`Churn in ${count(weeks.length, 'week')}, from ${first.monday} to ${last.monday}; the table below has the figures.`}
        viewBox={`0 0 ${weeks.length} ${height}`}
        preserveAspectRatio="none"
        className={styles.drawing}
      >
        {weeks.map((week, place) => (
          <g key={week.monday}>
            <rect className={styles.added} x={place + 0.1} y={most - up(week)} width="0.8" height={up(week)} />
            <rect className={styles.deleted} x={place + 0.1} y={most} width="0.8" height={down(week)} />
          </g>
        ))}
        <line className={styles.middle} x1="0" x2={weeks.length} y1={most} y2={most} />
      </svg>
      <div className={styles.ends} aria-hidden="true">
        <span>{first.monday}</span>
        <span>{last.monday}</span>
      </div>
      <p className={styles.legend}>
        {withLines ? (
          <>
            <span className={styles.addedKey} aria-hidden="true" /> lines added, at most {most.toLocaleString('en')} a
            week <span className={styles.deletedKey} aria-hidden="true" /> deleted, at most {least.toLocaleString('en')}
          </>
        ) : (
          <>
            <span className={styles.addedKey} aria-hidden="true" /> commits, at most {most.toLocaleString('en')} a week;
            the sender did not count lines
          </>
        )}
      </p>
      <Disclosure label="Churn as a table">
        {() => (
          <div className={`${tables.scroll} ${styles.figures}`} tabIndex={0} role="region" aria-label="Churn by week">
            <table className={tables.table} style={{ minWidth: 320 }}>
              <thead>
                <tr>
                  <th scope="col">Week of</th>
                  {['Commits', 'Files', 'Added', 'Deleted'].map((name) => (
                    <th key={name} scope="col" className={tables.number}>
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {[...weeks].reverse().map(({ monday, commits, files, added, deleted }) => (
                  <tr key={monday}>
                    <th scope="row">{monday}</th>
                    {[commits, files, added, deleted].map((figure, place) => (
                      <td key={place} className={tables.number}>
                        {figure === undefined ? (
                          <span className={tables.quiet}>unknown</span>
                        ) : (
                          figure.toLocaleString('en')
                        )}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Disclosure>
    </div>
  );
}
