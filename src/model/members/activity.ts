/** Who works on a project, and since when each has had nothing in hand. */
import type { WorkingCalendar } from '../calendar';
import type { Commit } from '../commit';
import { DAY_MS, type Instant } from '../instant';
import type { ProjectKey } from '../key';
import { valueAt } from '../span';
import { type AccountId, CLOSED_ACCOUNT, type WorkItem } from '../work-item';

export interface MemberActivity {
  /** Open items in an in-progress status assigned to the member at `asOf`. */
  readonly inProgress: number;
  /** The last time an item moved on while it was the member's, or the member wrote a commit. */
  readonly lastSeenAt: Instant;
}

export interface Activity {
  /** Everybody seen since `from`, in order of account id. */
  readonly members: ReadonlyMap<AccountId, MemberActivity>;
  /** Commits since `from` whose author is not joined to an account: work we see but cannot place. */
  readonly commitsWithoutMember: number;
  readonly commits: number;
}

/** Eight weeks: long enough for a holiday, short enough to forget who left. */
export const TEAM_WINDOW_MS = 56 * DAY_MS;

/**
 * The people seen at work on a project in the eight weeks up to `asOf`. Bots and closed accounts are
 * left out, and so is whoever only has forgotten work assigned: accounts nobody uses would make a
 * small group look large.
 */
export function findActivity(
  items: Iterable<WorkItem>,
  commits: readonly Commit[],
  projectKey: ProjectKey,
  isBot: (author: string) => boolean,
  asOf: Instant,
): Activity {
  const from = asOf - TEAM_WINDOW_MS;
  const seen = new Map<AccountId, { inProgress: number; lastSeenAt: Instant }>();
  const meet = (member: AccountId, at: Instant) => {
    const entry = seen.get(member) ?? { inProgress: 0, lastSeenAt: at };
    entry.lastSeenAt = Math.max(entry.lastSeenAt, at);
    seen.set(member, entry);
    return entry;
  };

  for (const item of items) {
    if (item.projectKey !== projectKey) continue;
    // What was before the time looked at neither makes a member nor was anybody's last sign of life.
    for (const at of [...item.movedAt, ...item.status.map((span) => span.from)]) {
      const member = at >= from && at <= asOf ? valueAt(item.assignee, at) : undefined;
      if (member !== undefined) meet(member, at);
    }
    const assignee = valueAt(item.assignee, asOf);
    const stage = valueAt(item.status, asOf)?.stage;
    if (assignee === undefined || stage === 'done') continue;
    const entry = meet(assignee, item.createdAt);
    if (stage === 'in-progress') entry.inProgress += 1;
  }
  let recent = 0;
  let unplaced = 0;
  for (const { committedAt, author, authorHash, byBot } of commits) {
    if (committedAt < from || committedAt > asOf || byBot === true || isBot(authorHash)) continue;
    recent += 1;
    if (author !== undefined) meet(author, committedAt);
    else unplaced += 1;
  }
  const members = [...seen]
    .filter(([member, { lastSeenAt }]) => lastSeenAt >= from && !isBot(member) && member !== CLOSED_ACCOUNT)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return { members: new Map(members), commits: recent, commitsWithoutMember: unplaced };
}

/** Working days since the member was last seen; 0 for who has something in progress. */
export function quietDaysOf(
  { inProgress, lastSeenAt }: MemberActivity,
  calendar: WorkingCalendar,
  asOf: Instant,
): number {
  return inProgress > 0 ? 0 : calendar.workingDaysBetween(lastSeenAt, asOf);
}
