import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { askGit, GitError } from './run-git';

/** A git repository on this machine, opened for reading. */
export interface Repository {
  /** Absolute; passed to git so that neither the current folder nor the environment matters. */
  readonly gitDir: string;
  /** Shared by all work trees; where our own state may be kept. */
  readonly commonDir: string;
  /** The folder a person would name it by: the work tree, or a bare repository without `.git`. */
  readonly folderName: string;
  readonly originUrl: string | undefined;
  /** 40 for SHA-1, 64 for SHA-256. */
  readonly shaLength: number;
  /** Commits whose parents this clone does not have, so that git shows their whole tree as added. */
  readonly shallowAt: ReadonlySet<string>;
  /** True for a clone made with `--filter`: some file contents are elsewhere. */
  readonly isPartial: boolean;
  /** True without a work tree, as on a server. */
  readonly isBare: boolean;
}

/** Opens the repository that holds `path`: a work tree, a folder in one, or a bare repository. */
export async function openRepository(path: string): Promise<Repository> {
  const folder = resolve(path);
  if (!existsSync(folder))
    throw new GitError(`There is no folder ${folder}. Give --repo the path of a git repository.`);
  const answer = await askGit([
    '-C',
    folder,
    'rev-parse',
    '--absolute-git-dir',
    '--git-common-dir',
    '--show-object-format',
    '--is-bare-repository',
  ]).catch((cause: unknown) => {
    if (cause instanceof GitError && cause.message.includes('not a git repository'))
      throw new GitError(`${folder} is not a git repository. Give --repo the path of one.`, { cause });
    throw cause;
  });
  const [gitDir = '', commonDir = '', objectFormat = '', isBare = ''] = answer.split('\n');
  const settings = await readSettings(gitDir);
  if (settings.filters.some((filter) => filter.startsWith('tree:')))
    throw new GitError(
      `${folder} is a clone without trees, so git cannot say which files changed. Clone with --filter=blob:none, or whole.`,
    );
  const absoluteCommonDir = resolve(folder, commonDir);
  return {
    gitDir,
    commonDir: absoluteCommonDir,
    folderName: folderNameOf(absoluteCommonDir),
    originUrl: settings.originUrl,
    shaLength: objectFormat === 'sha256' ? 64 : 40,
    shallowAt: readShallow(absoluteCommonDir),
    isPartial: settings.isPartial,
    isBare: isBare === 'true',
  };
}

/** From inside the git folder, so that paths mean the top of the repository wherever the command was given. */
export function inRepository({ gitDir }: Repository): string[] {
  return ['-C', gitDir, `--git-dir=${gitDir}`];
}

/**
 * To be asked before any work that reads many versions of files: a clone made with `--filter` would fetch them one by
 * one. `what` is the command, as it is typed.
 */
export function refuseWithoutContents({ isPartial }: Repository, what: string): void {
  if (isPartial)
    throw new GitError(
      `This clone has no contents: blame needs them. Run ${what} in a whole clone (git clone without --filter).`,
    );
}

/** The full sha of a commit named by sha, branch or tag; `undefined` when there is none. */
export async function findCommit(repository: Repository, name: string): Promise<string | undefined> {
  const answer = await askGit([
    `--git-dir=${repository.gitDir}`,
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${name}^{commit}`,
  ]).catch((cause: unknown) => {
    if (cause instanceof GitError) return '';
    throw cause;
  });
  return answer.trim() || undefined;
}

/** Those of `shas` that the repository still has; a forced push or `git gc` may have taken the others. */
export async function keepPresent(repository: Repository, shas: readonly string[]): Promise<string[]> {
  if (shas.length === 0) return [];
  const answer = await askGit(
    [`--git-dir=${repository.gitDir}`, 'cat-file', '--batch-check=%(objectname)'],
    `${shas.join('\n')}\n`,
  );
  return answer.split('\n').filter((line) => line.length === repository.shaLength);
}

async function readSettings(gitDir: string) {
  // `git config` ends with 1 when nothing matches.
  const text = await askGit([
    `--git-dir=${gitDir}`,
    'config',
    '-z',
    '--get-regexp',
    '^(remote\\..*\\.(url|promisor|partialclonefilter)|extensions\\.partialclone)$',
  ]).catch((cause: unknown) => {
    if (cause instanceof GitError) return '';
    throw cause;
  });
  let originUrl: string | undefined;
  let isPartial = false;
  const filters: string[] = [];
  for (const entry of text.split('\0')) {
    const [key = '', ...rest] = entry.split('\n');
    const value = rest.join('\n');
    if (key === 'remote.origin.url') originUrl ??= value;
    else if (key === 'extensions.partialclone') isPartial = true;
    else if (key.endsWith('.promisor')) isPartial ||= value !== 'false';
    else if (key.endsWith('.partialclonefilter')) filters.push(value);
  }
  return { originUrl, isPartial, filters };
}

function readShallow(commonDir: string): ReadonlySet<string> {
  const file = join(commonDir, 'shallow');
  return new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []);
}

function folderNameOf(commonDir: string): string {
  const name = basename(commonDir);
  return name === '.git' ? basename(dirname(commonDir)) : name.replace(/\.git$/, '');
}
