/** Which commits need no link: declared conventions and bots. */
import fields from '../frame/field.module.css';
import { LinesField } from './lines-field';
import { ResetPart } from './reset-part';
import { Section } from './section';
import { valueIn, withValue } from './settings-draft';
import type { SectionProps } from './settings-form';
import styles from './settings.module.css';

const SWITCHES = [
  ['mergesExempt', 'Merges are exempt', 'merges'],
  ['botsExempt', 'Commits of bots are exempt', 'commits of bots'],
  ['versionBumpsExempt', 'Version bumps are exempt', 'version bumps'],
  ['toolCommitsExempt', 'What tools write, such as updates of dependencies, is exempt', 'commits of tools'],
] as const;

export function TraceSection(props: SectionProps) {
  const { view, draft, onDraft } = props;
  return (
    <Section title="Trace" about="Commits that match are exempt: they count neither as linked nor as untraced.">
      <LinesField
        label="Exempt beginnings of commit messages"
        help="One a line, for example MINOR: or HOTFIX:."
        values={valueIn(view, draft, 'trace', 'exemptPrefixes')}
        onValues={(next) => onDraft(withValue(view, draft, 'trace', 'exemptPrefixes', next))}
        aside={<ResetPart {...props} part="trace" name="exemptPrefixes" of="exempt beginnings" />}
      />
      <LinesField
        label="Bots"
        help="Account ids or author hashes whose commits are a machine’s, one a line."
        values={valueIn(view, draft, 'trace', 'botAuthors')}
        onValues={(next) => onDraft(withValue(view, draft, 'trace', 'botAuthors', next))}
        aside={<ResetPart {...props} part="trace" name="botAuthors" of="bots" />}
      />
      {SWITCHES.map(([name, label, of]) => (
        <div key={name} className={styles.inline}>
          <label className={fields.check}>
            <input
              type="checkbox"
              checked={valueIn(view, draft, 'trace', name)}
              onChange={(event) => onDraft(withValue(view, draft, 'trace', name, event.target.checked))}
            />
            <span>{label}</span>
          </label>
          <ResetPart {...props} part="trace" name={name} of={of} />
        </div>
      ))}
    </Section>
  );
}
