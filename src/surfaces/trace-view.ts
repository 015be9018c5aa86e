/** The trace page at a glance: how many commits are in which class, over time and by repository. */
import { type Instant, WEEK_MS, formatDay, formatInstant } from '../model/instant';
import type { ClassCount, WeekCount } from '../ports/link-facts';
import type { Asking } from './asking';
import type { TraceCoverage, TraceFilter, TraceView } from './contract';
import { countsOf } from './class-counts';
import { readCommitCoverage } from './coverage-view';
import { scopeOf } from './trace-scope';
import { suggesterView } from './suggester-view';

/** Ten years. */
const MOST_WEEKS = 520;

export async function readTraceView(asking: Asking, filter: TraceFilter): Promise<TraceView> {
  const { outside, reader, now } = asking;
  const { facts } = outside;
  const { projectKey, query, serving, teams, leftOut } = await scopeOf(asking, filter);
  const { scopes, settings } = await teams();
  const counted = await facts.countClasses(query);
  const receivedAt = new Map((await facts.readRepositoryStates()).map((state) => [state.name, state.lastReceivedAt]));
  const lastCommitAt = await facts.readLastCommitTimes(query.repos);
  const examination = await facts.readExamination(projectKey);
  return {
    projectKey,
    asOf: formatInstant(now),
    counts: serving.length === 0 ? undefined : countsOf(counted),
    coverage: coverageOf(counted),
    // A week of a team may be one member's.
    weeks: query.authors === undefined ? weeksOf(await facts.countWeeks(query), now) : [],
    repositories: query.repos.map((name) => {
      const theirs = counted.filter(({ repo }) => repo === name);
      const last = lastCommitAt.get(name);
      return {
        name,
        counts: countsOf(theirs),
        coverage: coverageOf(theirs),
        lastCommitAt: last === undefined ? undefined : formatInstant(last),
        lastReceivedAt: formatInstant(receivedAt.get(name) ?? now),
      };
    }),
    teams: [...scopes.keys()],
    leftOut,
    queue: countsOf(counted).suggested,
    suggester: await suggesterView(outside, serving),
    canDecide: await reader.hasProjectPermission('EDIT_ISSUES', projectKey),
    exemptBy: settings.trace,
    commits: (await readCommitCoverage(outside, projectKey, serving, examination)).commits,
  };
}

/** Of the commits that need a link: exempt ones do not. */
function coverageOf(rows: readonly ClassCount[]): TraceCoverage {
  const { linked, suggested, untraced } = countsOf(rows);
  const needed = linked + suggested + untraced;
  if (needed === 0) return { explicit: undefined, expected: undefined };
  const expected = rows.reduce((sum, row) => sum + row.expected, 0) / 1000;
  return { explicit: linked / needed, expected: (linked + expected) / needed };
}

/** Every week from the first to the last, also those without commits; a date in the future is a wrong clock's. */
function weeksOf(rows: readonly WeekCount[], now: Instant): TraceView['weeks'] {
  const byWeek = new Map<Instant, WeekCount[]>();
  for (const row of rows) byWeek.set(row.monday, [...(byWeek.get(row.monday) ?? []), row]);
  const last = rows.findLast(({ monday }) => monday <= now)?.monday;
  const first = rows[0]?.monday;
  if (first === undefined || last === undefined) return [];
  const weeks: TraceView['weeks'][number][] = [];
  for (let monday = Math.max(first, last - (MOST_WEEKS - 1) * WEEK_MS); monday <= last; monday += WEEK_MS)
    weeks.push({ monday: formatDay(monday), counts: countsOf(byWeek.get(monday) ?? []) });
  return weeks;
}
