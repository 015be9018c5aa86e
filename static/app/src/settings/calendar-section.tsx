/** Working time: the time zone, the days of the week that count, and days that do not. */
import Button from '@atlaskit/button/new';
import { useMemo, useState } from 'react';
import { Field } from '../frame/field';
import fields from '../frame/field.module.css';
import { ResetPart } from './reset-part';
import { Section } from './section';
import { valueIn, withValue } from './settings-draft';
import type { SectionProps } from './settings-form';
import styles from './settings.module.css';

/** Monday first; the numbers are JavaScript's weekdays. */
const WEEKDAYS = [
  [1, 'Mon'],
  [2, 'Tue'],
  [3, 'Wed'],
  [4, 'Thu'],
  [5, 'Fri'],
  [6, 'Sat'],
  [0, 'Sun'],
] as const;

export function CalendarSection(props: SectionProps) {
  const { view, draft, onDraft } = props;
  const timeZone = valueIn(view, draft, 'calendar', 'timeZone');
  const weekdays = valueIn(view, draft, 'calendar', 'workingWeekdays');
  const holidays = valueIn(view, draft, 'calendar', 'holidays');
  const zones = useMemo(() => [...new Set(['UTC', timeZone, ...Intl.supportedValuesOf('timeZone')])], [timeZone]);
  const tick = (day: number, on: boolean) => {
    const next = on ? [...weekdays, day] : weekdays.filter((one) => one !== day);
    if (next.length > 0)
      onDraft(
        withValue(
          view,
          draft,
          'calendar',
          'workingWeekdays',
          [...next].sort((a, b) => a - b),
        ),
      );
  };
  return (
    <Section title="Calendar" about="Waits and ages are counted in working days of this calendar.">
      <Field label="Time zone" aside={<ResetPart {...props} part="calendar" name="timeZone" of="time zone" />}>
        {(control) => (
          <select
            {...control}
            className={`${fields.input} ${fields.medium}`}
            value={timeZone}
            onChange={(event) => onDraft(withValue(view, draft, 'calendar', 'timeZone', event.target.value))}
          >
            {zones.map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll('_', ' ')}
              </option>
            ))}
          </select>
        )}
      </Field>
      <fieldset className={styles.ticks}>
        <legend className={styles.legend}>Working days</legend>
        <ResetPart {...props} part="calendar" name="workingWeekdays" of="working days" />
        <div className={styles.weekdays}>
          {WEEKDAYS.map(([day, name]) => (
            <label key={day} className={fields.check}>
              <input
                type="checkbox"
                checked={weekdays.includes(day)}
                disabled={weekdays.length === 1 && weekdays.includes(day)}
                onChange={(event) => tick(day, event.target.checked)}
              />
              <span>{name}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <Holidays
        holidays={holidays}
        onHolidays={(next) => onDraft(withValue(view, draft, 'calendar', 'holidays', next))}
        aside={<ResetPart {...props} part="calendar" name="holidays" of="holidays" />}
      />
    </Section>
  );
}

function Holidays({
  holidays,
  onHolidays,
  aside,
}: {
  readonly holidays: readonly string[];
  readonly onHolidays: (next: readonly string[]) => void;
  readonly aside: JSX.Element;
}) {
  const [day, setDay] = useState('');
  const add = () => {
    onHolidays([...new Set([...holidays, day])].sort());
    setDay('');
  };
  return (
    <div className={styles.holidays}>
      <Field label="Holidays" help="Days on which nobody is expected to work." aside={aside}>
        {(control) => (
          <span className={fields.withUnit}>
            <input
              {...control}
              type="date"
              className={`${fields.input} ${fields.short}`}
              value={day}
              onChange={(event) => setDay(event.target.value)}
            />
            <Button isDisabled={!/^\d{4}-\d{2}-\d{2}$/.test(day)} onClick={add}>
              Add
            </Button>
          </span>
        )}
      </Field>
      {holidays.length === 0 ? <p className={styles.quiet}>No holidays yet.</p> : null}
      <ul className={styles.chips}>
        {holidays.map((holiday) => (
          <li key={holiday}>
            {holiday}
            <button
              type="button"
              aria-label={`Remove ${holiday}`}
              onClick={() => onHolidays(holidays.filter((one) => one !== holiday))}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
