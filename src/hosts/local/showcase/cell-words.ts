/**
 * What may stand in the cells: days, instants, and the names the story gave to people, sprints,
 * versions. Each answers the thing that is meant or refuses the cell with what could stand there.
 */
import { type Row, SlipOfThePen } from './scenario-tables';
import type { Person, Sprint, Status, Version } from './story';

export const STATUSES: readonly Status[] = [
  { id: '10010', name: 'To Do', category: 'new' },
  { id: '3', name: 'In Progress', category: 'indeterminate' },
  { id: '10011', name: 'In Review', category: 'indeterminate' },
  { id: '10012', name: 'Blocked', category: 'indeterminate' },
  { id: '10013', name: 'Done', category: 'done' },
];
/** Most urgent first. */
export const PRIORITIES = ['Highest', 'High', 'Medium', 'Low', 'Lowest'] as const;
export const RESOLUTIONS = ['Done', "Won't Do", 'Duplicate', 'Cannot Reproduce'] as const;
export const TYPES = ['Epic', 'Story', 'Task', 'Bug', 'Sub-task'] as const;

const MINUTE_MS = 60_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** `2026-02-03`; checked against the calendar, so that 30 February is refused. */
export function dayIn(row: Row, column: string): string {
  const text = row.cell(column);
  if (!isDay(text)) throw new SlipOfThePen(row.place, `"${text}" in "${column}" is no day.`, 'Write 2026-02-03.');
  return text;
}

export function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return DAY.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** `2026-02-03 10:00`, on a clock that is so many minutes ahead of UTC. */
export function instantIn(row: Row, column: string, offsetMinutes = 0): number {
  const text = row.cell(column);
  const [day = '', time = ''] = text.split(' ');
  if (!isDay(day) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time))
    throw new SlipOfThePen(row.place, `"${text}" in "${column}" is no instant.`, 'Write 2026-02-03 10:00.');
  return Date.parse(`${day}T${time}:00Z`) - offsetMinutes * MINUTE_MS;
}

/** Undefined where the cell is empty. */
export function maybe<T>(row: Row, column: string, read: (row: Row, column: string) => T): T | undefined {
  return row.cell(column) === '' ? undefined : read(row, column);
}

export function countIn(row: Row, column: string): number {
  const text = row.cell(column);
  if (!/^\d{1,3}$/.test(text))
    throw new SlipOfThePen(row.place, `"${text}" in "${column}" is no count.`, 'Write a number such as 3.');
  return Number(text);
}

/** `+01:00` as 60. */
export function offsetIn(row: Row, column: string): number {
  const parts = /^([+-])(\d{2}):(\d{2})$/.exec(row.cell(column));
  if (!parts) throw new SlipOfThePen(row.place, `"${row.cell(column)}" is no offset from UTC.`, 'Write +01:00.');
  const minutes = Number(parts[2]) * 60 + Number(parts[3]);
  return parts[1] === '-' ? -minutes : minutes;
}

export function textIn(row: Row, column: string): string {
  const text = row.cell(column);
  if (text === '') throw new SlipOfThePen(row.place, `"${column}" is empty.`, 'Write something there.');
  return text;
}

/** `a, b` as a list; an empty cell is an empty one. */
export function listIn(row: Row, column: string): string[] {
  return row
    .cell(column)
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** One of the words allowed. */
export function oneOf<T extends string>(row: Row, what: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((word) => word === text);
  if (found === undefined)
    throw new SlipOfThePen(row.place, `"${text}" is no ${what}.`, `Write one of: ${allowed.join(', ')}.`);
  return found;
}

/** The names a story gives to things, for whoever reads cells that use them. */
export interface Names {
  readonly people: readonly Person[];
  readonly sprints: readonly Sprint[];
  readonly versions: readonly Version[];
}

export function personNamed(row: Row, text: string, { people }: Pick<Names, 'people'>): Person {
  return named(row, 'person of the story', text, people, ({ who }) => who);
}

export function sprintNamed(row: Row, text: string, { sprints }: Names): Sprint {
  return named(row, 'sprint', text, sprints, ({ name }) => name);
}

export function versionNamed(row: Row, text: string, { versions }: Names): Version {
  return named(row, 'version', text, versions, ({ name }) => name);
}

export function statusNamed(row: Row, text: string): Status {
  return named(row, 'status', text, STATUSES, ({ name }) => name);
}

function named<T>(row: Row, what: string, text: string, things: readonly T[], nameOf: (thing: T) => string): T {
  const found = things.find((thing) => nameOf(thing) === text);
  if (found === undefined)
    throw new SlipOfThePen(row.place, `"${text}" is no ${what}.`, `There are: ${things.map(nameOf).join(', ')}.`);
  return found;
}

export function keyIn(row: Row, text: string): string {
  if (!/^[A-Z][A-Z0-9]+-[1-9]\d*$/.test(text))
    throw new SlipOfThePen(row.place, `"${text}" is no key of a work item.`, 'Write one such as TIDE-12.');
  return text;
}
