import Avatar from '@atlaskit/avatar';
import Heading from '@atlaskit/heading';
import { useCallback, useState } from 'react';
import { avatarAddress } from '../../addresses';
import type { SitePerson } from '../../shell-host';
import { askHost } from '../site/ask';
import { useSite } from '../site/site-context';
import { Face } from './face';
import styles from './layout.module.css';
import { Popup } from './popup';

export function UserSwitch() {
  const { state, refresh } = useSite();
  const [open, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  const signIn = async (person: SitePerson) => {
    await askHost('sign-in', 'POST', { accountId: person.accountId });
    close();
    refresh();
  };
  return (
    <>
      <Avatar
        size="medium"
        name={state.user.displayName}
        src={avatarAddress(state.user.accountId)}
        label={`Signed in as ${state.user.displayName}. Switch user`}
        onClick={() => setOpen(!open)}
      />
      {open && (
        <Popup label="Switch user" close={close}>
          <Heading size="xsmall">Sign in as</Heading>
          <div className={styles.choices}>
            {state.people.map((person) => (
              <button
                key={person.accountId}
                type="button"
                className={styles.choice}
                aria-current={person.accountId === state.user.accountId}
                onClick={() => void signIn(person)}
              >
                <Face person={person} />
                <span>
                  {person.displayName}
                  {person.note && <small>{person.note}</small>}
                </span>
              </button>
            ))}
          </div>
        </Popup>
      )}
    </>
  );
}
