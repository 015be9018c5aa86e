/**
 * Reads a scenario: a Markdown file of prose and tables that anybody can write.
 *
 * Tables under `## Items`, `## Waits`, `## Commits`, `## Waivers` build the world; those under
 * `## Findings`, `## Roots`, `## Verdicts` and `## Lines` say what must come out, exactly. Lines
 * `Key: value` before the first heading set `As of` and `Project`. Unknown headings and columns are
 * refused, so that a slip of the pen cannot make a scenario pass.
 */
import { DAY_MS, type Instant, parseDay, parseInstant } from '../../src/model/instant';

export type Row = Readonly<Record<string, string>>;

export interface Scenario {
  readonly title: string;
  readonly asOf: Instant;
  readonly projectKey: string;
  /** Rows by heading; undefined when the scenario does not have it. */
  readonly tables: ReadonlyMap<string, readonly Row[]>;
}

const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  Items: [
    'item',
    'level',
    'created',
    'started',
    'done',
    'resolution',
    'assignee',
    'parent',
    'due',
    'flagged',
    'unflagged',
  ],
  Waits: ['item', 'phrase', 'other', 'from', 'until'],
  Commits: ['commit', 'committed', 'message', 'serves'],
  Waivers: ['finding', 'given', 'until'],
  Findings: ['detector', 'subject', 'message'],
  Waived: ['finding'],
  Roots: ['root', 'waiting', 'person-days'],
  Verdicts: ['detector', 'outcome', 'looked', 'flagged', 'waived', 'unknown'],
  Lines: ['line', 'outcome'],
};

/** Throws an Error naming what it cannot read. */
export function readScenario(markdown: string): Scenario {
  const [head = '', ...sections] = markdown.split(/^## /m);
  const title = /^# (.+)$/m.exec(head)?.[1];
  const setting = (name: string): string | undefined => new RegExp(`^${name}: (.+)$`, 'm').exec(head)?.[1]?.trim();
  const asOf = setting('As of');
  if (!title || !asOf) throw new Error('A scenario begins with "# Title" and a line "As of: 2017-01-10".');
  const tables = sections.map((section) => {
    const heading = section.slice(0, section.indexOf('\n')).trim();
    return [heading, readTable(heading, section)] as const;
  });
  return { title, asOf: readTime(asOf), projectKey: setting('Project') ?? 'PAY', tables: new Map(tables) };
}

/** Midnight UTC of a day, or an instant with its offset. */
export function readTime(text: string): Instant {
  const at = parseDay(text) === undefined ? parseInstant(text) : Date.parse(`${text}T00:00:00Z`);
  if (at === undefined) throw new Error(`"${text}" is no time. Write 2017-01-10 or 2017-01-10T12:00:00Z.`);
  return at;
}

/** The day number that builders take: day 1 is 2 January 2017. */
export function dayNumber(text: string): number {
  return (readTime(text) - Date.UTC(2017, 0, 2)) / DAY_MS + 1;
}

function readTable(heading: string, section: string): Row[] {
  const known = COLUMNS[heading];
  if (!known)
    throw new Error(`"## ${heading}" is no table of a scenario. There are: ${Object.keys(COLUMNS).join(', ')}.`);
  const [header = [], , ...rows] = section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map(cellsOf);
  for (const column of header) {
    if (!known.includes(column))
      throw new Error(`"${column}" is no column of ${heading}. There are: ${known.join(', ')}.`);
  }
  return rows.map((cells) => Object.fromEntries(header.map((column, index) => [column, cells[index] ?? ''])));
}

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}
