/** The four classes as counts, each of which opens its commits. */
import type { ClassCounts, Settings, TraceFilter } from '../bridge';
import aloud from '../frame/unseen.module.css';
import { writeShare } from '../words/share';
import { CLASSES, type TraceClass } from '../words/trace-class';
import type { CommitMove } from '../commit/commit-detail';
import { CommitList } from './commit-list';
import styles from './trace.module.css';

export function ClassCountButtons({
  counts,
  exemptBy,
  filter,
  open,
  onOpen,
  onMoved,
}: {
  readonly counts: ClassCounts;
  readonly exemptBy: Settings['trace'];
  readonly filter: TraceFilter;
  readonly open: TraceClass | undefined;
  readonly onOpen: (open: TraceClass | undefined) => void;
  readonly onMoved: (move: CommitMove) => void;
}) {
  const all = CLASSES.reduce((sum, { id }) => sum + counts[id], 0);
  const hasRows = filter.team === undefined;
  const opened = hasRows ? CLASSES.find(({ id }) => id === open) : undefined;
  return (
    <section className={styles.section} aria-labelledby="by-class">
      <h2 id="by-class" className={aloud.unseen}>
        Commits by class
      </h2>
      <ul className={styles.classes}>
        {CLASSES.map(({ id, word }) => (
          <li key={id}>
            <button
              type="button"
              className={styles.class}
              disabled={!hasRows}
              aria-expanded={opened?.id === id}
              aria-controls={opened?.id === id ? 'class-rows' : undefined}
              onClick={() => onOpen(open === id ? undefined : id)}
            >
              <span className={`${styles.swatch} ${styles[id]}`} aria-hidden="true" />
              <span>{word}</span>
              <span className={styles.classShare}>{writeShare(counts[id], all)}</span>
              <span className={styles.amount}>{counts[id].toLocaleString('en')}</span>
            </button>
          </li>
        ))}
      </ul>
      {opened ? (
        <div id="class-rows" className={styles.rows}>
          <p className={styles.quiet}>{opened.id === 'exempt' ? writeExempt(exemptBy) : opened.about}</p>
          <CommitList key={opened.id} of={opened.id} word={opened.word} filter={filter} onMoved={onMoved} />
        </div>
      ) : (
        <p className={styles.quiet}>
          Shares are of all commits; the coverage above leaves out the exempt.{' '}
          {hasRows
            ? 'Choose a class to see its commits.'
            : 'The commits of a team are counted and not listed, because each is one member’s.'}
        </p>
      )}
    </section>
  );
}

/** What an administrator declared exempt. */
function writeExempt(by: Settings['trace']): string {
  const parts = [
    ...(by.mergesExempt ? ['merges'] : []),
    ...(by.botsExempt ? ['commits of bots'] : []),
    ...(by.versionBumpsExempt ? ['version bumps'] : []),
    ...(by.toolCommitsExempt ? ['what tools write by themselves'] : []),
    ...(by.exemptPrefixes.length === 0
      ? []
      : [`messages that begin with ${by.exemptPrefixes.map((prefix) => `“${prefix}”`).join(' or ')}`]),
  ];
  return parts.length === 0
    ? 'Nothing is exempt at the moment, by the settings of this site.'
    : `Exempt by the settings of this site: ${parts.join(', ')}.`;
}
