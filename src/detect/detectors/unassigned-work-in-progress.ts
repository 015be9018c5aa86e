import { heldSince, valueAt } from '../../model/span';
import { isFeature } from '../../model/work-item';
import { cannotTell, defineDetector, doesNotApply } from '../define-detector';
import { NEVER_IN_PROGRESS, NOT_IN_PROGRESS, PROGRESS_UNSEEN, sinceDay } from '../wording';

export default defineDetector({
  id: 'unassigned-work-in-progress',
  checklistLine: '3.3',
  title: { pass: 'All work in progress has somebody who does it', fail: 'Work is in progress and nobody does it' },
  rationale: 'Work that is shown as begun but is in no hands is offered to nobody and finished by nobody.',
  remedy: 'Assign it, or put it back to be taken up by whoever is free.',
  clears: 'The item is assigned, or leaves progress.',
  severity: 'low',
  subjects: 'workItems',
  needs: ['workflow'],
  thresholds: {
    longerThanDays: {
      label: 'Handover time',
      help: 'Flagged when an item has been in progress without an assignee for longer than this.',
      unit: 'working days',
      default: 1,
      min: 0,
      max: 30,
    },
  },
  examine: (item, { workflow, calendar, asOf, thresholds }) => {
    if (!workflow.certain) return cannotTell(PROGRESS_UNSEEN);
    if (!workflow.showsWorkInProgress) return doesNotApply(NEVER_IN_PROGRESS);
    if (isFeature(item)) return doesNotApply('a feature is done by those who do its stories');
    if (valueAt(item.status, asOf)?.stage !== 'in-progress') return doesNotApply(NOT_IN_PROGRESS);
    const started = heldSince(item.status, ({ stage }) => stage === 'in-progress', asOf);
    const dropped = heldSince(item.assignee, (account) => account === undefined, asOf);
    if (!started || !dropped) return undefined;
    const since = Math.max(started.from, dropped.from);
    if (calendar.workingDaysBetween(since, asOf) <= thresholds.longerThanDays) return undefined;
    const exact = started.exact && dropped.exact;
    return {
      message: `In progress without an assignee ${sinceDay(calendar, since, exact)}`,
      since,
      sinceExact: exact,
      evidence: [
        {
          kind: 'work-item',
          key: item.key,
          text: 'is in progress and assigned to nobody',
          at: since,
          exact,
          unknown: false,
        },
      ],
    };
  },
});
