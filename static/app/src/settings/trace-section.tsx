/** Which commits need no link: declared conventions and bots. */
import { LinesField } from './lines-field';
import { ResetPart } from './reset-part';
import { Section } from './section';
import { valueIn, withValue } from './settings-draft';
import type { SectionProps } from './settings-form';

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
    </Section>
  );
}
