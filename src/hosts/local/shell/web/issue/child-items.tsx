import Heading from '@atlaskit/heading';
import { searchAddress } from '../../addresses';
import { askJira } from '../site/ask';
import { Go } from '../site/router';
import { useAnswer } from '../site/use-answer';
import type { BriefIssue, Issue } from './issue';
import styles from './issue-page.module.css';
import { IssueRow } from './issue-row';

const shown = 50;

export function ChildItems({ issue }: { readonly issue: Issue }) {
  const jql = `parent = ${issue.key} ORDER BY created`;
  const { value } = useAnswer(`children ${issue.key} ${issue.fields.updated}`, () =>
    askJira<{ issues: readonly BriefIssue[]; nextPageToken?: string }>('search/jql', 'POST', {
      jql,
      fields: ['summary', 'status', 'issuetype', 'priority'],
      maxResults: shown,
    }),
  );
  if (!value || value.issues.length === 0) return null;
  const done = value.issues.filter((child) => child.fields.status.statusCategory.key === 'done').length;
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <Heading size="small" as="h2">
          Child work items
        </Heading>
        <span className={styles.faint}>
          {value.nextPageToken ? <Go to={searchAddress(jql)}>Show all</Go> : `${done} of ${value.issues.length} done`}
        </span>
      </div>
      <ul className={styles.rows}>
        {value.issues.map((child) => (
          <IssueRow key={child.id} issue={child} />
        ))}
      </ul>
    </section>
  );
}
