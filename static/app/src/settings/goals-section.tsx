/** What the work of a project is to serve now, each goal by a name Jira knows it by. */
import { LinesField } from './lines-field';
import { ResetPart } from './reset-part';
import { Section } from './section';
import { valueIn, withValue } from './settings-draft';
import type { SectionProps } from './settings-form';

export function GoalsSection(props: SectionProps) {
  return (
    <Section
      title="Goals"
      about="What the work is to serve now. Work serves a goal when it, or anything above it, is named here. While nothing is named, nothing is said about work that serves no goal."
    >
      <GoalField
        {...props}
        name="features"
        label="Features that are goals"
        help="Keys, one a line, such as PAY-7. A feature is a goal until it is closed."
      />
      <GoalField
        {...props}
        name="fixVersions"
        label="Fix versions that are goals"
        help="Names as Jira shows them, one a line. A version is a goal until it is released."
      />
      <GoalField
        {...props}
        name="labels"
        label="Labels of goals"
        help="One a line. Whatever has the label, and all below it, serves a goal."
      />
    </Section>
  );
}

function GoalField({
  name,
  label,
  help,
  ...props
}: SectionProps & {
  readonly name: 'features' | 'fixVersions' | 'labels';
  readonly label: string;
  readonly help: string;
}) {
  const { view, draft, onDraft } = props;
  return (
    <LinesField
      label={label}
      help={help}
      values={valueIn(view, draft, 'goals', name)}
      onValues={(next) => onDraft(withValue(view, draft, 'goals', name, next))}
      aside={<ResetPart {...props} part="goals" name={name} of={label.toLowerCase()} />}
    />
  );
}
