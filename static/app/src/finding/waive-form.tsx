/** Accepting a finding: for a reason, until a day. Without a reason nothing is sent. */
import Button from '@atlaskit/button/new';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { type At, type FindingView, ask, showFlag } from '../bridge';
import { Field } from '../frame/field';
import fields from '../frame/field.module.css';
import { Notice } from '../frame/notice';
import styles from './waive-form.module.css';

export type WaiverKind = NonNullable<FindingView['waiver']>['kind'];

const DAY_MS = 86_400_000;
const USUAL_DAYS = 30;

export function WaiveForm({
  finding,
  kind,
  asOf,
  onDone,
  onCancel,
}: {
  readonly finding: Pick<FindingView, 'id' | 'title'>;
  readonly kind: WaiverKind;
  readonly asOf: At;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}) {
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState(dayAfter(asOf, USUAL_DAYS));
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<string | undefined>();
  const first = useRef<HTMLTextAreaElement>(null);
  const titleId = useId();
  useEffect(() => first.current?.focus(), []);

  const reasonError = reason.trim() === '' ? 'Say why, so that others can judge it later.' : undefined;
  const earliest = dayAfter(asOf, 1);
  const untilError = until < earliest ? 'Choose a day in the future.' : undefined;
  const title = kind === 'accepted' ? 'Waive this finding' : 'Say that this is not a problem';

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (reasonError !== undefined || untilError !== undefined) return;
    setSending(true);
    const answer = await ask('finding.waive', {
      finding: finding.id,
      reason: reason.trim(),
      until: `${until}T23:59:59.000Z`,
      kind,
    });
    setSending(false);
    if (!answer.ok) {
      setRefusal(answer.message);
      return;
    }
    showFlag({
      id: `waived-${finding.id}`,
      type: 'success',
      title: kind === 'accepted' ? 'Finding waived' : 'Marked as not a problem',
      description: `${finding.title} comes back after ${until}.`,
      isAutoDismiss: true,
    });
    onDone();
  };

  return (
    <form
      className={styles.form}
      onSubmit={(event) => void submit(event)}
      aria-labelledby={titleId}
      noValidate
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
    >
      <h3 id={titleId} className={styles.title}>
        {title}
      </h3>
      <p className={styles.text}>
        {kind === 'accepted'
          ? 'It stays in the record but no longer counts against the line until the end date.'
          : 'It no longer counts until the end date, and it counts against the precision of the detector.'}
      </p>
      <Field label="Reason" required error={tried ? reasonError : undefined}>
        {(control) => (
          <textarea
            {...control}
            ref={first}
            className={fields.input}
            value={reason}
            maxLength={500}
            required
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <Field label="Until" required error={tried ? untilError : undefined}>
        {(control) => (
          <input
            {...control}
            type="date"
            className={`${fields.input} ${fields.short}`}
            value={until}
            min={earliest}
            required
            onChange={(event) => setUntil(event.target.value)}
          />
        )}
      </Field>
      {refusal === undefined ? null : (
        <Notice tone="warning" title="It was not saved">
          {refusal}
        </Notice>
      )}
      <div className={styles.actions}>
        <Button type="submit" appearance="primary" isLoading={sending}>
          {kind === 'accepted' ? 'Waive' : 'Not a problem'}
        </Button>
        <Button appearance="subtle" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

function dayAfter(at: At, days: number): string {
  return new Date(Date.parse(at) + days * DAY_MS).toISOString().slice(0, 10);
}
