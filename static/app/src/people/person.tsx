/** An account as the viewer knows it: picture and name, or its id where Jira tells neither. */
import { useState } from 'react';
import styles from './people.module.css';
import { CLOSED_ACCOUNT, type PersonShown } from './read-people';
import type { People } from './use-people';

export function Person({ accountId, people }: { readonly accountId: string; readonly people: People }) {
  if (accountId === CLOSED_ACCOUNT) return <span className={styles.quiet}>An account that was closed</span>;
  const person = people.get(accountId);
  if (!person)
    return (
      <span className={styles.person} title="Jira tells you no name for this account.">
        <code className={styles.id}>{accountId}</code>
      </span>
    );
  return <PersonFace person={person} />;
}

export function PersonFace({ person }: { readonly person: PersonShown }) {
  return (
    <span className={styles.person}>
      <Picture person={person} />
      <span className={styles.name}>{person.name}</span>
    </span>
  );
}

/** The name stands beside it, so it says nothing itself; the first letter stands in for a missing one. */
function Picture({ person: { name, picture } }: { readonly person: PersonShown }) {
  const [failed, setFailed] = useState(false);
  return picture === undefined || failed ? (
    <span className={`${styles.picture} ${styles.letter}`} aria-hidden="true">
      {[...name][0]?.toUpperCase()}
    </span>
  ) : (
    <img className={styles.picture} src={picture} alt="" width={24} height={24} onError={() => setFailed(true)} />
  );
}

/** For sentences that are read aloud. */
export function nameOf(accountId: string, people: People): string {
  return people.get(accountId)?.name ?? (accountId === CLOSED_ACCOUNT ? 'an account that was closed' : accountId);
}
