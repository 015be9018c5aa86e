/** The costliest findings: at most five, each one glance and its proof. */
import Heading from '@atlaskit/heading';
import type { FindingView } from '../bridge';
import { EvidencePack } from '../finding/evidence-pack';
import { Disclosure } from '../frame/disclosure';
import { ItemLink } from '../item/item-link';
import { SinceDay } from '../words/day';
import { SeverityLozenge } from '../words/outcome';
import { writeDays } from '../words/working-age';
import styles from './health.module.css';

export function TopRisks({ risks }: { readonly risks: readonly FindingView[] }) {
  return (
    <section className={styles.card} aria-labelledby="top-risks">
      <Heading as="h2" size="small" id="top-risks">
        Top risks
      </Heading>
      {risks.length === 0 ? <p className={styles.reason}>No findings at the moment.</p> : null}
      <ol className={styles.risks}>
        {risks.map((finding) => (
          <li key={finding.id}>
            <span className={styles.riskHead}>
              <SeverityLozenge severity={finding.severity} />
              {finding.subject.kind === 'text' ? (
                <span>{finding.subject.text}</span>
              ) : (
                <ItemLink item={finding.subject} withStatus={false} />
              )}
            </span>
            <span className={styles.riskText}>{finding.message}</span>
            <span className={styles.quiet}>
              since <SinceDay since={finding.since} />
              {finding.personDays === undefined ? '' : ` · ${writeDays(finding.personDays)} person-days so far`}
            </span>
            <Disclosure label="Why?" name={`Why? ${finding.title}`}>
              {() => <EvidencePack finding={finding} />}
            </Disclosure>
          </li>
        ))}
      </ol>
    </section>
  );
}
