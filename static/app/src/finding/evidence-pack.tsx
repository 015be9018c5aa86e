/** Everything a finding stands on: the rule and its numbers, the rows, since when, what clears it. */
import type { EvidenceView, FindingView } from '../bridge';
import { ItemLink } from '../item/item-link';
import { SinceDay } from '../words/day';
import styles from './finding.module.css';

export function EvidencePack({ finding }: { readonly finding: FindingView }) {
  return (
    <div className={styles.pack}>
      <p className={styles.message}>{finding.message}</p>
      <dl className={styles.facts}>
        <dt>Since</dt>
        <dd>
          <SinceDay since={finding.since} />
        </dd>
        <dt>Rule</dt>
        <dd>
          {finding.title} <code className={styles.code}>{finding.detector}</code>
          {finding.thresholds.map(({ label, value, unit }) => (
            <span key={label} className={styles.threshold}>
              {label}: {value} {unit}
            </span>
          ))}
        </dd>
        <dt>Next step</dt>
        <dd>{finding.nextStep}</dd>
        <dt>Cleared by</dt>
        <dd>{finding.clearedBy}</dd>
      </dl>
      <EvidenceTable evidence={finding.evidence} />
    </div>
  );
}

function EvidenceTable({ evidence }: { readonly evidence: readonly EvidenceView[] }) {
  if (evidence.length === 0) return null;
  return (
    <table className={styles.evidence}>
      <caption className={styles.caption}>Evidence</caption>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">What it shows</th>
          <th scope="col">When</th>
        </tr>
      </thead>
      <tbody>
        {evidence.map((row, index) => (
          <tr key={index}>
            <td>
              <EvidenceSubject row={row} />
            </td>
            <td>
              {row.text}
              {row.unknown ? ' (unknown: outside what Throughline reads)' : ''}
            </td>
            <td>{row.at === undefined ? '' : <SinceDay since={{ at: row.at, exact: row.exact }} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function EvidenceSubject({ row }: { readonly row: EvidenceView }) {
  if (row.item) return <ItemLink item={row.item} withSummary={false} />;
  if (row.commit)
    return (
      <>
        <code className={styles.code} title={row.commit.sha}>
          {row.commit.sha.slice(0, 7)}
        </code>{' '}
        {row.commit.repo}
      </>
    );
  return <>Figure</>;
}
