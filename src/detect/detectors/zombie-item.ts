import { ancestryOf } from '../../model/ancestry';
import { DAY_MS } from '../../model/instant';
import { isPlanned } from '../../model/promise';
import { valueAt } from '../../model/span';
import { isOpen } from '../../model/work-item';
import { cannotTell, defineDetector, doesNotApply } from '../define-detector';
import { CHANGED_LATER, IN_PROGRESS, MAY_WAIT, WAITING, itemRow, plural } from '../wording';

/**
 * One of them speaks at a time: of what is in progress `stale-work`, of what waits `blocking-wait`.
 * What has a day or a sprint ahead, or hangs under something that has, will be looked at then.
 */
export default defineDetector({
  id: 'zombie-item',
  checklistLine: '6.5',
  title: {
    pass: 'Nothing lies open that nobody will ever do',
    fail: 'An item lies open that nobody seems to want any more',
  },
  rationale: 'Every open item is read again at each planning, and what nobody will do hides what somebody should.',
  remedy:
    'Ask on the item who still needs it, label it, and close it after two weeks without an answer; never close it silently.',
  clears:
    'Anything happens to the item, to what is below it or in code that serves it; it is begun, planned for a day or sprint ahead, or closed.',
  severity: 'low',
  subjects: 'workItems',
  needs: ['items', 'movements', 'waits'],
  thresholds: {
    quietDays: {
      label: 'Quiet time',
      help: 'An item nobody has begun is flagged when nothing has happened to it for longer than this.',
      unit: 'days',
      default: 180,
      min: 30,
      max: 3650,
    },
  },
  examine: (item, { items, movements, waits, calendar, asOf, thresholds }) => {
    if (valueAt(item.status, asOf)?.stage === 'in-progress') return doesNotApply(IN_PROGRESS);
    if (waits.byKey.has(item.key)) return doesNotApply(WAITING);
    const last = movements.get(item.key);
    if (!last) return cannotTell('nothing is known of any movement');
    if (asOf - last.at <= thresholds.quietDays * DAY_MS) return undefined;
    const family = [item, ...ancestryOf(item, items, asOf).ancestors];
    if (family.some((one) => isOpen(one, asOf) && isPlanned(one, calendar, asOf))) return undefined;
    if (!last.certain) return cannotTell(CHANGED_LATER);
    if (waits.unseenByKey.has(item.key)) return cannotTell(MAY_WAIT);
    const quietDays = Math.floor((asOf - last.at) / DAY_MS);
    return {
      message: `Open and not begun, and nothing has happened for ${plural(quietDays, 'day')}; the last was ${last.what}`,
      since: last.at,
      sinceExact: true,
      evidence: [
        itemRow(item.key, `last moved with ${last.what}`, { from: last.at, exact: true }),
        {
          kind: 'figure',
          text: `${plural(quietDays, 'day')} without movement`,
          value: quietDays,
          unit: quietDays === 1 ? 'day' : 'days',
        },
      ],
    };
  },
});
