import { cancelledSince } from '../../model/cancelled';
import { DAY_MS } from '../../model/instant';
import { valueAt } from '../../model/span';
import { cannotTell, defineDetector, doesNotApply } from '../define-detector';
import { commitRow, itemRow, plural, sinceDay } from '../wording';

/**
 * Told by messages alone: a commit is taken for gone when one that reverts it is at hand. Code that
 * somebody took out by hand still counts, and so does a branch that was never merged.
 */
export default defineDetector({
  id: 'cancelled-feature-code',
  checklistLine: '6.3',
  title: {
    pass: 'No code serves a feature that was cancelled',
    fail: 'Code still serves something that was cancelled',
  },
  rationale: 'Code that nobody wants any more is still read, tested, built and kept safe by everybody.',
  remedy: 'Take the code out, or reopen the work item if it is wanted after all.',
  clears: 'Its commits are reverted or also serve something that lives, or the work item is reopened.',
  severity: 'medium',
  subjects: 'cancelledItems',
  needs: ['cancelledCode'],
  thresholds: {
    graceDays: {
      label: 'Grace',
      help: 'How long after the cancelling its code may still be there without a flag.',
      unit: 'working days',
      default: 10,
      min: 0,
      max: 120,
    },
    lookBackDays: {
      label: 'Time looked back on',
      help: 'What was cancelled longer ago than this is left in peace.',
      unit: 'days',
      default: 365,
      min: 1,
      max: 3650,
    },
  },
  examine: (item, { cancelledCode, calendar, asOf, thresholds }) => {
    const cancelled = cancelledSince(item, asOf);
    if (!cancelled || asOf - cancelled.from > thresholds.lookBackDays * DAY_MS) {
      const limit = plural(thresholds.lookBackDays, 'day');
      return doesNotApply({
        one: `it was cancelled more than ${limit} ago`,
        many: `they were cancelled more than ${limit} ago`,
      });
    }
    const { commits = [], uncertain = 0 } = cancelledCode.get(item.key) ?? {};
    const [oldest] = commits;
    if (!oldest) return uncertain > 0 ? cannotTell(SERVES_OUT_OF_SIGHT) : undefined;
    const since = Math.max(cancelled.from, oldest.committedAt);
    if (calendar.workingDaysBetween(since, asOf) <= thresholds.graceDays) return undefined;
    const stand = `${plural(commits.length, 'commit')} made for it still ${commits.length === 1 ? 'stands' : 'stand'}`;
    return {
      message: `Was cancelled, yet ${stand}, ${sinceDay(calendar, since, cancelled.exact)}`,
      since,
      sinceExact: cancelled.exact,
      evidence: [
        itemRow(item.key, `is resolved as "${valueAt(item.resolution, asOf) ?? ''}"`, cancelled),
        ...commits.slice(-COMMIT_ROWS).reverse().map(commitRow),
        {
          kind: 'figure',
          text: `${stand}, serving nothing that lives`,
          value: commits.length,
          unit: commits.length === 1 ? 'commit' : 'commits',
        },
      ],
      nextStep: `Take out what ${commits.length === 1 ? 'this commit' : `these ${commits.length} commits`} brought in, or reopen ${item.key} if it is wanted after all.`,
    };
  },
});

const COMMIT_ROWS = 20;

const SERVES_OUT_OF_SIGHT = {
  one: 'its commits also serve items that have not been looked at',
  many: 'their commits also serve items that have not been looked at',
};
