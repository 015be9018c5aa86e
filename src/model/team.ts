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
export function smallestGroup({ minimumGroup }: PeopleSettings): number {
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

export interface MemberActivity {
  readonly member: AccountId;
  /** Open items in an in-progress status assigned to the member at `asOf`. */
  readonly inProgress: number;
  /** Open items assigned to the member that nobody has started. */
  readonly toDo: number;
  /** The last time an item moved on while it was the member's, or the member wrote a commit. */
  readonly lastSeenAt: Instant;
}

export interface Team {
  /** Everybody seen since `from`, in order of account id. */
  readonly members: readonly MemberActivity[];
  /** Commits since `from` whose author is not joined to an account: work we see but cannot place. */
  readonly commitsWithoutMember: number;
  readonly commits: number;
}

/** The people seen at work on a project between two instants. Bots and closed accounts are left out. */
export function findTeam(
  items: Iterable<WorkItem>,
  commits: readonly Commit[],
  projectKey: ProjectKey,
  bots: readonly string[],
  { from, asOf }: { readonly from: Instant; readonly asOf: Instant },
): Team {
  const seen = new Map<AccountId, { inProgress: number; toDo: number; lastSeenAt: Instant }>();
  const bot = new Set(bots);
  const meet = (member: AccountId, at: Instant) => {
    const entry = seen.get(member) ?? { inProgress: 0, toDo: 0, lastSeenAt: at };
    entry.lastSeenAt = Math.max(entry.lastSeenAt, at);
    seen.set(member, entry);
    return entry;
  };

  for (const item of items) {
    if (item.projectKey !== projectKey) continue;
    for (const at of [...item.movedAt, ...item.status.map((span) => span.from)]) {
      const member = at <= asOf ? valueAt(item.assignee, at) : undefined;
      if (member !== undefined) meet(member, at);
    }
    const assignee = valueAt(item.assignee, asOf);
    const stage = valueAt(item.status, asOf)?.stage;
    if (assignee === undefined || stage === 'done') continue;
    if (stage === 'in-progress') meet(assignee, item.createdAt).inProgress += 1;
    else meet(assignee, item.createdAt).toDo += 1;
  }
  let recent = 0;
  let unplaced = 0;
  for (const commit of commits) {
    if (commit.committedAt > asOf || bot.has(commit.authorHash)) continue;
    if (commit.committedAt >= from) recent += 1;
    if (commit.author !== undefined) meet(commit.author, commit.committedAt);
    else if (commit.committedAt >= from) unplaced += 1;
  }
  const members = [...seen]
    .filter(([member]) => !bot.has(member) && member !== CLOSED_ACCOUNT)
    .filter(([, { inProgress, lastSeenAt }]) => lastSeenAt >= from || inProgress > 0)
    .map(([member, activity]) => ({ member, ...activity }))
    .sort((a, b) => (a.member < b.member ? -1 : 1));
  return { members, commits: recent, commitsWithoutMember: unplaced };
}
