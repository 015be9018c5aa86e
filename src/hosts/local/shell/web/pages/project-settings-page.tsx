import SectionMessage from '@atlaskit/section-message';
import { AppFrame } from '../frame/app-frame';
import { askJira } from '../site/ask';
import { useSite } from '../site/site-context';
import { useAnswer } from '../site/use-answer';
import styles from './app-pages.module.css';
import { PageHead, Waiting } from './page-states';

interface ProjectSettingsPageProps {
  readonly projectKey: string;
  /** The first settings page of the app when left out. */
  readonly moduleKey: string | undefined;
}

export function ProjectSettingsPage({ projectKey, moduleKey }: ProjectSettingsPageProps) {
  const { modules } = useSite();
  const project = useAnswer(`project ${projectKey}`, () =>
    askJira<{ name: string }>(`project/${encodeURIComponent(projectKey)}`),
  );
  const rights = useAnswer(`rights ${projectKey}`, () =>
    askJira<{ permissions: Readonly<Record<string, { havePermission: boolean }>> }>(
      `mypermissions?projectKey=${encodeURIComponent(projectKey)}&permissions=ADMINISTER_PROJECTS`,
    ),
  );
  const pages = modules('jira:projectSettingsPage');
  const module = moduleKey ? pages.find(({ key }) => key === moduleKey) : pages[0];
  if (!project.value || !rights.value)
    return <Waiting what={`project ${projectKey}`} error={project.error ?? rights.error} />;
  const allowed = rights.value.permissions['ADMINISTER_PROJECTS']?.havePermission === true;
  return (
    <div className={styles.page}>
      <PageHead
        crumbs={[
          { text: 'Projects' },
          { text: project.value.name, to: `/projects/${projectKey}` },
          { text: 'Project settings' },
        ]}
        title={module ? `Apps: ${module.title}` : 'Project settings'}
      />
      <div className={styles.body}>
        {!module && <p className={styles.faint}>No app adds a page here.</p>}
        {module && !allowed && module.onlyFor === 'project admins' && (
          <SectionMessage appearance="warning" title="Only project administrators see these settings">
            <p>Switch to an administrator of {project.value.name} at the top right.</p>
          </SectionMessage>
        )}
      </div>
      <div className={styles.frame}>
        {module && (allowed || module.onlyFor !== 'project admins') && (
          <AppFrame
            title={module.title}
            source={module.source}
            place={{ kind: 'project-settings', moduleKey: module.key, projectKey }}
            minHeight={480}
          />
        )}
      </div>
    </div>
  );
}
