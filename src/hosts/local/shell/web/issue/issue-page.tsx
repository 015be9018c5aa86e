import Heading from '@atlaskit/heading';
import { useEffect, useRef } from 'react';
import { AppFrame } from '../frame/app-frame';
import { emitToFrames } from '../frame/frame-bridge';
import { Crumbs, Waiting } from '../pages/page-states';
import { askJira } from '../site/ask';
import { useSite } from '../site/site-context';
import { useAnswer } from '../site/use-answer';
import { Activity } from './activity';
import { AdfText } from './adf-text';
import { ChildItems } from './child-items';
import { Details } from './details';
import type { Issue } from './issue';
import { TypeIcon } from './issue-marks';
import styles from './issue-page.module.css';
import { IssueLinks } from './issue-links';
import { SideGroup } from './side-group';
import { StatusMenu } from './status-menu';

export function IssuePage({ issueKey }: { readonly issueKey: string }) {
  const { state, modules } = useSite();
  const issue = useAnswer(`issue ${issueKey}`, () =>
    askJira<Issue>(`issue/${encodeURIComponent(issueKey)}?expand=names`),
  );
  const known = issue.value;

  useEffect(() => {
    document.title = known ? `[${known.key}] ${known.fields.summary} - Local Jira` : 'Local Jira';
  }, [known]);

  // Frames hear of changes as on Atlassian's site, once the app has dealt with them.
  const settled = useRef(state.settledEvents);
  useEffect(() => {
    if (!known || settled.current === state.settledEvents) return;
    settled.current = state.settledEvents;
    emitToFrames('JIRA_ISSUE_CHANGED', { issueId: known.id, projectId: known.fields.project.id });
  }, [known, state.settledEvents]);

  if (!known) return <Waiting what={issueKey} error={issue.error} retry={issue.reload} />;
  const { fields, key } = known;
  return (
    <article className={styles.page}>
      <Crumbs
        crumbs={[
          { text: 'Projects' },
          { text: fields.project.name, to: `/projects/${fields.project.key}` },
          ...(fields.parent ? [{ text: fields.parent.key, to: `/browse/${fields.parent.key}` }] : []),
          { text: key, to: `/browse/${key}` },
        ]}
      />
      <div className={styles.columns}>
        <div className={styles.story}>
          <div className={styles.title}>
            <TypeIcon type={fields.issuetype} />
            <Heading size="large" as="h1">
              {fields.summary}
            </Heading>
          </div>
          <section className={styles.section}>
            <Heading size="small" as="h2">
              Description
            </Heading>
            <div className={styles.prose}>
              {fields.description ? (
                <AdfText document={fields.description} />
              ) : (
                <p className={styles.faint}>No description.</p>
              )}
            </div>
          </section>
          <ChildItems issue={known} />
          <IssueLinks issue={known} changed={issue.reload} />
          {modules('jira:issuePanel').map((module) => (
            <section key={module.key} className={styles.section}>
              <div className={styles.panelHead}>
                {module.iconUrl && <img src={module.iconUrl} alt="" width="20" height="20" />}
                <Heading size="small" as="h2">
                  {module.title}
                </Heading>
              </div>
              <AppFrame
                title={module.title}
                source={module.source}
                place={{ kind: 'issue', moduleKey: module.key, issueKey: key }}
                minHeight={120}
              />
            </section>
          ))}
          <Activity issueKey={key} version={fields.updated} changed={issue.reload} />
        </div>
        <aside className={styles.side} aria-label="Details">
          <StatusMenu issueKey={key} status={fields.status} changed={issue.reload} />
          <SideGroup id="details" title="Details" open>
            <Details issue={known} changed={issue.reload} />
          </SideGroup>
          {modules('jira:issueContext').map((module) => (
            <SideGroup
              key={module.key}
              id={module.key}
              title={module.title}
              {...(module.label && { label: module.label })}
              {...(module.iconUrl && { iconUrl: module.iconUrl })}
            >
              <div className={styles.context}>
                <AppFrame
                  title={module.title}
                  source={module.source}
                  place={{ kind: 'issue', moduleKey: module.key, issueKey: key }}
                />
              </div>
            </SideGroup>
          ))}
        </aside>
      </div>
    </article>
  );
}
