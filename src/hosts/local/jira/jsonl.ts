/** Reads `*.jsonl` and `*.jsonl.gz`: one JSON object a line, bad lines set aside with their reason. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

export interface RejectedLine {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly why: string;
}

/**
 * Reads every line of `<folder>/<name>.jsonl[.gz]` through `parse`, which returns the value or the
 * reason it is refused. A missing file is an empty one.
 */
export function readJsonLines<T>(
  folder: string,
  name: string,
  parse: (value: unknown) => T | string,
  rejected: RejectedLine[],
): Exclude<T, string>[] {
  const text = readPacked(join(folder, `${name}.jsonl`));
  if (text === undefined) return [];
  const values: Exclude<T, string>[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const outcome = parseLine(line, parse);
    if (typeof outcome === 'string') rejected.push({ file: name, line: index + 1, why: outcome });
    else values.push(outcome as Exclude<T, string>);
  }
  return values;
}

function parseLine<T>(line: string, parse: (value: unknown) => T | string): T | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'is not JSON';
  }
  return parse(value);
}

function readPacked(path: string): string | undefined {
  if (existsSync(`${path}.gz`)) return gunzipSync(readFileSync(`${path}.gz`)).toString('utf8');
  if (existsSync(path)) return readFileSync(path, 'utf8');
  return undefined;
}
