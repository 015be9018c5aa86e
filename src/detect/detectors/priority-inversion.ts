import type { WorkItemKey } from '../../model/key';
import { spanAt, valueAt } from '../../model/span';
import { type Inversion, findInversions, waitersFor } from '../../model/urgency';
import { cannotTell, defineDetector, doesNotApply } from '../define-detector';
import { itemRow, named } from '../wording';

/**
 * Asked of the blocker, because its priority is what has to change. It is held against what waits for
 * it directly and, where a chain of waits ends with it, against everything on the chain.
 */
export default defineDetector({
  id: 'priority-inversion',
  checklistLine: '5.4',
  title: {
    pass: 'What others wait for is at least as urgent as they are',
    fail: 'Urgent work waits for work that is less urgent',
  },
  rationale: 'Whoever takes up the most urgent work first leaves such a blocker lying, and the urgent work with it.',
  remedy: 'Make it as urgent as what waits for it, or say that that is less urgent.',
  clears: 'Its priority is raised, that of what waits is lowered, or nothing more urgent waits for it any more.',
  severity: 'medium',
  subjects: 'workItems',
  needs: ['waits', 'urgencyOf'],
  thresholds: {
    graceDays: {
      label: 'Grace',
      help: 'How long something more urgent may wait for it without a flag.',
      unit: 'working days',
      default: 1,
      min: 0,
      max: 60,
    },
  },
  examine: (item, { waits, urgencyOf, calendar, asOf, thresholds }) => {
    const waiters = waitersFor(item.key, waits);
    if (waiters.length === 0) return doesNotApply(NOBODY_WAITS);
    const own = spanAt(item.priority, asOf);
    if (!own || urgencyOf(own.value) === undefined) return cannotTell(UNRANKED);
    const inverted = findInversions(item, waiters, urgencyOf, asOf).filter(
      ({ since }) => calendar.workingDaysBetween(since.from, asOf) > thresholds.graceDays,
    );
    const [most, ...others] = inverted;
    if (!most) {
      const unranked = waiters.some((waiter) => urgencyOf(valueAt(waiter.item.priority, asOf)) === undefined);
      return unranked ? cannotTell(WAITERS_UNRANKED) : undefined;
    }
    const first = others.reduce((a, b) => (b.since.from < a.since.from ? b : a), most);
    const keys = named(inverted.map((waiter) => waiter.item.key));
    const cost = waits.roots.get(item.key)?.personDays;
    return {
      message: `Has priority "${own.value}", though ${keys} ${others.length === 0 ? 'waits' : 'wait'} for it with ${others.length === 0 ? '' : 'up to '}"${most.priority}"`,
      since: first.since.from,
      sinceExact: first.since.exact,
      evidence: [
        itemRow(item.key, `has priority "${own.value}"`, own),
        ...inverted.slice(0, ROWS).map((waiter) => itemRow(waiter.item.key, whatWaits(waiter, item.key), waiter.since)),
      ],
      ...(cost !== undefined && { personDays: cost }),
      nextStep: `Give ${item.key} priority "${most.priority}", or ${keys} a lower one.`,
    };
  },
});

function whatWaits({ priority, direct }: Inversion, key: WorkItemKey): string {
  return `has priority "${priority}" and ${direct ? 'waits' : 'in the end waits'} for ${key}`;
}

/** Rows beyond this many say nothing new; the message tells how many there are. */
const ROWS = 20;

const NOBODY_WAITS = { one: 'nothing waits for it', many: 'nothing waits for them' };
const UNRANKED = {
  one: 'its priority is not in the order of priorities of the settings',
  many: 'their priorities are not in the order of priorities of the settings',
};
const WAITERS_UNRANKED = {
  one: 'the priority of something that waits for it is not in the order of priorities of the settings',
  many: 'priorities of what waits for them are not in the order of priorities of the settings',
};
