/**
 * What each predictive detector foretells, and how it is seen later whether it came true.
 *
 * In: the facts of a past week, and the whole world that came after. Out: the cases that were open that
 * week, flagged or not, with how each ended. Cases whose end is not known yet are left out.
 */
import type { Finding } from '../../model/finding';
import { DAY_MS, type Instant } from '../../model/instant';
import { isCancelled } from '../../model/cancelled';
import { nextOwnPromise } from '../../model/promise';
import { valueAt } from '../../model/span';
import { type WorkItem, isOpen, linksAt } from '../../model/work-item';
import type { World } from '../../model/world';
import { finishedAt } from '../../forecast/throughput';
import type { WorldFacts } from '../facts';
import type { Sighting } from './score-alerts';

export interface Prediction {
  /** The detector's id, and a word more where only some of its findings are meant. */
  readonly id: string;
  readonly detector: string;
  /** What a finding foretells, as a sentence's end: "… the promised day passes and it is not done". */
  readonly foretells: string;
  /** The simple rule it is held against. */
  readonly naive: string;
  /** Weeks from one look to the next: where each look is a case of its own, they must not overlap. */
  readonly everyWeeks: number;
  sightings(facts: WorldFacts, findings: readonly Finding[], later: World): Sighting[];
}

const SOON_WEEKS = 4;
/** Whether anything that waits, or lies still, was finished within so many days. */
export const SOON_DAYS = 7 * SOON_WEEKS;

export const PREDICTIONS: readonly Prediction[] = [
  promiseAtRisk('promise-at-risk', 'unlikely'),
  promiseAtRisk('promise-at-risk:any', 'any'),
  {
    id: 'blocking-wait',
    detector: 'blocking-wait',
    foretells: `it is not done ${SOON_DAYS} days later`,
    naive: 'it is linked to more open items',
    everyWeeks: SOON_WEEKS,
    sightings: (facts, findings, later) =>
      stillOpenLater(
        facts,
        findings,
        later,
        facts.openItems.filter(isStory),
        (item) =>
          linksAt(item, facts.world.asOf).filter(({ otherKey }) => {
            const other = facts.items.get(otherKey);
            return other !== undefined && isOpen(other, facts.world.asOf);
          }).length,
      ),
  },
  {
    id: 'stale-work',
    detector: 'stale-work',
    foretells: `it is not done ${SOON_DAYS} days later`,
    naive: 'it has been in progress for longer',
    everyWeeks: SOON_WEEKS,
    sightings: (facts, findings, later) => {
      const { asOf } = facts.world;
      const begun = facts.openItems.filter(
        (item) => isStory(item) && valueAt(item.status, asOf)?.stage === 'in-progress',
      );
      return stillOpenLater(facts, findings, later, begun, (item) => asOf - inProgressSince(item, asOf));
    },
  },
];

/** Every promised day ahead of an open item is a case; it goes wrong when the day passes and the item is not done. */
function promiseAtRisk(id: string, which: 'unlikely' | 'any'): Prediction {
  return {
    id,
    detector: 'promise-at-risk',
    foretells: 'its promised day passes and it is not done',
    naive: 'it is not begun, and fewer days are left',
    everyWeeks: 1,
    sightings: (facts, findings, later) => {
      const { asOf } = facts.world;
      const flagged = new Set(
        findings.flatMap(({ subject, severity }) =>
          subject.kind === 'work-item' && (which === 'any' || severity === 'high') ? [subject.key] : [],
        ),
      );
      return facts.openItems.flatMap((item): Sighting[] => {
        const whole = later.items.get(item.key);
        const promise = nextOwnPromise(facts.promisesOf(item), asOf);
        if (!whole || !promise || !whole.hasHistory || promise.dueAt > later.asOf || item.level < 0) return [];
        // What was given up before its day was no promise any more.
        if (isCancelled(whole, promise.dueAt)) return [];
        const isBegun = valueAt(item.status, asOf)?.stage !== 'to-do';
        return [
          {
            name: `${item.key} by ${promise.dueAt}`,
            at: asOf,
            isFlagged: flagged.has(item.key),
            naive: isBegun ? -Infinity : -(promise.dueAt - asOf),
            wentWrong: finishedAt(whole, promise.dueAt) === undefined,
            settledAt: promise.dueAt,
          },
        ];
      });
    },
  };
}

/** Each item is a case at each look: looks lie as far apart as the time within which it may be done. */
function stillOpenLater(
  facts: WorldFacts,
  findings: readonly Finding[],
  later: World,
  population: readonly WorkItem[],
  naive: (item: WorkItem) => number,
): Sighting[] {
  const { asOf } = facts.world;
  const settledAt = asOf + SOON_DAYS * DAY_MS;
  if (settledAt > later.asOf) return [];
  const flagged = new Set(findings.flatMap(({ subject }) => (subject.kind === 'work-item' ? [subject.key] : [])));
  return population.flatMap((item): Sighting[] => {
    const whole = later.items.get(item.key);
    if (!whole?.hasHistory) return [];
    return [
      {
        name: `${item.key} on ${asOf}`,
        at: asOf,
        isFlagged: flagged.has(item.key),
        naive: naive(item),
        wentWrong: finishedAt(whole, settledAt) === undefined,
        settledAt,
      },
    ];
  });
}

function isStory({ level }: WorkItem): boolean {
  return level === 0;
}

function inProgressSince(item: WorkItem, at: Instant): Instant {
  return item.status.findLast(({ from, value }) => from <= at && value.stage === 'in-progress')?.from ?? at;
}
