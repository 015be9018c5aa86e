import type { ReactNode } from 'react';
import { issueAddress } from '../../addresses';
import { Go } from '../site/router';
import type { LinkedIssue } from './issue';
import { StatusLozenge, TypeIcon } from './issue-marks';
import styles from './issue-page.module.css';

/** One line: type, key, summary, status. */
export function IssueRow({ issue, action }: { readonly issue: LinkedIssue; readonly action?: ReactNode }) {
  const { key, fields } = issue;
  if (!fields) {
    return (
      <li>
        <span className={styles.key}>{key}</span>
        <span className={`${styles.grow ?? ''} ${styles.faint ?? ''}`}>Not on this site</span>
        {action}
      </li>
    );
  }
  const done = fields.status.statusCategory.key === 'done';
  return (
    <li>
      <TypeIcon type={fields.issuetype} />
      <Go to={issueAddress(key)} className={`${styles.key ?? ''} ${done ? (styles.done ?? '') : ''}`}>
        {key}
      </Go>
      <Go to={issueAddress(key)} className={styles.summary}>
        {fields.summary}
      </Go>
      <StatusLozenge status={fields.status} />
      {action}
    </li>
  );
}
