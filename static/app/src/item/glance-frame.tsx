/** Loading, refused or ready: the same three for the side column and the panel. */
import type { ReactNode } from 'react';
import Button from '@atlaskit/button/new';
import { Notice } from '../frame/notice';
import { Page } from '../frame/page';
import { Empty, Loading, Refused } from '../frame/states';
import { askWhileSettling } from '../frame/while-settling';
import { Day, ESTIMATE_EXPLANATION } from '../words/day';
import type { Glance } from './item-glance';
import styles from './item.module.css';
import { useGlance } from './use-glance';

export function GlanceFrame({
  rows,
  children,
}: {
  readonly rows: number;
  /** `changed` asks again until what a person decided has come through. */
  readonly children: (glance: Glance, changed: () => void) => ReactNode;
}) {
  const { shown, again } = useGlance();
  return (
    <Page title="Throughline" width="panel">
      {shown.state === 'loading' ? <Loading label="Reading this work item" rows={rows} /> : null}
      {shown.state === 'refused' ? <NothingToShow reason={shown.reason} message={shown.message} again={again} /> : null}
      {shown.state === 'ready' ? (
        <div className={styles.sections}>
          {shown.namesFailed ? (
            <Notice
              tone="warning"
              title="Names could not be read"
              actions={
                <Button spacing="compact" onClick={() => void again()}>
                  Try again
                </Button>
              }
            >
              Jira did not say how the other work items are called.
            </Notice>
          ) : null}
          {children(shown.glance, () => askWhileSettling(again))}
          <div className={styles.footnote}>
            {hasEstimate(shown.glance) ? <p className={styles.asOf}>≈ {ESTIMATE_EXPLANATION}</p> : null}
            <p className={styles.asOf}>
              Unchanged since <Day at={shown.glance.asOf} withTime />. Days counted Monday to Friday, up to today.
            </p>
          </div>
        </div>
      ) : null}
    </Page>
  );
}

function NothingToShow({ reason, message, again }: Parameters<typeof Refused>[0]) {
  if (reason !== 'not-found' && reason !== 'not-ready')
    return <Refused reason={reason} message={message} again={again} />;
  return (
    <Empty
      title={reason === 'not-ready' ? 'This project has not been read yet' : 'Throughline does not know this work item'}
      actions={
        <Button spacing="compact" onClick={() => void again()}>
          Look again
        </Button>
      }
    >
      {message}
    </Empty>
  );
}

function hasEstimate(glance: Glance): boolean {
  const sinces = [glance.waiting, ...glance.waitsOn.named, ...glance.waitedForBy.named, ...glance.findings];
  return sinces.some((entry) => entry !== undefined && !entry.since.exact);
}
