import { isDelivered } from '../../model/cancelled';
import type { Commit } from '../../model/commit';
import type { Evidence } from '../../model/finding';
import { DAY_MS, type Instant } from '../../model/instant';
import type { WorkItemKey } from '../../model/key';
import type { Movement } from '../../model/movement';
import { type Since, heldSince, valueAt } from '../../model/span';
import { type WorkItem, isDone } from '../../model/work-item';
import { type Why, cannotTell, defineDetector, doesNotApply } from '../define-detector';
import { CHANGED_LATER, commitRow, itemRow, plural, sinceDay, workingDays, workingDaysFigure } from '../wording';

/**
 * Taken up again means: a commit made for the item after the revert, that stands. Given up means: closed
 * under a resolution that says nothing was delivered, alone or with its feature.
 */
export default defineDetector({
  id: 'reverted-change',
  checklistLine: '6.6',
  title: {
    pass: 'What was reverted is taken up again or given up',
    fail: 'A change was reverted and its work item left as it was',
  },
  rationale: 'After a revert the item says one thing and the code another, and whoever was promised it is not told.',
  remedy: 'Take it up again, or close it as given up and tell those it was promised to.',
  clears: 'The revert is reverted, another commit serves the item, or the item or its feature is closed as given up.',
  severity: 'medium',
  subjects: 'revertedWork',
  needs: ['movements', 'givenUpWith'],
  thresholds: {
    quietDays: {
      label: 'Quiet time',
      help: 'How long after the revert an item may count as delivered, or lie open untouched, without a flag.',
      unit: 'working days',
      default: 10,
      min: 0,
      max: 120,
    },
    lookBackDays: {
      label: 'Time looked back on',
      help: 'Changes that were reverted longer ago than this are left in peace.',
      unit: 'days',
      default: 365,
      min: 1,
      max: 3650,
    },
  },
  examine: ({ item, undone, takenUpBy }, { movements, givenUpWith, calendar, asOf, thresholds }) => {
    const last = undone.at(-1);
    if (!last || takenUpBy || givenUpWith(item)) return undefined;
    const { committedAt: revertedAt } = last.by;
    if (asOf - revertedAt > thresholds.lookBackDays * DAY_MS) return doesNotApply(tooLongAgo(thresholds.lookBackDays));
    const standing = isDone(item, asOf) ? deliveredSince(item, asOf) : untouchedSince(item, movements);
    if (!standing) return undefined;
    const since = Math.max(revertedAt, standing.from);
    const quietDays = calendar.workingDaysBetween(since, asOf);
    if (quietDays <= thresholds.quietDays) return undefined;
    if (!standing.certain) return cannotTell(CHANGED_LATER);
    return {
      message: `${changesWere(undone.length)} reverted, yet it ${standing.what}, ${sinceDay(calendar, since, standing.exact)}`,
      since,
      sinceExact: standing.exact,
      evidence: [
        itemRow(item.key, standing.proof, standing),
        ...undone
          .slice(-PAIRS_SHOWN)
          .reverse()
          .flatMap(({ commit, by }) => [roleRow('undoes it', by), roleRow('was undone', commit)]),
        workingDaysFigure(`${workingDays(quietDays)} without a commit that takes it up again`, quietDays),
      ],
    };
  },
});

function roleRow(role: string, commit: Commit): Evidence {
  const row = commitRow(commit);
  return { ...row, text: `${role}: ${row.text}` };
}

function changesWere(count: number): string {
  return count === 1 ? 'Its change was' : `${count} of its changes were`;
}

/** How an item stands that nobody has worked on since the revert. */
interface Standing extends Since {
  readonly what: string;
  readonly proof: string;
  /** False where it may have moved in between, and nobody can tell. */
  readonly certain: boolean;
}

/** Undefined when it was closed under a resolution that says nothing was delivered. */
function deliveredSince(item: WorkItem, asOf: Instant): Standing | undefined {
  const held = heldSince(item.status, ({ stage }) => stage === 'done', asOf);
  if (!held || !isDelivered(item, asOf)) return undefined;
  const status = valueAt(item.status, asOf)?.name ?? '';
  return {
    from: held.from,
    exact: held.exact,
    what: 'counts as delivered',
    proof: `is in status "${status}"`,
    certain: true,
  };
}

function untouchedSince(item: WorkItem, movements: ReadonlyMap<WorkItemKey, Movement>): Standing {
  const { at, what, certain } = movements.get(item.key) ?? NEVER_MOVED;
  return { from: at, exact: true, what: 'lies open and untouched', proof: `last moved with ${what}`, certain };
}

/** Nothing is known of any movement. */
const NEVER_MOVED: Movement = { at: 0, what: 'nothing that is known', certain: false };

const PAIRS_SHOWN = 10;

function tooLongAgo(days: number): Why {
  const limit = plural(days, 'day');
  return {
    one: `its change was reverted more than ${limit} ago`,
    many: `their changes were reverted more than ${limit} ago`,
  };
}
