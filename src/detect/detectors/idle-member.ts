import { valueAt } from '../../model/span';
import { cannotTell, defineDetector, doesNotApply } from '../define-detector';
import { named, plural, workingDays } from '../wording';

/**
 * A figure about the team, to relieve people: it says how many are free, never who. Free means no
 * item in progress, nothing of theirs moved and no commit. Reviews are not ingested, so somebody
 * who only reviews looks free: the evidence says so.
 */
export default defineDetector({
  id: 'idle-member',
  checklistLine: '3.1',
  title: { pass: 'Everybody has work', fail: 'Members are free while ready work lies waiting' },
  rationale: 'People without work beside work without people is the cheapest delay to end.',
  remedy: 'Offer the ready work in the next planning; ask the team what keeps it from being taken up.',
  clears: 'Fewer members are free than the share allows, or no ready work is left.',
  severity: 'medium',
  subjects: 'team',
  needs: ['team', 'readyWork', 'workflow', 'people'],
  thresholds: {
    quietDays: {
      label: 'Quiet time',
      help: 'A member counts as free after this long without work in progress, a moved item or a commit.',
      unit: 'working days',
      default: 3,
      min: 1,
      max: 30,
    },
    freePercent: {
      label: 'Free share',
      help: 'The team is flagged when at least this share of its members is free while ready work exists.',
      unit: 'percent',
      default: 25,
      min: 1,
      max: 100,
    },
  },
  examine: (_, { team, readyWork, workflow, people, calendar, asOf, thresholds }) => {
    const size = team.members.length;
    if (size < people.minimumGroup) {
      return doesNotApply(`figures about fewer than ${people.minimumGroup} people are not shown`);
    }
    if (!workflow.showsWorkInProgress) {
      return cannotTell(
        'no item of the project has ever been in an in-progress status, so work in progress cannot be seen',
      );
    }
    if (team.commitsWithoutMember > team.commits * UNPLACED_LIMIT) {
      return cannotTell(
        `authors of recent commits are not joined to Jira accounts (${team.commitsWithoutMember} of ${plural(team.commits, 'commit')})`,
      );
    }
    const seenLast = team.members
      .filter(
        ({ inProgress, lastSeenAt }) =>
          inProgress === 0 && calendar.workingDaysBetween(lastSeenAt, asOf) >= thresholds.quietDays,
      )
      .map(({ lastSeenAt }) => lastSeenAt)
      .sort((a, b) => a - b);
    const free = seenLast.length;
    // Only unassigned items: naming one that a free member holds would name the member.
    const ready = readyWork.filter((item) => valueAt(item.assignee, asOf) === undefined);
    const flaggedFrom = Math.max(1, Math.ceil((thresholds.freePercent / 100) * size));
    const lastToTip = seenLast[flaggedFrom - 1];
    if (ready.length === 0 || lastToTip === undefined) return undefined;
    return {
      message: `${free} of ${size} members ${free === 1 ? 'has' : 'have'} had nothing in hand for ${workingDays(thresholds.quietDays)} or longer, while ${itemsAre(ready.length)} ready`,
      since: calendar.afterWorkingDays(lastToTip, thresholds.quietDays),
      sinceExact: false,
      evidence: [
        {
          kind: 'figure',
          text: `${free} of ${size} members ${free === 1 ? 'looks' : 'look'} free; reviews are not seen`,
          value: free,
          unit: free === 1 ? 'member' : 'members',
        },
        {
          kind: 'figure',
          text: `${itemsAre(ready.length)} ready to be started`,
          value: ready.length,
          unit: ready.length === 1 ? 'work item' : 'work items',
        },
        ...ready.slice(0, READY_ROWS).map(({ key, createdAt }) => ({
          kind: 'work-item' as const,
          key,
          text: 'is ready: not started, not waiting, not assigned',
          at: createdAt,
          exact: true,
          unknown: false,
        })),
      ],
      nextStep: `Offer ${named(ready.map(({ key }) => key))} to the team.`,
    };
  },
});

function itemsAre(count: number): string {
  return count === 1 ? '1 item is' : `${count} items are`;
}

/** With more unplaced commits than this, somebody busy would look idle. */
const UNPLACED_LIMIT = 0.2;
const READY_ROWS = 10;
