import Select from '@atlaskit/select';
import styles from './automation.module.css';

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly label: string; readonly value: Value }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

export function Choice<Value extends string>({ label, options, value, onChange }: ChoiceProps<Value>) {
  return (
    <label className={styles.field}>
      <span>{label}</span>
      <Select<{ label: string; value: Value }>
        aria-label={label}
        spacing="compact"
        options={[...options]}
        value={options.find((option) => option.value === value) ?? null}
        onChange={(choice) => choice && onChange(choice.value)}
      />
    </label>
  );
}
