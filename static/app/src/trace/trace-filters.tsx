/** Narrows the whole page: by repository, path, days and the team that wrote the commits. */
import Button from '@atlaskit/button/new';
import { type KeyboardEvent, useState } from 'react';
import type { TraceFilter } from '../bridge';
import { Field } from '../frame/field';
import fields from '../frame/field.module.css';
import { filterFrom, isNarrowed } from './trace-address';
import styles from './trace.module.css';

export function TraceFilters({
  filter,
  repositories,
  teams,
  onFilter,
}: {
  readonly filter: TraceFilter;
  readonly repositories: readonly string[];
  /** Teams that may be asked for. */
  readonly teams: readonly string[];
  readonly onFilter: (filter: TraceFilter) => void;
}) {
  const set = (change: { readonly [Name in keyof TraceFilter]?: string }) =>
    onFilter(filterFrom({ ...filter, ...change }));
  const swapped = filter.from !== undefined && filter.until !== undefined && filter.from > filter.until;
  return (
    <section className={styles.filters} aria-label="Filters">
      <Field label="Repository">
        {(control) => (
          <select
            {...control}
            className={fields.input}
            value={filter.repo ?? ''}
            onChange={(event) => set({ repo: event.target.value })}
          >
            <option value="">All repositories</option>
            {withChosen(repositories, filter.repo).map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        )}
      </Field>
      {filter.team === undefined ? (
        <>
          <Typed
            label="Path begins with"
            value={filter.path ?? ''}
            placeholder="src/"
            onValue={(path) => set({ path })}
          />
          <Typed label="From" type="date" value={filter.from ?? ''} onValue={(from) => set({ from })} />
          <Typed
            label="Until"
            type="date"
            value={filter.until ?? ''}
            error={swapped ? 'This day lies before the first.' : undefined}
            onValue={(until) => set({ until })}
          />
        </>
      ) : null}
      {teams.length === 0 && filter.team === undefined ? null : (
        <Field label="Written by team">
          {(control) => (
            <select
              {...control}
              className={fields.input}
              value={filter.team ?? ''}
              onChange={(event) => set({ team: event.target.value, ...ONLY_WITHOUT_TEAM })}
            >
              <option value="">Everybody</option>
              {withChosen(teams, filter.team).map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          )}
        </Field>
      )}
      {isNarrowed(filter) ? (
        <Button appearance="subtle" onClick={() => onFilter({})}>
          Clear filters
        </Button>
      ) : null}
      {teams.length === 0 ? null : (
        <p className={styles.filterNote} style={{ margin: 0 }}>
          A team can be chosen where at least five of its members commit, and as many others or nobody else. Of it there
          are counts only, and no path or days, so that no figure is about one person.
        </p>
      )}
    </section>
  );
}

/** Of a team these would soon be one member's. */
const ONLY_WITHOUT_TEAM = { path: '', from: '', until: '' };

function withChosen(names: readonly string[], chosen: string | undefined): readonly string[] {
  return chosen === undefined || names.includes(chosen) ? names : [chosen, ...names];
}

/** A day counts when it is chosen, a path when the reader leaves the field or presses Enter: half a path is no filter. */
function Typed({
  label,
  value,
  type = 'text',
  placeholder,
  error,
  onValue,
}: {
  readonly label: string;
  readonly value: string;
  readonly type?: 'text' | 'date';
  readonly placeholder?: string;
  readonly error?: string | undefined;
  readonly onValue: (value: string) => void;
}) {
  const [typed, setTyped] = useState<string | undefined>();
  const done = () => {
    if (typed !== undefined && typed !== value) onValue(typed);
    setTyped(undefined);
  };
  return (
    <Field label={label} error={error}>
      {(control) => (
        <input
          {...control}
          type={type}
          className={fields.input}
          value={typed ?? value}
          placeholder={placeholder}
          spellCheck={false}
          onChange={(event) => (type === 'date' ? onValue(event.target.value) : setTyped(event.target.value))}
          onBlur={done}
          onKeyDown={(event: KeyboardEvent) => event.key === 'Enter' && done()}
        />
      )}
    </Field>
  );
}
