import SectionMessage from '@atlaskit/section-message';
import { AppFrame } from '../frame/app-frame';
import { useSite } from '../site/site-context';
import styles from './app-pages.module.css';
import { PageHead } from './page-states';

/** Where a Jira admin finds the apps' own administration pages. */
export function AppsAdminPage({ moduleKey }: { readonly moduleKey: string | undefined }) {
  const { state, modules } = useSite();
  const pages = modules('jira:adminPage');
  const module = moduleKey ? pages.find(({ key }) => key === moduleKey) : pages[0];
  return (
    <div className={styles.page}>
      <PageHead crumbs={[{ text: 'Site administration' }, { text: 'Apps' }]} title={module ? module.title : 'Apps'} />
      <div className={styles.body}>
        {!state.user.isAdmin && (
          <SectionMessage appearance="warning" title="Only site administrators see this page">
            <p>Switch to the site admin at the top right.</p>
          </SectionMessage>
        )}
        {!module && <p className={styles.faint}>No app adds a page here.</p>}
      </div>
      <div className={styles.frame}>
        {state.user.isAdmin && module && (
          <AppFrame
            title={module.title}
            source={module.source}
            place={{ kind: 'admin', moduleKey: module.key }}
            minHeight={480}
          />
        )}
      </div>
    </div>
  );
}
