import { ancestryOf } from '../../model/ancestry';
import { spanAt } from '../../model/span';
import { isDone } from '../../model/work-item';
import { defineDetector } from '../define-detector';
import { sinceDay } from '../wording';

export default defineDetector({
  id: 'orphaned-work',
  checklistLine: '6.2',
  title: { pass: 'Nothing is left open under what is closed', fail: 'Work is open under something that is closed' },
  rationale: 'Nobody looks below a closed feature again, so what is left there is neither done nor given up.',
  remedy: 'Finish it, give it to a feature that is open, or close it.',
  clears: 'The item is done, it moves under something open, or what is above it is reopened.',
  severity: 'medium',
  subjects: 'workItems',
  needs: ['items'],
  thresholds: {
    graceDays: {
      label: 'Grace',
      help: 'How long after the closing an item below may still be open without a flag.',
      unit: 'working days',
      default: 5,
      min: 0,
      max: 60,
    },
  },
  examine: (item, { items, calendar, asOf, thresholds }) => {
    const { ancestors } = ancestryOf(item, items, asOf);
    const closed = ancestors.find((ancestor) => isDone(ancestor, asOf));
    const status = closed && spanAt(closed.status, asOf);
    if (!closed || !status || calendar.workingDaysBetween(status.from, asOf) <= thresholds.graceDays) return undefined;
    const below = [item, ...ancestors.slice(0, ancestors.indexOf(closed))].flatMap(
      ({ parent }) => spanAt(parent, asOf) ?? [],
    );
    const since = Math.max(status.from, item.createdAt, ...below.map(({ from }) => from));
    return {
      message: `Is open under ${closed.key}, which is closed ${sinceDay(calendar, status.from, status.exact)}`,
      since,
      // Who moved below it, and when, may be as uncertain as when it was closed.
      sinceExact: status.exact && below.every(({ exact }) => exact),
      evidence: [
        { kind: 'work-item', key: item.key, text: 'is open', at: item.createdAt, exact: true, unknown: false },
        {
          kind: 'work-item',
          key: closed.key,
          text: `is in status "${status.value.name}"`,
          at: status.from,
          exact: status.exact,
          unknown: false,
        },
      ],
    };
  },
});
