import type { ReactNode } from 'react';
import { Go } from '../site/router';
import type { BriefIssue } from './issue';
import { StatusLozenge, TypeIcon } from './issue-marks';
import styles from './issue-page.module.css';

/** One line: type, key, summary, status. */
export function IssueRow({ issue, action }: { readonly issue: BriefIssue; readonly action?: ReactNode }) {
  const done = issue.fields.status?.statusCategory.key === 'done';
  return (
    <li>
      {issue.fields.issuetype && <TypeIcon type={issue.fields.issuetype} />}
      <Go to={`/browse/${issue.key}`} className={`${styles.key ?? ''} ${done ? (styles.done ?? '') : ''}`}>
        {issue.key}
      </Go>
      <Go to={`/browse/${issue.key}`} className={styles.summary}>
        {issue.fields.summary}
      </Go>
      {issue.fields.status && <StatusLozenge status={issue.fields.status} />}
      {action}
    </li>
  );
}
