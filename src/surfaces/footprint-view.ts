/** Everything that was done for a work item and what lies below it, and what of it still stands. */
import { isCancelled } from '../model/cancelled';
import { type Commit, commitName } from '../model/commit';
import { type Instant, formatInstant } from '../model/instant';
import { type WorkItemKey, isWorkItemKey } from '../model/key';
import type { TraceLink } from '../model/link';
import { valueAt } from '../model/span';
import type { BlameRun, SurvivingFile } from '../model/surviving';
import type { WorkItem } from '../model/work-item';
import type { Facts } from '../ports/facts';
import { type SurvivingCode, countSurviving, measureActivity, measurePlaces } from '../trace/footprint';
import { type Handler, Refusal } from './asking';
import type { FootprintView, SurvivingView } from './contract';
import { readDescendants, readServingCommits } from './family';
import { lookAs } from './reader';

const MODULES_SHOWN = 50;
const FILES_SHOWN = 100;
/** Jira is asked about so many items; what only others led to is not shown. */
const MOST_ITEMS = 500;

/**
 * Counts are of all commits, as on the item itself; a path is shown only where a commit that touched
 * it serves something the reader sees.
 */
export const readFootprint: Handler<'trace.footprint'> = async ({ outside, reader, place, now }, { key: wanted }) => {
  const { facts } = outside;
  const key = wanted ?? place.itemKey;
  // A screen sent it, so it may be anything.
  if (typeof key !== 'string' || !isWorkItemKey(key))
    throw new Refusal('bad-request', 'Name a work item by its key, for example PAY-12.');
  if ((await reader.seeItems([key])).length === 0)
    throw new Refusal('no-permission', `You may not see ${key}, or there is no such work item.`);
  const [item] = await facts.readItemsByKey([key]);
  if (!item)
    throw new Refusal(
      'not-ready',
      `Throughline has not read ${key} yet. A project administrator can start reading on the project page.`,
    );
  const { serving, links, commits } = await readServingCommits(outside, item, await readDescendants(facts, item.key));
  const served = servedNewestFirst(links, commits);
  const sight = await lookAs(reader, [key, ...served.slice(0, MOST_ITEMS)]);
  const shownIds = new Set(links.filter((link) => sight.isVisible(link.key)).map(commitName));
  const activity = measureActivity(commits);
  const repositories = activity.repositories.map(({ name }) => name);
  const blame = await readBlameOf(facts, repositories, commits);
  const places = measurePlaces(
    commits.filter((commit) => shownIds.has(commitName(commit))),
    blame.code,
  );
  return {
    item: sight.refTo(key),
    asOf: formatInstant(now),
    stage: stageOf(item, now),
    commits: serving.length === 0 ? undefined : activity.commits,
    firstAt: optionalAt(activity.firstAt),
    lastAt: optionalAt(activity.lastAt),
    repositories: activity.repositories.map(({ name, commits: count, firstAt, lastAt }) => ({
      name,
      commits: count,
      firstAt: formatInstant(firstAt),
      lastAt: formatInstant(lastAt),
    })),
    modules: places.modules.slice(0, MODULES_SHOWN),
    placesOf: served.length > MOST_ITEMS ? { items: MOST_ITEMS, of: served.length } : undefined,
    moreModules: Math.max(0, places.modules.length - MODULES_SHOWN),
    files: places.files.slice(0, FILES_SHOWN).map((file) => ({ ...file, lastAt: formatInstant(file.lastAt) })),
    moreFiles: Math.max(0, places.files.length - FILES_SHOWN),
    weeks: activity.weeks,
    commitsWithLines: activity.commitsWithLines,
    surviving: survivingView(commits, blame, repositories),
  };
};

/** Items that the commits serve, those of the newest commits first. */
function servedNewestFirst(links: readonly TraceLink[], commits: readonly Commit[]): WorkItemKey[] {
  const place = new Map(commits.map((commit, index) => [commitName(commit), index]));
  const placeOf = (link: TraceLink): number => place.get(commitName(link)) ?? commits.length;
  return [...new Set([...links].sort((a, b) => placeOf(a) - placeOf(b)).map((link) => link.key))];
}

function stageOf(item: WorkItem, now: Instant): FootprintView['stage'] {
  return isCancelled(item, now) ? 'cancelled' : (valueAt(item.status, now)?.stage ?? 'to-do');
}

interface BlameOf {
  readonly runs: readonly BlameRun[];
  readonly code: SurvivingCode;
}

/** Of a blame only what these commits wrote is kept: a repository's whole blame may be many megabytes. */
async function readBlameOf(
  facts: Facts,
  repositories: readonly string[],
  commits: readonly Commit[],
): Promise<BlameOf> {
  const runs: BlameRun[] = [];
  const code = new Map<string, readonly SurvivingFile[]>();
  const shas = new Set(commits.map(({ sha }) => sha));
  for (const repo of repositories) {
    const run = await facts.findWholeBlame(repo);
    if (!run) continue;
    runs.push(run);
    code.set(repo, await facts.readSurviving(run, shas));
  }
  return { runs, code };
}

function survivingView(
  commits: readonly Commit[],
  { runs, code }: BlameOf,
  repositories: readonly string[],
): SurvivingView {
  if (repositories.length === 0) return { state: 'unknown', text: 'No commit is known to serve it.' };
  const missing = repositories.filter((repo) => !code.has(repo));
  if (runs.length === 0)
    return {
      state: 'unknown',
      text: `${missing.join(', ')} sent no blame. Send it with throughline push --blame.`,
    };
  return {
    state: 'known',
    ...countSurviving(commits, code),
    // The oldest is what all of them can be said to be as of.
    asOf: formatInstant(Math.min(...runs.map(({ takenAt }) => takenAt))),
    missing,
  };
}

function optionalAt(at: Instant | undefined): string | undefined {
  return at === undefined ? undefined : formatInstant(at);
}
