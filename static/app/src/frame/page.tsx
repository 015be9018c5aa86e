/** The outline every frame shares: one main, one heading, what can be done, and as of when it holds. */
import Heading from '@atlaskit/heading';
import type { ReactNode } from 'react';
import { Day } from '../words/day';
import styles from './page.module.css';
import aloud from './unseen.module.css';

export function Page({
  title,
  asOf,
  actions,
  width,
  children,
}: {
  readonly title: string;
  readonly asOf?: string | undefined;
  readonly actions?: ReactNode;
  /** `panel` frames stand inside Jira's own card and bring no margins. */
  readonly width: 'panel' | 'wide' | 'narrow';
  readonly children: ReactNode;
}) {
  return (
    <main className={`${styles.page} ${styles[width]}`}>
      {width === 'panel' ? (
        <h1 className={aloud.unseen}>{title}</h1>
      ) : (
        <header className={styles.header}>
          <div className={styles.headline}>
            <Heading as="h1" size="medium">
              {title}
            </Heading>
            {asOf === undefined ? null : (
              <p className={styles.asOf}>
                As of <Day at={asOf} withTime />
              </p>
            )}
          </div>
          {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
        </header>
      )}
      {children}
    </main>
  );
}
