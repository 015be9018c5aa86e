import Lozenge from '@atlaskit/lozenge';
import Select from '@atlaskit/select';
import Textfield from '@atlaskit/textfield';
import { useState, type FormEvent, type ReactNode } from 'react';
import { Face } from '../layout/face';
import { askJira } from '../site/ask';
import { Go } from '../site/router';
import { useAnswer } from '../site/use-answer';
import { dayOf, instantOf } from '../site/when';
import type { Issue, Person } from './issue';
import { TypeIcon } from './issue-marks';
import styles from './issue-page.module.css';

interface DetailsProps {
  readonly issue: Issue;
  readonly changed: () => void;
}

type Editing = 'assignee' | 'parent' | 'duedate';

export function Details({ issue, changed }: DetailsProps) {
  const { fields } = issue;
  const [editing, setEditing] = useState<Editing>();
  const [problem, setProblem] = useState<string>();
  const save = async (change: () => Promise<unknown>) => {
    try {
      await change();
      setProblem(undefined);
      setEditing(undefined);
      changed();
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  const saveField = (change: object) => save(() => askJira(`issue/${issue.key}`, 'PUT', { fields: change }));

  return (
    <>
      <dl className={styles.fields}>
        <Field name="Assignee">
          {editing === 'assignee' ? (
            <AssigneeChoice
              choose={(accountId) => void save(() => askJira(`issue/${issue.key}/assignee`, 'PUT', { accountId }))}
            />
          ) : (
            <Editable label="Assignee" edit={() => setEditing('assignee')}>
              <PersonMark person={fields.assignee} nobody="Unassigned" />
            </Editable>
          )}
        </Field>
        <Field name="Reporter">
          <PersonMark person={fields.reporter} nobody="Unknown" />
        </Field>
        <Field name="Parent">
          {editing === 'parent' ? (
            <OneLine
              label="Key of the parent, or nothing"
              initial={fields.parent?.key ?? ''}
              cancel={() => setEditing(undefined)}
              save={(key) => void saveField({ parent: key ? { key: key.toUpperCase() } : null })}
            />
          ) : (
            <>
              {fields.parent && (
                <Go to={`/browse/${fields.parent.key}`}>
                  {fields.parent.fields && <TypeIcon type={fields.parent.fields.issuetype} />} {fields.parent.key}
                </Go>
              )}
              <Editable label="Parent" edit={() => setEditing('parent')}>
                <span className={styles.faint}>{fields.parent ? 'Change' : 'Add parent'}</span>
              </Editable>
            </>
          )}
        </Field>
        <Field name="Due date">
          {editing === 'duedate' ? (
            <OneLine
              label="Due date"
              type="date"
              initial={fields.duedate ?? ''}
              cancel={() => setEditing(undefined)}
              save={(day) => void saveField({ duedate: day || null })}
            />
          ) : (
            <Editable label="Due date" edit={() => setEditing('duedate')}>
              {fields.duedate ? dayOf(fields.duedate) : <span className={styles.faint}>None</span>}
            </Editable>
          )}
        </Field>
        <Field name="Priority">{fields.priority?.name ?? <span className={styles.faint}>None</span>}</Field>
        <Names name="Fix versions" values={fields.fixVersions} />
        <Names name="Components" values={fields.components} />
        <Names name="Labels" values={fields.labels?.map((name) => ({ id: name, name }))} />
        <Names name="Sprint" values={sprintsOf(issue)} />
        <Field name="Resolution">{fields.resolution?.name ?? <span className={styles.faint}>Unresolved</span>}</Field>
        <Field name="Created">{instantOf(fields.created)}</Field>
        <Field name="Updated">{instantOf(fields.updated)}</Field>
      </dl>
      {problem && (
        <p role="alert" className={styles.problem} style={{ padding: '0 16px 16px' }}>
          {problem}
        </p>
      )}
    </>
  );
}

function Field({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Names({
  name,
  values,
}: {
  readonly name: string;
  readonly values: readonly { readonly id: string; readonly name: string }[] | undefined;
}) {
  if (!values || values.length === 0) return null;
  return (
    <Field name={name}>
      {values.map((value) => (
        <Lozenge key={value.id}>{value.name}</Lozenge>
      ))}
    </Field>
  );
}

function Editable({
  label,
  edit,
  children,
}: {
  readonly label: string;
  readonly edit: () => void;
  readonly children: ReactNode;
}) {
  return (
    <button type="button" className={styles.value} onClick={edit}>
      <span className={styles.hidden}>Edit {label.toLowerCase()}: </span>
      {children}
    </button>
  );
}

function PersonMark({ person, nobody }: { readonly person: Person | null | undefined; readonly nobody: string }) {
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 8 }}>
      <Face person={person} />
      {person?.displayName ?? <span className={styles.faint}>{nobody}</span>}
    </span>
  );
}

function AssigneeChoice({ choose }: { readonly choose: (accountId: string | null) => void }) {
  const { value } = useAnswer('people', () =>
    askJira<readonly (Person & { readonly accountType?: string; readonly active?: boolean })[]>(
      'users/search?maxResults=200',
    ),
  );
  const people: { label: string; value: string | null }[] = (value ?? [])
    .filter(({ accountType, active }) => accountType !== 'app' && active !== false)
    .map((person) => ({ label: person.displayName, value: person.accountId }));
  return (
    <div className={styles.grow}>
      <Select<{ label: string; value: string | null }>
        aria-label="Assignee"
        spacing="compact"
        ref={(select: { focus(): void } | null) => select?.focus()}
        openMenuOnFocus
        isLoading={!value}
        options={[{ label: 'Unassigned', value: null }, ...people]}
        onChange={(choice) => choice && choose(choice.value)}
      />
    </div>
  );
}

interface OneLineProps {
  readonly label: string;
  readonly initial: string;
  readonly type?: string;
  readonly save: (value: string) => void;
  readonly cancel: () => void;
}

function OneLine({ label, initial, type = 'text', save, cancel }: OneLineProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save(String(new FormData(event.currentTarget).get('value')).trim());
  };
  return (
    <form className={styles.grow} onSubmit={submit}>
      <Textfield
        ref={(input: HTMLInputElement | null) => input?.focus()}
        aria-label={label}
        name="value"
        type={type}
        isCompact
        defaultValue={initial}
        placeholder={label}
        onKeyDown={(event) => event.key === 'Escape' && cancel()}
      />
    </form>
  );
}

/** Sprints stand in a custom field whose id differs from site to site. */
function sprintsOf(issue: Issue): { id: string; name: string }[] {
  const [fieldId] = Object.entries(issue.names ?? {}).find(([, name]) => name === 'Sprint') ?? [];
  const value = fieldId && issue.fields[fieldId];
  if (!Array.isArray(value)) return [];
  return value.flatMap((sprint: { id?: unknown; name?: unknown }) =>
    typeof sprint?.name === 'string' ? [{ id: String(sprint.id), name: sprint.name }] : [],
  );
}
