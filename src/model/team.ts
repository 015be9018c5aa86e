/**
 * Groups that may be looked at together, and how small they may be. Everything here is about teams
 * named in settings; the people seen at work are a crowd (`crowd.ts`).
 */
import type { RepositoryName } from './commit';
import { compareText } from './compare-text';
import type { Identity, IdentityHash } from './identity';
import { DAY_MS } from './instant';
import type { ProjectKey } from './key';
import type { PeopleSettings, Settings } from './settings';
import { type AccountId, CLOSED_ACCOUNT } from './work-item';

/** No setting may go below: of a smaller group everybody can work out who is meant. */
const SMALLEST_GROUP = 5;

/** When exactly somebody did something is not told for longer; aggregates by week stay. */
export const OLDEST_TIME_TOLD_MS = 90 * DAY_MS;

/** The smallest group of which anything may be said. */
export function smallestGroup({ minimumGroup }: Pick<PeopleSettings, 'minimumGroup'>): number {
  return Math.max(SMALLEST_GROUP, minimumGroup);
}

/**
 * The author hashes of a team's commits, in order; undefined when there is no such team or it is too
 * small.
 *
 * Only members whose commits are known count, each once, however often the settings name them: a
 * team filled up with ids that never committed would show the commits of the few who did.
 */
export function authorsOfTeam(
  settings: Settings,
  team: string,
  identities: readonly Pick<Identity, 'identity' | 'account' | 'isBot'>[],
): readonly IdentityHash[] | undefined {
  const named = settings.people.teams.filter(({ name }) => sameName(name, team));
  if (named.length !== 1) return undefined;
  const bots = new Set(settings.trace.botAuthors);
  const members = new Set(named.flatMap((one) => one.members));
  const theirs = identities.filter(
    ({ identity, account, isBot }) =>
      account !== undefined &&
      account !== CLOSED_ACCOUNT &&
      members.has(account) &&
      !isBot &&
      !bots.has(account) &&
      !bots.has(identity),
  );
  const seen = new Set(theirs.map(({ account }) => account));
  return seen.size >= smallestGroup(settings.people) ? theirs.map(({ identity }) => identity).sort() : undefined;
}

/** A project with the settings that hold in it. */
export interface TeamsOfProject {
  readonly projectKey: ProjectKey;
  readonly settings: Settings;
}

/** What may be told of a team's commits. */
export interface TeamScope {
  /** The hashes its members commit under, in order. */
  readonly authors: readonly IdentityHash[];
  /** Repositories in which it can be told apart without showing few people, in order. */
  readonly repos: readonly RepositoryName[];
}

/**
 * The teams of a project that may be asked for, by name as the settings spell it. The one place that
 * says so: whoever narrows anything to a team comes through here.
 *
 * A figure of a team is also a figure of everybody else, by taking it from the whole, and two teams
 * tell of whoever is in one of them only. So in each repository the teams allowed there cut its
 * authors into cells, and a team is allowed only where no cell it makes is small: everything that
 * sums and differences of answers can tell is of whole cells. Teams come in the order of the
 * settings, and those of other projects with the same repositories count as well, because the
 * commits are the same.
 *
 * A cell is small when it holds known people, but fewer than the minimum; and when it holds nobody
 * known, but a few identities that nobody is joined to. Known are accounts with commits in the
 * repository: bots, closed accounts and members who never committed there fill nothing up.
 */
export function teamScopes(
  projects: readonly TeamsOfProject[],
  projectKey: ProjectKey,
  identities: readonly Identity[],
  repos: readonly RepositoryName[],
): ReadonlyMap<string, TeamScope> {
  const teams = [...projects].sort((a, b) => compareText(a.projectKey, b.projectKey)).flatMap(teamsOf);
  const minimum = Math.max(...projects.map(({ settings }) => smallestGroup(settings.people)));
  const bots = new Set(projects.flatMap(({ settings }) => settings.trace.botAuthors));
  const people = identities.filter(
    ({ identity, account, isBot }) => !isBot && !bots.has(identity) && (account === undefined || !bots.has(account)),
  );
  const allowedIn = new Map(repos.map((repo) => [repo, allowedTeams(teams, authorsOf(people, repo), minimum)]));
  return new Map(
    teams.flatMap((team): [string, TeamScope][] => {
      const its = repos.filter((repo) => allowedIn.get(repo)?.has(team));
      if (team.projectKey !== projectKey || its.length === 0) return [];
      const theirs = people.filter(({ account }) => isMember(team, account)).map(({ identity }) => identity);
      return [[team.name, { authors: theirs.sort(compareText), repos: [...its].sort(compareText) }]];
    }),
  );
}

/** The team a reader asks for, however they spell it. */
export function findTeamScope(scopes: ReadonlyMap<string, TeamScope>, name: string): TeamScope | undefined {
  return [...scopes].find(([one]) => sameName(one, name))?.[1];
}

interface OwnedTeam {
  readonly projectKey: ProjectKey;
  readonly name: string;
  readonly members: ReadonlySet<AccountId>;
}

/** Names that two teams share mean neither. */
function teamsOf({ projectKey, settings }: TeamsOfProject): OwnedTeam[] {
  const { teams } = settings.people;
  return teams
    .filter(({ name }) => teams.filter((other) => sameName(other.name, name)).length === 1)
    .map(({ name, members }) => ({ projectKey, name, members: new Set(members) }));
}

/** Whose commits a repository has: known people, each once, and identities that stand for nobody known. */
type Author = AccountId | { readonly unknown: IdentityHash };

function authorsOf(people: readonly Identity[], repo: RepositoryName): Author[] {
  const here = people.filter(({ repositories }) => repositories.includes(repo));
  const known = here.flatMap(({ account }) => (account === undefined || account === CLOSED_ACCOUNT ? [] : [account]));
  const unknown = here
    .filter(({ account }) => account === undefined || account === CLOSED_ACCOUNT)
    .map(({ identity }) => ({ unknown: identity }));
  return [...new Set(known), ...unknown];
}

function allowedTeams(teams: readonly OwnedTeam[], authors: readonly Author[], minimum: number): Set<OwnedTeam> {
  const allowed = new Set<OwnedTeam>();
  let cells: readonly (readonly Author[])[] = [authors];
  for (const team of teams) {
    const isIn = (author: Author): boolean => typeof author === 'string' && team.members.has(author);
    const members = authors.filter(isIn);
    const cut = cells
      .flatMap((cell) => [cell.filter(isIn), cell.filter((author) => !isIn(author))])
      .filter((cell) => cell.length > 0);
    if (!(members.length >= minimum) || !cut.every((cell) => isLarge(cell, minimum))) continue;
    allowed.add(team);
    cells = cut;
  }
  return allowed;
}

function isLarge(cell: readonly Author[], minimum: number): boolean {
  const known = cell.filter((author) => typeof author === 'string').length;
  return (known === 0 ? cell.length : known) >= minimum;
}

function isMember(team: OwnedTeam, account: AccountId | undefined): boolean {
  return account !== undefined && account !== CLOSED_ACCOUNT && team.members.has(account);
}

/** Two teams whose names differ only so are one to whoever reads them. */
export function sameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
