import { valueAt } from '../../model/span';
import { cannotTell, defineDetector } from '../define-detector';
import { MAY_WAIT, NEVER_IN_PROGRESS, PROGRESS_UNSEEN, itemsWait, named, workingDays } from '../wording';

export default defineDetector({
  id: 'unstarted-blocker',
  checklistLine: '2.3',
  title: { pass: 'What others wait for is being worked on', fail: 'Others wait for work that nobody has begun' },
  rationale: 'Of all waits these are the cheapest to end: nothing stands in the way but that nobody was asked.',
  remedy: 'Find somebody for it, or tell those who wait when it will begin.',
  clears: 'The item is begun or done, waits for something itself, or nobody waits for it any more.',
  severity: 'medium',
  subjects: 'workItems',
  needs: ['waits', 'workflow'],
  thresholds: {
    longerThanDays: {
      label: 'Longest wait for it',
      help: 'Flagged when somebody has waited for it for longer than this.',
      unit: 'working days',
      default: 3,
      min: 0,
      max: 60,
    },
  },
  examine: (item, { waits, workflow, calendar, asOf, thresholds }) => {
    const waiting = (waits.waitersOf.get(item.key) ?? []).flatMap((key) => {
      const wait = waits.byKey.get(key);
      const cause = wait?.causes.find((one) => one.kind === 'link' && one.blocker === item.key);
      return wait && cause ? [{ key, since: cause.from, exact: cause.exact }] : [];
    });
    const first = waiting.reduce<(typeof waiting)[number] | undefined>(
      (a, b) => (a && a.since <= b.since ? a : b),
      undefined,
    );
    if (!first || waits.byKey.has(item.key) || valueAt(item.status, asOf)?.stage !== 'to-do') return undefined;
    const days = calendar.workingDaysBetween(first.since, asOf);
    if (days <= thresholds.longerThanDays) return undefined;
    if (waits.roots.get(item.key)?.mayWait) return cannotTell(MAY_WAIT);
    const assigned = valueAt(item.assignee, asOf) !== undefined;
    // An assigned item may well be in somebody's hands; one that nobody holds is in nobody's.
    if (assigned && !workflow.showsWorkInProgress)
      return cannotTell(workflow.certain ? NEVER_IN_PROGRESS : PROGRESS_UNSEEN);
    return {
      message: `Not begun${assigned ? '' : ' and not assigned'}, though ${named(waiting.map(({ key }) => key))} ${waiting.length === 1 ? 'has' : 'have'} waited for it for up to ${workingDays(days)}`,
      since: first.since,
      sinceExact: first.exact,
      evidence: waiting.map(({ key, since, exact }) => ({
        kind: 'work-item',
        key,
        text: `waits for ${item.key}`,
        at: since,
        exact,
        unknown: false,
      })),
      personDays: waits.roots.get(item.key)?.personDays ?? 0,
      nextStep: `${assigned ? 'Ask its assignee when it will begin' : 'Find somebody for it'}: ${itemsWait(waiting.length)} for it.`,
    };
  },
});
