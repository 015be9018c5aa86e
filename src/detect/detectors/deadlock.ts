import type { Need, WaitCycle } from '../../model/wait-graph';
import { defineDetector } from '../define-detector';
import { sinceDay } from '../wording';

export default defineDetector({
  id: 'deadlock',
  checklistLine: '2.2',
  title: { pass: 'No work waits for itself', fail: 'Work items wait for each other in a circle' },
  rationale: 'None of them can be done first, so without a decision none will ever be done.',
  remedy: 'Take one link of the circle away and start with the item it held back.',
  clears: 'One link of the circle is taken away, or one of its items is done.',
  severity: 'high',
  subjects: 'cycles',
  needs: ['waits'],
  thresholds: {},
  examine: (cycle, { waits, calendar }) => ({
    message: `${walk(cycle)} wait for each other, ${sinceDay(calendar, cycle.since, cycle.sinceExact)}${beyond(cycle)}`,
    since: cycle.since,
    sinceExact: cycle.sinceExact,
    evidence: cycle.circle.map(({ from, to, phrase, since, exact }) => ({
      kind: 'work-item',
      key: from,
      text: `${phrase} ${to}`,
      at: since,
      exact,
      unknown: false,
    })),
    personDays: cycle.keys.reduce((days, key) => days + (waits.byKey.get(key)?.personDays ?? 0), 0),
    ...(cycle.cheapestCut && { nextStep: cutFirst(cycle.cheapestCut, cycle) }),
  }),
});

function walk({ circle }: WaitCycle): string {
  return [...circle.map((need) => need.from), circle[0]?.from ?? ''].join(' → ');
}

function beyond({ keys, circle }: WaitCycle): string {
  const more = keys.length - circle.length;
  return more > 0 ? `; ${more === 1 ? '1 more item is' : `${more} more items are`} caught in the same knot` : '';
}

function cutFirst({ from, to, phrase }: Need, { cutFreesAll }: WaitCycle): string {
  const why = cutFreesAll
    ? 'it is the youngest link whose removal frees all of them'
    : 'it is the youngest; others will have to follow';
  return `Take away the link "${from} ${phrase} ${to}": ${why}. Then start with ${from}.`;
}
