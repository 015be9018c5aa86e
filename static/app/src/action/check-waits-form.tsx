/** The form of the automation action `Check blocking waits`. The rule editor hears of every change. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { type CheckWaitsInputs, events, view } from '../bridge';
import { Field } from '../frame/field';
import fields from '../frame/field.module.css';
import { textAt, useFrame } from '../frame/frame-context';
import { Page } from '../frame/page';
import styles from './check-waits-form.module.css';

/** Atlassian's name for "the rule is being checked". */
const VALIDATE = 'AUTOMATION_ACTION_VALIDATE_RULE_EVENT';
const CURRENT_ITEM = '{{issue.key}}';

type FieldName = keyof CheckWaitsInputs;

export default function CheckWaitsForm() {
  const { extension } = useFrame();
  const [issueKey, setIssueKey] = useState(textAt(extension, 'data', 'inputs', 'issueKey') ?? CURRENT_ITEM);
  const [days, setDays] = useState(textAt(extension, 'data', 'inputs', 'longerThanDays') ?? '');
  const [errors, setErrors] = useState(() => errorsIn(extension));

  const submit = useCallback((key: string, typedDays: string) => {
    const inputs: CheckWaitsInputs = {
      issueKey: key.trim(),
      ...(faultInDays(typedDays) === undefined && typedDays.trim() !== '' ? { longerThanDays: Number(typedDays) } : {}),
    };
    void view.submit(inputs).catch(() => undefined);
  }, []);
  // A new action starts with the default key; the rule has to hear of it even when nothing is typed.
  const first = useRef({ issueKey, days });
  useEffect(() => submit(first.current.issueKey, first.current.days), [submit]);
  useEffect(() => {
    const listening = events.on(VALIDATE, () => {
      void view.getContext().then((context) => setErrors(errorsIn(context.extension)));
    });
    return () =>
      void listening.then(
        (subscription) => subscription.unsubscribe(),
        () => undefined,
      );
  }, []);

  const changeKey = (next: string) => {
    setIssueKey(next);
    setErrors(({ issueKey: _dropped, ...others }) => others);
    submit(next, days);
  };
  const changeDays = (next: string) => {
    setDays(next);
    setErrors(({ longerThanDays: _dropped, ...others }) => others);
    submit(issueKey, next);
  };
  return (
    <Page title="Check blocking waits" width="panel">
      <div className={styles.form}>
        <Field
          label="Work item"
          required
          help="A key such as DAEMON-17, or a smart value. {{issue.key}} is the work item the rule runs for."
          error={issueKey.trim() === '' ? 'Name a work item.' : errors.issueKey}
        >
          {(control) => (
            <input
              {...control}
              className={fields.input}
              required
              value={issueKey}
              onChange={(event) => changeKey(event.target.value)}
            />
          )}
        </Field>
        <Field
          label="Longer than"
          help="Overdue when it has waited longer. Leave empty to use the threshold of the project."
          error={faultInDays(days) ?? errors.longerThanDays}
        >
          {(control) => (
            <span className={fields.withUnit}>
              <input
                {...control}
                inputMode="decimal"
                className={`${fields.input} ${fields.short}`}
                value={days}
                onChange={(event) => changeDays(event.target.value)}
              />
              working days
            </span>
          )}
        </Field>
        <p className={styles.about}>
          Later steps of the rule can use <code>{'{{wait.overdue}}'}</code>, <code>{'{{wait.message}}'}</code> and the
          other outputs. When Throughline could not look, <code>{'{{wait.verdict}}'}</code> is “unknown”, never “no”.
        </p>
      </div>
    </Page>
  );
}

function faultInDays(typed: string): string | undefined {
  if (typed.trim() === '') return undefined;
  const days = Number(typed);
  return Number.isNaN(days) || days < 0 ? 'Enter a number of working days, 0 or more.' : undefined;
}

function errorsIn(extension: Readonly<Record<string, unknown>>): Partial<Record<FieldName, string>> {
  const messageFor = (field: FieldName) => textAt(extension, 'errors', 'invalidInputs', field, 'message');
  const [issueKey, longerThanDays] = [messageFor('issueKey'), messageFor('longerThanDays')];
  return {
    ...(issueKey === undefined ? {} : { issueKey }),
    ...(longerThanDays === undefined ? {} : { longerThanDays }),
  };
}
