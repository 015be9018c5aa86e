import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What an address has already been sent under a name, kept in the repository's own git folder.
 *
 *     throughline/push-<digest>.json  after a whole run: its tips; all that leads to them was sent
 *     throughline/push-<digest>.sent  during a run: the commits the app has taken, one a line
 *
 * The second file is what an interrupted run continues from; a whole run replaces it by the first. Losing both
 * costs a second sending and nothing else: the app knows a commit by its repository and sha.
 */
export interface PushLedger {
  /** Tips of the last whole run. */
  readonly tips: readonly string[];
  /** True when the last whole run told of just these refs. */
  hasTold(refs: readonly string[]): boolean;
  wasSent(sha: string): boolean;
  recordSent(shas: readonly string[]): void;
  /** The run is whole. Without tips the commits themselves stay recorded: a shallow clone may grow downwards. */
  complete(tips: readonly string[] | undefined, refs: readonly string[]): void;
}

export interface LedgerPlace {
  readonly commonDir: string;
  readonly url: string;
  /** The repository's name there: under another the app knows nothing yet. */
  readonly name: string;
  /** What the run is to send: a change of it starts afresh. */
  readonly scope: readonly (string | boolean | undefined)[];
}

interface Remembered {
  readonly scope: string;
  readonly tips: readonly string[];
  readonly refs: string;
}

export interface LedgerOptions {
  /** Begin with nothing recorded. */
  readonly forget: boolean;
  /** For a dry run: read, and write nothing. */
  readonly readOnly: boolean;
  readonly onWarning: (sentence: string) => void;
}

export function openLedger(place: LedgerPlace, { forget, readOnly, onWarning }: LedgerOptions): PushLedger {
  const folder = join(place.commonDir, 'throughline');
  const base = join(folder, `push-${digest(JSON.stringify([place.url, place.name])).slice(0, 16)}`);
  const wholeFile = `${base}.json`;
  const sentFile = `${base}.sent`;
  const scope = digest(JSON.stringify(place.scope));
  let writes = !readOnly;

  function write(action: () => void): void {
    if (!writes) return;
    try {
      action();
    } catch (cause) {
      writes = false;
      const why = cause instanceof Error ? cause.message : String(cause);
      onWarning(`What was sent cannot be noted in ${folder} (${why}). An interrupted run will begin again.`);
    }
  }

  const whole = forget ? undefined : readWhole(wholeFile, scope);
  const sent = forget ? undefined : readSent(sentFile, scope);
  write(() => {
    mkdirSync(folder, { recursive: true });
    if (forget) rmSync(wholeFile, { force: true });
    if (sent === undefined) writeFileSync(sentFile, `${scope}\n`);
  });

  return {
    tips: whole?.tips ?? [],
    hasTold(refs) {
      return whole?.refs === digest(refs.join('\n'));
    },
    wasSent(sha) {
      return sent?.has(sha) ?? false;
    },
    recordSent(shas) {
      if (shas.length > 0) write(() => appendFileSync(sentFile, `${shas.join('\n')}\n`));
    },
    complete(tips, refs) {
      const remembered: Remembered = { scope, tips: tips ?? whole?.tips ?? [], refs: digest(refs.join('\n')) };
      write(() => {
        writeFileSync(`${wholeFile}.new`, JSON.stringify(remembered));
        renameSync(`${wholeFile}.new`, wholeFile);
        if (tips !== undefined) rmSync(sentFile, { force: true });
      });
    },
  };
}

function readWhole(file: string, scope: string): Remembered | undefined {
  if (!existsSync(file)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Half a file after a power cut: begin again.
    return undefined;
  }
  return isRemembered(value) && value.scope === scope ? value : undefined;
}

function isRemembered(value: unknown): value is Remembered {
  if (typeof value !== 'object' || value === null) return false;
  const { scope, tips, refs } = value as Record<string, unknown>;
  return (
    typeof scope === 'string' &&
    typeof refs === 'string' &&
    Array.isArray(tips) &&
    tips.every((tip) => typeof tip === 'string')
  );
}

/** The last line may be half a sha when the run was cut off; half a sha equals no commit and does no harm. */
function readSent(file: string, scope: string): ReadonlySet<string> | undefined {
  if (!existsSync(file)) return undefined;
  const [first, ...shas] = readFileSync(file, 'utf8').split('\n');
  return first === scope ? new Set(shas) : undefined;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
