import Select from '@atlaskit/select';
import Textfield from '@atlaskit/textfield';
import { ruleEventLabels, weekdays, type RuleEvent, type RuleTrigger, type Weekday } from '../../../automation/rule';
import styles from './automation.module.css';
import { Choice } from './choice';
import { capital } from './rule-words';

interface TriggerFieldsProps {
  readonly trigger: RuleTrigger;
  readonly change: (trigger: RuleTrigger) => void;
}

type Kind = 'hour' | 'day' | 'week' | 'event';

const kinds: readonly { readonly label: string; readonly value: Kind }[] = [
  { label: 'Every hour', value: 'hour' },
  { label: 'On days, at a time', value: 'day' },
  { label: 'Once a week', value: 'week' },
  { label: 'When something happens', value: 'event' },
];

export function TriggerFields({ trigger, change }: TriggerFieldsProps) {
  const kind: Kind = trigger.kind === 'event' ? 'event' : trigger.every;
  return (
    <>
      <Choice label="Start" options={kinds} value={kind} onChange={(next) => change(freshTrigger(next, trigger))} />
      {trigger.kind === 'schedule' && trigger.every !== 'hour' && (
        <div className={styles.row}>
          <label className={styles.field} htmlFor="starts-at">
            <span>At (UTC)</span>
            <Textfield
              id="starts-at"
              type="time"
              isCompact
              value={trigger.at}
              onChange={(event) => change({ ...trigger, at: event.currentTarget.value })}
            />
          </label>
          {trigger.every === 'week' ? (
            <Choice
              label="Day"
              options={weekdays.map((day) => ({ label: capital(day), value: day }))}
              value={trigger.day}
              onChange={(day) => change({ ...trigger, day })}
            />
          ) : (
            <Several
              label="Days (every day when empty)"
              options={weekdays.map((day) => ({ label: capital(day), value: day }))}
              values={trigger.days ?? []}
              onChange={(days: readonly Weekday[]) => change({ ...trigger, days })}
            />
          )}
        </div>
      )}
      {trigger.kind === 'event' && <EventFields trigger={trigger} change={change} />}
    </>
  );
}

function EventFields({
  trigger,
  change,
}: {
  readonly trigger: Extract<RuleTrigger, { kind: 'event' }>;
  readonly change: (trigger: RuleTrigger) => void;
}) {
  return (
    <>
      <Several
        label="Events"
        options={(Object.keys(ruleEventLabels) as RuleEvent[]).map((event) => ({
          label: ruleEventLabels[event],
          value: event,
        }))}
        values={trigger.events}
        onChange={(events) => change({ ...trigger, events })}
      />
      {trigger.events.includes('linked') && (
        <Choice
          label="Run for which end of the link"
          options={[
            { label: 'The source: with Blocks, the one that blocks', value: 'source' },
            { label: 'The destination: with Blocks, the one that waits', value: 'destination' },
          ]}
          value={trigger.linkEnd ?? 'source'}
          onChange={(linkEnd) => change({ ...trigger, linkEnd })}
        />
      )}
    </>
  );
}

interface SeveralProps<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly label: string; readonly value: Value }[];
  readonly values: readonly Value[];
  readonly onChange: (values: readonly Value[]) => void;
}

function Several<Value extends string>({ label, options, values, onChange }: SeveralProps<Value>) {
  return (
    <label className={styles.field}>
      <span>{label}</span>
      <Select<{ label: string; value: Value }, true>
        aria-label={label}
        isMulti
        spacing="compact"
        options={[...options]}
        value={options.filter(({ value }) => values.includes(value))}
        onChange={(choices) => onChange(choices.map(({ value }) => value))}
      />
    </label>
  );
}

function freshTrigger(kind: Kind, before: RuleTrigger): RuleTrigger {
  const at = before.kind === 'schedule' && before.every !== 'hour' ? before.at : '08:00';
  switch (kind) {
    case 'hour':
      return { kind: 'schedule', every: 'hour' };
    case 'day':
      return { kind: 'schedule', every: 'day', at };
    case 'week':
      return { kind: 'schedule', every: 'week', at, day: 'monday' };
    case 'event':
      return { kind: 'event', events: ['linked'], linkEnd: 'destination' };
  }
}
