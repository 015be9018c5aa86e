/** Which commits a question of the trace page is about: those of the repositories that serve the project. */
import { readServing } from '../app/serving-repositories';
import { readMembers } from '../app/join-members';
import { DAY_MS, type Instant, parseDay } from '../model/instant';
import type { ProjectKey } from '../model/key';
import { lazily } from '../model/lazily';
import { type Settings, projectSettings } from '../model/settings';
import { type TeamScope, type TeamsOfProject, findTeamScope, smallestGroup, teamScopes } from '../model/team';
import type { CommitQuery } from '../ports/link-facts';
import { type Asking, Refusal, browsable } from './asking';
import type { TraceFilter } from './contract';

export interface TraceScope {
  readonly projectKey: ProjectKey;
  readonly query: CommitQuery;
  /** Every repository that serves the project, whatever the filter says. */
  readonly serving: readonly string[];
  /** Teams that may be asked for, read when first wanted. */
  readonly teams: () => Promise<TeamsHere>;
  /** Repositories that a team which is asked for cannot be told apart in. */
  readonly leftOut: readonly string[];
}

interface TeamsHere {
  readonly scopes: ReadonlyMap<string, TeamScope>;
  readonly settings: Settings;
}

const LONGEST_PATH = 1024;

/** Refuses whoever may not browse the project, and a filter that cannot be meant. */
export async function scopeOf(asking: Asking, filter: TraceFilter): Promise<TraceScope> {
  const projectKey = await browsable(asking);
  const servingOf = await readServing(asking.outside);
  const serving = servingOf(projectKey);
  const { repo, path } = filter;
  if (repo !== undefined && !serving.includes(repo))
    throw new Refusal('not-found', `No repository "${String(repo).slice(0, 80)}" serves ${projectKey}.`);
  if (path !== undefined && (typeof path !== 'string' || path.length > LONGEST_PATH))
    throw new Refusal('bad-request', 'A path is a text of at most 1024 characters, such as src/watch/.');
  const repos = repo === undefined ? serving : [repo];
  const teams = lazily(() => readTeams(asking.outside, projectKey, servingOf));
  const team = isTold(filter.team) ? teamAskedFor(filter, await teams(), repos) : undefined;
  const query = { repos, from: dayOf(filter.from, 'From'), until: nextDay(dayOf(filter.until, 'Until')), path };
  return {
    projectKey,
    serving,
    teams,
    leftOut: team ? repos.filter((name) => !team.repos.includes(name)) : [],
    query: team ? { repos: repos.filter((name) => team.repos.includes(name)), authors: team.authors } : query,
  };
}

/** The same where commits are listed one by one, which is not done for a team: a row is one person's. */
export async function scopeOfRows(asking: Asking, filter: TraceFilter): Promise<TraceScope> {
  const scope = await scopeOf(asking, filter);
  if (isTold(filter.team))
    throw new Refusal(
      'bad-request',
      'Of a team there are counts only: a list of its commits would show single members.',
    );
  return scope;
}

/** Too small a team is refused where its members are counted. */
function teamAskedFor(
  { team, path, from, until }: TraceFilter,
  { scopes, settings }: TeamsHere,
  repos: readonly string[],
): TeamScope {
  const scope = findTeamScope(scopes, String(team));
  if (!scope || !repos.some((name) => scope.repos.includes(name))) {
    const least = smallestGroup(settings.people);
    throw new Refusal(
      'bad-request',
      `No team "${String(team).slice(0, 80)}" can be asked for here: teams are named in the project's settings, and at least ${least} of its members, and as many others or nobody else, have to be known by their commits to a repository.`,
    );
  }
  if ([path, from, until].some(isTold))
    throw new Refusal(
      'bad-request',
      'A team can be narrowed to a repository only: a path or some days of it would soon be one member’s.',
    );
  return scope;
}

function isTold(value: unknown): boolean {
  return value !== undefined && value !== '';
}

/** Teams of every project whose repositories are these too: they are about the same commits. */
async function readTeams(
  { facts, memory }: Asking['outside'],
  projectKey: ProjectKey,
  servingOf: (project: ProjectKey) => readonly string[],
): Promise<TeamsHere> {
  const repos = servingOf(projectKey);
  const site = await memory.readSettings();
  const settingsOf = async (key: ProjectKey) => projectSettings(site, await memory.readSettings(key));
  const settings = await settingsOf(projectKey);
  const others = (await facts.readProjects())
    .map(({ key }) => key)
    .filter((key) => key !== projectKey && servingOf(key).some((repo) => repos.includes(repo)));
  const projects: TeamsOfProject[] = [{ projectKey, settings }];
  for (const key of others) projects.push({ projectKey: key, settings: await settingsOf(key) });
  return { scopes: teamScopes(projects, projectKey, await readMembers(facts, settings), repos), settings };
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
