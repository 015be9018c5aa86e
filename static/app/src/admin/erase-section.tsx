/** Erasing everything the app has stored on this site. Asks for the word, because there is no way back. */
import Button from '@atlaskit/button/new';
import { useState } from 'react';
import { ask } from '../bridge';
import { Field } from '../frame/field';
import fields from '../frame/field.module.css';
import { Notice } from '../frame/notice';
import styles from './admin.module.css';

const WORD = 'erase';

export function EraseSection({ onErased }: { readonly onErased: () => void }) {
  const [typed, setTyped] = useState('');
  const [erasing, setErasing] = useState(false);
  const [outcome, setOutcome] = useState<{ readonly erased: boolean; readonly message: string } | undefined>();
  const erase = async () => {
    setErasing(true);
    const answer = await ask('admin.erase', { confirm: WORD });
    setErasing(false);
    setOutcome(
      answer.ok
        ? {
            erased: true,
            message: 'It takes some minutes on a large site. After that, connect and read again whenever you like.',
          }
        : { erased: false, message: answer.message },
    );
    if (!answer.ok) return;
    setTyped('');
    onErased();
  };
  return (
    <>
      <p className={styles.about}>
        Removes everything Throughline stored on this site: work items as read, commits, links, findings, waivers,
        settings, the signing secret, and the property on each work item. Jira itself keeps all its work items.
      </p>
      <Notice tone="warning" title="This cannot be undone">
        Commits have to be sent again, and waivers and settings are lost.
      </Notice>
      {outcome ? (
        <Notice
          tone={outcome.erased ? 'success' : 'danger'}
          title={outcome.erased ? 'Erasing has begun' : 'Nothing was erased'}
        >
          {outcome.message}
        </Notice>
      ) : null}
      <form
        className={styles.erase}
        onSubmit={(event) => {
          event.preventDefault();
          if (typed === WORD) void erase();
        }}
      >
        <Field label={`Type “${WORD}” to confirm`}>
          {(control) => (
            <input
              {...control}
              className={`${fields.input} ${fields.short}`}
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" appearance="danger" isDisabled={typed !== WORD} isLoading={erasing}>
          Erase all data
        </Button>
      </form>
    </>
  );
}
