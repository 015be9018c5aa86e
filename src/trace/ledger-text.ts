/**
 * The ledger and the map as files: one JSON object a line, or CSV as RFC 4180 has it. What was
 * written can be read again: `parseLedger` of `formatLedger` is the ledger.
 *
 * In CSV a cell that a spreadsheet would run as a formula begins with an apostrophe, which reading
 * takes away again.
 */
import { type Instant, formatInstant, parseInstant } from '../model/instant';
import { LEDGER_ACTS, type LedgerActor, type LedgerEntry } from '../model/ledger';
import { LINKER_IDS, type LinkerId } from '../model/link';

export type LedgerFormat = 'csv' | 'jsonl';

/** One link of the map as of a day. */
export interface MapRow {
  readonly repo: string;
  readonly sha: string;
  readonly key: string;
  /** The feature it serves; undefined where none is in sight. */
  readonly feature: string | undefined;
  readonly linker: LinkerId;
  readonly confidence: number;
  readonly evidence: string;
  readonly since: Instant;
}

const LEDGER_COLUMNS = [
  'at',
  'repo',
  'sha',
  'item',
  'act',
  'linker',
  'confidence',
  'evidence',
  'quote',
  'via',
  'person',
  'version',
  'position',
  'weight',
  'id',
] as const;
const MAP_COLUMNS = ['repo', 'sha', 'item', 'feature', 'linker', 'confidence', 'evidence', 'since'] as const;

/** A piece of the file; the first one carries the header where the format has one. */
export function formatLedger(entries: readonly LedgerEntry[], format: LedgerFormat, isFirst: boolean): string {
  return format === 'jsonl'
    ? entries.map((entry) => `${JSON.stringify(recordOf(entry))}\n`).join('')
    : csv(LEDGER_COLUMNS, entries.map(recordOf), isFirst);
}

export function formatMap(rows: readonly MapRow[], format: LedgerFormat, isFirst: boolean): string {
  const records = rows.map(({ key, since, ...row }) => ({ ...row, item: key, since: formatInstant(since) }));
  return format === 'jsonl'
    ? records.map((record) => `${JSON.stringify(record)}\n`).join('')
    : csv(MAP_COLUMNS, records, isFirst);
}

/** The entries of a file that `formatLedger` wrote, or the line that is not one and why. */
export function parseLedger(
  text: string,
  format: LedgerFormat,
): { readonly entries: readonly LedgerEntry[] } | { readonly line: number; readonly why: string } {
  // A file for spreadsheets may begin with a byte order mark.
  const bare = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const records = format === 'jsonl' ? jsonRecords(bare) : csvRecords(bare);
  const entries: LedgerEntry[] = [];
  for (const { line, record } of records) {
    const entry = record && entryOf(record);
    if (!entry) return { line, why: 'This is no entry of a ledger as Throughline exports it.' };
    entries.push(entry);
  }
  return { entries };
}

type Cell = string | number | undefined;
type LedgerRecord = Readonly<Record<string, Cell>>;

function recordOf({
  at,
  repo,
  sha,
  key,
  act,
  linker,
  confidence,
  evidence,
  by,
  position,
  weight,
  id,
}: LedgerEntry): LedgerRecord {
  return {
    at: formatInstant(at),
    repo,
    sha,
    item: key,
    act,
    linker,
    confidence,
    evidence: evidence.text,
    quote: evidence.quote,
    via: evidence.via,
    person: by.kind === 'person' ? by.accountId : undefined,
    version: by.kind === 'linker' ? by.version : undefined,
    position,
    weight,
    id,
  };
}

function entryOf(record: LedgerRecord): LedgerEntry | undefined {
  const text = (name: string): string => String(record[name] ?? '');
  const optional = (name: string): string | undefined => (record[name] === undefined ? undefined : text(name));
  const at = parseInstant(text('at'));
  const act = LEDGER_ACTS.find((one) => one === record['act']);
  const linker = LINKER_IDS.find((one) => one === record['linker']);
  const weight = ([-1, 0, 1] as const).find((one) => one === Number(record['weight']));
  const [confidence, position] = [Number(record['confidence']), Number(record['position'])];
  if (at === undefined || !act || !linker || weight === undefined || Number.isNaN(confidence + position))
    return undefined;
  const person = optional('person');
  const by: LedgerActor =
    person === undefined ? { kind: 'linker', version: text('version') } : { kind: 'person', accountId: person };
  return {
    repo: text('repo'),
    sha: text('sha'),
    key: text('item'),
    id: text('id'),
    act,
    linker,
    confidence,
    evidence: { text: text('evidence'), quote: optional('quote'), via: optional('via') },
    by,
    at,
    position,
    weight,
  };
}

interface Line {
  /** Counted from 1. */
  readonly line: number;
  readonly record: LedgerRecord | undefined;
}

function jsonRecords(text: string): Line[] {
  return text
    .split('\n')
    .map((line, index) => ({ line: index + 1, text: line }))
    .filter((line) => line.text.trim() !== '')
    .map(({ line, text: json }) => ({ line, record: parseRecord(json) }));
}

function parseRecord(json: string): LedgerRecord | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as LedgerRecord) : undefined;
  } catch {
    return undefined;
  }
}

function csv(columns: readonly string[], records: readonly LedgerRecord[], withHeader: boolean): string {
  const rows = records.map((record) => columns.map((column) => csvCell(record[column])).join(','));
  return [...(withHeader ? [columns.join(',')] : []), ...rows].map((row) => `${row}\r\n`).join('');
}

/** Nothing is an empty cell; an empty text is a quoted one. */
function csvCell(value: Cell): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r']/.test(value) ? `'${value}` : value;
  return safe === '' || /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Reads rows as `csv` writes them, with its header. One pass over the text. */
function csvRecords(text: string): Line[] {
  const [header, ...rows] = csvRows(text);
  const columns = header?.cells.map((cell) => cell ?? '') ?? [];
  return rows.map(({ line, cells }) => ({
    line,
    record:
      cells.length === columns.length ? Object.fromEntries(columns.map((name, at) => [name, cells[at]])) : undefined,
  }));
}

function csvRows(text: string): { readonly line: number; readonly cells: (string | undefined)[] }[] {
  const rows: { line: number; cells: (string | undefined)[] }[] = [];
  let line = 1;
  let cells: (string | undefined)[] = [];
  let at = 0;
  while (at < text.length) {
    let cell: string | undefined;
    if (text[at] === '"') {
      let value = '';
      for (;;) {
        const end = text.indexOf('"', at + 1);
        if (end < 0) return [...rows, { line, cells: [] }];
        value += text.slice(at + 1, end);
        at = end;
        if (text[end + 1] !== '"') break;
        value += '"';
        at = end + 1;
      }
      at += 1;
      cell = value;
    } else {
      let end = at;
      while (end < text.length && text[end] !== ',' && text[end] !== '\r' && text[end] !== '\n') end += 1;
      cell = end > at ? text.slice(at, end) : undefined;
      at = end;
    }
    cells.push(cell?.startsWith("'") ? cell.slice(1) : cell);
    if (text[at] === ',') {
      at += 1;
      continue;
    }
    rows.push({ line, cells });
    cells = [];
    line += 1;
    at += text[at] === '\r' ? 2 : 1;
  }
  return rows;
}
