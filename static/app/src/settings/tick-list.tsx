/** Texts of the site to tick. A ticked text the site does not have stays visible, so that it can be unticked. */
import type { ReactNode } from 'react';
import fields from '../frame/field.module.css';
import styles from './settings.module.css';

export interface Choice {
  readonly text: string;
  readonly note: string | undefined;
}

export function TickList({
  title,
  choices,
  ticked,
  absent,
  onTicked,
  aside,
}: {
  readonly title: string;
  readonly choices: readonly Choice[];
  readonly ticked: readonly string[];
  /** Said of ticked texts that are not among the choices. */
  readonly absent: string | undefined;
  readonly onTicked: (next: readonly string[]) => void;
  readonly aside: ReactNode;
}) {
  const known = new Set(choices.map(({ text }) => same(text)));
  const others = ticked.filter((text) => !known.has(same(text))).map((text) => ({ text, note: absent }));
  const all = [...firstOfEach(choices), ...others];
  const isTicked = (text: string) => ticked.some((one) => same(one) === same(text));
  const toggle = (text: string, on: boolean) => {
    const rest = ticked.filter((one) => same(one) !== same(text));
    onTicked(on ? [...rest, text] : rest);
  };
  return (
    <fieldset className={styles.ticks}>
      <legend className={styles.legend}>{title}</legend>
      {aside}
      <div className={styles.tickBox}>
        {all.map(({ text, note }) => (
          <label key={text} className={fields.check}>
            <input type="checkbox" checked={isTicked(text)} onChange={(event) => toggle(text, event.target.checked)} />
            <span>
              {text}
              {note === undefined ? null : <span className={styles.quiet}> {note}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Jira compares names without regard to case; so do we. */
function same(text: string): string {
  return text.toLocaleLowerCase('en');
}

function firstOfEach(choices: readonly Choice[]): Choice[] {
  const seen = new Set<string>();
  return choices.filter(({ text }) => !seen.has(same(text)) && seen.add(same(text)));
}
