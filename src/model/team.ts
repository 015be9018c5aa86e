/**
 * Who works on a project and what each was last seen doing. Account ids only, for figures about
 * the whole team: nothing here may reach a surface member by member.
 */
import type { Commit } from './commit';
import type { Instant } from './instant';
import type { Identity, IdentityHash } from './identity';
import type { ProjectKey } from './key';
import type { PeopleSettings, Settings } from './settings';
import { valueAt } from './span';
import { type AccountId, CLOSED_ACCOUNT, type WorkItem } from './work-item';

/** No setting may go below: of a smaller group everybody can work out who is meant. */
const SMALLEST_GROUP = 5;

/** The smallest group of which anything may be said. */
export function smallestGroup({ minimumGroup }: Pick<PeopleSettings, 'minimumGroup'>): number {
  return Math.max(SMALLEST_GROUP, minimumGroup);
}

/**
 * The author hashes of a team's commits, in order; undefined when there is no such team or it is too
 * small. The one place that says so: whoever narrows anything to a team comes through here.
 *
 * Only members whose commits are known count, each once, however often the settings name them: a
 * team filled up with ids that never committed would show the commits of the few who did.
 */
export function authorsOfTeam(
  settings: Settings,
  team: string,
  identities: readonly Identity[],
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

/** Teams that may be asked for, as the settings name them. */
export function teamsLargeEnough(settings: Settings, identities: readonly Identity[]): string[] {
  return settings.people.teams
    .map(({ name }) => name)
    .filter((name) => authorsOfTeam(settings, name, identities) !== undefined);
}

/** Two teams whose names differ only so are one to whoever reads them. */
export function sameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
