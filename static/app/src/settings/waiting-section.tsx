/** Which signs on a work item mean that it waits (link phrases, statuses, the flag), and the order of priorities. */
import fields from '../frame/field.module.css';
import { LinesField } from './lines-field';
import { ResetPart } from './reset-part';
import { Section } from './section';
import { valueIn, withValue } from './settings-draft';
import type { SectionProps } from './settings-form';
import styles from './settings.module.css';
import { TickList } from './tick-list';
import { useStatusNames } from './use-status-names';

export function WaitingSection(props: SectionProps) {
  const { view, draft, onDraft } = props;
  const statuses = useStatusNames();
  const phrases = valueIn(view, draft, 'waiting', 'linkPhrases');
  const waitingStatuses = valueIn(view, draft, 'waiting', 'statuses');
  const sitePhrases = view.linkTypes.flatMap(({ name, inward, outward }) => [
    { text: inward, note: `from link type ${name}` },
    ...(inward === outward ? [] : [{ text: outward, note: `from link type ${name}` }]),
  ]);
  return (
    <Section
      title="Waiting"
      about="Read each phrase as the item that waits would say it. “Is blocked by” means: I wait for the other one."
    >
      <TickList
        title="Link phrases that mean waiting"
        choices={sitePhrases}
        ticked={phrases}
        absent="no link type of this site has this phrase"
        onTicked={(next) => onDraft(withValue(view, draft, 'waiting', 'linkPhrases', next))}
        aside={<ResetPart {...props} part="waiting" name="linkPhrases" of="link phrases" />}
      />
      <TickList
        title="Statuses that mean waiting"
        choices={statuses.map((text) => ({ text, note: undefined }))}
        ticked={waitingStatuses}
        absent={statuses.length > 0 ? 'no status of this site has this name' : undefined}
        onTicked={(next) => onDraft(withValue(view, draft, 'waiting', 'statuses', next))}
        aside={<ResetPart {...props} part="waiting" name="statuses" of="statuses" />}
      />
      <div className={styles.inline}>
        <label className={fields.check}>
          <input
            type="checkbox"
            checked={valueIn(view, draft, 'waiting', 'flagCounts')}
            onChange={(event) => onDraft(withValue(view, draft, 'waiting', 'flagCounts', event.target.checked))}
          />
          <span>An item with the flag “Impediment” waits</span>
        </label>
        <ResetPart {...props} part="waiting" name="flagCounts" of="the flag" />
      </div>
      <LinesField
        label="Priorities, most urgent first"
        help="Names as Jira shows them, one a line. What others wait for should be as urgent as they are; of a priority that is not listed nothing is said."
        values={valueIn(view, draft, 'waiting', 'priorities')}
        onValues={(next) => onDraft(withValue(view, draft, 'waiting', 'priorities', next))}
        aside={<ResetPart {...props} part="waiting" name="priorities" of="priorities" />}
      />
    </Section>
  );
}
