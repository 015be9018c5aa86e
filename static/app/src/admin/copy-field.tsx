/** A text to take along: shown whole, selectable, copied by one button. */
import Button from '@atlaskit/button/new';
import { useRef, useState } from 'react';
import { Field } from '../frame/field';
import fields from '../frame/field.module.css';
import styles from './admin.module.css';

export function CopyField({
  label,
  help,
  text,
}: {
  readonly label: string;
  readonly help?: string;
  readonly text: string;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<boolean | undefined>();
  const copy = async () => {
    setCopied(await copyText(text, input.current));
  };
  return (
    <Field label={label} {...(help === undefined ? {} : { help })}>
      {(control) => (
        <span className={styles.copy}>
          <input
            {...control}
            ref={input}
            readOnly
            className={fields.input}
            value={text}
            onFocus={(event) => event.target.select()}
          />
          <Button onClick={() => void copy()}>Copy</Button>
          <span role="status" className={styles.quiet}>
            {copied === undefined ? '' : copied ? 'Copied.' : 'Press Ctrl+C to copy.'}
          </span>
        </span>
      )}
    </Field>
  );
}

/** A frame may lack the right to write to the clipboard; then the text stays selected for the reader. */
async function copyText(text: string, input: HTMLInputElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    input?.select();
    return false;
  }
}
