import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readHistory, type HistoryRequest } from '../../../../src/hosts/local/cli/git/git-history';
import type { GitCommit } from '../../../../src/hosts/local/cli/git/git-commit';
import { openRepository } from '../../../../src/hosts/local/cli/git/repository';
import { readTips } from '../../../../src/hosts/local/cli/git/tips';

const folders: string[] = [];

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-test-'));
  folders.push(folder);
  return folder;
}

/** To be called after all tests of a file. */
export function removeTemporaryFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export function git(folder: string, args: readonly string[], input: string | Buffer = ''): string {
  return execFileSync('git', ['-C', folder, ...args], {
    encoding: 'utf8',
    input,
    maxBuffer: 1 << 28,
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
  });
}

export interface PlannedCommit {
  readonly mark: number;
  readonly parents?: readonly number[];
  readonly branch?: string;
  readonly message?: string | Buffer;
  /** Path to content; `null` deletes it. */
  readonly files?: Readonly<Record<string, string | null>>;
  readonly author?: string;
  /** Seconds and offset, as git writes them. */
  readonly when?: string;
}

const AUTHOR = 'Ada Example <ada@example.com>';

/** A bare repository with just these commits, by `git fast-import`. */
export function repositoryOf(commits: readonly PlannedCommit[], folder = temporaryFolder()): string {
  git(folder, ['init', '--quiet', '--bare', '--initial-branch=main', '.']);
  addCommits(folder, commits);
  return folder;
}

export function addCommits(folder: string, commits: readonly PlannedCommit[]): void {
  const parts: Buffer[] = [];
  const say = (text: string | Buffer) => parts.push(Buffer.from(text));
  const sayData = (content: string | Buffer) => {
    say(`data ${Buffer.byteLength(content)}\n`);
    say(content);
    say('\n');
  };
  for (const {
    mark,
    parents = [],
    branch = 'main',
    message = 'work\n',
    files = {},
    author = AUTHOR,
    when = `${1_700_000_000 + mark * 60} +0100`,
  } of commits) {
    say(`commit refs/heads/${branch}\nmark :${mark}\nauthor ${author} ${when}\ncommitter ${AUTHOR} ${when}\n`);
    sayData(message);
    parents.forEach((parent, index) => say(`${index === 0 ? 'from' : 'merge'} :${parent}\n`));
    for (const [path, content] of Object.entries(files)) {
      const quoted = `"${path.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')}"`;
      if (content === null) say(`D ${quoted}\n`);
      else {
        say(`M 100644 inline ${quoted}\n`);
        sayData(content);
      }
    }
    say('\n');
  }
  git(
    folder,
    ['fast-import', '--quiet', '--force', '--import-marks-if-exists=marks', '--export-marks=marks'],
    Buffer.concat(parts),
  );
}

/** All that `readHistory` tells of a repository, by sha. */
export async function historyOf(
  folder: string,
  options: Partial<Omit<HistoryRequest, 'repository' | 'tips'>> = {},
): Promise<Map<string, GitCommit>> {
  const repository = await openRepository(folder);
  const { shas } = await readTips(repository);
  const commits = new Map<string, GitCommit>();
  for await (const commit of readHistory({ repository, tips: shas, ...options })) {
    if (commits.has(commit.sha)) throw new Error(`${commit.sha} came twice`);
    commits.set(commit.sha, commit);
  }
  return commits;
}

/** The one commit with this subject. */
export function withSubject(commits: ReadonlyMap<string, GitCommit>, subject: string): GitCommit {
  const found = [...commits.values()].filter(({ message }) => message.split('\n')[0] === subject);
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} commits say "${subject}"`);
  return found[0];
}
