/**
 * What was done for a feature. Commits that serve it go in, with their files and lines; out come
 * its activity over time and the places it touched. Nothing depends on the order of what goes in.
 */
import type { Commit, RepositoryName, Sha } from '../model/commit';
import { DAY_MS, type Day, type Instant, formatDay } from '../model/instant';
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

const WEEK_MS = 7 * DAY_MS;
/** 1970-01-05 was a Monday. */
const FIRST_MONDAY = 4 * DAY_MS;
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

/** Midnight, in UTC, at which the week of an instant began. */
export function mondayOf(at: Instant): Instant {
  return Math.floor((at - FIRST_MONDAY) / WEEK_MS) * WEEK_MS + FIRST_MONDAY;
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

/** The module of files that lie in no folder. */
export const TOP_MODULE = '.';
/** `src/watch` of `src/watch/git/lane.ts`: the first folder alone is often all there is, and a third too fine. */
const MODULE_DEPTH = 2;

/** `packages/ledger` for `packages/ledger/src/round.ts`, `docs` for `docs/push.md`, `.` for `README.md`. */
export function moduleOf(path: string): string {
  const folders = path.split('/').slice(0, -1);
  return folders.length === 0 ? TOP_MODULE : folders.slice(0, MODULE_DEPTH).join('/');
}

interface Place {
  readonly repo: RepositoryName;
  readonly path: string;
  readonly commits: Set<Sha>;
  readonly files: Set<string>;
  lastAt: Instant;
  lines: number;
}

/**
 * Where something was done. A commit belongs to a file that it changed, and to one that holds lines
 * of it today, under whatever name. O(files of the commits + rows of blame).
 */
export function measurePlaces(commits: readonly Commit[], surviving: SurvivingCode): Places {
  const files = new Map<string, Place>();
  const modules = new Map<string, Place>();
  const touch = ({ repo, sha, committedAt }: Commit, path: string, lines: number): void => {
    const module = moduleOf(path);
    for (const [places, name] of [
      [files, path],
      [modules, module],
    ] as const) {
      const id = `${repo}:${name}`;
      const place = places.get(id) ?? { repo, path: name, commits: new Set(), files: new Set(), lastAt: 0, lines: 0 };
      place.commits.add(sha);
      place.files.add(path);
      place.lastAt = Math.max(place.lastAt, committedAt);
      place.lines += lines;
      places.set(id, place);
    }
  };
  for (const commit of commits) for (const { path } of commit.files) touch(commit, path, 0);
  for (const [commit, path, lines] of survivors(commits, surviving)) touch(commit, path, lines);
  const linesOf = ({ repo, lines }: Place): number | undefined => (surviving.has(repo) ? lines : undefined);
  return {
    files: inOrder(files).map((place) => ({
      repo: place.repo,
      path: place.path,
      commits: place.commits.size,
      lastAt: place.lastAt,
      survivingLines: linesOf(place),
    })),
    modules: inOrder(modules).map((place) => ({
      repo: place.repo,
      path: place.path,
      commits: place.commits.size,
      files: place.files.size,
      survivingLines: linesOf(place),
    })),
  };
}

/** Lines of today's code that these commits wrote, and in how many files they stand. */
export function countSurviving(
  commits: readonly Commit[],
  surviving: SurvivingCode,
): { readonly lines: number; readonly files: number } {
  const files = new Set<string>();
  let total = 0;
  for (const [{ repo }, path, lines] of survivors(commits, surviving)) {
    files.add(`${repo}:${path}`);
    total += lines;
  }
  return { lines: total, files: files.size };
}

function* survivors(
  commits: readonly Commit[],
  surviving: SurvivingCode,
): Generator<readonly [commit: Commit, path: string, lines: number]> {
  const byRepository = new Map<RepositoryName, Map<Sha, Commit>>();
  for (const commit of commits) {
    const bySha = byRepository.get(commit.repo) ?? new Map<Sha, Commit>();
    byRepository.set(commit.repo, bySha.set(commit.sha, commit));
  }
  for (const [repo, bySha] of byRepository)
    for (const { path, lines } of surviving.get(repo) ?? [])
      for (const [sha, count] of lines) {
        const commit = bySha.get(sha);
        if (commit) yield [commit, path, count];
      }
}

function inOrder(places: ReadonlyMap<string, Place>): Place[] {
  return [...places.values()].sort(
    (a, b) =>
      b.commits.size - a.commits.size ||
      b.lines - a.lines ||
      b.lastAt - a.lastAt ||
      compareText(a.repo, b.repo) ||
      compareText(a.path, b.path),
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
