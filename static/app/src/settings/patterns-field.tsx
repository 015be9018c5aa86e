/**
 * A site's own ways to name a work item in a message: a template, the project it means, perhaps one
 * repository. What is half typed stays on the screen; only whole patterns are handed on.
 */
import Button from '@atlaskit/button/new';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Settings } from '../bridge';
import { Field } from '../frame/field';
import fields from '../frame/field.module.css';
import styles from './settings.module.css';

type Pattern = Settings['trace']['patterns'][number];

interface Typed {
  readonly template: string;
  readonly project: string;
  readonly repo: string;
}

export function PatternsField({
  name,
  values,
  onValues,
  onFault,
  aside,
}: {
  readonly name: string;
  readonly values: readonly Pattern[];
  readonly onValues: (values: readonly Pattern[]) => void;
  readonly onFault: (field: string, fault: string | undefined) => void;
  readonly aside?: ReactNode;
}) {
  const [rows, setRows] = useState<readonly Typed[]>(values.map(typedFrom));
  const add = useRef<HTMLButtonElement>(null);
  // What stands elsewhere, after a reset or a save, replaces what was typed.
  const isTyped = JSON.stringify(rows.filter(isWhole).map(patternFrom)) === JSON.stringify(values);
  const shown = isTyped ? rows : values.map(typedFrom);
  const faults = shown.filter((row) => !isWhole(row)).length;
  useEffect(() => {
    onFault(name, faults === 0 ? undefined : 'A form of naming work items is not complete.');
    return () => onFault(name, undefined);
  }, [name, faults, onFault]);

  const change = (next: readonly Typed[]) => {
    setRows(next);
    onValues(next.filter(isWhole).map(patternFrom));
  };
  const set = (index: number, part: Partial<Typed>) =>
    change(shown.map((row, place) => (place === index ? { ...row, ...part } : row)));
  return (
    <fieldset className={styles.ticks}>
      <legend className={styles.legend}>Other forms of naming a work item</legend>
      {aside}
      <p className={styles.quiet}>
        For messages that give a number without its project. The form [#{'{number}'}] with project PAY makes [#103] mean
        PAY-103. The text is taken as it stands; {'{number}'} stands for the number.
      </p>
      {shown.map((row, index) => (
        <div key={index} className={styles.pattern} role="group" aria-label={`Form ${index + 1}`}>
          <Field label="Form" error={faultInTemplate(row.template)}>
            {(control) => (
              <input
                {...control}
                className={fields.input}
                value={row.template}
                spellCheck={false}
                onChange={(event) => set(index, { template: event.target.value })}
              />
            )}
          </Field>
          <Field label="Means project" error={faultInProject(row.project)}>
            {(control) => (
              <input
                {...control}
                className={fields.input}
                value={row.project}
                spellCheck={false}
                onChange={(event) => set(index, { project: event.target.value.toUpperCase() })}
              />
            )}
          </Field>
          <Field label="Only in repository">
            {(control) => (
              <input
                {...control}
                className={fields.input}
                value={row.repo}
                placeholder="every repository"
                spellCheck={false}
                onChange={(event) => set(index, { repo: event.target.value })}
              />
            )}
          </Field>
          <Button
            spacing="compact"
            appearance="subtle"
            aria-label={`Remove form ${index + 1}`}
            onClick={() => {
              change(shown.filter((_, place) => place !== index));
              add.current?.focus();
            }}
          >
            Remove
          </Button>
        </div>
      ))}
      <Button
        ref={add}
        spacing="compact"
        onClick={() => setRows([...shown, { template: '[#{number}]', project: '', repo: '' }])}
      >
        Add a form
      </Button>
    </fieldset>
  );
}

function typedFrom({ template, project, repo = '' }: Pattern): Typed {
  return { template, project, repo };
}

function patternFrom({ template, project, repo }: Typed): Pattern {
  return {
    template,
    project: project as Pattern['project'],
    ...(repo.trim() === '' ? {} : { repo: repo.trim() as NonNullable<Pattern['repo']> }),
  };
}

function isWhole({ template, project }: Typed): boolean {
  return faultInTemplate(template) === undefined && faultInProject(project) === undefined;
}

function faultInTemplate(template: string): string | undefined {
  const parts = template.split('{number}');
  return parts.length === 2 && parts.join('').trim() !== ''
    ? undefined
    : 'Write {number} once, and some other text, as in [#{number}].';
}

function faultInProject(project: string): string | undefined {
  return /^[A-Z][A-Z0-9_]+$/.test(project) ? undefined : 'Name a project by its key, for example PAY.';
}
