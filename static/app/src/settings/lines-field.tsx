/** A list of short texts, one a line. */
import type { ReactNode } from 'react';
import { useState } from 'react';
import { Field } from '../frame/field';
import fields from '../frame/field.module.css';

export function LinesField({
  label,
  help,
  values,
  onValues,
  aside,
}: {
  readonly label: string;
  readonly help: ReactNode;
  readonly values: readonly string[];
  readonly onValues: (values: readonly string[]) => void;
  readonly aside?: ReactNode;
}) {
  const [typed, setTyped] = useState(values.join('\n'));
  const isTyped = JSON.stringify(linesOf(typed)) === JSON.stringify(values);
  return (
    <Field label={label} help={help} aside={aside}>
      {(control) => (
        <textarea
          {...control}
          rows={3}
          className={fields.input}
          value={isTyped ? typed : values.join('\n')}
          onChange={(event) => {
            setTyped(event.target.value);
            onValues(linesOf(event.target.value));
          }}
        />
      )}
    </Field>
  );
}

function linesOf(text: string): string[] {
  return [
    ...new Set(
      text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    ),
  ];
}
