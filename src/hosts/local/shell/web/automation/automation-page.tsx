import Button from '@atlaskit/button/new';
import EmptyState from '@atlaskit/empty-state';
import Heading from '@atlaskit/heading';
import Modal, { ModalBody, ModalFooter, ModalHeader, ModalTitle, ModalTransition } from '@atlaskit/modal-dialog';
import SectionMessage from '@atlaskit/section-message';
import Textfield from '@atlaskit/textfield';
import Toggle from '@atlaskit/toggle';
import { useState } from 'react';
import type { Rule, RunRecord, SaveOutcome } from '../../../automation/rule';
import type { AutomationState } from '../../shell-host';
import { PageHead, Waiting } from '../pages/page-states';
import { askHost } from '../site/ask';
import { Go, navigate } from '../site/router';
import { useSite } from '../site/site-context';
import { useAnswer } from '../site/use-answer';
import { instantOf } from '../site/when';
import { AuditLog } from './audit-log';
import styles from './automation.module.css';
import { RuleEditor } from './rule-editor';
import { Outcome } from './run-outcome';
import { triggerSentence } from './rule-words';

/** `ruleId` is absent for the list and `new` for a rule that is not saved yet. */
export function AutomationPage({ ruleId }: { readonly ruleId: string | undefined }) {
  const { state } = useSite();
  return state.user.isAdmin ? <Rules ruleId={ruleId} /> : <AdminsOnly />;
}

function AdminsOnly() {
  return (
    <EmptyState
      headingLevel={2}
      header="Automation is for site administrators"
      description="Rules run in the name of an account, so only site administrators see and change them. Switch to the site admin at the top right."
    />
  );
}

function Rules({ ruleId }: { readonly ruleId: string | undefined }) {
  const { state } = useSite();
  const automation = useAnswer(`automation ${state.alerts} ${state.settledEvents}`, () =>
    askHost<AutomationState>('automation'),
  );
  if (!automation.value) return <Waiting what="the rules" error={automation.error} retry={automation.reload} />;
  if (ruleId === undefined) return <RuleList automation={automation.value} changed={automation.reload} />;
  const rule = automation.value.rules.find(({ id }) => id === ruleId);
  if (!rule && ruleId !== 'new')
    return <Waiting what={`rule ${ruleId}`} error={new Error('It may have been deleted.')} />;
  return <RuleEditor key={ruleId} rule={rule} automation={automation.value} changed={automation.reload} />;
}

function RuleList({ automation, changed }: { readonly automation: AutomationState; readonly changed: () => void }) {
  const [importing, setImporting] = useState(false);
  const [asking, setAsking] = useState<Rule>();
  const [deleting, setDeleting] = useState<Rule>();
  const [running, setRunning] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const act = async (work: () => Promise<unknown>) => {
    try {
      await work();
      setProblem(undefined);
    } catch (error) {
      setProblem((error as Error).message);
    }
    changed();
  };
  const run = async (rule: Rule, itemKey?: string) => {
    setAsking(undefined);
    setRunning(rule.id);
    await act(() => askHost<RunRecord>(`automation/rules/${rule.id}/run`, 'POST', { ...(itemKey && { itemKey }) }));
    setRunning(undefined);
  };
  return (
    <div className={styles.page}>
      <PageHead
        crumbs={[{ text: 'Site' }]}
        title="Automation"
        actions={
          <>
            <Button onClick={() => setImporting(true)}>Import recipe</Button>
            <Button appearance="primary" onClick={() => navigate('/automation/new')}>
              Create rule
            </Button>
          </>
        }
      />
      <div className={styles.body}>
        {problem && (
          <SectionMessage appearance="error">
            <p>{problem}</p>
          </SectionMessage>
        )}
        {automation.rules.length === 0 && (
          <EmptyState
            headingLevel={2}
            header="No rules yet"
            description="A rule asks the app on a schedule or after an event, and alerts somebody when the answer matters."
            primaryAction={
              <Button appearance="primary" onClick={() => setImporting(true)}>
                Start from a recipe
              </Button>
            }
          />
        )}
        {automation.rules.length > 0 && (
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">On</th>
                <th scope="col">Rule</th>
                <th scope="col">Starts</th>
                <th scope="col">Next</th>
                <th scope="col">Last run</th>
                <th scope="col">
                  <span className={styles.hidden}>Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {automation.rules.map((rule) => {
                const last = automation.runs.find(({ ruleId }) => ruleId === rule.id);
                return (
                  <tr key={rule.id}>
                    <td>
                      <Toggle
                        id={`on-${rule.id}`}
                        label={`${rule.name} is on`}
                        isChecked={rule.enabled}
                        onChange={() =>
                          void act(() =>
                            askHost(`automation/rules/${rule.id}/enabled`, 'PUT', JSON.stringify(!rule.enabled)),
                          )
                        }
                      />
                    </td>
                    <td>
                      <Go to={`/automation/${rule.id}`}>{rule.name}</Go>
                      {rule.description && <div className={styles.faint}>{rule.description}</div>}
                    </td>
                    <td>{triggerSentence(rule.trigger)}</td>
                    <td className={styles.when}>{rule.nextRunAt === undefined ? '' : instantOf(rule.nextRunAt)}</td>
                    <td>{last ? <Outcome run={last} /> : <span className={styles.faint}>Never</span>}</td>
                    <td className={styles.buttons}>
                      <Button
                        spacing="compact"
                        isLoading={running === rule.id}
                        onClick={() => (rule.trigger.kind === 'event' ? setAsking(rule) : void run(rule))}
                      >
                        Run now
                      </Button>
                      <Button spacing="compact" appearance="subtle" onClick={() => setDeleting(rule)}>
                        Delete
                      </Button>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        )}
        <div className={styles.section}>
          <Heading size="small" as="h2">
            Audit log
          </Heading>
          <AuditLog runs={automation.runs} />
        </div>
      </div>
      <ModalTransition>
        {importing && (
          <ImportDialog recipes={automation.recipes} close={() => setImporting(false)} imported={changed} />
        )}
        {deleting && (
          <DeleteDialog
            rule={deleting}
            close={() => setDeleting(undefined)}
            remove={() => {
              setDeleting(undefined);
              void act(() => askHost(`automation/rules/${deleting.id}`, 'DELETE'));
            }}
          />
        )}
        {asking && <ItemDialog rule={asking} close={() => setAsking(undefined)} run={(key) => void run(asking, key)} />}
      </ModalTransition>
    </div>
  );
}

interface ImportDialogProps {
  readonly recipes: AutomationState['recipes'];
  readonly close: () => void;
  readonly imported: () => void;
}

function ImportDialog({ recipes, close, imported }: ImportDialogProps) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const save = async () => {
    try {
      const outcome = await askHost<SaveOutcome>('automation/import', 'POST', text);
      if (outcome.kind === 'refused') {
        setProblem(outcome.problems.map(({ message, remedy }) => `${message} ${remedy}`).join('\n'));
        return;
      }
      imported();
      close();
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <Modal onClose={close} width="large">
      <ModalHeader hasCloseButton>
        <ModalTitle>Import a recipe</ModalTitle>
      </ModalHeader>
      <ModalBody>
        <p>Choose a recipe that ships with the app, a file, or paste its text.</p>
        <ul className={styles.recipes}>
          {recipes.map((recipe) => (
            <li key={recipe.name}>
              <button type="button" className={styles.unfold} onClick={() => setText(recipe.json)}>
                {recipe.name}
              </button>
              <div className={styles.faint}>{recipe.description}</div>
            </li>
          ))}
        </ul>
        <input
          type="file"
          accept="application/json"
          aria-label="Recipe file"
          onChange={(event) => void event.currentTarget.files?.[0]?.text().then(setText)}
        />
        <textarea
          className={styles.code}
          rows={12}
          aria-label="Recipe"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {problem && (
          <p role="alert" className={styles.problem}>
            {problem}
          </p>
        )}
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={close}>
          Cancel
        </Button>
        <Button appearance="primary" isDisabled={!text.trim()} onClick={() => void save()}>
          Import
        </Button>
      </ModalFooter>
    </Modal>
  );
}

function DeleteDialog({
  rule,
  close,
  remove,
}: {
  readonly rule: Rule;
  readonly close: () => void;
  readonly remove: () => void;
}) {
  return (
    <Modal onClose={close} width="small">
      <ModalHeader hasCloseButton>
        <ModalTitle appearance="danger">Delete this rule?</ModalTitle>
      </ModalHeader>
      <ModalBody>
        <p>{rule.name} will not run again. What it did stays in the audit log.</p>
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={close}>
          Cancel
        </Button>
        <Button appearance="danger" onClick={remove}>
          Delete rule
        </Button>
      </ModalFooter>
    </Modal>
  );
}

function ItemDialog({
  rule,
  close,
  run,
}: {
  readonly rule: Rule;
  readonly close: () => void;
  readonly run: (key: string) => void;
}) {
  const [key, setKey] = useState('');
  return (
    <Modal onClose={close} width="small">
      <ModalHeader hasCloseButton>
        <ModalTitle>Run for which work item?</ModalTitle>
      </ModalHeader>
      <ModalBody>
        <p>{rule.name} starts on an event, which names a work item. Name one in its place.</p>
        <Textfield
          aria-label="Key of the work item"
          placeholder="Key"
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={close}>
          Cancel
        </Button>
        <Button appearance="primary" isDisabled={!key.trim()} onClick={() => run(key.trim().toUpperCase())}>
          Run
        </Button>
      </ModalFooter>
    </Modal>
  );
}
