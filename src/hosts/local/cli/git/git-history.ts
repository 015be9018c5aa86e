import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { GitCommit } from './git-commit';
import { type GitLane, openLane } from './git-lane';
import { listCommits } from './list-commits';
import type { Repository } from './repository';
import { GitError } from './run-git';

/**
 * A repository's commits, read with the system's git.
 *
 *     git rev-list ──► blocks of shas ──► git diff-tree ──► file ──► byte scan ──► commits
 *                                    └──► git diff-tree ──► file ──┘
 *
 * Comparing trees takes nearly all the time, so two gits share it. They write to files because a pipe read by Node
 * costs more than the parsing, and because a slow reader then holds no git up. The commits of the two arrive mixed:
 * order means nothing here.
 */
export interface HistoryRequest {
  readonly repository: Repository;
  /** Where to begin, for example all of `readTips`. */
  readonly tips: readonly string[];
  /** Commits that are left out with all that leads to them; each must exist. */
  readonly known?: readonly string[];
  /** Leaves out commits made before it; an ISO date or instant. */
  readonly since?: string;
  /** True for a commit that is not wanted although its ancestors may be. */
  readonly isKnown?: (sha: string) => boolean;
  /** Count lines too: about ten times as much work. Falls back to paths where contents are missing. */
  readonly counts?: boolean;
  /** Paths listed per commit; all are counted. */
  readonly filesKept?: number;
  readonly processes?: number;
  /** Where git's output waits to be read, about 300 bytes a commit; by default the system's temporary folder. */
  readonly spillTo?: string;
  readonly signal?: AbortSignal;
  /** Called as commits are listed, well before they are read. */
  readonly onListed?: (commits: number) => void;
  readonly onWarning?: (sentence: string) => void;
}

export const FILES_KEPT = 300;
const MOST_PROCESSES = 2;
/** Seldom enough that looking costs git nothing. */
const PAUSE_MS = 30;

export async function* readHistory(request: HistoryRequest): AsyncGenerator<GitCommit, void, undefined> {
  if (request.tips.length === 0) return;
  const folder = await mkdtemp(join(request.spillTo ?? tmpdir(), 'throughline-'));
  try {
    for await (const commits of readInto(folder, request)) for (const commit of commits) yield commit;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Commits = AsyncGenerator<readonly GitCommit[], void, undefined>;
type Blocks = AsyncIterable<string[]> | Iterable<string[]>;

async function* readInto(folder: string, request: HistoryRequest): Commits {
  const { repository, onWarning = () => undefined } = request;
  const counts = request.counts === true && !repository.isPartial;
  if (request.counts === true && !counts)
    onWarning('This is a partial clone: file contents are missing, so lines are not counted. Files are still listed.');
  if (repository.shallowAt.size > 0)
    onWarning(
      'This is a shallow clone: older commits are missing. Run `git fetch --unshallow` to send the whole history.',
    );

  const lanes = await openLanes(folder, request, counts);
  const failures = yield* readLanes(listCommits(request), lanes, request.signal);
  if (failures.length === 0) return;
  if (!counts) throw new GitError(`git could not read a commit of this repository: ${failures.join('; ')}`);

  // Git stops at the first file whose lines it cannot count. What it did not come to is read without counting.
  onWarning('Some file contents are missing, so lines are not counted everywhere. Files are still listed.');
  const unread = lanes.flatMap((lane) => lane.unread());
  const plain = await openLanes(folder, request, false);
  const plainFailures = yield* readLanes(unread, plain, request.signal);
  if (plainFailures.length > 0)
    throw new GitError(`git could not read a commit of this repository: ${plainFailures.join('; ')}`);
}

function openLanes(folder: string, request: HistoryRequest, counts: boolean): Promise<GitLane[]> {
  const { repository, filesKept = FILES_KEPT, processes = Math.min(MOST_PROCESSES, availableParallelism()) } = request;
  return Promise.all(
    Array.from({ length: processes }, (_, index) =>
      openLane({ repository, counts, filesKept, file: join(folder, `${counts ? 'counts' : 'paths'}-${index}`) }),
    ),
  );
}

/** Deals the blocks out and yields what comes back; returns what gits that failed complained about. */
async function* readLanes(
  blocks: Blocks,
  lanes: readonly GitLane[],
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly GitCommit[], string[], undefined> {
  const dealt = dealOut(blocks, lanes);
  // Awaited below, when the lanes have ended; a failure before that is not an unheard one.
  dealt.catch(() => undefined);
  try {
    let open = lanes;
    while (open.length > 0) {
      signal?.throwIfAborted();
      let isIdle = true;
      for (const lane of open) {
        const commits = await lane.read();
        if (commits.length === 0) continue;
        isIdle = false;
        yield commits;
      }
      open = open.filter((lane) => !lane.isRead());
      if (isIdle && open.length > 0) await Promise.race([pause(PAUSE_MS), ...open.map((lane) => lane.ended)]);
    }
    await dealt;
    const failures = await Promise.all(lanes.map((lane) => lane.failure()));
    return failures.filter((failure) => failure !== undefined);
  } finally {
    await Promise.all(lanes.map((lane) => lane.close()));
  }
}

/** Each block goes to the git with the least to do. */
async function dealOut(blocks: Blocks, lanes: readonly GitLane[]): Promise<void> {
  let turn = 0;
  try {
    for await (const block of blocks) {
      turn += 1;
      const inTurn = lanes.map((_, index) => lanes[(turn + index) % lanes.length]).filter((lane) => lane !== undefined);
      const idlest = inTurn.reduce((best, lane) => (lane.backlog() < best.backlog() ? lane : best));
      await idlest.feed(block);
    }
  } finally {
    for (const lane of lanes) lane.endFeed();
  }
}
