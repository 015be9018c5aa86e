import type { Evidence } from '../../model/finding';
import type { Instant } from '../../model/instant';
import type { WorkItemKey } from '../../model/key';
import { valueAt } from '../../model/span';
import type { Wait, WaitRoot, Waits } from '../../model/wait-graph';
import type { WaitCause } from '../../model/waiting';
import { cannotTell, defineDetector } from '../define-detector';
import {
  LINKED_OUT_OF_SIGHT,
  itemsWait,
  mayItselfWait,
  named,
  plural,
  sinceDay,
  takeOff,
  workingDays,
  workingDaysFigure,
} from '../wording';

export default defineDetector({
  id: 'blocking-wait',
  checklistLine: '2.1',
  title: { pass: 'Nothing waits longer than agreed', fail: 'Work waits longer than agreed' },
  rationale: 'Waiting is where most of the time between promise and delivery goes, and it is nobody’s task to notice.',
  remedy: 'Clear what the work waits for, or take the link, the flag or the status off when it no longer holds.',
  clears: 'What it waits for is done, the link, flag or waiting status is taken off, or the item itself is done.',
  severity: 'medium',
  subjects: 'waits',
  needs: ['waits', 'workflow'],
  thresholds: {
    longerThanDays: {
      label: 'Longest wait',
      help: 'A wait is flagged when it has lasted longer than this.',
      unit: 'working days',
      default: 3,
      min: 0,
      max: 60,
    },
  },
  examine: ({ item, wait, unseen }, { waits, workflow, calendar, asOf, thresholds }) => {
    if (!wait || wait.workingDays <= thresholds.longerThanDays) {
      return unseen.length > 0 ? cannotTell(LINKED_OUT_OF_SIGHT) : undefined;
    }
    const since = sinceDay(calendar, wait.since, wait.sinceExact);
    return {
      message: `${item.key} has waited ${workingDays(wait.workingDays)} ${forWhat(wait)}, ${since}${rootsOf(wait)}`,
      since: wait.since,
      sinceExact: wait.sinceExact,
      evidence: evidenceOf(wait, waits, asOf),
      personDays: wait.personDays,
      nextStep: nextStepFor(wait, waits, workflow.showsWorkInProgress, asOf),
    };
  },
});

function forWhat({ blockers, causes }: Wait): string {
  const reasons = new Set(blockers.length > 0 ? [`for ${named(blockers)}`] : []);
  for (const cause of causes) {
    if (cause.kind === 'flag') reasons.add('behind a flag');
    if (cause.kind === 'status') reasons.add(`in status "${cause.status}"`);
  }
  return [...reasons].join(' and ');
}

function rootsOf({ blockers, roots }: Wait): string {
  const direct = roots.every((root) => blockers.includes(root));
  return blockers.length === 0 || direct ? '' : `; in the end it hangs on ${named(roots)}`;
}

/** Rows beyond this many say nothing new; the figure tells how many there are. */
const ROOT_ROWS = 20;

function evidenceOf(wait: Wait, waits: Waits, asOf: Instant): Evidence[] {
  const key = wait.item.key;
  const row = (about: string, text: string, at: Instant | undefined, exact: boolean, unknown = false): Evidence => ({
    kind: 'work-item',
    key: about,
    text,
    at,
    exact,
    unknown,
  });
  const ofCause = (cause: WaitCause): Evidence => {
    if (cause.kind === 'link')
      return row(
        cause.blocker,
        `${key} ${cause.phrase} this, and it is open${beyondSight(cause.blocker, waits)}`,
        cause.from,
        cause.exact,
      );
    return row(key, cause.kind === 'flag' ? 'is flagged' : `is in status "${cause.status}"`, cause.from, cause.exact);
  };
  const indirect = wait.roots.filter((root) => root !== key && !wait.blockers.includes(root));
  return [
    ...wait.causes.map(ofCause),
    ...indirect
      .slice(0, ROOT_ROWS)
      .map((root) => row(root, `is open, and the chain of waits ends here${beyondSight(root, waits)}`, asOf, true)),
    ...wait.unseen.map((unseen) =>
      row(unseen, `${key} is linked to this, which has not been looked at`, undefined, false, true),
    ),
    workingDaysFigure(`${workingDays(wait.workingDays)} of waiting without a break`, wait.workingDays),
    {
      kind: 'figure',
      text: `The chain ends in ${plural(wait.roots.length, 'open item')}`,
      value: wait.roots.length,
      unit: wait.roots.length === 1 ? 'work item' : 'work items',
    },
  ];
}

/** Of a root the chain may go on from; nothing of any other item, which is known to wait for more. */
function beyondSight(key: WorkItemKey, { roots, unseenByKey }: Waits): string {
  return roots.get(key)?.mayWait ? ` (${mayItselfWait(unseenByKey.get(key)?.length ?? 0)})` : '';
}

function nextStepFor(wait: Wait, waits: Waits, showsWorkInProgress: boolean, asOf: Instant): string {
  const key = wait.item.key;
  const freed = waits.freedByKey.get(key);
  if (freed && freed.leftOver.length > 0) return takeOff(key, freed);
  if (wait.blockers.length === 0) return `Clear what holds ${key} up, or take the flag or status off if nothing does.`;
  if (wait.roots.includes(key)) return `${key} waits for itself in a circle: take one link of the circle away.`;
  const costliest = wait.roots
    .flatMap((root) => waits.roots.get(root) ?? [])
    .reduce<WaitRoot | undefined>(
      (first, root) => (first && first.personDays >= root.personDays ? first : root),
      undefined,
    );
  if (!costliest) return `Clear ${named(wait.blockers)}.`;
  const { item, waiting, mayWait } = costliest;
  const root = `${item.key}${beyondSight(item.key, waits)}`;
  const because = `${itemsWait(waiting.length)} for it`;
  if (valueAt(item.status, asOf)?.stage === 'in-progress') return `Ask when ${root} will be done: ${because}.`;
  if (mayWait) return `Find out what holds up ${root}: ${because}.`;
  if (valueAt(item.assignee, asOf) === undefined)
    return `Find somebody for ${root}: ${because} and nobody is assigned.`;
  // Where no status ever shows progress, its assignee may have begun long ago.
  return showsWorkInProgress ? `Start ${root}: ${because}.` : `Ask its assignee how ${root} stands: ${because}.`;
}
