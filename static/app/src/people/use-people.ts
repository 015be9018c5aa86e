/** The people behind account ids, asked for once each while a screen stands. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { CLOSED_ACCOUNT, type PersonShown, readPeople } from './read-people';

export type People = ReadonlyMap<string, PersonShown>;

/** `know` adds somebody whose name is known already, for example from a search. */
export function usePeople(accountIds: readonly string[]): {
  readonly people: People;
  readonly know: (person: PersonShown) => void;
} {
  const [people, setPeople] = useState<People>(new Map());
  const asked = useRef(new Set([CLOSED_ACCOUNT]));
  const wanted = [...new Set(accountIds)].sort().join(' ');
  useEffect(() => {
    const fresh = wanted.split(' ').filter((id) => id !== '' && !asked.current.has(id));
    if (fresh.length === 0) return;
    for (const id of fresh) asked.current.add(id);
    void readPeople(fresh).then((read) => setPeople((before) => new Map([...before, ...read])));
  }, [wanted]);
  const know = useCallback((person: PersonShown) => {
    asked.current.add(person.accountId);
    setPeople((before) => new Map([...before, [person.accountId, person]]));
  }, []);
  return { people, know };
}
