import { realpathSync } from 'node:fs';
import { isAbsolute, join, posix, relative, resolve, sep } from 'node:path';
import { CommandFailed } from '../command';
import { findCommit, inRepository, openRepository, refuseWithoutContents, type Repository } from '../git/repository';
import { askGit, GitError } from '../git/run-git';

/** A text file of a commit. */
export interface FoundFile {
  readonly repository: Repository;
  /** From the top of the repository, with slashes. */
  readonly path: string;
  readonly commit: string;
  /** Its lines, without their ends. */
  readonly lines: readonly string[];
}

/** Paths are meant from `folder`, as git means them; absolute ones are fine too. */
export async function findFile(folder: string, typed: string, rev: string): Promise<FoundFile> {
  const repository = await openRepository(folder);
  refuseWithoutContents(repository, 'blame');
  const commit = await findCommit(repository, rev);
  if (commit === undefined)
    throw new CommandFailed(`There is no commit ${rev} in this repository. Name one with --rev.`);
  const path = await pathFromTop(resolve(folder), typed);
  const listed = await askGit([...inRepository(repository), 'ls-tree', '-z', '--full-tree', commit, '--', path]);
  const [mode = '', type = '', object = ''] = listed.split(/[ \t]/);
  const place = `${path} at ${rev}`;
  if (type === '') throw new CommandFailed(`There is no file ${place}. Name one as from ${resolve(folder)}.`);
  if (type === 'tree') throw new CommandFailed(`${place} is a folder. Name a file in it.`);
  if (type !== 'blob' || mode === '120000')
    throw new CommandFailed(`${place} is a link to something else. Name the file it leads to.`);
  const text = await askGit([...inRepository(repository), 'cat-file', 'blob', object]);
  if (text.includes('\0')) throw new CommandFailed(`${place} is binary: it has no lines that somebody wrote.`);
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  if (lines.length === 0) throw new CommandFailed(`${place} is empty.`);
  return { repository, path, commit, lines };
}

async function pathFromTop(folder: string, typed: string): Promise<string> {
  const prefix = await askGit(['-C', folder, 'rev-parse', '--show-prefix']);
  const asTyped = isAbsolute(typed) ? await fromTop(folder, typed) : prefix.trimEnd() + typed.split(sep).join('/');
  const path = posix.normalize(asTyped).replace(/\/$/, '');
  if (path === '.') throw new CommandFailed(`${typed} is the whole repository. Name a file in it.`);
  if (path.startsWith('..'))
    throw new CommandFailed(`${typed} lies outside of the repository that holds ${folder}. Name its own with --repo.`);
  return path;
}

/** Both with symbolic links resolved, as git shows the top; a file that is gone from the disk may still be in git. */
async function fromTop(folder: string, typed: string): Promise<string> {
  const top = await askGit(['-C', folder, 'rev-parse', '--show-toplevel']).catch((cause: unknown) => {
    if (cause instanceof GitError)
      throw new CommandFailed('This repository has no work tree. Name the file as from its top.', { cause });
    throw cause;
  });
  return relative(top.trimEnd(), realParent(typed)).split(sep).join('/');
}

function realParent(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = resolve(path, '..');
    return parent === path ? path : join(realParent(parent), path.slice(parent.length));
  }
}
