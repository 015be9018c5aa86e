/** What the verdicts rest on: how much was read, as of when, and how much of it is traced. */
import Heading from '@atlaskit/heading';
import Lozenge from '@atlaskit/lozenge';
import type { CoverageView } from '../bridge';
import { Day } from '../words/day';
import { count } from '../words/working-age';
import styles from './health.module.css';

const WORDS = {
  complete: ['Complete', 'success'],
  partial: ['Partial', 'warning'],
  unknown: ['Unknown', 'neutral'],
} as const;

export function Coverage({ coverage }: { readonly coverage: CoverageView }) {
  return (
    <section className={styles.card} aria-labelledby="coverage">
      <Heading as="h2" size="small" id="coverage">
        Coverage
      </Heading>
      <CoverageLine name="Work items" {...coverage.workItems} />
      <CoverageLine name="Commits" {...coverage.commits} />
      {coverage.trace ? (
        <TraceShare trace={coverage.trace} />
      ) : (
        <p className={styles.quiet}>How many commits are traced is unknown until a repository sends some.</p>
      )}
    </section>
  );
}

function CoverageLine({ name, state, text, asOf }: { readonly name: string } & CoverageView['commits']) {
  const [word, appearance] = WORDS[state];
  return (
    <div className={styles.coverageLine}>
      <span className={styles.riskHead}>
        <strong>{name}</strong>
        <Lozenge appearance={appearance}>{word}</Lozenge>
      </span>
      <span className={styles.riskText}>{text}</span>
      {asOf === undefined ? null : (
        <span className={styles.quiet}>
          as of <Day at={asOf} withTime />
        </span>
      )}
    </div>
  );
}

/** Linked, exempt and untraced add up to all commits; the bar and the words say the same. */
export function TraceShare({ trace }: { readonly trace: NonNullable<CoverageView['trace']> }) {
  const parts = [
    { name: 'linked to a work item', amount: trace.linked, className: styles.linked },
    { name: 'exempt by convention', amount: trace.exempt, className: styles.exempt },
    { name: 'untraced', amount: trace.untraced, className: styles.untraced },
  ];
  return (
    <div className={styles.coverageLine}>
      <div className={styles.share} aria-hidden="true">
        {parts.map(({ name, amount, className }) =>
          amount === 0 ? null : <span key={name} className={className} style={{ flexGrow: amount }} />,
        )}
      </div>
      <ul className={styles.legend}>
        {parts.map(({ name, amount, className }) => (
          <li key={name}>
            <span className={`${styles.swatch} ${className}`} aria-hidden="true" />
            {writeShare(amount, trace.commits)} {name}
          </li>
        ))}
      </ul>
      <span className={styles.quiet}>of {count(trace.commits, 'commit')}</span>
    </div>
  );
}

/** `71%`, and never 0% or 100% unless it is exactly that. */
function writeShare(part: number, whole: number): string {
  if (whole === 0) return '0%';
  const percent = (100 * part) / whole;
  if (percent > 0 && percent < 1) return '<1%';
  if (percent > 99 && percent < 100) return '>99%';
  return `${Math.round(percent)}%`;
}
