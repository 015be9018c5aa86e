import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import Modal, { ModalBody, ModalFooter, ModalHeader, ModalTitle, ModalTransition } from '@atlaskit/modal-dialog';
import Textfield from '@atlaskit/textfield';
import { useCallback, useState, type FormEvent } from 'react';
import { askHost } from '../site/ask';
import { useSite } from '../site/site-context';
import { dayOf, instantOf } from '../site/when';
import { Icon } from './icon';
import styles from './layout.module.css';
import { Popup } from './popup';

const dayMs = 24 * 60 * 60 * 1000;

/** The host's own present. Forward replays what happened; back begins anew. */
export function TimeControl() {
  const { state, refresh } = useSite();
  const [open, setOpen] = useState(false);
  const [confirming, setConfirming] = useState<number>();
  const [problem, setProblem] = useState<string>();
  const close = useCallback(() => setOpen(false), []);
  const busy = state.progress.phase !== 'ready';

  const move = async (to: number) => {
    setConfirming(undefined);
    try {
      await askHost('clock', 'POST', { to });
      setProblem(undefined);
      close();
    } catch (error) {
      setProblem((error as Error).message);
    }
    refresh();
  };
  const choose = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const to = Date.parse(`${String(new FormData(event.currentTarget).get('at'))}Z`);
    if (Number.isNaN(to)) setProblem('Give a date and a time.');
    else if (to < state.now) setConfirming(to);
    else void move(to);
  };

  return (
    <>
      <Button
        appearance="subtle"
        iconBefore={() => <Icon name="calendar" />}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {`${dayOf(state.now)}, demo time`}
      </Button>
      {open && (
        <Popup label="Demo time" close={close}>
          <Heading size="xsmall">Demo time: {instantOf(state.now)} UTC</Heading>
          <p>Moving forward replays what happened in Jira and in the code, and runs what fell due.</p>
          <div className={styles.row}>
            <Button isDisabled={busy} onClick={() => void move(state.now + dayMs)}>
              A day forward
            </Button>
            <Button isDisabled={busy} onClick={() => void move(state.now + 7 * dayMs)}>
              A week forward
            </Button>
          </div>
          <form className={styles.row} onSubmit={choose}>
            <label htmlFor="move-to">
              Or choose an instant (UTC)
              <Textfield
                id="move-to"
                name="at"
                type="datetime-local"
                isCompact
                defaultValue={new Date(state.now).toISOString().slice(0, 16)}
              />
            </label>
            <Button type="submit" isDisabled={busy}>
              Go
            </Button>
          </form>
          {problem && <p role="alert">{problem}</p>}
        </Popup>
      )}
      <ModalTransition>
        {confirming !== undefined && (
          <Modal width="small" onClose={() => setConfirming(undefined)}>
            <ModalHeader hasCloseButton>
              <ModalTitle>Go back to {dayOf(confirming)}?</ModalTitle>
            </ModalHeader>
            <ModalBody>
              <p>
                Time only runs forward, so the site begins anew: Throughline is uninstalled, edits made here and
                everything it stored are forgotten, and it is installed again at {instantOf(confirming)} UTC.
              </p>
            </ModalBody>
            <ModalFooter>
              <Button appearance="subtle" onClick={() => setConfirming(undefined)}>
                Cancel
              </Button>
              <Button appearance="warning" onClick={() => void move(confirming)}>
                Begin anew
              </Button>
            </ModalFooter>
          </Modal>
        )}
      </ModalTransition>
    </>
  );
}
