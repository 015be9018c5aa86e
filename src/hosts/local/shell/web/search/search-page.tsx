import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import Textfield from '@atlaskit/textfield';
import { useState, type FormEvent } from 'react';
import { searchAddress } from '../../addresses';
import type { BriefIssue, Person } from '../issue/issue';
import { StatusLozenge, TypeIcon } from '../issue/issue-marks';
import { PageHead, Waiting } from '../pages/page-states';
import { askJira } from '../site/ask';
import { Go, navigate } from '../site/router';
import { useSite } from '../site/site-context';
import { useAnswer } from '../site/use-answer';
import { agoOf } from '../site/when';
import styles from './search-page.module.css';

interface FoundIssue extends BriefIssue {
  readonly fields: BriefIssue['fields'] & { readonly assignee?: Person | null; readonly updated: string };
}

interface Found {
  readonly issues: readonly FoundIssue[];
  readonly nextPageToken?: string;
}

const pageSize = 50;

/** Work items by JQL, a page at a time; a project's list is the same with a query of its own. */
export function SearchPage({ jql, projectKey }: { readonly jql: string; readonly projectKey?: string }) {
  const { state } = useSite();
  const project = state.projects.find(({ key }) => key === projectKey);
  return (
    <>
      <PageHead
        crumbs={
          project ? [{ text: 'Projects' }, { text: project.name, to: `/projects/${project.key}` }] : [{ text: 'Work' }]
        }
        title={project ? project.name : 'All work'}
      />
      <div className={styles.body}>
        <JqlBox key={jql} jql={jql} />
        <Results key={`results ${jql}`} jql={jql} />
      </div>
    </>
  );
}

function JqlBox({ jql }: { readonly jql: string }) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    navigate(searchAddress(String(new FormData(event.currentTarget).get('jql')).trim()));
  };
  return (
    <form className={styles.query} onSubmit={submit}>
      <div className={styles.wide}>
        <Textfield name="jql" aria-label="JQL" isCompact isMonospaced defaultValue={jql} spellCheck={false} />
      </div>
      <Button type="submit" appearance="primary">
        Search
      </Button>
    </form>
  );
}

function Results({ jql }: { readonly jql: string }) {
  const { state } = useSite();
  /** Tokens of the pages before this one, and this one's: Jira pages forward only. */
  const [tokens, setTokens] = useState<readonly (string | undefined)[]>([undefined]);
  const token = tokens.at(-1);
  const found = useAnswer(`search ${jql} ${token ?? ''}`, () =>
    askJira<Found>('search/jql', 'POST', {
      jql,
      fields: ['summary', 'status', 'issuetype', 'priority', 'assignee', 'updated'],
      maxResults: pageSize,
      ...(token && { nextPageToken: token }),
    }),
  );
  const count = useAnswer(`count ${jql}`, () =>
    askJira<{ count: number }>('search/approximate-count', 'POST', { jql }).catch(() => undefined),
  );
  if (found.error) {
    return (
      <SectionMessage appearance="error" title="Jira cannot run this query">
        <p>{found.error.message}</p>
      </SectionMessage>
    );
  }
  if (!found.value) return <Waiting what="work items" />;
  const { issues, nextPageToken } = found.value;
  if (issues.length === 0) return <p className={styles.none}>No work item matches, or none that you may see.</p>;
  const first = (tokens.length - 1) * pageSize + 1;
  return (
    <>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Type</th>
              <th scope="col">Key</th>
              <th scope="col">Summary</th>
              <th scope="col">Assignee</th>
              <th scope="col">Priority</th>
              <th scope="col">Status</th>
              <th scope="col">Updated</th>
            </tr>
          </thead>
          <tbody>
            {issues.map((issue) => (
              <tr key={issue.id}>
                <td>
                  <TypeIcon type={issue.fields.issuetype} />
                </td>
                <td className={styles.key}>
                  <Go to={`/browse/${issue.key}`}>{issue.key}</Go>
                </td>
                <td className={styles.summary}>
                  <Go to={`/browse/${issue.key}`}>{issue.fields.summary}</Go>
                </td>
                <td>{issue.fields.assignee?.displayName ?? <span className={styles.faint}>Unassigned</span>}</td>
                <td>{issue.fields.priority?.name ?? <span className={styles.faint}>None</span>}</td>
                <td>
                  <StatusLozenge status={issue.fields.status} />
                </td>
                <td className={styles.when}>{agoOf(issue.fields.updated, state.now)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={styles.pager}>
        <span className={styles.faint}>
          {first}–{first + issues.length - 1}
          {count.value && ` of ${count.value.count}`}
        </span>
        <Button isDisabled={tokens.length === 1} onClick={() => setTokens(tokens.slice(0, -1))}>
          Previous
        </Button>
        <Button isDisabled={!nextPageToken} onClick={() => setTokens([...tokens, nextPageToken])}>
          Next
        </Button>
      </div>
    </>
  );
}
