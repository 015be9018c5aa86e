/** Turns of phrase that several detectors share, so that findings read alike. */
import { type WorkingCalendar, wholeDays } from '../model/calendar';
import { type Commit, subjectOf } from '../model/commit';
import type { Evidence } from '../model/finding';
import type { Freed } from '../model/freed';
import type { Instant } from '../model/instant';
import type { WorkItemKey } from '../model/key';
import type { WaitCause } from '../model/waiting';
import { type Since, spanAt } from '../model/span';
import type { WorkItem } from '../model/work-item';

/** Why a question about work in progress cannot be answered, or does not arise. */
export const PROGRESS_UNSEEN =
  'no item was seen in an in-progress status, and Jira serves no history that could show one';
export const NEVER_IN_PROGRESS = 'no item of the project has ever been in an in-progress status';
export const NOT_IN_PROGRESS = { one: 'it is not in progress', many: 'they are not in progress' };
export const IN_PROGRESS = { one: 'it is in progress', many: 'they are in progress' };

/** Why nobody is asked to go on with an item, or cannot be asked for certain. */
export const WAITING = { one: 'it waits for something else', many: 'they wait for something else' };
export const MAY_WAIT = {
  one: 'it may itself wait for blockers that have not been looked at',
  many: 'they may themselves wait for blockers that have not been looked at',
};

/** Why nobody can tell whether an item has moved. */
export const CHANGED_LATER = {
  one: 'Jira serves no history of it, and it changed again later',
  many: 'Jira serves no history of them, and they changed again later',
};

/** Why nobody can say whether something waits. */
export const LINKED_OUT_OF_SIGHT = {
  one: 'it is linked to blockers that have not been looked at',
  many: 'they are linked to blockers that have not been looked at',
};
/** Why a question about promised days does not arise. */
export const SUBTASK_PROMISES_NOTHING = 'a subtask promises nothing of its own';
export const UNDATED = {
  one: 'it has no due date, no dated fix version and no dated sprint',
  many: 'they have no due date, no dated fix version and no dated sprint',
};

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

const SUBJECT_CHARACTERS = 100;

/** The first line of a commit's message, or its beginning with an ellipsis; never half a character. */
export function shortSubject(commit: Commit): string {
  const characters = [...subjectOf(commit)];
  return characters.length <= SUBJECT_CHARACTERS
    ? characters.join('')
    : `${characters.slice(0, SUBJECT_CHARACTERS - 1).join('')}…`;
}

/** A commit as a row of evidence, in the words of whoever wrote it. */
export function commitRow(commit: Commit): Evidence {
  const { repo, sha, committedAt } = commit;
  return { kind: 'commit', repo, sha, text: shortSubject(commit) || 'has an empty message', at: committedAt };
}

/** An item as a row of evidence: `text` says what has held of it since then. */
export function itemRow(key: WorkItemKey, text: string, { from, exact }: Since): Evidence {
  return { kind: 'work-item', key, text, at: from, exact, unknown: false };
}

/** `less than 0.1 person-days`, `1 person-day`, `12.5 person-days`. */
export function personDays(days: number): string {
  const tenths = Math.round(days * 10) / 10;
  return tenths === 0 && days > 0 ? 'less than 0.1 person-days' : plural(tenths, 'person-day');
}

/** `1 work item`, `3 work items`. */
export function plural(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : `${noun}s`}`;
}

/** `once`, `twice`, `3 times`. */
export function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
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

/** What to do where a flag or a status outlived what the item waited for: the same, whoever notices it. */
export function takeOff(key: WorkItemKey, { blockers, leftOver }: Pick<Freed, 'blockers' | 'leftOver'>): string {
  const signs = new Set(leftOver.map((cause) => (cause.kind === 'flag' ? 'the flag' : 'the status')));
  return `Take ${[...signs].join(' and ')} off ${key}, now that ${are(blockers.map((blocker) => blocker.key))} done, or say what else it waits for.`;
}

/** `is flagged and in status "Blocked"`. */
export function heldBy(causes: readonly WaitCause[]): string {
  return causes.map((cause) => (cause.kind === 'status' ? `in status "${cause.status}"` : 'flagged')).join(' and ');
}

/** `PAY-2 is`, `PAY-2 and PAY-3 are`. */
export function are(names: readonly string[]): string {
  return `${named(names)} ${names.length === 1 ? 'is' : 'are'}`;
}

/** With more commits whose authors are not known than this, somebody busy would look idle or rested. */
const UNPLACED_LIMIT = 0.2;

interface RecentCommits {
  readonly commits: number;
  readonly commitsWithoutMember: number;
}

/** Whether too many commits of the last weeks belong to nobody we can place. */
export function areUnplaced({ commits, commitsWithoutMember }: RecentCommits): boolean {
  return commitsWithoutMember > commits * UNPLACED_LIMIT;
}

export function unplacedCommits({ commits, commitsWithoutMember }: RecentCommits): string {
  return `authors of recent commits are not joined to Jira accounts (${commitsWithoutMember} of ${plural(commits, 'commit')})`;
}

/** A row that says whether a share was reached, and not by how many. */
export function shareFigure(percent: number, of: number, what: string): Evidence {
  return {
    kind: 'figure',
    text: `At least ${percent} percent of ${of} members ${what}`,
    value: percent,
    unit: 'percent',
  };
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
