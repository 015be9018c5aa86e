import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import SectionMessage from '@atlaskit/section-message';
import Textfield from '@atlaskit/textfield';
import { useEffect, useId, useMemo, useRef, useState, type ReactNode } from 'react';
import {
  alertTargets,
  conditionOperators,
  type Rule,
  type RuleDraft,
  type RuleProblem,
  type RuleStep,
  type SaveOutcome,
} from '../../../automation/rule';
import type { AutomationState } from '../../shell-host';
import { emitToFrames } from '../frame/frame-bridge';
import { PageHead } from '../pages/page-states';
import { askHost } from '../site/ask';
import { navigate } from '../site/router';
import { useSite } from '../site/site-context';
import { ActionForm } from './action-form';
import { AuditLog } from './audit-log';
import styles from './automation.module.css';
import { Choice } from './choice';
import { draftOf, problemAt } from './rule-draft';
import { TriggerFields } from './trigger-fields';

interface RuleEditorProps {
  readonly rule: Rule | undefined;
  readonly automation: AutomationState;
  readonly changed: () => void;
}

export function RuleEditor({ rule, automation, changed }: RuleEditorProps) {
  const { modules } = useSite();
  const actions = modules('action');
  const [draft, setDraft] = useState<RuleDraft>(() => (rule ? draftOf(rule) : newRule(actions[0])));
  const [problems, setProblems] = useState<readonly RuleProblem[]>([]);
  const [failure, setFailure] = useState<string>();
  const set = (change: Partial<RuleDraft>) => setDraft((before) => ({ ...before, ...change }));
  const smartValues = automation.smartValues[draft.action.key]?.after ?? [];
  const refusal = useRef<HTMLDivElement>(null);
  const isRefused = problems.length > 0 || failure !== undefined;
  const invalidInputs = useMemo(() => inputProblems(problems), [problems]);

  // After every try to save, also the second in vain.
  useEffect(() => {
    if (isRefused) refusal.current?.focus();
  }, [isRefused, problems, failure]);

  const save = async () => {
    emitToFrames('AUTOMATION_ACTION_SUBMIT', {});
    emitToFrames('AUTOMATION_ACTION_VALIDATE_RULE_EVENT', { isValidating: true });
    try {
      const outcome = await askHost<SaveOutcome>('automation/rules', 'POST', draft);
      setFailure(undefined);
      setProblems([]);
      if (outcome.kind === 'refused') setProblems(outcome.problems);
      else {
        changed();
        navigate('/automation');
      }
    } catch (error) {
      setFailure((error as Error).message);
    } finally {
      emitToFrames('AUTOMATION_ACTION_VALIDATE_RULE_EVENT', { isValidating: false });
    }
  };

  return (
    <div className={styles.page}>
      <PageHead
        crumbs={[{ text: 'Automation', to: '/automation' }, { text: rule ? 'Rule' : 'New rule' }]}
        title={draft.name || 'New rule'}
      />
      <div className={styles.body}>
        <div className={styles.steps}>
          <Step word="" title="About this rule">
            <TextRow
              label="Name"
              value={draft.name}
              onChange={(name) => set({ name })}
              problem={problemAt(problems, 'name')}
            />
            <TextRow
              label="Description"
              value={draft.description ?? ''}
              problem={problemAt(problems, 'description')}
              onChange={(description) => set({ description })}
            />
          </Step>
          <Step word="When" title="The rule starts">
            <TriggerFields trigger={draft.trigger} change={(trigger) => set({ trigger })} />
            <Problem text={problemAt(problems, 'trigger')} />
          </Step>
          <Step word="For" title="Work items">
            <TextRow
              label="JQL"
              mono
              value={draft.jql ?? ''}
              onChange={(jql) => set({ jql })}
              problem={problemAt(problems, 'jql')}
              help={
                draft.trigger.kind === 'event'
                  ? 'Leave it empty to run for every work item the event names.'
                  : 'The rule runs for each of these.'
              }
            />
          </Step>
          <Step word="Then" title="Ask the app">
            <Choice
              label="Action"
              options={actions.map(({ key, title }) => ({ label: title, value: key }))}
              value={draft.action.key}
              onChange={(key) => set({ action: { key, inputs: {} } })}
            />
            <Problem text={problemAt(problems, 'action.key')} />
            <ActionForm
              key={draft.action.key}
              module={actions.find(({ key }) => key === draft.action.key)}
              inputs={draft.action.inputs}
              invalidInputs={invalidInputs}
              change={(inputs) => setDraft((before) => ({ ...before, action: { ...before.action, inputs } }))}
            />
          </Step>
          <Step word="If" title="Only when">
            <div className={styles.row}>
              <TextRow
                label="Smart value"
                mono
                value={draft.condition?.left ?? ''}
                onChange={(left) => setDraft(withCondition(draft, { left }))}
                suggestions={smartValues}
                problem={problemAt(problems, 'condition.left')}
              />
              <Choice
                label="Comparison"
                options={conditionOperators.map((operator) => ({ label: operator, value: operator }))}
                value={draft.condition?.operator ?? 'equals'}
                onChange={(operator) => setDraft(withCondition(draft, { operator }))}
              />
              <TextRow
                label="Value"
                mono
                value={draft.condition?.right ?? ''}
                onChange={(right) => setDraft(withCondition(draft, { right }))}
                problem={problemAt(problems, 'condition.right')}
              />
            </div>
            <p className={styles.help}>Leave the smart value empty to go on every time.</p>
          </Step>
          <Step word="Then" title="Tell somebody">
            <StepFields
              step={draft.then}
              change={(then) => set({ then })}
              suggestions={smartValues}
              problems={problems}
            />
          </Step>
          {isRefused && (
            <div role="alert" tabIndex={-1} ref={refusal} className={styles.refusal}>
              <SectionMessage appearance="error" title="The rule cannot be saved yet">
                {failure && <p>{failure}</p>}
                {problems.map((problem) => (
                  <p key={problem.field + problem.message}>
                    {problem.message} {problem.remedy}
                  </p>
                ))}
              </SectionMessage>
            </div>
          )}
          <div className={styles.foot}>
            <Button appearance="primary" onClick={() => void save()}>
              {rule ? 'Save' : 'Create rule'}
            </Button>
            <Button appearance="subtle" onClick={() => navigate('/automation')}>
              Cancel
            </Button>
          </div>
        </div>
        {rule && (
          <div className={styles.section}>
            <Heading size="small" as="h2">
              Audit log of this rule
            </Heading>
            <AuditLog runs={automation.runs.filter(({ ruleId }) => ruleId === rule.id)} />
          </div>
        )}
      </div>
    </div>
  );
}

function newRule(action: { readonly key: string; readonly entityName?: string } | undefined): RuleDraft {
  const prefix = action?.entityName ?? 'action';
  return {
    name: '',
    trigger: {
      kind: 'schedule',
      every: 'day',
      at: '08:00',
      days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
    },
    jql: '',
    action: { key: action?.key ?? '', inputs: { issueKey: '{{issue.key}}' } },
    then: { kind: 'alert', to: 'rule owner', text: `{{${prefix}.message}}` },
  };
}

function withCondition(draft: RuleDraft, change: Partial<NonNullable<RuleDraft['condition']>>): RuleDraft {
  const { condition, ...rest } = draft;
  const next = { left: '', operator: 'equals' as const, ...condition, ...change };
  return next.left === '' && !next.right ? rest : { ...rest, condition: next };
}

/** Problems of `action.inputs.<name>`, as the app's form is told them. */
function inputProblems(problems: readonly RuleProblem[]): Record<string, { message: string }> {
  const prefix = 'action.inputs.';
  return Object.fromEntries(
    problems
      .filter(({ field }) => field.startsWith(prefix))
      .map(({ field, message }) => [field.slice(prefix.length), { message }]),
  );
}

const stepNames: Readonly<Record<RuleStep['kind'], string>> = {
  alert: 'Send an alert',
  comment: 'Comment on the work item',
  notify: 'Send a mail',
};

function StepFields({
  step,
  change,
  suggestions,
  problems,
}: {
  readonly step: RuleStep;
  readonly change: (step: RuleStep) => void;
  readonly suggestions: readonly string[];
  readonly problems: readonly RuleProblem[];
}) {
  const to = step.kind === 'comment' ? 'rule owner' : step.to;
  const changeKind = (kind: RuleStep['kind']) => {
    if (kind === 'comment') change({ kind, text: step.text });
    else if (kind === 'notify') change({ kind, to, subject: 'Throughline: {{issue.key}}', text: step.text });
    else change({ kind, to, text: step.text });
  };
  return (
    <>
      <div className={styles.row}>
        <Choice
          label="How"
          options={(Object.keys(stepNames) as RuleStep['kind'][]).map((kind) => ({
            label: stepNames[kind],
            value: kind,
          }))}
          value={step.kind}
          onChange={changeKind}
        />
        {step.kind !== 'comment' && (
          <Choice
            label="To"
            options={alertTargets.map((target) => ({ label: target, value: target }))}
            value={to}
            onChange={(target) => change({ ...step, to: target })}
          />
        )}
      </div>
      {step.kind === 'notify' && (
        <TextRow
          label="Subject"
          value={step.subject}
          onChange={(subject) => change({ ...step, subject })}
          problem={problemAt(problems, 'then.subject')}
        />
      )}
      <TextRow
        label="Text"
        value={step.text}
        onChange={(text) => change({ ...step, text })}
        suggestions={suggestions}
        problem={problemAt(problems, 'then.text')}
      />
    </>
  );
}

function Step({
  word,
  title,
  children,
}: {
  readonly word: string;
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <section className={styles.step}>
      <div className={styles.stepHead}>
        {word && <span className={styles.word}>{word}</span>}
        <Heading size="xsmall" as="h2">
          {title}
        </Heading>
      </div>
      {children}
    </section>
  );
}

interface TextRowProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly help?: string;
  readonly mono?: boolean;
  /** Smart values to offer below the field. */
  readonly suggestions?: readonly string[];
  /** What keeps this field from being saved. */
  readonly problem: string | undefined;
}

function TextRow({ label, value, onChange, help, mono, suggestions, problem }: TextRowProps) {
  const id = useId();
  const listId = `${id}-values`;
  const problemId = `${id}-problem`;
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <Textfield
        id={id}
        value={value}
        isInvalid={problem !== undefined}
        {...(problem !== undefined && { 'aria-describedby': problemId })}
        isMonospaced={mono === true}
        isCompact
        {...(suggestions && { list: listId })}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {suggestions && (
        <datalist id={listId}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
      <Problem id={problemId} text={problem} />
      {help && <small className={styles.help}>{help}</small>}
    </div>
  );
}

/** Stands at the field that the words are about. */
function Problem({ text, id }: { readonly text: string | undefined; readonly id?: string }) {
  if (text === undefined) return null;
  return (
    <p className={styles.problem} {...(id !== undefined && { id })}>
      {text}
    </p>
  );
}
