/**
 * The phrases of "What happened", several in one cell apart by `;`:
 *
 *   is In Progress · is Done · is Done as Won't Do · is assigned to payments · is assigned to nobody
 *   is due 2026-05-15 · is due never · has priority High · moves under TIDE-3 · moves under nothing
 *   joins Sprint 4 · leaves its sprint · joins version R2 · leaves version R1 · is flagged · is unflagged
 *   is blocked by QUAY-1 · is no longer blocked by QUAY-1 · relates to TIDE-7
 *   says: whatever follows is a comment, up to the end of the cell
 */
import {
  type Names,
  PRIORITIES,
  RESOLUTIONS,
  isDay,
  keyIn,
  oneOf,
  personNamed,
  sprintNamed,
  statusNamed,
  versionNamed,
} from './cell-words';
import { type Row, SlipOfThePen } from './scenario-tables';
import type { Change } from './story';

type ReadPhrase = (words: readonly string[], row: Row, names: Names) => Change;

/** Asked in this order: the first that fits is meant, so the particular stand before the general. */
const PHRASES: readonly (readonly [pattern: RegExp, read: ReadPhrase])[] = [
  [/^is assigned to nobody$/, () => ({ kind: 'assignee', to: undefined })],
  [/^is assigned to (.+)$/, ([who = ''], row, names) => ({ kind: 'assignee', to: personNamed(row, who, names) })],
  [/^is due never$/, () => ({ kind: 'due', day: undefined })],
  [/^is due (.+)$/, ([day = ''], row) => ({ kind: 'due', day: dayNamed(row, day) })],
  [/^is flagged$/, () => ({ kind: 'flag', flagged: true })],
  [/^is unflagged$/, () => ({ kind: 'flag', flagged: false })],
  [/^is blocked by (.+)$/, ([key = ''], row) => ({ kind: 'block', other: keyIn(row, key), holds: true })],
  [/^is no longer blocked by (.+)$/, ([key = ''], row) => ({ kind: 'block', other: keyIn(row, key), holds: false })],
  [/^relates to (.+)$/, ([key = ''], row) => ({ kind: 'relate', other: keyIn(row, key) })],
  [/^has priority (.+)$/, ([name = ''], row) => ({ kind: 'priority', name: oneOf(row, 'priority', name, PRIORITIES) })],
  [/^moves under nothing$/, () => ({ kind: 'parent', key: undefined })],
  [/^moves under (.+)$/, ([key = ''], row) => ({ kind: 'parent', key: keyIn(row, key) })],
  [/^leaves its sprint$/, () => ({ kind: 'sprint', sprint: undefined })],
  [
    /^joins version (.+)$/,
    ([name = ''], row, names) => ({ kind: 'version', version: versionNamed(row, name, names), joins: true }),
  ],
  [
    /^leaves version (.+)$/,
    ([name = ''], row, names) => ({ kind: 'version', version: versionNamed(row, name, names), joins: false }),
  ],
  [/^joins (.+)$/, ([name = ''], row, names) => ({ kind: 'sprint', sprint: sprintNamed(row, name, names) })],
  [
    /^is (.+?) as (.+)$/,
    ([name = '', why = ''], row) => ({
      kind: 'status',
      status: doneStatus(row, name),
      resolution: oneOf(row, 'resolution', why, RESOLUTIONS),
    }),
  ],
  [
    /^is (.+)$/,
    ([name = ''], row) => {
      const status = statusNamed(row, name);
      return { kind: 'status', status, resolution: status.category === 'done' ? 'Done' : undefined };
    },
  ],
];

/** What a cell says was changed, in its order. Throws SlipOfThePen on a phrase nobody knows. */
export function readChanges(row: Row, names: Names): Change[] {
  const text = row.cell('what');
  const said = /(?:^|;)\s*says: *(.*)$/s.exec(text);
  const before = said ? text.slice(0, said.index) : text;
  const changes = before
    .split(';')
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '')
    .map((phrase) => readPhrase(phrase, row, names));
  if (said) changes.push({ kind: 'comment', text: said[1] ?? '' });
  if (changes.length === 0)
    throw new SlipOfThePen(row.place, 'Nothing is said to have happened.', 'Write for example: is In Progress.');
  return changes;
}

function readPhrase(phrase: string, row: Row, names: Names): Change {
  for (const [pattern, read] of PHRASES) {
    const found = pattern.exec(phrase);
    if (found) return read(found.slice(1), row, names);
  }
  throw new SlipOfThePen(
    row.place,
    `"${phrase}" is no phrase of "What happened".`,
    'The phrases are listed in showcase/README.md; a comment begins with "says: ".',
  );
}

function dayNamed(row: Row, text: string): string {
  if (!isDay(text)) throw new SlipOfThePen(row.place, `"${text}" is no day.`, 'Write is due 2026-02-03.');
  return text;
}

function doneStatus(row: Row, name: string) {
  const status = statusNamed(row, name);
  if (status.category !== 'done')
    throw new SlipOfThePen(row.place, `"${name}" is no end, so it has no reason.`, 'Write is Done as …, or no reason.');
  return status;
}
