import { valueAt } from '../../model/span';
import { isFeature } from '../../model/work-item';
import { cannotTell, defineDetector, doesNotApply } from '../define-detector';
import {
  CHANGED_LATER,
  NEVER_IN_PROGRESS,
  NOT_IN_PROGRESS,
  PROGRESS_UNSEEN,
  WAITING,
  workingDays,
  workingDaysFigure,
} from '../wording';

/**
 * In progress means: in a status of Jira's in-progress category. A project that never uses one
 * hides its work in progress, and then the verdict is not-applicable rather than a guess from
 * sprints; unknown where no history could have shown one. Waiting wins over stale: what waits has a better reason to stand still.
 * What nobody has begun is left to `zombie-item`.
 */
export default defineDetector({
  id: 'stale-work',
  checklistLine: '6.1',
  title: { pass: 'All work in progress moves', fail: 'Work in progress stands still' },
  rationale: 'Work that was begun and then left costs attention every day and delivers on none.',
  remedy: 'Take it up again, hand it over, or put it back to be done later.',
  clears: 'Anything happens to the item, to what is below it, or in code that serves it; or it leaves progress.',
  severity: 'medium',
  subjects: 'workItems',
  needs: ['movements', 'waits', 'workflow'],
  thresholds: {
    storyDays: {
      label: 'Stories and subtasks',
      help: 'A story or subtask in progress is flagged when nothing has happened for longer than this.',
      unit: 'working days',
      default: 5,
      min: 1,
      max: 120,
    },
    featureDays: {
      label: 'Features',
      help: 'A feature in progress is flagged when nothing has happened to it or below it for longer than this.',
      unit: 'working days',
      default: 14,
      min: 1,
      max: 240,
    },
  },
  examine: (item, { movements, waits, workflow, calendar, asOf, thresholds }) => {
    if (!workflow.certain) return cannotTell(PROGRESS_UNSEEN);
    if (!workflow.showsWorkInProgress) return doesNotApply(NEVER_IN_PROGRESS);
    if (valueAt(item.status, asOf)?.stage !== 'in-progress') return doesNotApply(NOT_IN_PROGRESS);
    if (waits.byKey.has(item.key)) return doesNotApply(WAITING);
    const last = movements.get(item.key);
    if (!last) return cannotTell('nothing is known of any movement');
    const quietDays = calendar.workingDaysBetween(last.at, asOf);
    if (quietDays <= (isFeature(item) ? thresholds.featureDays : thresholds.storyDays)) return undefined;
    if (!last.certain) return cannotTell(CHANGED_LATER);
    return {
      message: `In progress, but nothing has happened for ${workingDays(quietDays)}; the last was ${last.what}`,
      since: last.at,
      sinceExact: true,
      evidence: [
        {
          kind: 'work-item',
          key: item.key,
          text: `last moved with ${last.what}`,
          at: last.at,
          exact: true,
          unknown: false,
        },
        workingDaysFigure(`${workingDays(quietDays)} without movement`, quietDays),
      ],
    };
  },
});
