/**
 * Scenario files are Markdown: prose for people, tables for the reader. A table belongs to the
 * `## Heading` above it; a heading without a table is prose. Every row knows where it stands, so that a
 * slip of the pen is refused with file, line and remedy and cannot turn into a story nobody wrote.
 */

/** Where something was written. */
export interface Place {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

export interface Row {
  readonly place: Place;
  /** By column; a column the table leaves out is an empty text. */
  cell(column: string): string;
}

export type TableName = keyof typeof TABLES;

/** Rows of all files in the order they were read. */
export type Tables = Readonly<Record<TableName, readonly Row[]>>;

/** Message: `showcase/02.md:41: "Doen" is no status. Write To Do, …`. */
export class SlipOfThePen extends Error {
  constructor(place: Place, what: string, remedy: string) {
    super(`${place.file}:${place.line}: ${what} ${remedy}`);
    this.name = 'SlipOfThePen';
  }
}

const TABLES = {
  Showcase: { must: ['what', 'words'], may: [] },
  Tour: { must: ['text', 'path'], may: [] },
  Projects: { must: ['project', 'name', 'led by'], may: ['hidden from'] },
  People: { must: ['who', 'name', 'clock'], may: ['team'] },
  Versions: { must: ['version', 'project', 'release', 'released'], may: [] },
  Sprints: { must: ['sprint', 'begins', 'ends', 'goal'], may: [] },
  Items: {
    must: ['item', 'type', 'created', 'by', 'summary'],
    may: ['parent', 'priority', 'due', 'versions', 'sprint', 'assignee', 'labels', 'only for', 'description'],
  },
  'What happened': { must: ['when', 'who', 'item', 'what'], may: [] },
  Commits: { must: ['commit', 'repository', 'when', 'who', 'message', 'files'], may: ['branch', 'reverts'] },
  'Pull requests': {
    must: ['number', 'repository', 'branch', 'who', 'title', 'opened'],
    may: ['reviewed', 'reviewer', 'merged', 'closed'],
  },
  Routine: {
    must: ['who', 'feature', 'planned', 'sprints', 'stories', 'commits', 'repository', 'area'],
    may: ['rhythm'],
  },
  Words: { must: ['area', 'files', 'things'], may: [] },
} as const satisfies Readonly<Record<string, { readonly must: readonly string[]; readonly may: readonly string[] }>>;

/** Reads the files of one story. Throws SlipOfThePen at the first thing it cannot read. */
export function readTables(files: readonly { readonly name: string; readonly text: string }[]): Tables {
  const tables = Object.fromEntries(Object.keys(TABLES).map((name) => [name, [] as Row[]])) as Record<TableName, Row[]>;
  for (const { name, text } of files) readFile(name, text, tables);
  return tables;
}

function readFile(file: string, text: string, tables: Record<TableName, Row[]>): void {
  let heading = '';
  let header: readonly string[] | undefined;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const place = { file, line: index + 1 };
    if (line.startsWith('## ')) heading = line.slice(3).trim();
    if (!line.startsWith('|')) {
      header = undefined;
      continue;
    }
    const cells = cellsOf(line, place);
    if (header === undefined) {
      header = checkHeader(heading, cells, place);
      continue;
    }
    if (cells.every((cell) => /^:?-+:?$/.test(cell))) continue;
    if (cells.length !== header.length)
      throw new SlipOfThePen(
        place,
        `The row has ${cells.length} cells and its table ${header.length} columns.`,
        'Begin and end it with |, and write \\| for a bar inside a cell.',
      );
    const byColumn = new Map(header.map((column, at) => [column, cells[at] ?? '']));
    tables[heading as TableName].push({ place, cell: (column) => byColumn.get(column) ?? '' });
  }
}

function checkHeader(heading: string, columns: readonly string[], place: Place): readonly string[] {
  if (!Object.hasOwn(TABLES, heading))
    throw new SlipOfThePen(
      place,
      heading === '' ? 'A table stands before any heading.' : `A table stands under "## ${heading}".`,
      `Put it under one of: ${Object.keys(TABLES).join(', ')}.`,
    );
  const { must, may } = TABLES[heading as TableName] as { must: readonly string[]; may: readonly string[] };
  const unknown = columns.find((column) => !must.includes(column) && !may.includes(column));
  if (unknown !== undefined)
    throw new SlipOfThePen(
      place,
      `"${unknown}" is no column of ${heading}.`,
      `There are: ${[...must, ...may].join(', ')}.`,
    );
  const missing = must.find((column) => !columns.includes(column));
  if (missing !== undefined)
    throw new SlipOfThePen(place, `The column "${missing}" is missing.`, `${heading} needs: ${must.join(', ')}.`);
  const twice = columns.find((column, at) => columns.indexOf(column) !== at);
  if (twice !== undefined) throw new SlipOfThePen(place, `The column "${twice}" is there twice.`, 'Take one away.');
  return columns;
}

function cellsOf(line: string, place: Place): string[] {
  const trimmed = line.trimEnd();
  if (!trimmed.endsWith('|'))
    throw new SlipOfThePen(place, 'The row does not end with a bar.', 'Put | after its last cell.');
  return trimmed
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
}
