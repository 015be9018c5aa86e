/** All findings of the project, by detector, or those that somebody has waived. */
import Heading from '@atlaskit/heading';
import { useState } from 'react';
import type { LineView } from '../bridge';
import { Field } from '../frame/field';
import fields from '../frame/field.module.css';
import { FindingsTable } from './findings-table';
import styles from './findings-browser.module.css';

const WAIVED = '~waived';

export function FindingsBrowser({
  lines,
  onChanged,
}: {
  readonly lines: readonly LineView[];
  readonly onChanged: () => void;
}) {
  const [choice, setChoice] = useState('');
  const detectors = lines.flatMap((line) =>
    line.detectors.filter(({ flagged }) => flagged > 0).map((detector) => ({ ...detector, line: line.title })),
  );
  const waived = lines.reduce(
    (sum, line) => sum + line.detectors.reduce((all, detector) => all + detector.waived, 0),
    0,
  );
  const chosen = detectors.find(({ id }) => id === choice);
  return (
    <section className={styles.browser} aria-labelledby="all-findings">
      <Heading as="h2" size="small" id="all-findings">
        All findings
      </Heading>
      <FindingsTable
        key={choice}
        caption={choice === WAIVED ? 'Waived findings' : (chosen?.title ?? 'Findings of every detector')}
        filter={choice === WAIVED ? { waived: true } : choice === '' ? {} : { detector: choice }}
        onChanged={onChanged}
        tools={
          <Field label="Show">
            {(control) => (
              <select
                {...control}
                className={`${fields.input} ${fields.medium}`}
                value={choice}
                onChange={(event) => setChoice(event.target.value)}
              >
                <option value="">Every detector</option>
                {detectors.map(({ id, title, flagged, line }) => (
                  <option key={id} value={id}>
                    {line}: {title} ({flagged})
                  </option>
                ))}
                <option value={WAIVED}>Waived ({waived})</option>
              </select>
            )}
          </Field>
        }
      />
    </section>
  );
}
