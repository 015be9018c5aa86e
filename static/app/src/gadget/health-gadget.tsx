/** The dashboard gadget: the six lines of one project, small; and the form that chooses the project. */
import { type HealthView, router } from '../bridge';
import { textAt, useFrame } from '../frame/frame-context';
import { LinkButton } from '../frame/link-button';
import { Page } from '../frame/page';
import { Empty, Loading, Progress, Refused } from '../frame/states';
import { useAnswer } from '../frame/use-answer';
import { Day } from '../words/day';
import { LineLozenge } from '../words/outcome';
import { count } from '../words/working-age';
import { GadgetForm } from './gadget-form';
import styles from './gadget.module.css';

const isReading = (health: HealthView) => health.progress !== undefined;

export default function HealthGadget() {
  const { extension } = useFrame();
  const projectKey = textAt(extension, 'gadgetConfiguration', 'projectKey');
  if (textAt(extension, 'entryPoint') === 'edit') return <GadgetForm chosen={projectKey} />;
  return (
    <Page title={projectKey === undefined ? 'Throughline health' : `Health of ${projectKey}`} width="panel">
      {projectKey === undefined ? (
        <Empty title="No project chosen yet">
          Open the menu of this gadget, choose Edit, and pick the project to watch.
        </Empty>
      ) : (
        <Lines projectKey={projectKey} />
      )}
    </Page>
  );
}

function Lines({ projectKey }: { readonly projectKey: string }) {
  const { loaded, again } = useAnswer('health.read', { projectKey }, isReading);
  if (loaded.state === 'loading') return <Loading label={`Reading the health of ${projectKey}`} rows={6} />;
  if (loaded.state === 'refused') return <Refused reason={loaded.reason} message={loaded.message} again={again} />;
  const health = loaded.value;
  if (health.asOf === undefined) {
    return health.progress ? (
      <Progress progress={health.progress} />
    ) : (
      <Empty title={`${projectKey} has not been examined yet`}>
        A project administrator can start that on the Throughline page of the project.
      </Empty>
    );
  }
  return (
    <div className={styles.gadget}>
      <LinkButton
        onClick={() => void router.navigate(`/browse/${encodeURIComponent(projectKey)}`)}
        label={`Open project ${projectKey}`}
      >
        {projectKey}
      </LinkButton>
      {health.progress ? <Progress progress={health.progress} /> : null}
      <ul className={styles.lines}>
        {health.lines.map((line) => (
          <li key={line.id} title={line.reason}>
            <span className={styles.name}>{line.title}</span>
            <span className={styles.figure}>{line.flagged > 0 ? count(line.flagged, 'finding') : ''}</span>
            <span className={styles.outcome}>
              <LineLozenge outcome={line.outcome} />
            </span>
          </li>
        ))}
      </ul>
      <p className={styles.asOf}>
        As of <Day at={health.asOf} withTime />
      </p>
    </div>
  );
}
