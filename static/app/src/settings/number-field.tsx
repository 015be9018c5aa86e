/** A number with its unit and range. What is typed is kept as typed; only a number in range is handed on. */
import { type ReactNode, useEffect, useState } from 'react';
import { Field } from '../frame/field';
import fields from '../frame/field.module.css';

export function NumberField({
  name,
  label,
  help,
  unit,
  min,
  max,
  value,
  onValue,
  onFault,
  aside,
}: {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly value: number;
  readonly onValue: (value: number) => void;
  readonly onFault: (field: string, fault: string | undefined) => void;
  readonly aside?: ReactNode;
}) {
  const [typed, setTyped] = useState(String(value));
  const error = faultIn(typed, min, max);
  useEffect(() => {
    setTyped((before) => (before.trim() !== '' && Number(before) === value ? before : String(value)));
  }, [value]);
  useEffect(() => {
    onFault(name, error === undefined ? undefined : `${label}: ${error}`);
    return () => onFault(name, undefined);
  }, [name, label, error, onFault]);

  const change = (text: string) => {
    setTyped(text);
    if (faultIn(text, min, max) === undefined) onValue(Number(text));
  };
  return (
    <Field label={label} help={help} error={error} aside={aside}>
      {(control) => (
        <span className={fields.withUnit}>
          <input
            {...control}
            inputMode="decimal"
            className={`${fields.input} ${fields.short}`}
            value={typed}
            onChange={(event) => change(event.target.value)}
          />
          {unit}
        </span>
      )}
    </Field>
  );
}

function faultIn(text: string, min: number, max: number): string | undefined {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) return 'Enter a number.';
  return value < min || value > max ? `Enter a number from ${min} to ${max}.` : undefined;
}
