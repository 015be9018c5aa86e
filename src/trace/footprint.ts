/**
 * What was done for a feature. Commits that serve it go in, with their files and lines; out come
 * its activity over time and the places it touched. Nothing depends on the order of what goes in.
 */
import { compareText } from '../model/compare-text';
import type { Commit, RepositoryName, Sha } from '../model/commit';
import { type Day, type Instant, WEEK_MS, formatDay, mondayOf } from '../model/instant';
import { moduleOf } from '../model/module';
import type { SurvivingFile } from '../model/surviving';

export interface RepositoryActivity {
  readonly name: RepositoryName;
  readonly commits: number;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
}

export interface WeekActivity {
  readonly monday: Day;
  readonly commits: number;
  /** Each file once a commit, also those a commit does not list. */
  readonly files: number;
  /** Of the commits that told their lines; undefined when there were commits and none did. */
  readonly added: number | undefined;
  readonly deleted: number | undefined;
}

export interface Activity {
  readonly commits: number;
  readonly commitsWithLines: number;
  /** Undefined without commits. */
  readonly firstAt: Instant | undefined;
  readonly lastAt: Instant | undefined;
  /** Most commits first. */
  readonly repositories: readonly RepositoryActivity[];
  /** Oldest first, from Monday to Monday in UTC. Quiet weeks in between are there too. */
  readonly weeks: readonly WeekActivity[];
}

/** Forty years. Where a broken clock makes it longer, quiet weeks are left out. */
const MOST_WEEKS = 2_080;

/** When and where something was done, and how much. O(commits + weeks). */
export function measureActivity(commits: readonly Commit[]): Activity {
  const repositories = new Map<RepositoryName, { commits: number; firstAt: Instant; lastAt: Instant }>();
  const weeks = new Map<Instant, Mutable<Omit<WeekActivity, 'monday'>>>();
  let commitsWithLines = 0;
  let [firstAt, lastAt] = [Infinity, -Infinity];
  for (const { repo, committedAt: at, filesChanged, lines } of commits) {
    firstAt = Math.min(firstAt, at);
    lastAt = Math.max(lastAt, at);
    const repository = repositories.get(repo) ?? { commits: 0, firstAt: at, lastAt: at };
    repository.commits += 1;
    repository.firstAt = Math.min(repository.firstAt, at);
    repository.lastAt = Math.max(repository.lastAt, at);
    repositories.set(repo, repository);
    const monday = mondayOf(at);
    const week = weeks.get(monday) ?? { commits: 0, files: 0, added: undefined, deleted: undefined };
    week.commits += 1;
    week.files += filesChanged;
    if (lines) {
      commitsWithLines += 1;
      week.added = (week.added ?? 0) + lines.added;
      week.deleted = (week.deleted ?? 0) + lines.deleted;
    }
    weeks.set(monday, week);
  }
  if (commits.length > 0) fillQuietWeeks(weeks, mondayOf(firstAt), mondayOf(lastAt));
  return {
    commits: commits.length,
    commitsWithLines,
    firstAt: commits.length > 0 ? firstAt : undefined,
    lastAt: commits.length > 0 ? lastAt : undefined,
    repositories: [...repositories]
      .map(([name, repository]) => ({ name, ...repository }))
      .sort((a, b) => b.commits - a.commits || compareText(a.name, b.name)),
    weeks: [...weeks].sort(([a], [b]) => a - b).map(([monday, week]) => ({ monday: formatDay(monday), ...week })),
  };
}

function fillQuietWeeks(weeks: Map<Instant, Omit<WeekActivity, 'monday'>>, first: Instant, last: Instant): void {
  if ((last - first) / WEEK_MS >= MOST_WEEKS) return;
  for (let monday = first; monday <= last; monday += WEEK_MS)
    if (!weeks.has(monday)) weeks.set(monday, { commits: 0, files: 0, added: 0, deleted: 0 });
}

export interface FilePlace {
  readonly repo: RepositoryName;
  readonly path: string;
  readonly commits: number;
  readonly lastAt: Instant;
  /** Undefined where the repository has not sent its blame. */
  readonly survivingLines: number | undefined;
}

export interface ModulePlace {
  readonly repo: RepositoryName;
  readonly path: string;
  readonly commits: number;
  readonly files: number;
  readonly survivingLines: number | undefined;
}

export interface Places {
  /** Most commits first. */
  readonly files: readonly FilePlace[];
  readonly modules: readonly ModulePlace[];
}

/** The blame of each repository that sent one. */
export type SurvivingCode = ReadonlyMap<RepositoryName, readonly SurvivingFile[]>;

interface Place {
  readonly repo: RepositoryName;
  readonly path: string;
  commits: number;
  lastAt: Instant;
  lines: number;
  /** The commit that was counted last: each counts once. */
  counted: Commit | undefined;
}

interface ModuleTally extends Place {
  files: number;
}

interface FileTally extends Place {
  readonly module: ModuleTally;
}

/**
 * Where something was done. A commit belongs to a file that it changed, and to one that holds lines
 * of it today, under whatever name. O(files of the commits + rows of blame).
 */
export function measurePlaces(commits: readonly Commit[], surviving: SurvivingCode): Places {
  const files = new Map<RepositoryName, Map<string, FileTally>>();
  const modules = new Map<string, ModuleTally>();

  function fileAt(repo: RepositoryName, path: string): FileTally {
    const theirs = files.get(repo) ?? new Map<string, FileTally>();
    files.set(repo, theirs);
    const known = theirs.get(path);
    if (known) return known;
    const folder = moduleOf(path);
    const id = `${repo}:${folder}`;
    const module = modules.get(id) ?? { ...untouched(repo, folder), files: 0 };
    modules.set(id, module);
    module.files += 1;
    const file = { ...untouched(repo, path), module };
    theirs.set(path, file);
    return file;
  }

  function touch(commit: Commit, path: string, lines: number): void {
    const file = fileAt(commit.repo, path);
    for (const place of [file, file.module]) {
      place.lines += lines;
      if (place.counted === commit) continue;
      place.counted = commit;
      place.commits += 1;
      place.lastAt = Math.max(place.lastAt, commit.committedAt);
    }
  }

  const kept = survivorsByCommit(commits, surviving);
  for (const commit of commits) {
    for (const { path } of commit.files) touch(commit, path, 0);
    for (const [path, lines] of kept.get(commit) ?? []) touch(commit, path, lines);
  }
  const linesOf = ({ repo, lines }: Place): number | undefined => (surviving.has(repo) ? lines : undefined);
  return {
    files: inOrder([...files.values()].flatMap((theirs) => [...theirs.values()])).map((file) => ({
      repo: file.repo,
      path: file.path,
      commits: file.commits,
      lastAt: file.lastAt,
      survivingLines: linesOf(file),
    })),
    modules: inOrder([...modules.values()]).map((module) => ({
      repo: module.repo,
      path: module.path,
      commits: module.commits,
      files: module.files,
      survivingLines: linesOf(module),
    })),
  };
}

function untouched(repo: RepositoryName, path: string): Place {
  return { repo, path, commits: 0, lastAt: -Infinity, lines: 0, counted: undefined };
}

/** Lines of today's code that these commits wrote, and in how many files they stand. */
export function countSurviving(
  commits: readonly Commit[],
  surviving: SurvivingCode,
): { readonly lines: number; readonly files: number } {
  const files = new Set<string>();
  let total = 0;
  for (const [{ repo }, kept] of survivorsByCommit(commits, surviving))
    for (const [path, lines] of kept) {
      files.add(`${repo}:${path}`);
      total += lines;
    }
  return { lines: total, files: files.size };
}

type Kept = readonly [path: string, lines: number];

function survivorsByCommit(commits: readonly Commit[], surviving: SurvivingCode): ReadonlyMap<Commit, readonly Kept[]> {
  const byRepository = new Map<RepositoryName, Map<Sha, Commit>>();
  for (const commit of commits) {
    const bySha = byRepository.get(commit.repo) ?? new Map<Sha, Commit>();
    byRepository.set(commit.repo, bySha.set(commit.sha, commit));
  }
  const survivors = new Map<Commit, Kept[]>();
  for (const [repo, bySha] of byRepository)
    for (const { path, lines } of surviving.get(repo) ?? [])
      for (const [sha, count] of lines) {
        const commit = bySha.get(sha);
        if (!commit) continue;
        const kept = survivors.get(commit);
        if (kept) kept.push([path, count]);
        else survivors.set(commit, [[path, count]]);
      }
  return survivors;
}

function inOrder<Kind extends Place>(places: Kind[]): Kind[] {
  return places.sort(
    (a, b) =>
      b.commits - a.commits ||
      b.lines - a.lines ||
      b.lastAt - a.lastAt ||
      compareText(a.repo, b.repo) ||
      compareText(a.path, b.path),
  );
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
