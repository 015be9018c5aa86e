import { type AuthorTime, type BlamedLines, createBlameScanner } from './blame-scanner';
import { inRepository, type Repository } from './repository';
import { GitError, startGit } from './run-git';

/**
 * A change of white space alone does not take a line over (`-w`), and neither does moving it within its file (`-M`).
 * Looking for lines that came from other files (`-C`) is many times the work, so they count as their mover's.
 */
const ATTRIBUTION = ['-w', '-M'];

export interface BlameOrder {
  readonly repository: Repository;
  /** A commit. */
  readonly rev: string;
  /** From the top of the repository, with slashes. */
  readonly path: string;
  /** First and last line; the whole file when left out. */
  readonly lines?: readonly [first: number, last: number];
  readonly signal?: AbortSignal;
}

/** Which commit wrote which lines, in the order git finds out. */
export async function* blameFile({ repository, rev, path, lines, signal }: BlameOrder): AsyncGenerator<BlamedLines> {
  signal?.throwIfAborted();
  const { child, ended } = startGit(
    [
      ...inRepository(repository),
      // Settings of the person's own would change who is named, or fail for a file that is not here.
      '-c',
      'blame.ignoreRevsFile=',
      'blame',
      '--incremental',
      '--no-textconv',
      ...ATTRIBUTION,
      ...(lines ? ['-L', `${lines[0]},${lines[1]}`] : []),
      rev,
      '--',
      path,
    ],
    ['ignore', 'pipe'],
  );
  const stop = () => child.kill();
  signal?.addEventListener('abort', stop, { once: true });
  const scanner = createBlameScanner();
  try {
    child.stdout?.setEncoding('utf8');
    for await (const text of child.stdout ?? []) yield* scanner.scan(String(text));
    const { code, complaint } = await ended;
    signal?.throwIfAborted();
    if (code !== 0) throw new GitError(`git could not tell who wrote ${path}: ${complaint}`);
  } finally {
    signal?.removeEventListener('abort', stop);
    child.kill();
  }
}

/** Lines of a file by the commit that wrote them, and when that was. */
export interface CommitLines {
  readonly lines: number;
  readonly authoredAt: AuthorTime;
}

export async function countLinesByCommit(order: BlameOrder): Promise<Map<string, CommitLines>> {
  const byCommit = new Map<string, CommitLines>();
  for await (const { sha, count, authoredAt } of blameFile(order))
    byCommit.set(sha, { lines: (byCommit.get(sha)?.lines ?? 0) + count, authoredAt });
  return byCommit;
}
