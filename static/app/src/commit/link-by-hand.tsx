/** Says which work item a commit serves, where nothing in the commit does. */
import Button from '@atlaskit/button/new';
import { type FormEvent, useState } from 'react';
import { Field } from '../frame/field';
import fields from '../frame/field.module.css';
import styles from './commit.module.css';

export function LinkByHand({
  busy,
  onLink,
}: {
  readonly busy: boolean;
  /** Resolves to the reason why not, or to nothing when it was done. */
  readonly onLink: (key: string) => Promise<string | undefined>;
}) {
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string | undefined>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const key = typed.trim().toUpperCase();
    if (!/^[A-Z][A-Z0-9_]+-[1-9]\d*$/.test(key)) {
      setError('A work item is named by its key, for example PAY-12.');
      return;
    }
    const refusal = await onLink(key);
    setError(refusal);
    if (refusal === undefined) setTyped('');
  };
  return (
    <form className={styles.byHand} onSubmit={(event) => void submit(event)} noValidate>
      <Field label="Link to another work item" error={error}>
        {(control) => (
          <span className={styles.byHandRow}>
            <input
              {...control}
              className={fields.input}
              value={typed}
              placeholder="PAY-12"
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setTyped(event.target.value)}
            />
            <Button type="submit" isDisabled={busy}>
              Link
            </Button>
          </span>
        )}
      </Field>
    </form>
  );
}
