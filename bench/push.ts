/**
 * How long `throughline push` takes to read a history, against git alone.
 *
 * Ratios of runs that take turns (git, ours with one process, ours with two, and again), the least of each: what
 * else the machine does then hits all alike. Git writes to /dev/null and lists the same fields.
 *
 * Two processes gain nothing while the other cores are busy. The CPU seconds of all processes together tell, even
 * then, what the work costs; where /proc is, they are measured as well.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
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
/** Of all processes: listing and reading beside the comparing of trees, which git log does too. */
const CPU_BUDGET = 1.5;
/** Where git log needs less, starting processes is most of what a ratio would show. */
const SMALL_SECONDS = 0.4;
const AT_ONCE_SECONDS = 0.5;
const BASE_MB = 60;
const MB_PER_COMMIT = 1.5 / 1024;

type Kind = keyof typeof BUDGETS;

/** Measures all repositories there are; those of the shared data only when it is there. */
export async function measurePush({ commits = 20_000, runs = 3, self, maker }: PushBenchOptions): Promise<Measurement[]> {
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
  const spent = { git: [] as Spent[], 1: [] as Spent[], 2: [] as Spent[] };
  for (let run = 0; run < runs; run += 1) {
    spent.git.push(await spentOn(() => logWith(repository, kind)));
    spent[1].push(await spentOn(() => readAll(repository, kind, 1)));
    spent[2].push(await spentOn(() => readAll(repository, kind, 2)));
  }
  const least = (of: readonly Spent[], what: keyof Spent) => Math.min(...of.map((each) => each[what] ?? Number.NaN));
  const flag = kind === 'paths' ? '--raw' : '--numstat';
  const shortest = least(spent.git, 'elapsed');
  if (shortest < SMALL_SECONDS) {
    const value = least(spent[2], 'elapsed');
    const name = `push reads ${nameOf(repository)}, ${kind}, small enough to be at once`;
    return [{ name, value, unit: 's', budget: 1, ratio: value / AT_ONCE_SECONDS, of: `${AT_ONCE_SECONDS} s; git log ${flag} takes ${shortest.toFixed(2)} s` }];
  }
  return ([1, 2] as const).flatMap((processes) =>
    (['elapsed', 'cpu'] as const).flatMap((what) => {
      const value = least(spent[processes], what);
      const git = least(spent.git, what);
      if (Number.isNaN(value)) return [];
      return {
        name: `push reads ${nameOf(repository)}, ${kind}, ${processes === 1 ? 'one process' : 'two processes'}${what === 'cpu' ? ', CPU' : ''}`,
        value,
        unit: 's' as const,
        budget: what === 'cpu' ? CPU_BUDGET : BUDGETS[kind][processes],
        ratio: value / git,
        of: `git log ${flag}, ${git.toFixed(2)} s`,
      };
    }),
  );
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

interface Spent {
  readonly elapsed: number;
  /** Of this process and the ones it waited for; absent without /proc. */
  readonly cpu: number | undefined;
}

async function spentOn(work: () => unknown): Promise<Spent> {
  const startedAt = performance.now();
  const before = cpuSeconds();
  await work();
  const after = cpuSeconds();
  return {
    elapsed: (performance.now() - startedAt) / 1000,
    cpu: before === undefined || after === undefined ? undefined : after - before,
  };
}

/** utime, stime, cutime and cstime of `man 5 proc`, in the hundredths of a second that Linux counts in. */
function cpuSeconds(): number | undefined {
  if (!existsSync('/proc/self/stat')) return undefined;
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? [];
  return fields.slice(11, 15).reduce((total, ticks) => total + Number(ticks), 0) / 100;
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
