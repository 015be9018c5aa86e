/**
 * The batch `throughline push` sends: git history read on somebody's machine or in their pipeline.
 * Repeating a batch changes nothing; batches may come in any order.
 */
import * as v from '@badrap/valita';
import type { Instant } from '../model/instant';
import { InstantSchema } from './instant-schema';
import { listOf, readJson } from './outside-json';
import { BOUNDS, CountSchema, type ReceivedChanges, Receiving, RepositorySchema } from './received-changes';
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
  commits: v.array(),
  refs: v.array().optional(),
  refsAt: InstantSchema.optional(),
  allRefs: v.boolean().optional(),
  done: v.boolean().optional(),
});

const Letter = v.string().assert((text) => /^[A-Z]$/.test(text), 'a letter');

const CommitSchema = v.object({
  sha: v.string(),
  parents: listOf(v.string()),
  at: v.string(),
  committedAt: v.string(),
  email: v.string(),
  message: v.string(),
  files: listOf(v.tuple([Letter, v.string()])).optional(() => []),
  filesChanged: CountSchema.optional(() => 0),
  added: CountSchema.optional(),
  deleted: CountSchema.optional(),
});

const RefSchema = v.object({
  name: v.string(),
  sha: v.string(),
  at: v.string().optional(),
  merged: v.boolean().optional(),
  default: v.boolean().optional(),
});

export function parsePushBatch(body: unknown): PushBatch | Rejected {
  const batch = readJson(BatchSchema, body);
  if (!batch.ok) return rejected('push batch', faultOf(batch, body));
  const { repo, sentAt, commits, refs, allRefs, done } = batch.value;
  // Older senders do not say when they looked.
  const { refsAt = sentAt } = batch.value;
  const receiving = new Receiving(repo);
  receiving.each('commit', commits, CommitSchema, BOUNDS.commits, ({ added, deleted, ...commit }) =>
    receiving.commit({
      ...commit,
      lines: added === undefined || deleted === undefined ? undefined : { added, deleted },
      authoredAt: commit.at,
      ownOffset: true,
      files: commit.files.map(([status, path]) => ({ status, path })),
    }),
  );
  receiving.each('branch', refs, RefSchema, BOUNDS.branches, ({ name, sha, at, merged, default: isDefault }) =>
    receiving.branch(name.replace(/^refs\/heads\//, ''), sha, {
      headAt: at,
      isMerged: merged,
      isDefault,
      toldAt: refsAt,
    }),
  );
  // Said by the last batch, when all others have been taken.
  const allBranchesAt = allRefs === true && done === true ? refsAt : undefined;
  return { ...receiving.changes(), allBranchesAt, sentAt, done: done ?? false };
}
