/** Who is in which of the named teams, for figures about whole teams only. */
import type { Commit } from './commit';
import { compareText } from './compare-text';
import type { Settings } from './settings';
import { authorsOfTeam } from './team';
import type { AccountId } from './work-item';

/** Each team is known by its place in `names`. */
export interface TeamIndex {
  /** In order, as the settings spell them. */
  readonly names: readonly string[];
  /** Teams large enough to be spoken of that an account belongs to; mostly one, or none. */
  teamsOf(account: AccountId | undefined): readonly number[];
  isLargeEnough(team: number): boolean;
}

/** One account for each identity. `authorsOfTeam` decides who counts and which team is large enough, of those who made these commits. */
export function indexTeams(settings: Settings, commits: readonly Commit[]): TeamIndex {
  const seen = new Map<string, { identity: string; account: AccountId; isBot: boolean }>();
  for (const { authorHash: identity, author: account, byBot: isBot = false } of commits)
    if (account !== undefined && !seen.has(identity)) seen.set(identity, { identity, account, isBot });
  const identities = [...seen.values()];
  const names = settings.people.teams.map(({ name }) => name.trim()).sort(compareText);
  const large = new Set<number>();
  const teams = new Map<AccountId, readonly number[]>();
  for (const [team, name] of names.entries()) {
    const authors = new Set(authorsOfTeam(settings, name, identities));
    if (authors.size > 0) large.add(team);
    const members = identities.filter(({ identity }) => authors.has(identity)).map(({ account }) => account);
    for (const account of new Set(members)) teams.set(account, [...(teams.get(account) ?? []), team]);
  }
  return {
    names,
    teamsOf: (account) => (account === undefined ? undefined : teams.get(account)) ?? NO_TEAM,
    isLargeEnough: (team) => large.has(team),
  };
}

const NO_TEAM: readonly number[] = [];
