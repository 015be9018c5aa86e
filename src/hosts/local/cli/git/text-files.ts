import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRepository, type Repository } from './repository';
import { askGit } from './run-git';

/** Why a file is not blamed, in the words for the person at the terminal. */
export const SKIP_REASONS = {
  binary: 'binary',
  empty: 'empty',
  generated: 'generated (linguist-generated)',
  vendored: 'vendored (linguist-vendored)',
  large: 'larger than 1 MB or longer than 20,000 lines',
  oddName: 'with a name that is not UTF-8',
  longPath: 'with a path longer than 1,024 characters',
} as const;
export type SkipReason = keyof typeof SKIP_REASONS;

const MOST_BYTES = 1_000_000;
const MOST_LINES = 20_000;
/** As many as the app keeps. */
const LONGEST_PATH = 1024;
/** Blob, not a symbolic link and not a submodule. */
const PLAIN_FILE = /^100(?:644|755) blob [0-9a-f]+ +(\d+|-)\t(.+)$/s;

export interface TextFiles {
  /** In the order of git's tree. */
  readonly paths: readonly string[];
  readonly skipped: Readonly<Partial<Record<SkipReason, number>>>;
}

/** The files of a commit whose lines somebody wrote by hand, as far as git and .gitattributes know. */
export async function listTextFiles(repository: Repository, rev: string): Promise<TextFiles> {
  const sizes = await readSizes(repository, rev);
  const lines = await readLineCounts(repository, rev);
  const marked = await readMarks(repository, rev, [...sizes.keys()]);
  const paths: string[] = [];
  const skipped: Partial<Record<SkipReason, number>> = {};
  for (const [path, bytes] of sizes) {
    const reason = reasonToSkip(path, bytes, lines.get(path), marked.get(path));
    if (reason === undefined) paths.push(path);
    else skipped[reason] = (skipped[reason] ?? 0) + 1;
  }
  return { paths, skipped };
}

function reasonToSkip(
  path: string,
  bytes: number,
  lines: number | 'binary' | undefined,
  mark: SkipReason | undefined,
): SkipReason | undefined {
  if (mark !== undefined) return mark;
  if (lines === 'binary') return 'binary';
  // A file without a line is not told of.
  if (lines === undefined || lines === 0) return 'empty';
  if (bytes > MOST_BYTES || lines > MOST_LINES) return 'large';
  if (path.includes('\ufffd')) return 'oddName';
  return path.length > LONGEST_PATH ? 'longPath' : undefined;
}

async function readSizes(repository: Repository, rev: string): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  const listed = await askGit([...inRepository(repository), 'ls-tree', '-r', '-l', '-z', rev]);
  for (const entry of listed.split('\0')) {
    const [, bytes, path] = PLAIN_FILE.exec(entry) ?? [];
    if (path !== undefined) sizes.set(path, Number(bytes) || 0);
  }
  return sizes;
}

/** Against nothing every file is added, so git counts its lines, and says `-` of a binary one. */
async function readLineCounts(repository: Repository, rev: string): Promise<Map<string, number | 'binary'>> {
  const nothing = (await askGit([...inRepository(repository), 'hash-object', '-t', 'tree', '--stdin'], '')).trim();
  const counted = await askGit([
    ...inRepository(repository),
    'diff-tree',
    '-r',
    '-z',
    '--numstat',
    '--no-renames',
    '--no-ext-diff',
    '--no-textconv',
    nothing,
    rev,
  ]);
  const lines = new Map<string, number | 'binary'>();
  for (const entry of counted.split('\0')) {
    const [added = '', , ...path] = entry.split('\t');
    if (path.length > 0) lines.set(path.join('\t'), added === '-' ? 'binary' : Number(added));
  }
  return lines;
}

/**
 * What .gitattributes says of the files. Git before 2.40 reads it from a work tree or an index only, so an index of
 * our own is made of the commit.
 */
async function readMarks(
  repository: Repository,
  rev: string,
  paths: readonly string[],
): Promise<Map<string, 'generated' | 'vendored'>> {
  const folder = await mkdtemp(join(tmpdir(), 'throughline-'));
  try {
    const index = { GIT_INDEX_FILE: join(folder, 'index') };
    await askGit([...inRepository(repository), 'read-tree', rev], undefined, index);
    const answer = await askGit(
      [
        ...inRepository(repository),
        'check-attr',
        '--cached',
        '--stdin',
        '-z',
        'linguist-generated',
        'linguist-vendored',
      ],
      paths.map((path) => `${path}\0`).join(''),
      index,
    );
    const fields = answer.split('\0');
    const marks = new Map<string, 'generated' | 'vendored'>();
    for (let at = 0; at + 2 < fields.length; at += 3) {
      const [path = '', attribute, value = ''] = fields.slice(at, at + 3);
      if (value === 'unspecified' || value === 'unset' || value === 'false') continue;
      marks.set(path, attribute === 'linguist-vendored' ? 'vendored' : 'generated');
    }
    return marks;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
