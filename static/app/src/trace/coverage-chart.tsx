/**
 * Coverage over time as columns. One slider lies over the drawing: pointer and arrow keys move it,
 * and the line below tells the figures of the column it is on; a table has all of them.
 */
import Heading from '@atlaskit/heading';
import { type PointerEvent, useState } from 'react';
import type { TraceView } from '../bridge';
import { Disclosure } from '../frame/disclosure';
import { useFrame } from '../frame/frame-context';
import tables from '../frame/table.module.css';
import { writeShare } from '../words/share';
import { CLASSES, needing } from '../words/trace-class';
import { count } from '../words/working-age';
import styles from './coverage-chart.module.css';
import { type Column, type Measure, columnsOf, labelPlaces, stackOf, topOf } from './coverage-columns';
import sections from './trace.module.css';

const LABELS = 6;

export function CoverageChart({ weeks }: { readonly weeks: TraceView['weeks'] }) {
  const { locale } = useFrame();
  const [measure, setMeasure] = useState<Measure>('share');
  const [picked, setPicked] = useState<number | undefined>();
  const columns = columnsOf(weeks);
  const index = Math.min(picked ?? columns.length - 1, columns.length - 1);
  const column = columns[index];
  if (!column) return null;
  const top = topOf(columns);
  const shown = CLASSES.filter(({ id }) => measure === 'commits' || id !== 'exempt');
  const follow = (event: PointerEvent) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    if (width > 0)
      setPicked(
        Math.min(columns.length - 1, Math.max(0, Math.floor(((event.clientX - left) / width) * columns.length))),
      );
  };
  return (
    <section className={sections.section} aria-labelledby="over-time">
      <div className={sections.sectionHead}>
        <Heading as="h2" size="small" id="over-time">
          Coverage over time
        </Heading>
        <div className={styles.measures} role="group" aria-label="What the columns show">
          {(['share', 'commits'] as const).map((one) => (
            <button
              key={one}
              type="button"
              className={styles.measure}
              aria-pressed={measure === one}
              onClick={() => setMeasure(one)}
            >
              {one === 'share' ? 'Share' : 'Commits'}
            </button>
          ))}
        </div>
      </div>
      <div className={styles.chart}>
        <div className={styles.scale} aria-hidden="true">
          {(measure === 'share'
            ? ['100%', '50%', '0%']
            : [top.toLocaleString('en'), (top / 2).toLocaleString('en'), '0']
          ).map((text) => (
            <span key={text}>{text}</span>
          ))}
        </div>
        <div className={styles.plot}>
          <svg
            aria-hidden="true"
            viewBox={`0 0 ${columns.length} 100`}
            preserveAspectRatio="none"
            className={styles.drawing}
          >
            {[0.5, 50, 99.5].map((y) => (
              <line key={y} className={styles.grid} x1="0" x2={columns.length} y1={y} y2={y} />
            ))}
            <rect className={styles.here} x={index} y="0" width="1" height="100" />
            {columns.map((one, place) =>
              stackOf(one, measure, top).map(({ id, from, height }) => (
                <rect
                  key={`${one.monday}${id}`}
                  className={styles[id]}
                  x={place + 0.1}
                  y={100 * (1 - from - height)}
                  width="0.8"
                  height={100 * height}
                />
              )),
            )}
          </svg>
          <input
            type="range"
            className={styles.slider}
            aria-label="Coverage over time"
            aria-valuetext={writeColumn(column, locale)}
            min={0}
            max={columns.length - 1}
            value={index}
            onChange={(event) => setPicked(Number(event.target.value))}
            onPointerMove={follow}
            onPointerDown={follow}
          />
        </div>
        <div className={styles.months} aria-hidden="true">
          {labelPlaces(columns.length, LABELS).map((place) => (
            <span key={place} style={{ insetInlineStart: `${(100 * place) / columns.length}%` }}>
              {writeDayOf(columns[place]?.monday ?? '', locale, { month: 'short', year: 'numeric' })}
            </span>
          ))}
        </div>
      </div>
      <p className={styles.readout} aria-hidden="true">
        {writeColumn(column, locale)}
      </p>
      <ul className={styles.legend} aria-label="Classes">
        {shown.map(({ id, word }) => (
          <li key={id}>
            <span className={`${sections.swatch} ${sections[id]}`} aria-hidden="true" />
            {word}
          </li>
        ))}
      </ul>
      <Disclosure label="All figures as a table">{() => <Figures columns={columns} locale={locale} />}</Disclosure>
    </section>
  );
}

function Figures({ columns, locale }: { readonly columns: readonly Column[]; readonly locale: string }) {
  return (
    <div
      className={`${tables.scroll} ${styles.figures}`}
      tabIndex={0}
      role="region"
      aria-label="Coverage over time, as a table"
    >
      <table className={tables.table}>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col" className={tables.number}>
              Coverage
            </th>
            {CLASSES.map(({ id, word }) => (
              <th key={id} scope="col" className={tables.number}>
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...columns].reverse().map((column) => (
            <tr key={column.monday}>
              <th scope="row">{writeSpan(column, locale)}</th>
              <td className={tables.number}>
                {needing(column.counts) === 0 ? (
                  <span className={tables.quiet}>none needed</span>
                ) : (
                  writeShare(column.counts.linked, needing(column.counts))
                )}
              </td>
              {CLASSES.map(({ id }) => (
                <td key={id} className={tables.number}>
                  {column.counts[id].toLocaleString('en')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** `Week of 6 Nov 2017: 71% of 42 commits linked, 3 suggested, 9 untraced; 2 exempt.` */
function writeColumn(column: Column, locale: string): string {
  const { counts } = column;
  const whole = needing(counts);
  const exempt = counts.exempt === 0 ? '' : `; ${counts.exempt.toLocaleString('en')} exempt`;
  if (whole === 0) return `${writeSpan(column, locale)}: no commits that need a work item${exempt}.`;
  return `${writeSpan(column, locale)}: ${writeShare(counts.linked, whole)} of ${count(whole, 'commit')} linked, ${counts.suggested.toLocaleString('en')} suggested, ${counts.untraced.toLocaleString('en')} untraced${exempt}.`;
}

function writeSpan({ monday, weeks }: Column, locale: string): string {
  const day = writeDayOf(monday, locale, { day: 'numeric', month: 'short', year: 'numeric' });
  return weeks === 1 ? `Week of ${day}` : `${weeks} weeks from ${day}`;
}

/** A calendar day, which is the same in every time zone. */
function writeDayOf(day: string, locale: string, options: Intl.DateTimeFormatOptions): string {
  try {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(Date.parse(`${day}T00:00:00Z`));
  } catch {
    return day;
  }
}
