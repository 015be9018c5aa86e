/** Chooses the project a gadget watches, among those the reader may browse. */
import Button from '@atlaskit/button/new';
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import { requestJira, view } from '../bridge';
import { Field } from '../frame/field';
import fields from '../frame/field.module.css';
import { Page } from '../frame/page';
import { Empty, Loading, Refused } from '../frame/states';
import styles from './gadget.module.css';

interface Project {
  readonly key: string;
  readonly name: string;
}

/** What Jira answers at most in one page; beyond it the reader searches. */
const PAGE = 50;

type Found =
  | { readonly state: 'loading' }
  | { readonly state: 'failed' }
  | { readonly state: 'ready'; readonly projects: readonly Project[]; readonly isAll: boolean };

export function GadgetForm({ chosen }: { readonly chosen: string | undefined }) {
  const [search, setSearch] = useState('');
  const [projectKey, setProjectKey] = useState(chosen ?? '');
  const [found, setFound] = useState<Found>({ state: 'loading' });
  const [everAll, setEverAll] = useState(true);
  const [tried, setTried] = useState(false);

  const read = useCallback(async () => {
    const answer = await findProjects(search.trim());
    setFound(answer);
    if (answer.state === 'ready' && !answer.isAll) setEverAll(false);
  }, [search]);
  useEffect(() => void read(), [read]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (projectKey !== '') void view.submit({ projectKey });
  };
  const projects = found.state === 'ready' ? found.projects : [];
  const missing = projectKey !== '' && !projects.some(({ key }) => key === projectKey);
  return (
    <Page title="Choose a project" width="panel">
      {found.state === 'loading' ? <Loading label="Reading projects" rows={2} /> : null}
      {found.state === 'failed' ? (
        <Refused reason="unavailable" message="Jira did not list the projects." again={read} />
      ) : null}
      {found.state === 'ready' && projects.length === 0 && search === '' ? (
        <Empty title="No projects">
          You may not browse any project on this site. Ask its administrator for access.
        </Empty>
      ) : null}
      {found.state === 'ready' && (projects.length > 0 || search !== '') ? (
        <form className={styles.form} onSubmit={submit} noValidate>
          {everAll ? null : (
            <Field label="Find a project">
              {(control) => (
                <input
                  {...control}
                  type="search"
                  className={fields.input}
                  value={search}
                  onChange={(event) => setSearch(event.target.value)}
                />
              )}
            </Field>
          )}
          <Field label="Project" required error={tried && projectKey === '' ? 'Choose a project.' : undefined}>
            {(control) => (
              <select
                {...control}
                className={fields.input}
                value={projectKey}
                onChange={(event) => setProjectKey(event.target.value)}
              >
                <option value="" disabled>
                  Choose a project
                </option>
                {missing ? <option value={projectKey}>{projectKey}</option> : null}
                {projects.map(({ key, name }) => (
                  <option key={key} value={key}>
                    {name} ({key})
                  </option>
                ))}
              </select>
            )}
          </Field>
          <div className={styles.actions}>
            <Button type="submit" appearance="primary">
              Save
            </Button>
            <Button appearance="subtle" onClick={() => void view.close()}>
              Cancel
            </Button>
          </div>
        </form>
      ) : null}
    </Page>
  );
}

async function findProjects(search: string): Promise<Found> {
  try {
    const query = search === '' ? '' : `&query=${encodeURIComponent(search)}`;
    const response = await requestJira(`/rest/api/3/project/search?maxResults=${PAGE}&orderBy=name${query}`);
    if (!response.ok) return { state: 'failed' };
    const { values = [], isLast = true } = (await response.json()) as { values?: readonly Project[]; isLast?: boolean };
    return { state: 'ready', projects: values, isAll: isLast };
  } catch {
    return { state: 'failed' };
  }
}
