import { valueAt } from '../../model/span';
import { cannotTell, defineDetector } from '../define-detector';
import { aboutTooFew } from '../too-few';
import { areUnplaced, named, unplacedCommits, workingDays } from '../wording';

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
  needs: ['freeTime', 'readyWork', 'workflow'],
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
      help: 'The team is flagged when at least this share of its members, and never only one, is free while ready work exists.',
      unit: 'percent',
      default: 25,
      min: 1,
      max: 100,
    },
  },
  examine: (_, { freeTime, readyWork, workflow, calendar, asOf, thresholds }) => {
    const isFree = { signal: 'quietDays', is: 'at least', than: thresholds.quietDays } as const;
    const free = freeTime.crowd.share([isFree], thresholds.freePercent, 'seenOn');
    if (!free.told) return aboutTooFew(free);
    if (!workflow.showsWorkInProgress) {
      return cannotTell(
        'no item of the project has ever been in an in-progress status, so work in progress cannot be seen',
      );
    }
    if (areUnplaced(freeTime)) return cannotTell(unplacedCommits(freeTime));
    const { count, of, since } = free.value;
    // Only unassigned items: naming one that a free member holds would name the member.
    const ready = readyWork.filter((item) => valueAt(item.assignee, asOf) === undefined);
    if (ready.length === 0 || since === undefined) return undefined;
    return {
      message: `${count} of ${of} members have had nothing in hand for ${workingDays(thresholds.quietDays)} or longer, while ${itemsAre(ready.length)} ready`,
      since: calendar.afterWorkingDays(since, thresholds.quietDays),
      sinceExact: false,
      evidence: [
        {
          kind: 'figure',
          text: `${count} of ${of} members look free; reviews are not seen`,
          value: count,
          unit: 'members',
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

const READY_ROWS = 10;
