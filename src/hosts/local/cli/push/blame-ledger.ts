import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What of a run of blame an address has taken, kept in the repository's own git folder as lines of JSON:
 *
 *     {"head":"986519cf…","takenAt":"2026-03-09T08:00:00.000Z"}   the run
 *     ["src/ledger.ts",1]                                         a file, and how many entries it had
 *     {"done":true}                                               the app has all of it
 *
 * An interrupted run goes on as long as HEAD has not moved. Losing the file costs a second run and nothing else.
 */
export interface BlameLedger {
  readonly takenAt: string;
  /** True when the address has all of it. */
  readonly isWhole: boolean;
  /** Entries of the files taken before. */
  readonly entriesTaken: number;
  wasTaken(path: string): boolean;
  record(files: readonly (readonly [path: string, entries: number])[]): void;
  complete(): void;
}

export interface BlameLedgerPlace {
  readonly commonDir: string;
  readonly url: string;
  readonly name: string;
  readonly head: string;
}

export interface BlameLedgerOptions {
  /** Of a run that begins now. */
  readonly takenAt: string;
  readonly forget: boolean;
  readonly readOnly: boolean;
  readonly onWarning: (sentence: string) => void;
}

export function openBlameLedger(
  { commonDir, url, name, head }: BlameLedgerPlace,
  { takenAt, forget, readOnly, onWarning }: BlameLedgerOptions,
): BlameLedger {
  const folder = join(commonDir, 'throughline');
  const digest = createHash('sha256')
    .update(JSON.stringify([url, name]))
    .digest('hex');
  const file = join(folder, `blame-${digest.slice(0, 16)}.jsonl`);
  let writes = !readOnly;

  function write(action: () => void): void {
    if (!writes) return;
    try {
      action();
    } catch (cause) {
      writes = false;
      const why = cause instanceof Error ? cause.message : String(cause);
      onWarning(`What was blamed cannot be noted in ${folder} (${why}). An interrupted run will begin again.`);
    }
  }

  const before = forget ? undefined : readRun(file, head);
  if (!before)
    write(() => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, `${JSON.stringify({ head, takenAt })}\n`);
    });
  return {
    takenAt: before?.takenAt ?? takenAt,
    isWhole: before?.isWhole ?? false,
    entriesTaken: [...(before?.taken.values() ?? [])].reduce((sum, entries) => sum + entries, 0),
    wasTaken: (path) => before?.taken.has(path) ?? false,
    record: (files) => write(() => appendFileSync(file, files.map((each) => `${JSON.stringify(each)}\n`).join(''))),
    complete: () => write(() => appendFileSync(file, `${JSON.stringify({ done: true })}\n`)),
  };
}

interface Run {
  readonly takenAt: string;
  readonly taken: ReadonlyMap<string, number>;
  readonly isWhole: boolean;
}

/** Undefined for a run of another head, and for none. */
function readRun(file: string, head: string): Run | undefined {
  if (!existsSync(file)) return undefined;
  const [first, ...rest] = readFileSync(file, 'utf8').split('\n').map(parseLine);
  if (!isObject(first) || first['head'] !== head || typeof first['takenAt'] !== 'string') return undefined;
  const taken = new Map<string, number>();
  for (const line of rest) {
    if (!Array.isArray(line)) continue;
    const [path, entries] = line as unknown[];
    if (typeof path === 'string' && typeof entries === 'number') taken.set(path, entries);
  }
  return { takenAt: first['takenAt'], taken, isWhole: rest.some((line) => isObject(line) && line['done'] === true) };
}

/** The last line may be half of one when the run was cut off. */
function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
