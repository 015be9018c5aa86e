/** Which commits a question of the trace page is about: those of the repositories that serve the project. */
import { readServing } from '../app/serving-repositories';
import { readMembers } from '../app/join-members';
import type { Identity } from '../model/identity';
import { DAY_MS, type Instant, parseDay } from '../model/instant';
import type { ProjectKey } from '../model/key';
import { type Settings, projectSettings } from '../model/settings';
import { authorsOfTeam, smallestGroup } from '../model/team';
import type { CommitQuery } from '../ports/link-facts';
import { type Asking, Refusal, browsable } from './asking';
import type { TraceFilter } from './contract';

export interface TraceScope {
  readonly projectKey: ProjectKey;
  readonly query: CommitQuery;
  /** Every repository that serves the project, whatever the filter says. */
  readonly serving: readonly string[];
}

const LONGEST_PATH = 1024;

/** Refuses whoever may not browse the project, and a filter that cannot be meant. */
export async function scopeOf(asking: Asking, filter: TraceFilter): Promise<TraceScope> {
  const projectKey = await browsable(asking);
  const serving = (await readServing(asking.outside))(projectKey);
  const { repo, path } = filter;
  if (repo !== undefined && !serving.includes(repo))
    throw new Refusal('not-found', `No repository "${String(repo).slice(0, 80)}" serves ${projectKey}.`);
  if (path !== undefined && (typeof path !== 'string' || path.length > LONGEST_PATH))
    throw new Refusal('bad-request', 'A path is a text of at most 1024 characters, such as src/watch/.');
  return {
    projectKey,
    serving,
    query: {
      repos: repo === undefined ? serving : [repo],
      from: dayOf(filter.from, 'From'),
      until: nextDay(dayOf(filter.until, 'Until')),
      path,
      authors: await authorsOf(asking, projectKey, filter.team),
    },
  };
}

/** Undefined where no team is asked for; too small a team is refused where its members are counted. */
async function authorsOf(
  { outside }: Asking,
  projectKey: ProjectKey,
  team: unknown,
): Promise<readonly string[] | undefined> {
  if (team === undefined || team === '') return undefined;
  const { settings, members } = await readTeams(outside, projectKey);
  const authors = authorsOfTeam(settings, String(team), members);
  if (authors) return authors;
  const least = smallestGroup(settings.people);
  throw new Refusal(
    'bad-request',
    `No team "${String(team).slice(0, 80)}" can be asked for: teams are named in the project's settings, and fewer than ${least} people known by their commits are too few.`,
  );
}

export async function readTeams(
  { facts, memory }: Asking['outside'],
  projectKey: ProjectKey,
): Promise<{ readonly settings: Settings; readonly members: readonly Identity[] }> {
  const settings = projectSettings(await memory.readSettings(), await memory.readSettings(projectKey));
  return { settings, members: await readMembers(facts, settings) };
}

function dayOf(text: string | undefined, name: string): Instant | undefined {
  if (text === undefined || text === '') return undefined;
  const day = typeof text === 'string' ? parseDay(text) : undefined;
  if (day === undefined) throw new Refusal('bad-request', `${name}: give a day such as 2017-11-13.`);
  return Date.parse(`${day}T00:00:00Z`);
}

function nextDay(day: Instant | undefined): Instant | undefined {
  return day === undefined ? undefined : day + DAY_MS;
}

/** How many rows a page may hold. */
export function pageSize(limit: unknown, usual: number): number {
  return typeof limit === 'number' && Number.isInteger(limit) && limit > 0 ? Math.min(limit, 100) : usual;
}
