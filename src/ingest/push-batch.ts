/**
 * The batch `throughline push` sends: git history read on somebody's machine or in their pipeline.
 * Repeating a batch changes nothing; batches may come in any order.
 */
import * as v from 'valibot';
import type { Instant } from '../model/instant';
import { InstantSchema } from './instant-schema';
import { BOUNDS, type ReceivedChanges, Receiving, RepositorySchema } from './received-changes';
import { type Rejected, rejected } from './rejected';
import { faultOf } from './schema-faults';

export interface PushBatch extends ReceivedChanges {
  /** When the sender made it; signed, and so good for refusing old copies. */
  readonly sentAt: Instant;
  /** True for the last batch of a run. */
  readonly done: boolean;
}

const BatchSchema = v.object({
  v: v.literal(1),
  kind: v.literal('commits'),
  repo: RepositorySchema,
  sentAt: InstantSchema,
  commits: v.array(v.unknown()),
  refs: v.optional(v.array(v.unknown())),
  done: v.optional(v.boolean()),
});

const CommitSchema = v.object({
  sha: v.string(),
  parents: v.array(v.string()),
  at: v.string(),
  committedAt: v.string(),
  email: v.string(),
  message: v.string(),
  files: v.optional(v.array(v.tuple([v.pipe(v.string(), v.regex(/^[A-Z]$/, 'a letter')), v.string()])), []),
  filesChanged: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
});

const RefSchema = v.object({ name: v.string(), sha: v.string() });

export function parsePushBatch(body: unknown): PushBatch | Rejected {
  const batch = v.safeParse(BatchSchema, body);
  if (!batch.success) return rejected('push batch', faultOf(batch.issues));
  const { repo, sentAt, commits, refs, done } = batch.output;
  const receiving = new Receiving(repo);
  receiving.each('commit', commits, CommitSchema, BOUNDS.commits, (commit) =>
    receiving.commit({
      ...commit,
      authoredAt: commit.at,
      ownOffset: true,
      files: commit.files.map(([status, path]) => ({ status, path })),
    }),
  );
  receiving.each('branch', refs, RefSchema, BOUNDS.branches, ({ name, sha }) =>
    receiving.branch(name.replace(/^refs\/heads\//, ''), sha),
  );
  return { ...receiving.changes(), sentAt, done: done ?? false };
}
