import type { Evidence } from '../../model/finding';
import type { Freed } from '../../model/freed';
import type { Instant } from '../../model/instant';
import { valueAt } from '../../model/span';
import type { Waits } from '../../model/wait-graph';
import { type WorkItem, isFeature } from '../../model/work-item';
import { cannotTell, defineDetector, doesNotApply } from '../define-detector';
import { LINKED_OUT_OF_SIGHT, NEVER_IN_PROGRESS, PROGRESS_UNSEEN, are, heldBy, sinceDay, takeOff } from '../wording';

/**
 * The wait is over and nobody noticed. `blocking-wait` tells how long a flag or a status has held an item
 * up; this one that what it was set for is done, and both say to take it off. A flag set after that holds
 * the item up for another reason, and is left to `blocking-wait`. Of an item behind neither it asks whether
 * it was begun; one that was begun and put back waits for nobody.
 */
export default defineDetector({
  id: 'blocked-by-closed',
  checklistLine: '2.5',
  title: {
    pass: 'Nothing is held up by work that is closed',
    fail: 'Work lies still although what it waited for is closed',
  },
  rationale: 'Whoever waits long enough stops looking, and the day on which work could go on passes unseen.',
  remedy: 'Start it, or take off the flag, the status or the link that says it waits.',
  clears: 'It is begun, the flag or the waiting status is taken off, or the links to what is closed are.',
  severity: 'low',
  subjects: 'workItems',
  needs: ['waits', 'workflow'],
  thresholds: {
    graceDays: {
      label: 'Grace',
      help: 'How long after the last of what it waited for was done an item may still lie without a flag.',
      unit: 'working days',
      default: 5,
      min: 0,
      max: 60,
    },
  },
  examine: (item, { waits, workflow, calendar, asOf, thresholds }) => {
    const freed = waits.freedByKey.get(item.key);
    if (!freed) return mayBeFreed(item, waits, asOf) ? cannotTell(LINKED_OUT_OF_SIGHT) : doesNotApply(NOTHING_CLOSED);
    if (calendar.workingDaysBetween(freed.at, asOf) <= thresholds.graceDays) return undefined;
    const { at, exact, leftOver, notBegun } = freed;
    const done = `though all that it waited for is done ${sinceDay(calendar, at, exact)}`;
    const found = { since: at, sinceExact: exact, evidence: evidenceOf(item, freed, asOf) };
    if (leftOver.length > 0)
      return { ...found, message: `Still ${heldBy(leftOver)}, ${done}`, nextStep: takeOff(item.key, freed) };
    if (!notBegun || waits.byKey.has(item.key)) return undefined;
    if (isFeature(item)) return doesNotApply(BEGUN_BELOW);
    const assigned = valueAt(item.assignee, asOf) !== undefined;
    if (assigned && !workflow.showsWorkInProgress)
      return cannotTell(workflow.certain ? NEVER_IN_PROGRESS : PROGRESS_UNSEEN);
    return {
      ...found,
      message: `Not begun${assigned ? '' : ' and not assigned'}, ${done}`,
      nextStep: startIt(freed, assigned),
    };
  },
});

/** Linked to blockers out of sight and to none that is open, and not at work: all of them may be closed. */
function mayBeFreed({ key, status }: WorkItem, { byKey, unseenByKey }: Waits, asOf: Instant): boolean {
  const wait = byKey.get(key);
  if (!unseenByKey.has(key) || (wait && wait.blockers.length > 0)) return false;
  return wait !== undefined || valueAt(status, asOf)?.stage === 'to-do';
}

function startIt({ blockers }: Freed, assigned: boolean): string {
  const because = `${are(blockers.map(({ key }) => key))} done`;
  return assigned
    ? `Tell its assignee that ${because}, or take the link off if it says nothing any more.`
    : `Find somebody for it, now that ${because}.`;
}

function evidenceOf(item: WorkItem, { blockers, leftOver, at, exact }: Freed, asOf: Instant): Evidence[] {
  const row = (key: string, text: string, when: Instant, certain: boolean): Evidence => ({
    kind: 'work-item',
    key,
    text,
    at: when,
    exact: certain,
    unknown: false,
  });
  return [
    ...blockers.map((blocker) =>
      row(blocker.key, `${item.key} ${blocker.phrase.trim()} this, and it is done`, blocker.doneAt, blocker.exact),
    ),
    ...leftOver.map((cause) => row(item.key, `is ${heldBy([cause])}`, cause.from, cause.exact)),
    ...(leftOver.length > 0
      ? []
      : [row(item.key, `is in status "${valueAt(item.status, asOf)?.name ?? ''}" and could be begun`, at, exact)]),
  ];
}

const NOTHING_CLOSED = {
  one: 'nothing that it waited for is closed while it is linked to it',
  many: 'nothing that they waited for is closed while they are linked to it',
};
const BEGUN_BELOW = {
  one: 'a feature is begun by those who begin its stories',
  many: 'features are begun by those who begin their stories',
};
