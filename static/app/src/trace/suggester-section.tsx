/** How far the suggestions can be trusted here: what was promised against what came true. */
import type { SuggesterView } from '../bridge';
import tables from '../frame/table.module.css';
import { writeShare } from '../words/share';
import { count } from '../words/working-age';
import styles from './trace.module.css';

export function SuggesterSection({ suggester }: { readonly suggester: SuggesterView }) {
  const { version, labels, calibrationError, bands, confirmed, rejected } = suggester;
  const used = bands.filter(({ suggested }) => suggested > 0);
  return (
    <div className={styles.section}>
      <p className={styles.coverage}>
        {labels === 0
          ? 'The weights are those the app ships with: this site has too few links yet to fit its own.'
          : `The weights were fitted on ${count(labels, 'link')} of this site${version === 'shipped' ? ', too few to test it' : `, on ${version}`}.`}{' '}
        {confirmed + rejected === 0
          ? 'Nobody has answered a suggestion yet.'
          : `People have confirmed ${confirmed.toLocaleString('en')} and rejected ${rejected.toLocaleString('en')} so far.`}{' '}
        {calibrationError === undefined
          ? 'How right the probabilities are is unknown: too few links could be held back to test them.'
          : `On links held back from the fit, probabilities were ${(100 * calibrationError).toFixed(1)} percentage points off on average.`}
      </p>
      {used.length === 0 ? null : (
        <div className={tables.scroll} tabIndex={0} role="region" aria-label="Suggestions on links held back">
          <table className={tables.table} style={{ maxWidth: 640 }}>
            <caption>On links held back from the fit</caption>
            <thead>
              <tr>
                <th scope="col">Probability said</th>
                <th scope="col" className={tables.number}>
                  Suggested
                </th>
                <th scope="col" className={tables.number}>
                  Right
                </th>
                <th scope="col" className={tables.number}>
                  Came true
                </th>
              </tr>
            </thead>
            <tbody>
              {used.map(({ from, until, suggested, right }) => (
                <tr key={from}>
                  <th scope="row">
                    {Math.round(100 * from)} to {Math.round(100 * until)}%
                  </th>
                  <td className={tables.number}>{suggested.toLocaleString('en')}</td>
                  <td className={tables.number}>{right.toLocaleString('en')}</td>
                  <td className={tables.number}>{writeShare(right, suggested)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
