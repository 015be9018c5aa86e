/**
 * The batch `throughline push --blame` sends: of the files of one commit, which commits wrote their
 * lines. Repeating a batch changes nothing; batches may come in any order, the last one first.
 */
import * as v from '@badrap/valita';
import type { SurvivingEntry } from '../model/surviving';
import { InstantSchema } from './instant-schema';
import { listOf, readJson } from './outside-json';
import { BOUNDS, CountSchema, type ReceivedChanges, Receiving, RepositorySchema, ShaSchema } from './received-changes';
import { type Rejected, rejected } from './rejected';
import { faultOf } from './schema-faults';

export const BLAME_BOUNDS = {
  files: 10_000,
  /** Commits of one entry; a file that more of them wrote comes in parts. */
  commits: 1_000,
  parts: 1_000,
  lines: 10_000_000,
} as const;

const BatchSchema = v.object({
  v: v.literal(1),
  kind: v.literal('blame'),
  repo: RepositorySchema,
  sentAt: InstantSchema,
  head: ShaSchema,
  takenAt: InstantSchema,
  files: v.array(),
  done: v.boolean().optional(),
  entries: CountSchema.optional(),
});

const LinesSchema = CountSchema.assert(
  (lines) => lines >= 1 && lines <= BLAME_BOUNDS.lines,
  `a number of lines from 1 to ${BLAME_BOUNDS.lines}`,
);

/**
 *     accepted  {"path":"src/ledger.ts","lines":[["986519cf…",31]]} · the same with "part":1
 *     refused   a path that is empty or too long · no lines · a commit twice · lines of 0 or 1.5
 */
const FileSchema = v.object({
  path: v
    .string()
    .assert(
      (path) => path !== '' && path.length <= BOUNDS.pathLength,
      `a path of 1 to ${BOUNDS.pathLength} characters`,
    ),
  part: CountSchema.assert((part) => part < BLAME_BOUNDS.parts, `a part below ${BLAME_BOUNDS.parts}`).optional(() => 0),
  lines: listOf(v.tuple([ShaSchema, LinesSchema]))
    .assert(({ length }) => length >= 1 && length <= BLAME_BOUNDS.commits, `1 to ${BLAME_BOUNDS.commits} commits`)
    .assert((lines) => new Set(lines.map(([sha]) => sha)).size === lines.length, 'each commit once'),
});

/** True for a body that says it is one; what it says besides may be wrong. */
export function isBlameBatch(body: unknown): boolean {
  return typeof body === 'object' && body !== null && (body as { readonly kind?: unknown }).kind === 'blame';
}

export function parseBlameBatch(body: unknown): ReceivedChanges | Rejected {
  const batch = readJson(BatchSchema, body);
  if (!batch.ok) return rejected('blame batch', faultOf(batch, body));
  const { repo, head, takenAt, files, done, entries: entriesInAll } = batch.value;
  if (done === true && entriesInAll === undefined)
    return rejected('blame batch', 'It ends a run and does not say in `entries` how many the run has.');
  const receiving = new Receiving(repo);
  const entries: SurvivingEntry[] = [];
  receiving.each('file', files, FileSchema, BLAME_BOUNDS.files, (entry) => entries.push(entry));
  return {
    ...receiving.changes(),
    blame: { head, takenAt, entries, entriesInAll: done === true ? entriesInAll : undefined },
  };
}
