/** A short message set apart from the content: a title, one or two sentences, perhaps a thing to do. */
import type { ReactNode } from 'react';
import styles from './notice.module.css';

export function Notice({
  tone,
  title,
  children,
  actions,
}: {
  readonly tone: 'information' | 'warning' | 'danger' | 'success';
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className={`${styles.notice} ${styles[tone]}`} role={tone === 'danger' ? 'alert' : 'status'}>
      <p className={styles.title}>{title}</p>
      {children === undefined ? null : <div className={styles.text}>{children}</div>}
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
