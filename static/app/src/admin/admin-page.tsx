/** The administrator's page: connect a repository, choose projects, see what arrived and why not. */
import Tabs, { Tab, TabList, TabPanel } from '@atlaskit/tabs';
import { Suspense, lazy } from 'react';
import type { AdminView } from '../bridge';
import { Page } from '../frame/page';
import { Loading, Progress, Refused } from '../frame/states';
import { useAnswer } from '../frame/use-answer';
import styles from './admin.module.css';
import { ConnectSection } from './connect-section';
import { EraseSection } from './erase-section';
import { IngestionLog } from './ingestion-log';
import { ProjectsSection } from './projects-section';
import { ReceivedSection } from './received-section';

const SettingsForm = lazy(() =>
  import('../settings/settings-form').then(({ SettingsForm: form }) => ({ default: form })),
);

const MembersSection = lazy(() => import('./members-section'));

const isReading = (admin: AdminView) => admin.progress !== undefined;

export default function AdminPage() {
  const { loaded, again } = useAnswer('admin.read', {}, isReading);
  const admin = loaded.state === 'ready' ? loaded.value : undefined;
  return (
    <Page title="Throughline for this site" width="wide" asOf={admin?.asOf}>
      {loaded.state === 'loading' ? <Loading label="Reading what is connected" rows={6} /> : null}
      {loaded.state === 'refused' ? <Refused reason={loaded.reason} message={loaded.message} again={again} /> : null}
      {admin ? (
        <div className={styles.admin}>
          {admin.progress ? <Progress progress={admin.progress} /> : null}
          <Tabs id="admin">
            <TabList>
              <Tab>Connect</Tab>
              <Tab>Projects</Tab>
              <Tab>Received</Tab>
              <Tab>People</Tab>
              <Tab>Settings</Tab>
              <Tab>Erase data</Tab>
            </TabList>
            <TabPanel>
              <div className={styles.panel}>
                <ConnectSection admin={admin} onChanged={() => void again()} />
              </div>
            </TabPanel>
            <TabPanel>
              <div className={styles.panel}>
                <ProjectsSection admin={admin} onChanged={() => void again()} />
              </div>
            </TabPanel>
            <TabPanel>
              <div className={styles.panel}>
                <ReceivedSection admin={admin} />
                <IngestionLog />
              </div>
            </TabPanel>
            <TabPanel>
              <div className={styles.panel}>
                <Suspense fallback={<Loading label="Opening the list of people" rows={6} />}>
                  <MembersSection />
                </Suspense>
              </div>
            </TabPanel>
            <TabPanel>
              <div className={`${styles.panel} ${styles.settings}`}>
                <Suspense fallback={<Loading label="Opening settings" rows={6} />}>
                  <SettingsForm />
                </Suspense>
              </div>
            </TabPanel>
            <TabPanel>
              <div className={styles.panel}>
                <EraseSection onErased={() => void again()} />
              </div>
            </TabPanel>
          </Tabs>
        </div>
      ) : null}
    </Page>
  );
}
