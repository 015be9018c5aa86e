/** Adds a commit that nothing else links to this item: found by the beginning of its sha, linked by a person. */
import Button from '@atlaskit/button/new';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { type CommitDetailView, ask } from '../bridge';
import { Field } from '../frame/field';
import fields from '../frame/field.module.css';
import styles from './item.module.css';

export default function AddCommit({
  itemKey,
  onChanged,
}: {
  readonly itemKey: string;
  readonly onChanged: () => void;
}) {
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  const [added, setAdded] = useState<CommitDetailView | undefined>();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  const run = async (work: () => Promise<string | undefined>) => {
    setBusy(true);
    setError(undefined);
    setError(await work());
    setBusy(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const sha = typed.trim().toLowerCase();
    if (!/^[0-9a-f]{7,40}$/.test(sha)) {
      setError('Give the beginning of a sha, at least 7 digits, for example 4f9c2ab.');
      return;
    }
    void run(async () => {
      const found = await ask('trace.commit', { repo: '', sha });
      if (!found.ok) return found.message;
      const commit = found.value;
      if (commit.links.some(({ key }) => key === itemKey)) return `That commit serves ${itemKey} already.`;
      const answer = await ask('trace.decide', {
        repo: commit.repo,
        sha: commit.sha,
        key: itemKey,
        decision: 'confirm',
      });
      if (!answer.ok) return answer.message;
      setAdded(commit);
      setTyped('');
      onChanged();
      return undefined;
    });
  };
  const undo = ({ repo, sha }: CommitDetailView) =>
    void run(async () => {
      const answer = await ask('trace.undo', { repo, sha, key: itemKey });
      if (!answer.ok) return answer.message;
      setAdded(undefined);
      field.current?.focus();
      onChanged();
      return undefined;
    });

  return (
    <form className={styles.addCommit} noValidate onSubmit={submit}>
      <Field label="Sha of the commit" error={error} help="Its beginning is enough, from 7 digits on.">
        {(control) => (
          <input
            {...control}
            ref={field}
            className={fields.input}
            value={typed}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" spacing="compact" isDisabled={busy}>
        Add
      </Button>
      <div role="status">
        {added === undefined ? null : (
          <p className={styles.added}>
            <span>
              Linked to {itemKey}: {added.sha.slice(0, 7)} <bdi>{firstLine(added.message)}</bdi>
            </span>
            <Button spacing="compact" appearance="subtle" isDisabled={busy} onClick={() => undo(added)}>
              Undo
            </Button>
          </p>
        )}
      </div>
    </form>
  );
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? '';
}
