/** Coverage by repository, the busiest first. */
import Heading from '@atlaskit/heading';
import type { TraceCoverage, TraceView } from '../bridge';
import { LinkButton } from '../frame/link-button';
import tables from '../frame/table.module.css';
import { Day } from '../words/day';
import { writePercent } from '../words/share';
import { CLASSES, needing } from '../words/trace-class';
import { differs } from './trace-figures';
import styles from './trace.module.css';

export function RepositoriesTable({
  repositories,
  onRepository,
}: {
  readonly repositories: TraceView['repositories'];
  readonly onRepository: (name: string) => void;
}) {
  const rows = [...repositories].sort((a, b) => needing(b.counts) - needing(a.counts));
  return (
    <section className={styles.section} aria-labelledby="by-repository">
      <Heading as="h2" size="small" id="by-repository">
        By repository
      </Heading>
      <div className={tables.scroll} tabIndex={0} role="region" aria-label="Coverage by repository">
        <table className={tables.table}>
          <thead>
            <tr>
              <th scope="col">Repository</th>
              <th scope="col" className={tables.number}>
                Coverage
              </th>
              {CLASSES.map(({ id, word }) => (
                <th key={id} scope="col" className={tables.number}>
                  {word}
                </th>
              ))}
              <th scope="col">Newest commit</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, counts, coverage, lastCommitAt, lastReceivedAt }) => (
              <tr key={name}>
                <th scope="row" style={{ overflowWrap: 'anywhere', minWidth: 140 }}>
                  <LinkButton onClick={() => onRepository(name)} label={`${name}: show only this repository`}>
                    <bdi>{name}</bdi>
                  </LinkButton>
                  <span className={styles.quiet} style={{ display: 'block' }}>
                    received <Day at={lastReceivedAt} />
                  </span>
                </th>
                <td className={tables.number}>
                  <CoverageCell coverage={coverage} />
                </td>
                {CLASSES.map(({ id }) => (
                  <td key={id} className={tables.number}>
                    {counts[id].toLocaleString('en')}
                  </td>
                ))}
                <td>
                  {lastCommitAt === undefined ? (
                    <span className={tables.quiet}>unknown</span>
                  ) : (
                    <Day at={lastCommitAt} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function CoverageCell({ coverage }: { readonly coverage: TraceCoverage }) {
  if (coverage.explicit === undefined) return <span className={tables.quiet}>none needed</span>;
  return (
    <>
      {writePercent(coverage.explicit)}
      {differs(coverage) && coverage.expected !== undefined ? (
        <span className={styles.quiet} style={{ display: 'block' }}>
          {writePercent(coverage.expected)} expected
        </span>
      ) : null}
    </>
  );
}
