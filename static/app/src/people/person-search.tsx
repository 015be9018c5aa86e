/**
 * Finds a person by name: a text field with a list below it, worked by mouse or by arrows and Enter.
 * The search runs in Jira, in the viewer's own name.
 */
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { Field } from '../frame/field';
import fields from '../frame/field.module.css';
import styles from './people.module.css';
import { PersonFace } from './person';
import { type PersonShown, findPeople } from './read-people';

/** Waits for a pause in typing. */
const PAUSE_MS = 250;

type Found =
  | { readonly state: 'nothing-asked' | 'searching' | 'no-answer' }
  | { readonly state: 'found'; readonly people: readonly PersonShown[] };

export function PersonSearch({
  label,
  help,
  without = [],
  onPerson,
  onCancel,
  takesFocus = false,
}: {
  readonly label: string;
  readonly help?: string;
  /** Accounts that are chosen already. */
  readonly without?: readonly string[];
  readonly onPerson: (person: PersonShown) => void;
  readonly onCancel?: () => void;
  readonly takesFocus?: boolean;
}) {
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<Found>({ state: 'nothing-asked' });
  const [active, setActive] = useState(0);
  const query = typed.trim();

  useEffect(() => {
    if (query === '') {
      setFound({ state: 'nothing-asked' });
      return;
    }
    let gone = false;
    setFound((before) => (before.state === 'found' ? before : { state: 'searching' }));
    const timer = setTimeout(() => {
      void findPeople(query).then((people) => {
        if (gone) return;
        setFound(people ? { state: 'found', people } : { state: 'no-answer' });
        setActive(0);
      });
    }, PAUSE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [query]);

  const people = found.state === 'found' ? found.people.filter(({ accountId }) => !without.includes(accountId)) : [];
  const choose = (person: PersonShown | undefined) => {
    if (!person) return;
    setTyped('');
    onPerson(person);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => setActive(Math.min(active + 1, people.length - 1)),
      ArrowUp: () => setActive(Math.max(active - 1, 0)),
      Enter: () => choose(people[active]),
      Escape: () => (typed === '' ? onCancel?.() : setTyped('')),
    };
    const move = Object.hasOwn(moves, event.key) ? moves[event.key] : undefined;
    if (!move) return;
    event.preventDefault();
    move();
  };
  return (
    <div className={styles.search}>
      <Field label={label} {...(help === undefined ? {} : { help })}>
        {(control) => (
          <input
            {...control}
            // It appears because somebody asked to search.
            // eslint-disable-next-line jsx-a11y/no-autofocus -- the field is what the pressed button opens
            autoFocus={takesFocus}
            className={`${fields.input} ${fields.medium}`}
            role="combobox"
            autoComplete="off"
            placeholder="Name"
            aria-autocomplete="list"
            aria-expanded={people.length > 0}
            aria-controls={listId}
            aria-activedescendant={people.length > 0 ? `${listId}-${active}` : undefined}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={onKeyDown}
          />
        )}
      </Field>
      <ul id={listId} role="listbox" aria-label="People found" className={styles.found}>
        {people.map((person, index) => (
          <li
            key={person.accountId}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === active}
            className={styles.option}
            onMouseDown={(event) => {
              // Before the field loses the focus.
              event.preventDefault();
              choose(person);
            }}
            onMouseEnter={() => setActive(index)}
          >
            <PersonFace person={person} />
          </li>
        ))}
      </ul>
      <span role="status" className={styles.quiet}>
        {query === '' ? '' : sayFound(found, people.length)}
      </span>
    </div>
  );
}

function sayFound(found: Found, shown: number): string {
  if (found.state === 'searching') return 'Searching…';
  if (found.state === 'no-answer') return 'Jira did not answer the search. Try again in a moment.';
  if (found.state === 'found' && shown === 0)
    return found.people.length > 0 ? 'Everybody found is there already.' : 'Jira shows you nobody of that name.';
  return '';
}
