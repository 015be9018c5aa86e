/** What the verdicts rest on: how much was read, as of when, and how much of it is traced. */
import Heading from '@atlaskit/heading';
import Lozenge from '@atlaskit/lozenge';
import type { CoverageView } from '../bridge';
import { LinkButton } from '../frame/link-button';
import { Day } from '../words/day';
import { writeShare } from '../words/share';
import type { TraceClass } from '../words/trace-class';
import { count } from '../words/working-age';
import styles from './health.module.css';

const WORDS = {
  complete: ['Complete', 'success'],
  partial: ['Partial', 'warning'],
  unknown: ['Unknown', 'neutral'],
} as const;

export function Coverage({
  coverage,
  onOpenTrace,
}: {
  readonly coverage: CoverageView;
  /** Opens the commits of one class; without it the shares are text. */
  readonly onOpenTrace?: (open: TraceClass) => void;
}) {
  return (
    <section className={styles.card} aria-labelledby="coverage">
      <Heading as="h2" size="small" id="coverage">
        Coverage
      </Heading>
      <CoverageLine name="Work items" {...coverage.workItems} />
      <CoverageLine name="Commits" {...coverage.commits} />
      {coverage.trace ? (
        <TraceShare trace={coverage.trace} onOpenTrace={onOpenTrace} />
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

/** The classes add up to all commits; the bar and the words say the same, and each count opens its rows. */
function TraceShare({
  trace,
  onOpenTrace,
}: {
  readonly trace: NonNullable<CoverageView['trace']>;
  readonly onOpenTrace: ((open: TraceClass) => void) | undefined;
}) {
  const { commits, linked, exempt, untraced, expectedLinked } = trace;
  const parts = [
    { id: 'linked', name: 'linked to a work item', amount: linked },
    { id: 'suggested', name: 'suggested, not confirmed', amount: commits - linked - exempt - untraced },
    { id: 'untraced', name: 'untraced', amount: untraced },
    { id: 'exempt', name: 'exempt by convention', amount: exempt },
  ] as const satisfies readonly { readonly id: TraceClass; readonly name: string; readonly amount: number }[];
  const shown = parts.filter(({ id, amount }) => id !== 'suggested' || amount > 0);
  const whole = commits - exempt;
  return (
    <div className={styles.coverageLine}>
      <div className={styles.share} aria-hidden="true">
        {shown.map(({ id, amount }) =>
          amount === 0 ? null : <span key={id} className={styles[id]} style={{ flexGrow: amount }} />,
        )}
      </div>
      <ul className={styles.legend}>
        {shown.map(({ id, name, amount }) => (
          <li key={id}>
            <span className={`${styles.swatch} ${styles[id]}`} aria-hidden="true" />
            {onOpenTrace ? (
              <LinkButton
                onClick={() => onOpenTrace(id)}
                label={`${writeShare(amount, commits)} ${name}: show ${count(amount, 'commit')}`}
              >
                {writeShare(amount, commits)} {name}
              </LinkButton>
            ) : (
              `${writeShare(amount, commits)} ${name}`
            )}
          </li>
        ))}
      </ul>
      <span className={styles.quiet}>of {count(commits, 'commit')}</span>
      {expectedLinked === undefined || whole === 0 ? null : (
        <span className={styles.riskText}>
          Of those that need a work item, {writeShare(linked, whole)} have one
          {writeShare(expectedLinked, whole) === writeShare(linked, whole)
            ? ''
            : `; ${writeShare(expectedLinked, whole)} expected with suggestions`}
          .
        </span>
      )}
    </div>
  );
}
