import type { Evidence } from '../../model/finding';
import type { Instant } from '../../model/instant';
import { valueAt } from '../../model/span';
import type { Wait, WaitRoot } from '../../model/wait-graph';
import type { WaitCause } from '../../model/waiting';
import { cannotTell, defineDetector } from '../define-detector';
import { itemsWait, named, sinceDay, workingDays } from '../wording';

export default defineDetector({
  id: 'blocking-wait',
  checklistLine: '2.1',
  title: { pass: 'Nothing waits longer than agreed', fail: 'Work waits longer than agreed' },
  rationale: 'Waiting is where most of the time between promise and delivery goes, and it is nobody’s task to notice.',
  remedy: 'Clear what the work waits for, or take the link, the flag or the status off when it no longer holds.',
  clears: 'What it waits for is done, the link, flag or waiting status is taken off, or the item itself is done.',
  severity: 'medium',
  subjects: 'waits',
  needs: ['waits'],
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
  examine: ({ item, wait, unseen }, { waits, calendar, asOf, thresholds }) => {
    if (!wait || wait.workingDays <= thresholds.longerThanDays) {
      return unseen.length > 0 ? cannotTell('It is linked to blockers that have not been looked at.') : undefined;
    }
    const since = sinceDay(calendar, wait.since, wait.sinceExact);
    return {
      message: `${item.key} has waited ${workingDays(wait.workingDays)} ${forWhat(wait)}, ${since}${rootsOf(wait)}`,
      since: wait.since,
      sinceExact: wait.sinceExact,
      evidence: evidenceOf(wait, asOf),
      personDays: wait.personDays,
      nextStep: nextStepFor(
        wait,
        [...wait.roots].flatMap((key) => waits.roots.get(key) ?? []),
        asOf,
      ),
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

function evidenceOf(wait: Wait, asOf: Instant): Evidence[] {
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
      return row(cause.blocker, `${key} ${cause.phrase} this, and it is open`, cause.from, cause.exact);
    return row(key, cause.kind === 'flag' ? 'is flagged' : `is in status "${cause.status}"`, cause.from, cause.exact);
  };
  const indirect = wait.roots.filter((root) => root !== key && !wait.blockers.includes(root));
  return [
    ...wait.causes.map(ofCause),
    ...indirect.slice(0, ROOT_ROWS).map((root) => row(root, 'is open, and the chain of waits ends here', asOf, true)),
    ...wait.unseen.map((unseen) =>
      row(unseen, `${key} is linked to this, which has not been looked at`, undefined, false, true),
    ),
    {
      kind: 'figure',
      text: `${workingDays(wait.workingDays)} of waiting without a break`,
      value: wait.workingDays,
      unit: 'working days',
    },
    {
      kind: 'figure',
      text: `The chain ends in ${wait.roots.length} open items`,
      value: wait.roots.length,
      unit: 'work items',
    },
  ];
}

function nextStepFor(wait: Wait, roots: readonly WaitRoot[], asOf: Instant): string {
  const key = wait.item.key;
  if (wait.blockers.length === 0) return `Clear what holds ${key} up, or take the flag or status off if nothing does.`;
  if (wait.roots.includes(key)) return `${key} waits for itself in a circle: take one link of the circle away.`;
  const costliest = roots.reduce<WaitRoot | undefined>(
    (first, root) => (first && first.personDays >= root.personDays ? first : root),
    undefined,
  );
  if (!costliest) return `Clear ${named(wait.blockers)}.`;
  const { item, waiting } = costliest;
  if (valueAt(item.status, asOf)?.stage === 'in-progress')
    return `Ask when ${item.key} will be done: ${itemsWait(waiting.length)} for it.`;
  return valueAt(item.assignee, asOf) === undefined
    ? `Find somebody for ${item.key}: ${itemsWait(waiting.length)} for it and nobody is assigned.`
    : `Start ${item.key}: ${itemsWait(waiting.length)} for it.`;
}
