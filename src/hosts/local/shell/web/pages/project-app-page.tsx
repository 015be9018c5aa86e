import { projectAppAddress } from '../../addresses';
import { AppFrame } from '../frame/app-frame';
import { askJira } from '../site/ask';
import { navigate } from '../site/router';
import { useSite } from '../site/site-context';
import { useAnswer } from '../site/use-answer';
import styles from './app-pages.module.css';
import { PageHead, Waiting } from './page-states';

interface ProjectAppPageProps {
  readonly projectKey: string;
  readonly moduleKey: string;
  /** The page inside the module, with a leading slash. */
  readonly path: string;
}

/** The app's page in a project; its own pages are sub pages of ours, with history. */
export function ProjectAppPage({ projectKey, moduleKey, path }: ProjectAppPageProps) {
  const { modules } = useSite();
  const project = useAnswer(`project ${projectKey}`, () =>
    askJira<{ name: string }>(`project/${encodeURIComponent(projectKey)}`),
  );
  const module = modules('jira:projectPage').find(({ key }) => key === moduleKey);
  if (!module || !project.value) {
    return (
      <Waiting
        what={`project ${projectKey}`}
        error={module ? project.error : new Error(`No app has a project page "${moduleKey}".`)}
      />
    );
  }
  const base = projectAppAddress(projectKey, moduleKey);
  return (
    <div className={styles.page}>
      <PageHead
        crumbs={[{ text: 'Projects' }, { text: project.value.name, to: `/projects/${projectKey}` }, { text: 'Apps' }]}
        title={module.title}
      />
      <div className={styles.frame}>
        <AppFrame
          title={module.title}
          source={module.source}
          place={{ kind: 'project-page', moduleKey, projectKey, path }}
          pages={{ base, path, go: (to, how) => navigate(`${base}${to}`, how) }}
          minHeight={480}
        />
      </div>
    </div>
  );
}
