/**
 * How long `throughline push` takes to read a history, against git alone.
 *
 * Runs take turns (git, ours with one process, ours with two, and again), the least of each counts:
 * what else the machine does then hits all alike. Git writes to /dev/null and lists the same fields.
 *
 * Two processes gain nothing while the other cores are busy. The CPU seconds of all processes together tell, even
 * then, what the work costs; where /proc is, they are measured as well.
 */
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { COMMIT_FORMAT } from '../src/hosts/local/cli/git/commit-scanner';
import { projectRoot } from '../src/hosts/local/platform/host-script';
import { type Ask, type Bench, type Figure, notMeasured } from './figure';
import { readAll } from './read-all';
import { sharedFolder } from './recorded-world';

type Kind = 'paths' | 'numstat';

const BUDGETS: Readonly<Record<Kind, { readonly one: number; readonly two: number }>> = {
  paths: { one: 1.2, two: 0.95 },
  numstat: { one: 1.1, two: 0.65 },
};
/** Of all processes: listing and reading beside the comparing of trees, which git log does too. */
const CPU_BUDGET = 1.5;
/** Where git log needs less, starting processes is most of what a ratio would show. */
const SMALL_SECONDS = 0.4;
const AT_ONCE_SECONDS = 0.5;
const BASE_MB = 60;
const MB_PER_COMMIT = 1.5 / 1024;

type Cost = 'elapsed' | 'cpu';

const PROCESSES = ['one', 'two'] as const;

interface Source {
  /** What its figures' names end in: nothing for the history made on the spot. */
  readonly suffix: string;
  readonly kinds: readonly Kind[];
  readonly costs: readonly Cost[];
  unpack(folder: string, quick: boolean): string;
}

const made: Source = {
  suffix: '',
  kinds: ['paths', 'numstat'],
  costs: ['elapsed', 'cpu'],
  unpack: (folder, quick) => {
    const path = join(folder, 'made');
    execFileSync(process.execPath, [join(projectRoot(), 'bench/make-repository.mjs'), path, quick ? '3000' : '20000']);
    return path;
  },
};

/** Real ones, small, and without file contents: what is read of them are paths. */
function sharedSources(): Source[] {
  const shared = sharedFolder('data', 'git');
  const ending = '.git.tar.gz';
  return (shared === undefined ? [] : readdirSync(shared).filter((name) => name.endsWith(ending))).map((file) => ({
    suffix: `-${file.slice(0, -ending.length).replace(/^.*\+/, '')}`,
    kinds: ['paths'],
    costs: ['elapsed'],
    unpack: (folder) => {
      execFileSync('tar', ['xzf', join(shared ?? '', file), '-C', folder]);
      return join(folder, file.slice(0, -'.tar.gz'.length));
    },
  }));
}

export const pushBenches: readonly Bench[] = [made, ...sharedSources()].flatMap((source): Bench[] => [
  readingBench(source),
  memoryBench(source),
]);

function readingBench(source: Source): Bench {
  const { suffix, kinds, costs } = source;
  const namesOf = (kind: Kind): string[] =>
    PROCESSES.flatMap((processes) => costs.map((cost) => nameOf(kind, processes, cost, suffix)));
  return {
    names: kinds.flatMap(namesOf),
    what: `reading ${suffix === '' ? 'a made history of 20 k commits' : suffix.slice(1)}, against git log`,
    measure: (ask) =>
      unpacked(source, ask, async (path) => {
        const figures: Figure[] = [];
        for (const kind of kinds) {
          if (namesOf(kind).some((name) => ask.wants(name)))
            figures.push(...(await measureReading(path, kind, source, ask.quick ? 1 : 3)));
        }
        return figures;
      }),
  };
}

function nameOf(kind: Kind, processes: (typeof PROCESSES)[number], cost: Cost, suffix: string): string {
  return `push-${kind}-${processes}${cost === 'cpu' ? '-cpu' : ''}${suffix}`;
}

async function unpacked(
  source: Source,
  { quick }: Ask,
  measure: (path: string) => Promise<readonly Figure[]>,
): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
  try {
    return await measure(source.unpack(folder, quick));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureReading(
  repository: string,
  kind: Kind,
  { suffix, costs }: Source,
  runs: number,
): Promise<Figure[]> {
  const spent = { git: [] as Spent[], one: [] as Spent[], two: [] as Spent[] };
  for (let run = 0; run < runs; run += 1) {
    spent.git.push(await spentOn(() => logWith(repository, kind)));
    spent.one.push(await spentOn(() => readAll(repository, { counts: kind === 'numstat', processes: 1 })));
    spent.two.push(await spentOn(() => readAll(repository, { counts: kind === 'numstat', processes: 2 })));
  }
  const least = (of: readonly Spent[], what: Cost): number => Math.min(...of.map((each) => each[what] ?? Number.NaN));
  const shortest = least(spent.git, 'elapsed');
  const log = `git log ${flagOf(kind)}`;
  return PROCESSES.flatMap((processes) =>
    costs.map((what): Figure => {
      const name = nameOf(kind, processes, what, suffix);
      const value = least(spent[processes], what);
      const git = least(spent.git, what);
      if (Number.isNaN(value)) return notMeasured(name, 's', 'no /proc to read processor time from', CPU_BUDGET);
      if (shortest < SMALL_SECONDS) {
        const of = `small: ${log} takes ${shortest.toFixed(2)} s, so the whole reading is what counts`;
        return { name, value, unit: 's', ratio: null, of, budget: what === 'cpu' ? null : AT_ONCE_SECONDS };
      }
      const budget = what === 'cpu' ? CPU_BUDGET : BUDGETS[kind][processes];
      return {
        name,
        value,
        unit: 's',
        ratio: value / git,
        of: `${log}, ${git.toFixed(2)} s${what === 'cpu' ? ' of processor time' : ''}`,
        budget,
      };
    }),
  );
}

function memoryBench(source: Source): Bench {
  const name = `push-memory${source.suffix}`;
  return {
    names: [name],
    what: `most memory of the process that reads ${source.suffix === '' ? 'it' : source.suffix.slice(1)}`,
    measure: (ask) =>
      unpacked(source, ask, async (path) => {
        const { stdout } = await promisify(execFile)(process.execPath, [join(__dirname, 'read-repository.cjs'), path]);
        const { commits, peakMegabytes } = JSON.parse(stdout) as {
          readonly commits: number;
          readonly peakMegabytes: number;
        };
        const of = `the whole process; allowed are ${BASE_MB} MB + 1.5 KB for each of ${commits} commits`;
        return [
          {
            name,
            value: peakMegabytes,
            unit: 'MB',
            ratio: null,
            of,
            budget: Math.round(BASE_MB + commits * MB_PER_COMMIT),
          },
        ];
      }),
  };
}

function flagOf(kind: Kind): string {
  return kind === 'paths' ? '--raw' : '--numstat';
}

function logWith(repository: string, kind: Kind): void {
  const { status } = spawnSync(
    'git',
    [
      `--git-dir=${repository}`,
      'log',
      '--branches',
      '--remotes',
      '--tags',
      '-z',
      `--format=${COMMIT_FORMAT}`,
      flagOf(kind),
      '--no-renames',
    ],
    { stdio: 'ignore' },
  );
  if (status !== 0) throw new Error(`git log in ${repository} ended with ${status}`);
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
