/** Who waits for whom, since when, at what cost, and whose wait it is in the end. */
import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import { Suspense, lazy, useState } from 'react';
import type { WaitsView } from '../bridge';
import { Page } from '../frame/page';
import { Empty, Loading, Refused } from '../frame/states';
import { useAnswer } from '../frame/use-answer';
import { Coverage } from '../health/coverage';
import { count, writeDays } from '../words/working-age';
import { Deadlocks } from './deadlocks';
import { RootBlockers } from './root-blockers';
import { WaitsTable } from './waits-table';
import styles from './waits.module.css';

const WaitGraph = lazy(() => import('./wait-graph'));

export default function WaitsPage({ onOpenHealth }: { readonly onOpenHealth: () => void }) {
  const { loaded, again } = useAnswer('waits.read', {});
  const waits = loaded.state === 'ready' ? loaded.value : undefined;
  return (
    <Page title="Waits" width="wide" asOf={waits?.asOf} actions={<Button onClick={onOpenHealth}>Open health</Button>}>
      {loaded.state === 'loading' ? <Loading label="Reading the waits of this project" rows={8} /> : null}
      {loaded.state === 'refused' ? <Refused reason={loaded.reason} message={loaded.message} again={again} /> : null}
      {waits ? <WaitsBody waits={waits} /> : null}
    </Page>
  );
}

/** An item that may wait, for something that nobody looked at, is neither waiting nor free. */
const UNKNOWN_ONLY =
  'Items whose only blockers are unknown are not counted here; Health shows how many there are, under Waiting.';

function WaitsBody({ waits }: { readonly waits: WaitsView }) {
  if (waits.asOf === undefined) {
    return (
      <div className={styles.body}>
        <Empty title="This project has not been examined yet">
          Nothing is known of who waits here until then. Health shows how far that has come, and a project administrator
          can start it there.
        </Empty>
        <Coverage coverage={waits.coverage} />
      </div>
    );
  }
  if (waits.waits.length === 0 && waits.deadlocks.length === 0) {
    return (
      <div className={styles.body}>
        {waits.hidden > 0 ? (
          <Empty title="You can see no waits here">{count(waits.hidden, 'wait')} of items you cannot see.</Empty>
        ) : (
          <Empty
            title={
              waits.coverage.workItems.state === 'complete'
                ? 'Nothing waits at the moment'
                : 'No waits were found in what was read'
            }
          >
            An item waits when it is linked as blocked, carries a flag, or stands in a waiting status. A project
            administrator chooses which signs count in the project settings of Throughline. {UNKNOWN_ONLY}
          </Empty>
        )}
        <Coverage coverage={waits.coverage} />
      </div>
    );
  }
  return (
    <div className={styles.body}>
      <p className={styles.summary}>
        {count(waits.total, 'item')} {waits.total === 1 ? 'waits' : 'wait'}
        {waits.hidden > 0 ? ` (${count(waits.hidden, 'item')} of them you cannot see)` : ''}:{' '}
        {writeDays(waits.totalPersonDays)} working person-days so far, all of them counted once, at the blocker the
        chain ends with. {UNKNOWN_ONLY}
      </p>
      {waits.deadlocks.length > 0 ? <Deadlocks deadlocks={waits.deadlocks} /> : null}
      <RootBlockers roots={waits.roots} others={waits.rest} />
      <Graph waits={waits} />
      <WaitsTable waits={waits} />
      <Coverage coverage={waits.coverage} />
    </div>
  );
}

function Graph({ waits }: { readonly waits: WaitsView }) {
  const [wanted, setWanted] = useState(true);
  if (waits.edges.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby="graph">
      <div className={styles.sectionHead}>
        <Heading as="h2" size="small" id="graph">
          Who waits for whom
        </Heading>
        <Button spacing="compact" appearance="subtle" onClick={() => setWanted(!wanted)}>
          {wanted ? 'Hide graph' : 'Show graph'}
        </Button>
      </div>
      {wanted ? (
        <Suspense fallback={<Loading label="Drawing the graph" rows={5} />}>
          <WaitGraph waits={waits} />
        </Suspense>
      ) : null}
    </section>
  );
}
