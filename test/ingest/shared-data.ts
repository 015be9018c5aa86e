/** Recorded data that cannot ship; tests over it run where the folder is and say so where it is not. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const shared = process.env.THROUGHLINE_SHARED ?? join(__dirname, '../../../shared');

/** The path inside the shared folder; undefined, and said so once, when it is absent. */
export function sharedPath(...names: readonly string[]): string | undefined {
  const path = join(shared, ...names);
  if (existsSync(path)) return path;
  console.warn(
    `Skipped: ${names.join('/')} is not there. Set THROUGHLINE_SHARED to the folder of shared data to run it.`,
  );
  return undefined;
}

export function readLines(path: string): unknown[] {
  return gunzipSync(readFileSync(path))
    .toString()
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}
