/** The six lines of one project: what holds, what does not, why, and the rows behind every count. */
import Button from '@atlaskit/button/new';
import { type HealthView, type LineView } from '../bridge';
import { FindingsBrowser } from '../finding/findings-browser';
import { Page } from '../frame/page';
import { Empty, Loading, Progress, Refused } from '../frame/states';
import { useAnswer } from '../frame/use-answer';
import { askWhileSettling } from '../frame/while-settling';
import type { TraceClass } from '../words/trace-class';
import { count } from '../words/working-age';
import { Coverage } from './coverage';
import styles from './health.module.css';
import { LineRow } from './line-row';
import { ReadNow } from './read-now';
import { TopRisks } from './top-risks';

const isReading = (health: HealthView) => health.progress !== undefined;

export default function HealthPage({
  onOpenWaits,
  onOpenTrace,
}: {
  readonly onOpenWaits: () => void;
  /** Opens the Trace page, at the commits of one class when one is named. */
  readonly onOpenTrace: (open?: TraceClass) => void;
}) {
  const { loaded, again } = useAnswer('health.read', {}, isReading);
  const health = loaded.state === 'ready' ? loaded.value : undefined;
  return (
    <Page
      title="Health"
      width="wide"
      asOf={health?.asOf}
      actions={
        <>
          <Button onClick={onOpenWaits}>Open waits</Button>
          <Button onClick={() => onOpenTrace()}>Open trace</Button>
        </>
      }
    >
      {loaded.state === 'loading' ? <Loading label="Reading the health of this project" rows={8} /> : null}
      {loaded.state === 'refused' ? <Refused reason={loaded.reason} message={loaded.message} again={again} /> : null}
      {health ? <HealthBody health={health} again={again} onOpenTrace={onOpenTrace} /> : null}
    </Page>
  );
}

function HealthBody({
  health,
  again,
  onOpenTrace,
}: {
  readonly health: HealthView;
  readonly again: () => Promise<void>;
  readonly onOpenTrace: (open: TraceClass) => void;
}) {
  if (health.asOf === undefined) {
    return (
      <div className={styles.body}>
        {health.progress ? <Progress progress={health.progress} /> : null}
        <Empty
          title="This project has not been examined yet"
          actions={
            health.progress ? undefined : <ReadNow projectKey={health.projectKey} onStarted={() => void again()} />
          }
        >
          {health.progress
            ? 'Throughline is reading it. The six lines appear here when it is done; you can leave this page meanwhile.'
            : 'Throughline has to read its work items once before it can say anything. A project administrator can start that here.'}
        </Empty>
        <Coverage coverage={health.coverage} onOpenTrace={onOpenTrace} />
      </div>
    );
  }
  const changed = () => askWhileSettling(again);
  return (
    <div className={styles.body}>
      {health.progress ? <Progress progress={health.progress} /> : null}
      <p className={styles.summary}>
        {writeSummary(health.lines)} {countOrUnknown(health.counts.features, 'feature', 'features')},{' '}
        {countOrUnknown(health.counts.stories, 'story', 'stories')},{' '}
        {countOrUnknown(health.counts.commits, 'commit', 'commits')}.
      </p>
      <section aria-label="The six lines" className={styles.lines}>
        {health.lines.map((line) => (
          <LineRow key={line.id} line={line} onChanged={changed} />
        ))}
      </section>
      <div className={styles.columns}>
        <TopRisks risks={health.topRisks} />
        <Coverage coverage={health.coverage} onOpenTrace={onOpenTrace} />
      </div>
      <FindingsBrowser lines={health.lines} onChanged={changed} />
    </div>
  );
}

function countOrUnknown(amount: number | undefined, one: string, many: string): string {
  return amount === undefined ? `${many} unknown` : count(amount, one, many);
}

/** `2 lines failing, 1 at risk, 3 unknown.` */
function writeSummary(lines: readonly LineView[]): string {
  const words = [
    ['failing', 'failing'],
    ['at-risk', 'at risk'],
    ['holding', 'holding'],
    ['unknown', 'unknown'],
  ] as const;
  const parts = words.flatMap(([outcome, word]) => {
    const amount = lines.filter((line) => line.outcome === outcome).length;
    return amount === 0 ? [] : [`${amount} ${word}`];
  });
  return `Of ${count(lines.length, 'line')}: ${parts.join(', ')}.`;
}
