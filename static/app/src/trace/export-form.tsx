/** Takes the map of a day, or the whole ledger, home as a file. */
import Button from '@atlaskit/button/new';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { At } from '../bridge';
import { type FileFormat, download } from '../frame/download';
import { Field } from '../frame/field';
import fields from '../frame/field.module.css';
import { Notice } from '../frame/notice';
import { Progress } from '../frame/states';
import { count } from '../words/working-age';
import { type ExportWish, collectPieces, nameFile } from './export-pieces';
import styles from './trace.module.css';

type Course =
  | { readonly state: 'choosing' }
  | { readonly state: 'collecting'; readonly rows: number; readonly stop: AbortController }
  | { readonly state: 'done'; readonly text: string }
  | { readonly state: 'refused'; readonly text: string };

export function ExportForm({
  projectKey,
  asOf,
  onClose,
}: {
  readonly projectKey: string;
  readonly asOf: At;
  readonly onClose: () => void;
}) {
  const today = asOf.slice(0, 10);
  const [of, setOf] = useState<ExportWish['of']>('map');
  const [format, setFormat] = useState<FileFormat>('csv');
  const [day, setDay] = useState(today);
  const [course, setCourse] = useState<Course>({ state: 'choosing' });
  const first = useRef<HTMLInputElement>(null);
  const collecting = useRef<AbortController | undefined>();
  const id = useId();
  useEffect(() => {
    first.current?.focus();
    return () => collecting.current?.abort();
  }, []);
  const dayError = day === '' || day > today ? 'Choose today or a past day.' : undefined;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (of === 'map' && dayError !== undefined) return;
    const stop = new AbortController();
    collecting.current = stop;
    setCourse({ state: 'collecting', rows: 0, stop });
    const past = of === 'map' && day < today;
    const wish: ExportWish = { of, format, ...(past ? { asOf: `${day}T23:59:59.999Z` } : {}) };
    const end = await collectPieces(wish, (rows) => setCourse({ state: 'collecting', rows, stop }), stop.signal);
    if (end.kind === 'cancelled') setCourse({ state: 'choosing' });
    else if (end.kind === 'refused') setCourse({ state: 'refused', text: end.message });
    else {
      const name = nameFile(wish, projectKey, of === 'map' ? day : today);
      download(name, end.pieces, format);
      setCourse({
        state: 'done',
        text: `${name} holds ${count(end.rows, 'row')}. ${
          end.hidden === 0
            ? 'Nothing was left out.'
            : `${count(end.hidden, 'row')} about items you cannot see ${end.hidden === 1 ? 'was' : 'were'} left out.`
        }`,
      });
    }
  };

  return (
    <form
      className={styles.export}
      aria-labelledby={`${id}-title`}
      noValidate
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <h2 id={`${id}-title`}>Export</h2>
      <fieldset disabled={course.state === 'collecting'}>
        <legend>What</legend>
        <label className={fields.check}>
          <input ref={first} type="radio" name={`${id}-of`} checked={of === 'map'} onChange={() => setOf('map')} />
          <span>The map: which commit serves which work item, as it stood on one day</span>
        </label>
        <label className={fields.check}>
          <input type="radio" name={`${id}-of`} checked={of === 'ledger'} onChange={() => setOf('ledger')} />
          <span>The ledger: everything that was ever found, decided and taken back</span>
        </label>
      </fieldset>
      {of === 'map' ? (
        <Field label="As it stood at the end of" error={dayError}>
          {(control) => (
            <input
              {...control}
              type="date"
              className={`${fields.input} ${fields.short}`}
              max={today}
              value={day}
              disabled={course.state === 'collecting'}
              onChange={(event) => setDay(event.target.value)}
            />
          )}
        </Field>
      ) : null}
      <Field label="Format">
        {(control) => (
          <select
            {...control}
            className={`${fields.input} ${fields.medium}`}
            value={format}
            disabled={course.state === 'collecting'}
            onChange={(event) => setFormat(event.target.value as FileFormat)}
          >
            <option value="csv">CSV, for spreadsheets</option>
            <option value="jsonl">JSON lines, for programs</option>
          </select>
        )}
      </Field>
      {course.state === 'collecting' ? (
        <Progress progress={{ text: 'Collecting rows', done: course.rows, total: undefined }} />
      ) : null}
      {course.state === 'done' ? (
        <Notice tone="success" title="Saved">
          {course.text}
        </Notice>
      ) : null}
      {course.state === 'refused' ? (
        <Notice tone="warning" title="The file was not made">
          {course.text}
        </Notice>
      ) : null}
      <div className={styles.actions}>
        {course.state === 'collecting' ? (
          <Button onClick={() => course.stop.abort()}>Cancel</Button>
        ) : (
          <>
            <Button type="submit" appearance="primary">
              Download
            </Button>
            <Button appearance="subtle" onClick={onClose}>
              Close
            </Button>
          </>
        )}
      </div>
    </form>
  );
}
