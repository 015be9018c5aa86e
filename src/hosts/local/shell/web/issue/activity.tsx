import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import Tabs, { Tab, TabList, TabPanel } from '@atlaskit/tabs';
import { useState } from 'react';
import { Face } from '../layout/face';
import { Waiting } from '../pages/page-states';
import { askJira } from '../site/ask';
import { useSite } from '../site/site-context';
import { useAnswer } from '../site/use-answer';
import { instantOf } from '../site/when';
import { AdfText, adfOf } from './adf-text';
import type { Comment, History } from './issue';
import styles from './issue-page.module.css';

interface ActivityProps {
  readonly issueKey: string;
  /** Changes when the item does. */
  readonly version: string;
  readonly changed: () => void;
}

export function Activity({ issueKey, version, changed }: ActivityProps) {
  return (
    <section className={styles.section}>
      <Heading size="small" as="h2">
        Activity
      </Heading>
      <Tabs id="activity">
        <TabList>
          <Tab>Comments</Tab>
          <Tab>History</Tab>
        </TabList>
        <TabPanel>
          <Comments issueKey={issueKey} version={version} changed={changed} />
        </TabPanel>
        <TabPanel>
          <Histories issueKey={issueKey} version={version} />
        </TabPanel>
      </Tabs>
    </section>
  );
}

function Comments({ issueKey, version, changed }: ActivityProps) {
  const { state } = useSite();
  const { value, error, reload } = useAnswer(`comments ${issueKey} ${version}`, () =>
    askJira<{ comments: readonly Comment[]; total: number }>(`issue/${issueKey}/comment?maxResults=100`),
  );
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const add = async () => {
    try {
      await askJira(`issue/${issueKey}/comment`, 'POST', { body: adfOf(text) });
      setText('');
      setProblem(undefined);
      reload();
      changed();
    } catch (failure) {
      setProblem((failure as Error).message);
    }
  };
  return (
    <div className={styles.grow}>
      <ol className={styles.events}>
        <li>
          <Face size="medium" person={state.user} />
          <div>
            <textarea
              className={styles.comment}
              aria-label="Add a comment"
              placeholder="Add a comment…"
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            {text.trim() && (
              <Button appearance="primary" spacing="compact" onClick={() => void add()}>
                Comment
              </Button>
            )}
            {problem && (
              <p role="alert" className={styles.problem}>
                {problem}
              </p>
            )}
          </div>
        </li>
        {value?.comments.map((comment) => (
          <li key={comment.id}>
            <Face size="medium" person={comment.author} />
            <div>
              <div className={styles.eventHead}>
                <strong>{comment.author?.displayName ?? 'Somebody'}</strong> {instantOf(comment.created)}
              </div>
              <AdfText document={comment.body} />
            </div>
          </li>
        ))}
      </ol>
      {!value && <Waiting what="the comments" error={error} retry={reload} />}
    </div>
  );
}

function Histories({ issueKey, version }: Omit<ActivityProps, 'changed'>) {
  const { value, error, reload } = useAnswer(`history ${issueKey} ${version}`, () => readHistory(issueKey));
  if (!value) return <Waiting what="the history" error={error} retry={reload} />;
  if (value.length === 0) return <p className={styles.faint}>Nothing is recorded.</p>;
  return (
    <ol className={styles.events}>
      {value.map((history) => (
        <li key={history.id}>
          <Face size="medium" person={history.author} />
          <div>
            <div className={styles.eventHead}>
              <strong>{history.author?.displayName ?? 'Somebody'}</strong> {instantOf(history.created)}
            </div>
            {history.items.map((item, index) => (
              <div key={index} className={styles.change}>
                {item.field}: {item.fromString || 'none'} → {item.toString || 'none'}
              </div>
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** Newest first; Jira pages oldest first. */
async function readHistory(issueKey: string): Promise<readonly History[]> {
  const all: History[] = [];
  for (;;) {
    const page = await askJira<{ values: readonly History[]; isLast?: boolean }>(
      `issue/${issueKey}/changelog?startAt=${all.length}&maxResults=100`,
    );
    all.push(...page.values);
    if (page.isLast !== false || page.values.length === 0) return all.reverse();
  }
}
