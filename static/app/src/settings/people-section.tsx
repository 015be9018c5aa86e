/** What is shown about people: team figures by default, names only after a notice. */
import { Notice } from '../frame/notice';
import fields from '../frame/field.module.css';
import { NumberField } from './number-field';
import { ResetPart } from './reset-part';
import { Section } from './section';
import { valueIn, withValue } from './settings-draft';
import { TeamsField } from './teams-field';
import type { SectionProps } from './settings-form';
import styles from './settings.module.css';

export function PeopleSection(props: SectionProps) {
  const { view, draft, onDraft, onFault } = props;
  const names = valueIn(view, draft, 'people', 'namesForAdministrators');
  return (
    <Section
      title="People and privacy"
      about="Signals about people exist to relieve them. Lines 3 and 4 show figures of the whole team; nobody is ranked."
    >
      <NumberField
        name="people.minimumGroup"
        label="Smallest group shown"
        help="Figures about fewer people than this are not shown. From 5 to 100."
        unit="people"
        min={5}
        max={100}
        value={valueIn(view, draft, 'people', 'minimumGroup')}
        onValue={(value) => onDraft(withValue(view, draft, 'people', 'minimumGroup', value))}
        onFault={onFault}
        aside={<ResetPart {...props} part="people" name="minimumGroup" of="smallest group" />}
      />
      <div className={styles.inline}>
        <label className={fields.check}>
          <input
            type="checkbox"
            checked={names}
            onChange={(event) =>
              onDraft(withValue(view, draft, 'people', 'namesForAdministrators', event.target.checked))
            }
          />
          <span>
            Project administrators see names on line 3, Everyone used
            <span className={styles.rationale}>Line 4, No exhaustion, never shows names to others.</span>
          </span>
        </label>
        <ResetPart {...props} part="people" name="namesForAdministrators" of="names" />
      </div>
      {names ? (
        <Notice tone="information" title="Members are told">
          Tell the team before you save: some countries require that they agree.
        </Notice>
      ) : null}
      <TeamsField
        teams={valueIn(view, draft, 'people', 'teams')}
        minimumGroup={valueIn(view, draft, 'people', 'minimumGroup')}
        onTeams={(next) => onDraft(withValue(view, draft, 'people', 'teams', next))}
        onFault={onFault}
        aside={<ResetPart {...props} part="people" name="teams" of="teams" />}
      />
    </Section>
  );
}
