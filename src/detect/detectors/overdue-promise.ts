import { sourceOf } from '../../model/promise';
import { defineDetector, doesNotApply } from '../define-detector';
import { SUBTASK_PROMISES_NOTHING, UNDATED, workingDays, workingDaysFigure } from '../wording';

export default defineDetector({
  id: 'overdue-promise',
  checklistLine: '1.1',
  title: {
    pass: 'Every promised day is kept or still ahead',
    fail: 'A promised day has passed and the work is not done',
  },
  rationale: 'A day that passes in silence teaches everybody that days mean nothing.',
  remedy: 'Finish it, or agree on a new day with those it was promised to.',
  clears: 'The item is done, or every passed due date, version day or sprint is moved or taken off.',
  severity: 'high',
  subjects: 'workItems',
  needs: ['promisesOf'],
  thresholds: {
    graceDays: {
      label: 'Grace',
      help: 'How long after the promised day an item may still be open without a flag.',
      unit: 'working days',
      default: 0,
      min: 0,
      max: 30,
    },
  },
  examine: (item, { promisesOf, calendar, asOf, thresholds }) => {
    if (item.level < 0) return doesNotApply(SUBTASK_PROMISES_NOTHING);
    const promises = promisesOf(item);
    if (promises.length === 0) return doesNotApply(UNDATED);
    const broken = promises.filter(({ dueAt }) => asOf >= calendar.afterWorkingDays(dueAt, thresholds.graceDays));
    const [first] = broken;
    if (!first) return undefined;
    const late = calendar.workingDaysBetween(first.dueAt, asOf);
    // The last day on which the promise could be kept is the one before the instant it broke.
    const told = broken.map((promise) => `${sourceOf(promise)} (${calendar.dayOf(promise.dueAt - 1)})`);
    return {
      message: `Not done ${late < ROUNDS_TO_NOTHING ? 'by' : `${workingDays(late)} after`} its ${told.join(' and its ')}`,
      since: first.dueAt,
      sinceExact: true,
      evidence: [
        ...broken.map((promise) => ({
          kind: 'work-item' as const,
          key: item.key,
          text: `was promised by its ${sourceOf(promise)}`,
          at: promise.dueAt,
          exact: true,
          unknown: false,
        })),
        workingDaysFigure(`${workingDays(late)} late`, late),
      ],
    };
  },
});

/** Less than this many days would be told as 0: a day that passed on Friday is not yet late on Sunday. */
const ROUNDS_TO_NOTHING = 0.05;
