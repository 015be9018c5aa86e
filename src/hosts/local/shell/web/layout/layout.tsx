import ProgressBar from '@atlaskit/progress-bar';
import SectionMessage from '@atlaskit/section-message';
import type { ReactNode } from 'react';
import { useSite } from '../site/site-context';
import styles from './layout.module.css';
import { SideBar } from './side-bar';
import { TopBar } from './top-bar';

export function Layout({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles.site}>
      <TopBar />
      <SideBar />
      <main className={styles.main}>
        <DataSetBanner />
        <HostProgressStrip />
        {children}
      </main>
    </div>
  );
}

/** Nobody may take an invented project for a real one, whichever page they land on. */
function DataSetBanner() {
  const { banner } = useSite().state;
  return banner === undefined ? null : (
    <p className={styles.banner} role="note">
      {banner}
    </p>
  );
}

/** While the host opens or moves its time, what is on the page may be incomplete: say so. */
function HostProgressStrip() {
  const { progress } = useSite().state;
  if (progress.phase === 'ready') return null;
  if (progress.phase === 'failed') {
    return (
      <div className={styles.strip}>
        <SectionMessage appearance="error" title="The host could not finish">
          <p>{progress.text}</p>
        </SectionMessage>
      </div>
    );
  }
  return (
    <div className={styles.progress} role="status">
      <span>{progress.text}</span>
      <div className={styles.bar}>
        <ProgressBar
          ariaLabel={progress.text}
          value={progress.share ?? 0}
          isIndeterminate={progress.share === undefined}
        />
      </div>
    </div>
  );
}
