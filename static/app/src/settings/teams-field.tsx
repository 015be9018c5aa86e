/** Teams by name and members, for narrowing figures to one of them; never to fewer people than a group. */
import Button from '@atlaskit/button/new';
import { type ReactNode, useEffect, useState } from 'react';
import type { Settings } from '../bridge';
import { Field } from '../frame/field';
import fields from '../frame/field.module.css';
import { Person, nameOf } from '../people/person';
import { PersonSearch } from '../people/person-search';
import { usePeople } from '../people/use-people';
import { count } from '../words/working-age';
import styles from './settings.module.css';

type NamedTeam = Settings['people']['teams'][number];

const LONGEST_NAME = 80;

export function TeamsField({
  teams,
  minimumGroup,
  onTeams,
  onFault,
  aside,
}: {
  readonly teams: readonly NamedTeam[];
  readonly minimumGroup: number;
  readonly onTeams: (teams: readonly NamedTeam[]) => void;
  readonly onFault: (field: string, fault: string | undefined) => void;
  readonly aside: ReactNode;
}) {
  const { people, know } = usePeople(teams.flatMap(({ members }) => members));
  const faults = teams.map((team, index) => faultIn(team, teams.slice(0, index)));
  const fault = faults.find((one) => one !== undefined);
  useEffect(() => {
    onFault('people.teams', fault === undefined ? undefined : `Teams: ${fault}`);
    return () => onFault('people.teams', undefined);
  }, [fault, onFault]);
  const put = (index: number, team: NamedTeam) => onTeams(teams.map((one, at) => (at === index ? team : one)));
  return (
    <fieldset className={styles.teams}>
      <legend className={styles.legend}>Teams</legend>
      <p className={styles.quiet}>
        Commits can be narrowed to a team. Of a team with fewer than {minimumGroup} members whose commits are known,
        nothing is shown. {aside}
      </p>
      {teams.map((team, index) => (
        <TeamCard
          key={index}
          team={team}
          fault={faults[index]}
          minimumGroup={minimumGroup}
          onTeam={(next) => put(index, next)}
          onRemove={() => onTeams(teams.filter((_, at) => at !== index))}
          members={team.members.map((id) => ({
            id,
            name: nameOf(id, people),
            shown: <Person accountId={id} people={people} />,
          }))}
          search={
            <PersonSearch
              label="Add a member"
              without={team.members}
              onPerson={(person) => {
                know(person);
                put(index, { ...team, members: [...team.members, person.accountId] });
              }}
            />
          }
        />
      ))}
      <div>
        <Button spacing="compact" onClick={() => onTeams([...teams, { name: '', members: [] }])}>
          Add a team
        </Button>
      </div>
    </fieldset>
  );
}

function TeamCard({
  team,
  fault,
  minimumGroup,
  onTeam,
  onRemove,
  members,
  search,
}: {
  readonly team: NamedTeam;
  readonly fault: string | undefined;
  readonly minimumGroup: number;
  readonly onTeam: (team: NamedTeam) => void;
  readonly onRemove: () => void;
  readonly members: readonly { readonly id: string; readonly name: string; readonly shown: ReactNode }[];
  readonly search: ReactNode;
}) {
  // A team that was only just added is not blamed before somebody has typed.
  const [touched, setTouched] = useState(team.name !== '');
  const name = team.name.trim() === '' ? 'this team' : team.name;
  return (
    <div className={styles.team} role="group" aria-label={`Team ${team.name}`}>
      <div className={styles.teamHead}>
        <Field label="Name" error={touched ? fault : undefined}>
          {(control) => (
            <input
              {...control}
              className={`${fields.input} ${fields.medium}`}
              maxLength={LONGEST_NAME}
              value={team.name}
              onBlur={() => setTouched(true)}
              onChange={(event) => onTeam({ ...team, name: event.target.value })}
            />
          )}
        </Field>
        <Button spacing="compact" appearance="subtle" onClick={onRemove} aria-label={`Remove ${name}`}>
          Remove team
        </Button>
      </div>
      <ul className={styles.chips}>
        {members.map(({ id, name: member, shown }) => (
          <li key={id}>
            {shown}
            <button
              type="button"
              aria-label={`Take ${member} out of ${name}`}
              onClick={() => onTeam({ ...team, members: team.members.filter((other) => other !== id) })}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      {search}
      {team.members.length < minimumGroup ? (
        <p className={styles.quiet}>
          {count(team.members.length, 'member')}: nothing is shown of this team before it has {minimumGroup}.
        </p>
      ) : null}
    </div>
  );
}

function faultIn({ name }: NamedTeam, before: readonly NamedTeam[]): string | undefined {
  const bare = (text: string) => text.trim().toLocaleLowerCase('en');
  if (bare(name) === '') return 'Give the team a name.';
  return before.some((other) => bare(other.name) === bare(name)) ? `Two teams are called ${name.trim()}.` : undefined;
}
