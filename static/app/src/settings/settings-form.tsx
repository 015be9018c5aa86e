/** The settings of a site or a project as one form, drawn from what the functions say can be set. */
import Button from '@atlaskit/button/new';
import { useCallback, useState } from 'react';
import { type SettingsChange, type SettingsView, ask, showFlag } from '../bridge';
import { Notice } from '../frame/notice';
import { Loading, Refused } from '../frame/states';
import { useAnswer } from '../frame/use-answer';
import { count } from '../words/working-age';
import { CalendarSection } from './calendar-section';
import { DetectorsSection } from './detectors-section';
import { GoalsSection } from './goals-section';
import { PeopleSection } from './people-section';
import { countEdits } from './settings-draft';
import styles from './settings.module.css';
import { TraceSection } from './trace-section';
import { WaitingSection } from './waiting-section';
import { WaiverList } from './waiver-list';
import aloud from '../frame/unseen.module.css';

/** What every section of the form works with. */
export interface SectionProps {
  readonly view: SettingsView;
  readonly draft: SettingsChange;
  readonly onDraft: (next: SettingsChange) => void;
  /** Says that a field holds text that will not do, or that it does again. */
  readonly onFault: (field: string, fault: string | undefined) => void;
}

export function SettingsForm() {
  const { loaded, again, put } = useAnswer('settings.read', {});
  // A new generation starts the form afresh from what is stored.
  const [generation, setGeneration] = useState(0);
  if (loaded.state === 'loading') return <Loading label="Reading the settings" rows={8} />;
  if (loaded.state === 'refused') return <Refused reason={loaded.reason} message={loaded.message} again={again} />;
  return (
    <LoadedForm
      key={generation}
      view={loaded.value}
      onSaved={(view) => {
        put(view);
        setGeneration(generation + 1);
      }}
      onDiscard={() => setGeneration(generation + 1)}
      onWaiverRemoved={() => void again()}
    />
  );
}

function LoadedForm({
  view,
  onSaved,
  onDiscard,
  onWaiverRemoved,
}: {
  readonly view: SettingsView;
  readonly onSaved: (view: SettingsView) => void;
  readonly onDiscard: () => void;
  readonly onWaiverRemoved: () => void;
}) {
  const [draft, setDraft] = useState<SettingsChange>(view.change);
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<string | undefined>();
  const edits = countEdits(view.change, draft);
  const faulty = Object.values(faults);

  const onFault = useCallback((field: string, fault: string | undefined) => {
    setFaults((before) => {
      const { [field]: _dropped, ...others } = before;
      return fault === undefined ? others : { ...others, [field]: fault };
    });
  }, []);
  const save = async () => {
    setSaving(true);
    const answer = await ask('settings.save', { change: draft });
    setSaving(false);
    if (!answer.ok) {
      setRefusal(answer.message);
      return;
    }
    showFlag({
      id: 'settings-saved',
      type: 'success',
      title: 'Settings saved',
      description: 'The next examination uses them.',
      isAutoDismiss: true,
    });
    onSaved(answer.value);
  };

  const section: SectionProps = { view, draft, onDraft: setDraft, onFault };
  return (
    <div className={styles.form}>
      {view.canEdit ? null : (
        <Notice tone="information" title="You can look but not change">
          {view.scope === 'site' ? 'Jira administrators' : 'Administrators of this project'} can change these settings.
        </Notice>
      )}
      <fieldset className={styles.all} disabled={!view.canEdit || saving}>
        <legend className={aloud.unseen}>Settings</legend>
        <DetectorsSection {...section} />
        <WaitingSection {...section} />
        <GoalsSection {...section} />
        <CalendarSection {...section} />
        <TraceSection {...section} />
        <PeopleSection {...section} />
      </fieldset>
      {view.canEdit ? (
        <div className={styles.saveBar}>
          {refusal === undefined ? null : (
            <Notice tone="warning" title="The settings were not saved">
              {refusal}
            </Notice>
          )}
          <div className={styles.saveRow}>
            <Button
              appearance="primary"
              isDisabled={edits === 0 || faulty.length > 0}
              isLoading={saving}
              onClick={() => void save()}
            >
              Save changes
            </Button>
            <Button appearance="subtle" isDisabled={edits === 0 && faulty.length === 0} onClick={onDiscard}>
              Discard
            </Button>
            <span role="status" className={faulty.length > 0 ? styles.fault : styles.quiet}>
              {faulty.length > 0
                ? faulty.join(' ')
                : edits === 0
                  ? 'No unsaved changes.'
                  : `${count(edits, 'unsaved change')}.`}
            </span>
          </div>
        </div>
      ) : null}
      {view.scope === 'project' && view.canEdit ? (
        <WaiverList waivers={view.waivers} onRemoved={onWaiverRemoved} />
      ) : null}
    </div>
  );
}
