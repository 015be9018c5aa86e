/**
 * Who works on a project and what each was last seen doing. Account ids only, for figures about
 * the whole team: nothing here may reach a surface member by member.
 */
import type { Commit } from './commit';
import type { Instant } from './instant';
import type { ProjectKey } from './key';
import { valueAt } from './span';
import { type AccountId, CLOSED_ACCOUNT, type WorkItem } from './work-item';

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
