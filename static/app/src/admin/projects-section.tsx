/** Projects of the site: which are read, how many items they have, and the way to read them. */
import Button from '@atlaskit/button/new';
import { useState } from 'react';
import Lozenge from '@atlaskit/lozenge';
import { type AdminView, ask } from '../bridge';
import { Field } from '../frame/field';
import fields from '../frame/field.module.css';
import { Notice } from '../frame/notice';
import { Empty } from '../frame/states';
import tables from '../frame/table.module.css';
import { Day } from '../words/day';
import { count } from '../words/working-age';
import styles from './admin.module.css';
import aloud from '../frame/unseen.module.css';

const STEP = 50;

export function ProjectsSection({ admin, onChanged }: { readonly admin: AdminView; readonly onChanged: () => void }) {
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState(STEP);
  const [asking, setAsking] = useState<string | undefined>();
  const [refusal, setRefusal] = useState<string | undefined>();
  const wanted = search.trim().toLocaleLowerCase('en');
  const projects = admin.projects.filter(({ key, name }) => `${key} ${name}`.toLocaleLowerCase('en').includes(wanted));
  const read = async (projectKey: string) => {
    setAsking(projectKey);
    const answer = await ask('admin.backfill', { projectKeys: [projectKey] });
    setAsking(undefined);
    setRefusal(answer.ok ? undefined : answer.message);
    if (answer.ok) onChanged();
  };
  if (admin.projects.length === 0) {
    return (
      <Empty title="No projects">
        This site has no project that Throughline may browse. Check the permissions of the app user.
      </Empty>
    );
  }
  return (
    <>
      <p className={styles.about}>
        Throughline reads the work items of the projects you choose, once; after that it follows their changes.
      </p>
      {admin.projects.length > 10 ? (
        <Field label="Find a project">
          {(control) => (
            <input
              {...control}
              type="search"
              className={`${fields.input} ${fields.medium}`}
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          )}
        </Field>
      ) : null}
      {refusal === undefined ? null : (
        <Notice tone="warning" title="Reading did not start">
          {refusal}
        </Notice>
      )}
      <div className={tables.scroll} tabIndex={0} role="region" aria-label="Projects">
        <table className={tables.table}>
          <thead>
            <tr>
              <th scope="col">Project</th>
              <th scope="col">State</th>
              <th scope="col" className={tables.number}>
                Work items
              </th>
              <th scope="col">As of</th>
              <th scope="col">
                <span className={aloud.unseen}>Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {projects.slice(0, shown).map(({ key, name, ingested, items, asOf }) => (
              <tr key={key}>
                <th scope="row">
                  {name} <span className={tables.quiet}>{key}</span>
                </th>
                <td>
                  {ingested ? (
                    <Lozenge appearance="success">Read</Lozenge>
                  ) : (
                    <Lozenge appearance="neutral">Not read</Lozenge>
                  )}
                </td>
                <td className={tables.number}>
                  {ingested ? items.toLocaleString('en') : <span className={tables.quiet}>unknown</span>}
                </td>
                <td>{asOf === undefined ? <span className={tables.quiet}>never</span> : <Day at={asOf} withTime />}</td>
                <td>
                  <Button
                    spacing="compact"
                    isLoading={asking === key}
                    isDisabled={admin.progress !== undefined}
                    onClick={() => void read(key)}
                    aria-label={`${ingested ? 'Read again' : 'Read now'}: ${key}`}
                  >
                    {ingested ? 'Read again' : 'Read now'}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={tables.foot}>
        <span>
          {Math.min(shown, projects.length)} of {count(projects.length, 'project')}.
        </span>
        {shown < projects.length ? (
          <Button spacing="compact" onClick={() => setShown(shown + STEP)}>
            Show more
          </Button>
        ) : null}
      </div>
    </>
  );
}
