/** One checklist line: outcome, reason and a count; opened, its detectors; a count opened, its rows. */
import { useId, useState } from 'react';
import type { DetectorView, LineView } from '../bridge';
import { FindingsTable } from '../finding/findings-table';
import { Chevron } from '../frame/disclosure';
import { LinkButton } from '../frame/link-button';
import tables from '../frame/table.module.css';
import { LineLozenge, OutcomeLozenge } from '../words/outcome';
import { count } from '../words/working-age';
import styles from './health.module.css';

/** What is open below the line: nothing, its detectors, and perhaps rows (of one detector or all). */
type Opened = { readonly detectors: boolean; readonly rows: 'none' | 'line' | { readonly detector: DetectorView } };

export function LineRow({ line, onChanged }: { readonly line: LineView; readonly onChanged: () => void }) {
  const [opened, setOpened] = useState<Opened>({ detectors: false, rows: 'none' });
  const id = useId();
  const { rows } = opened;
  const toggleRows = (next: Opened['rows']) =>
    setOpened(({ detectors }) => ({ detectors, rows: isSameRows(rows, next) ? 'none' : next }));
  return (
    <article className={styles.line} aria-labelledby={`${id}-title`}>
      <div className={styles.lineHead}>
        <button
          type="button"
          className={styles.lineToggle}
          aria-expanded={opened.detectors}
          aria-controls={`${id}-detectors`}
          aria-label={`${line.title}: detectors`}
          onClick={() =>
            setOpened(({ detectors, rows: open }) => ({
              detectors: !detectors,
              rows: detectors && open !== 'line' ? 'none' : open,
            }))
          }
        >
          <Chevron open={opened.detectors} />
        </button>
        <span className={styles.lozenge}>
          <LineLozenge outcome={line.outcome} />
        </span>
        <div className={styles.lineText}>
          <h2 id={`${id}-title`} className={styles.lineTitle}>
            {line.title}
          </h2>
          <p className={styles.reason}>{line.reason}</p>
        </div>
        <span className={styles.lineCount}>
          {line.flagged > 0 ? (
            <LinkButton expanded={rows === 'line'} controls={`${id}-rows`} onClick={() => toggleRows('line')}>
              {count(line.flagged, 'finding')}
            </LinkButton>
          ) : (
            <span className={styles.quiet}>{line.outcome === 'unknown' ? 'Not known' : 'No findings'}</span>
          )}
        </span>
      </div>
      <div id={`${id}-detectors`} hidden={!opened.detectors} className={styles.lineBody}>
        {opened.detectors ? <Detectors line={line} rows={rows} rowsId={`${id}-rows`} onRows={toggleRows} /> : null}
      </div>
      <div id={`${id}-rows`} hidden={rows === 'none'} className={styles.lineBody}>
        {rows === 'none' ? null : rows === 'line' ? (
          <FindingsTable caption={`Findings on ${line.title}`} filter={{ line: line.id }} onChanged={onChanged} />
        ) : (
          <FindingsTable
            key={rows.detector.id}
            caption={rows.detector.title}
            filter={{ detector: rows.detector.id }}
            onChanged={onChanged}
          />
        )}
      </div>
    </article>
  );
}

function Detectors({
  line,
  rows,
  rowsId,
  onRows,
}: {
  readonly line: LineView;
  readonly rows: Opened['rows'];
  readonly rowsId: string;
  readonly onRows: (rows: Opened['rows']) => void;
}) {
  return (
    <>
      <p className={styles.sentence}>{line.sentence}.</p>
      <div className={tables.scroll} tabIndex={0} role="region" aria-label={`Detectors of ${line.title}`}>
        <table className={tables.table}>
          <thead>
            <tr>
              <th scope="col">Detector</th>
              <th scope="col">Outcome</th>
              <th scope="col" className={tables.number}>
                Looked at
              </th>
              <th scope="col" className={tables.number}>
                Flagged
              </th>
              <th scope="col" className={tables.number}>
                Waived
              </th>
              <th scope="col" className={tables.number}>
                Unknown
              </th>
            </tr>
          </thead>
          <tbody>
            {line.detectors.map((detector) => (
              <tr key={detector.id}>
                <th scope="row">
                  {detector.title}
                  <span className={styles.why}>{detector.reason ?? detector.rationale}</span>
                  {detector.thresholds.length === 0 ? null : (
                    <span className={styles.why}>
                      {detector.thresholds.map(({ label, value, unit }) => `${label}: ${value} ${unit}`).join(' · ')}
                    </span>
                  )}
                </th>
                <td>
                  <OutcomeLozenge outcome={detector.outcome} severity={detector.severity} />
                </td>
                <DetectorFigures
                  detector={detector}
                  open={typeof rows === 'object' && rows.detector.id === detector.id}
                  rowsId={rowsId}
                  onRows={() => onRows({ detector })}
                />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** Where nothing could be looked at there are no figures: a zero would read as a pass. */
function DetectorFigures({
  detector,
  open,
  rowsId,
  onRows,
}: {
  readonly detector: DetectorView;
  readonly open: boolean;
  readonly rowsId: string;
  readonly onRows: () => void;
}) {
  const { outcome, looked, flagged, waived, unknown } = detector;
  if (outcome === 'unknown' || outcome === 'failed') {
    return (
      <>
        <td className={tables.number} colSpan={3}>
          <span className={styles.quiet}>Unknown</span>
        </td>
        <td className={tables.number}>
          {unknown > 0 ? unknown.toLocaleString('en') : <span className={styles.quiet}>all</span>}
        </td>
      </>
    );
  }
  return (
    <>
      <td className={tables.number}>{looked.toLocaleString('en')}</td>
      <td className={tables.number}>
        {flagged + waived === 0 ? (
          0
        ) : (
          <LinkButton
            expanded={open}
            controls={rowsId}
            onClick={onRows}
            label={`${flagged} flagged by ${detector.title}: show rows`}
          >
            {flagged.toLocaleString('en')}
          </LinkButton>
        )}
      </td>
      <td className={tables.number}>{waived.toLocaleString('en')}</td>
      <td className={tables.number}>{unknown.toLocaleString('en')}</td>
    </>
  );
}

function isSameRows(a: Opened['rows'], b: Opened['rows']): boolean {
  return typeof a === 'object' && typeof b === 'object' ? a.detector.id === b.detector.id : a === b;
}
