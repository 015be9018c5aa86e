/** Turns of phrase that several detectors share, so that findings read alike. */
import { type WorkingCalendar, wholeDays } from '../model/calendar';
import type { Evidence } from '../model/finding';
import type { Instant } from '../model/instant';
import type { WorkItemKey } from '../model/key';
import { spanAt } from '../model/span';
import type { WorkItem } from '../model/work-item';

/** Why a question about work in progress cannot be answered, or does not arise. */
export const PROGRESS_UNSEEN =
  'no item was seen in an in-progress status, and Jira serves no history that could show one';
export const NEVER_IN_PROGRESS = 'no item of the project has ever been in an in-progress status';
export const NOT_IN_PROGRESS = { one: 'it is not in progress', many: 'they are not in progress' };

/** `less than 1 working day`, `1 working day`, `12 working days`. */
export function workingDays(days: number): string {
  const whole = wholeDays(days);
  return whole < 1 ? 'less than 1 working day' : plural(whole, 'working day');
}

/** The same as a row of evidence; `text` says it in words. */
export function workingDaysFigure(text: string, days: number): Evidence {
  const value = wholeDays(days);
  return { kind: 'figure', text, value, unit: value === 1 ? 'working day' : 'working days' };
}

/** Whole percent of a chance, and never 0% or certainty: `43%`, `less than 1%`, `more than 95%`. */
export function percent(chance: number): string {
  // Nobody can be surer than that of a future (the cap of Lighthouse, LetPeopleWork).
  if (chance > 0.95) return 'more than 95%';
  return chance < 0.01 ? 'less than 1%' : `${Math.round(100 * chance)}%`;
}

/** `1 work item`, `3 work items`. */
export function plural(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : `${noun}s`}`;
}

/** `DAEMON-74`, `DAEMON-74 and DAEMON-75`, `DAEMON-74 and 5 more`. */
export function named(names: readonly string[]): string {
  const [first = 'nothing', second] = names;
  if (second === undefined) return first;
  return names.length === 2 ? `${first} and ${second}` : `${first} and ${names.length - 1} more`;
}

/** `since 2017-10-30`, with a word of warning where the day is an estimate. */
export function sinceDay(calendar: WorkingCalendar, at: Instant, exact: boolean): string {
  return `since ${calendar.dayOf(at)}${exact ? '' : ' (estimated)'}`;
}

/** `1 item waits`, `3 items wait`. */
export function itemsWait(count: number): string {
  return count === 1 ? '1 item waits' : `${count} items wait`;
}

/** Of an item that nothing known holds up: `it may itself wait: 1 blocker lies where Throughline does not look`. */
export function mayItselfWait(unseen: number): string {
  return `it may itself wait: ${unseen === 1 ? '1 blocker lies' : `${unseen} blockers lie`} where Throughline does not look`;
}

/** Rows beyond this many say nothing new. */
const ITEM_ROWS = 10;

/** The items that a pull request or a branch serves, each with the status it is in. */
export function servedRows(
  keys: readonly WorkItemKey[],
  items: ReadonlyMap<WorkItemKey, WorkItem>,
  asOf: Instant,
): Evidence[] {
  return keys.slice(0, ITEM_ROWS).map((key) => {
    const item = items.get(key);
    const status = item && spanAt(item.status, asOf);
    return {
      kind: 'work-item',
      key,
      text: status
        ? `is served by it, and is in status "${status.value.name}"`
        : 'is served by it, and has not been looked at',
      at: status?.from,
      exact: status?.exact ?? false,
      unknown: !status,
    };
  });
}
