/**
 * How long `throughline push` takes to read a history, against git alone.
 *
 * Ratios of runs that take turns (git, ours with one process, ours with two, and again), the least of each: what
 * else the machine does then hits all alike. Git writes to /dev/null and lists the same fields.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { COMMIT_FORMAT } from '../src/hosts/local/cli/git/commit-scanner';
import { readHistory } from '../src/hosts/local/cli/git/git-history';
import { openRepository, readTips } from '../src/hosts/local/cli/git/repository';

export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: 's' | 'MB';
  readonly budget: number;
  /** `value` against what `of` names; held against `budget`. */
  readonly ratio: number;
  readonly of: string;
}

export interface PushBenchOptions {
  readonly commits?: number;
  readonly runs?: number;
  /** This file, bundled: memory is measured in a process of its own. */
  readonly self: string;
  /** Where `bench/make-repository.mjs` is. */
  readonly maker: string;
}

const BUDGETS = {
  paths: { 1: 1.2, 2: 0.95 },
  counts: { 1: 1.1, 2: 0.65 },
} as const;
const BASE_MB = 60;
const MB_PER_COMMIT = 1.5 / 1024;

type Kind = keyof typeof BUDGETS;

/** Measures all repositories there are; those of the shared data only when it is there. */
export async function measurePush({ commits = 100_000, runs = 3, self, maker }: PushBenchOptions): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
  try {
    const made = join(folder, `made-${commits}`);
    execFileSync(process.execPath, [maker, made, String(commits)]);
    const measurements: Measurement[] = [];
    for (const repository of [made, ...unpackShared(folder)]) {
      const kinds: Kind[] = (await openRepository(repository)).isPartial ? ['paths'] : ['paths', 'counts'];
      for (const kind of kinds) measurements.push(...(await measureReading(repository, kind, runs)));
      measurements.push(measureMemory(repository, self));
    }
    return measurements;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function measureReading(repository: string, kind: Kind, runs: number): Promise<Measurement[]> {
  const times = { git: [] as number[], 1: [] as number[], 2: [] as number[] };
  for (let run = 0; run < runs; run += 1) {
    times.git.push(await secondsOf(() => logWith(repository, kind)));
    times[1].push(await secondsOf(() => readAll(repository, kind, 1)));
    times[2].push(await secondsOf(() => readAll(repository, kind, 2)));
  }
  const git = Math.min(...times.git);
  return ([1, 2] as const).map((processes) => {
    const value = Math.min(...times[processes]);
    return {
      name: `push reads ${nameOf(repository)}, ${kind}, ${processes === 1 ? 'one process' : 'two processes'}`,
      value,
      unit: 's',
      budget: BUDGETS[kind][processes],
      ratio: value / git,
      of: `git log ${kind === 'paths' ? '--raw' : '--numstat'}, ${git.toFixed(2)} s`,
    };
  });
}

function measureMemory(repository: string, self: string): Measurement {
  const { stdout, stderr } = spawnSync(process.execPath, [self, '--memory', repository], { encoding: 'utf8' });
  const [count = 0, value = Number.NaN] = stdout.split(' ').map(Number);
  if (!Number.isFinite(value)) throw new Error(`the memory of reading ${repository} could not be measured: ${stderr}`);
  const allowed = BASE_MB + count * MB_PER_COMMIT;
  return {
    name: `push reads ${nameOf(repository)}, memory`,
    value,
    unit: 'MB',
    budget: 1,
    ratio: value / allowed,
    of: `60 MB + 1.5 KB a commit, ${allowed.toFixed(0)} MB`,
  };
}

function logWith(repository: string, kind: Kind): void {
  const lines = kind === 'paths' ? '--raw' : '--numstat';
  const { status } = spawnSync(
    'git',
    [`--git-dir=${repository}`, 'log', '--branches', '--remotes', '--tags', '-z', `--format=${COMMIT_FORMAT}`, lines, '--no-renames'],
    { stdio: 'ignore' },
  );
  if (status !== 0) throw new Error(`git log in ${repository} ended with ${status}`);
}

async function readAll(path: string, kind: Kind, processes: number): Promise<number> {
  const repository = await openRepository(path);
  const { shas } = await readTips(repository);
  let commits = 0;
  for await (const commit of readHistory({ repository, tips: shas, counts: kind === 'counts', processes })) commits += commit.sha ? 1 : 0;
  return commits;
}

async function secondsOf(work: () => unknown): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

function unpackShared(folder: string): string[] {
  const shared = resolve(process.env['THROUGHLINE_SHARED'] ?? '../shared', 'data/git');
  if (!existsSync(shared)) return [];
  return readdirSync(shared)
    .filter((name) => name.endsWith('.git.tar.gz'))
    .map((name) => {
      execFileSync('tar', ['xzf', join(shared, name), '-C', folder]);
      return join(folder, name.replace(/\.tar\.gz$/, ''));
    });
}

function nameOf(repository: string): string {
  return repository.split(/[\\/]/).at(-1)?.replace(/\.git$/, '') ?? repository;
}

/** `--memory <repository>`: reads it once and prints the commits and the most memory this process had. */
export async function main(words: readonly string[]): Promise<void> {
  const [word, repository] = words;
  if (word !== '--memory' || repository === undefined) return;
  const commits = await readAll(repository, 'paths', 2);
  process.stdout.write(`${commits} ${process.resourceUsage().maxRSS / 1024}\n`);
}
