import { open } from 'node:fs/promises';
import { COMMIT_FORMAT, createCommitScanner } from './commit-scanner';
import type { GitCommit } from './git-commit';
import type { Repository } from './repository';
import { startGit } from './run-git';

/** One `git diff-tree` at work: shas go in, commits come out in the same order, through a file. */
export interface GitLane {
  /** Resolves when there is room for more. Once git has ended it keeps the shas as unread and does not wait. */
  feed(shas: string[]): Promise<void>;
  /** No more shas will come. */
  endFeed(): void;
  /** Bytes that git has not taken yet. */
  backlog(): number;
  /** What git has written since the last call, possibly nothing yet. */
  read(): Promise<GitCommit[]>;
  /** Settles when git has ended; it never rejects. */
  readonly ended: Promise<unknown>;
  /** True when git has ended and all it wrote has been returned. */
  isRead(): boolean;
  /** Why git ended before its time; to be asked when all is read. */
  failure(): Promise<string | undefined>;
  /** Commits that were fed and not returned. Known only when lines are counted: nothing else can stop half-way. */
  unread(): string[][];
  /** Ends git if it still runs. */
  close(): Promise<void>;
}

export interface LaneOptions {
  readonly repository: Repository;
  readonly counts: boolean;
  readonly filesKept: number;
  /** Where git writes to. It holds commit messages: its folder must be private and go when we are done. */
  readonly file: string;
}

const CHUNK_BYTES = 512 * 1024;

export async function openLane({ repository, counts, filesKept, file }: LaneOptions): Promise<GitLane> {
  const output = await open(file, 'w+', 0o600);
  const { child, ended } = startGit(diffTreeArguments(repository.gitDir, counts), ['pipe', output.fd]);
  const input = child.stdin;
  if (input === null) throw new Error('git was started without an input');
  const scanner = createCommitScanner({ shaLength: repository.shaLength, filesKept, counts });
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  const fed: string[][] = [];
  let returned = 0;
  let position = 0;
  let hasEnded = false;
  let allRead = false;
  const over = ended.then(
    ({ code }) => {
      hasEnded = true;
      return code === 0;
    },
    () => {
      hasEnded = true;
      return false;
    },
  );

  /** Not `once`, which would throw the broken pipe of a git that ended early. */
  function drained(): Promise<void> {
    return new Promise((resolve) => input?.once('drain', resolve));
  }

  return {
    async feed(shas) {
      if (counts) fed.push(shas);
      if (hasEnded || input.destroyed) return;
      if (!input.write(`${shas.join('\n')}\n`)) await Promise.race([drained(), over]);
    },
    endFeed() {
      input.end();
    },
    backlog() {
      return input.writableLength;
    },
    async read() {
      // Asked before reading: what git wrote before it ended is then surely in the file.
      const last = hasEnded;
      const { bytesRead } = await output.read(chunk, 0, CHUNK_BYTES, position);
      position += bytesRead;
      const commits = bytesRead > 0 ? scanner.scan(chunk.subarray(0, bytesRead)) : [];
      if (bytesRead === 0 && last) {
        allRead = true;
        // A git that failed may have stopped in the middle of its last commit.
        if (await over) commits.push(...scanner.finish());
      }
      returned += commits.length;
      return repository.shallowAt.size === 0 ? commits : commits.map((commit) => hideUnknownFiles(commit, repository));
    },
    ended: over,
    isRead() {
      return allRead;
    },
    async failure() {
      const { code, complaint } = await ended;
      return code === 0 ? undefined : complaint || `git ended with ${code}`;
    },
    unread() {
      const all = fed.flat();
      return returned < all.length ? [all.slice(returned)] : [];
    },
    async close() {
      input.destroy();
      if (!hasEnded) child.kill();
      await over;
      await output.close();
    },
  };
}

/** Plumbing, so that nobody's git settings change what we read. */
function diffTreeArguments(gitDir: string, counts: boolean): string[] {
  return [
    `--git-dir=${gitDir}`,
    'diff-tree',
    '--stdin',
    '--root',
    '--always',
    '-r',
    '-z',
    '--no-renames',
    '--no-ext-diff',
    '--no-textconv',
    '--encoding=UTF-8',
    `--format=${COMMIT_FORMAT}`,
    ...(counts ? ['--raw', '--numstat'] : ['--name-status']),
  ];
}

/** Where a shallow clone ends, git takes every file for added. We do not know what really changed. */
function hideUnknownFiles(commit: GitCommit, { shallowAt }: Repository): GitCommit {
  if (!shallowAt.has(commit.sha)) return commit;
  const { added: _added, deleted: _deleted, ...rest } = commit;
  return { ...rest, files: [], filesChanged: 0, truncated: true };
}
