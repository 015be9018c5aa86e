import type { WorkingCalendar } from '../../model/calendar';
import type { Evidence } from '../../model/finding';
import type { Instant } from '../../model/instant';
import type { WorkItemKey } from '../../model/key';
import { spanAt, valueAt } from '../../model/span';
import type { WorkItem } from '../../model/work-item';
import { isUntold } from '../../forecast/project-forecast';
import { cannotTell, defineDetector, doesNotApply } from '../define-detector';
import type { FactsByName } from '../facts';
import { LINKED_OUT_OF_SIGHT, itemRow, named, workingDays, workingDaysFigure } from '../wording';

/**
 * Slack is the time from the end of what an item waits for to its own planned start (the lead time of
 * Jira Plans); the end is a forecast where one can be told, and the promised day where none can.
 */
export default defineDetector({
  id: 'negative-slack',
  checklistLine: '2.4',
  title: {
    pass: 'No work is planned to begin before what it waits for ends',
    fail: 'Work is planned to begin before what it waits for ends',
  },
  rationale: 'A plan that cannot hold is cheapest to change before it has begun.',
  remedy: 'Plan it for a later sprint, hurry what it waits for, or cut the dependency.',
  clears: 'What it waits for is likely to end in time, it is planned for later, or it is begun all the same.',
  severity: 'medium',
  subjects: 'workItems',
  needs: ['waits', 'items', 'forecast', 'promisesOf'],
  thresholds: {
    likelyPercent: {
      label: 'Likely enough',
      help: 'What an item waits for counts as ended on the day by which it is this likely to be done.',
      unit: 'percent',
      default: 85,
      min: 50,
      max: 99,
    },
    graceDays: {
      label: 'Grace',
      help: 'How much later than the planned start it may end without a flag.',
      unit: 'working days',
      default: 0,
      min: 0,
      max: 30,
    },
  },
  examine: (item, { waits, items, forecast, promisesOf, calendar, asOf, thresholds }) => {
    const start = plannedStart(item, asOf);
    if (valueAt(item.status, asOf)?.stage !== 'to-do' || !start) return doesNotApply(NO_START_AHEAD);
    if (waits.unseenByKey.has(item.key)) return cannotTell(LINKED_OUT_OF_SIGHT);
    const wait = waits.byKey.get(item.key);
    if (!wait || wait.blockers.length === 0) return undefined;
    const ends = [...new Set([...wait.blockers, ...wait.roots])].map((key) =>
      endOf(key, { items, forecast, promisesOf }, thresholds.likelyPercent / 100, asOf),
    );
    const late = ends.filter(
      ({ at }) => at === 'beyond' || (at !== 'unknown' && isLate(at, start, calendar, thresholds.graceDays)),
    );
    if (late.length === 0) return ends.some(({ at }) => at === 'unknown') ? cannotTell(NO_END_KNOWN) : undefined;
    const lastAt = late.reduce<Instant | undefined>(
      (last, { at }) => (typeof at === 'number' ? Math.max(last ?? 0, at) : last),
      undefined,
    );
    const since = Math.max(wait.since, start.plannedAt);
    return {
      message: `Planned to begin on ${calendar.dayOf(start.at)} with sprint "${start.sprint}", but ${named(late.map(({ key }) => key))} ${late.length === 1 ? 'is' : 'are'} ${lastAt === undefined ? 'not likely to be done within a year' : `likely to take until ${calendar.dayOf(lastAt - 1)}`}`,
      since,
      sinceExact: wait.sinceExact && start.exact,
      evidence: [
        itemRow(item.key, `is planned for sprint "${start.sprint}", which begins then`, {
          from: start.at,
          exact: true,
        }),
        ...late.map((end) => endRow(end)),
        ...(lastAt === undefined
          ? []
          : [
              workingDaysFigure(
                `${workingDays(calendar.workingDaysBetween(start.at, lastAt))} of negative slack`,
                calendar.workingDaysBetween(start.at, lastAt),
              ),
            ]),
      ],
      nextStep: `Plan ${item.key} for a sprint after that, or hurry ${named(late.map(({ key }) => key))}.`,
    };
  },
});

const NO_START_AHEAD = {
  one: 'it is begun, or no sprint ahead holds it',
  many: 'they are begun, or no sprint ahead holds them',
};
const NO_END_KNOWN = {
  one: 'nobody can tell when what it waits for will end: too little was finished for a forecast, and it promises no day',
  many: 'nobody can tell when what they wait for will end: too little was finished for a forecast, and it promises no day',
};

interface PlannedStart {
  readonly at: Instant;
  readonly sprint: string;
  /** When it was planned so. */
  readonly plannedAt: Instant;
  readonly exact: boolean;
}

/** The beginning of the first sprint ahead that holds it. */
function plannedStart(item: WorkItem, asOf: Instant): PlannedStart | undefined {
  const span = spanAt(item.sprints, asOf);
  const [next] = (span?.value ?? [])
    .flatMap(({ name, startAt }) => (startAt !== undefined && startAt > asOf ? [{ name, startAt }] : []))
    .sort((a, b) => a.startAt - b.startAt);
  return span && next && { at: next.startAt, sprint: next.name, plannedAt: span.from, exact: span.exact };
}

interface End {
  readonly key: WorkItemKey;
  /** `beyond`: no day within a year is likely enough. */
  readonly at: Instant | 'beyond' | 'unknown';
  readonly isForecast: boolean;
}

function endOf(
  key: WorkItemKey,
  { items, forecast, promisesOf }: Pick<FactsByName, 'items' | 'forecast' | 'promisesOf'>,
  chance: number,
  asOf: Instant,
): End {
  const item = items.get(key);
  const told = item && forecast.doneBy(item, chance);
  if (item && !isUntold(told)) return { key, at: told ?? 'beyond', isForecast: true };
  // A day that has passed says nothing of the one on which it will be done.
  const promised = item && promisesOf(item).find(({ dueAt }) => dueAt > asOf);
  return { key, at: promised?.dueAt ?? 'unknown', isForecast: false };
}

function isLate(end: Instant, { at }: PlannedStart, calendar: WorkingCalendar, graceDays: number): boolean {
  return calendar.workingDaysBetween(at, end) > graceDays;
}

function endRow({ key, at, isForecast }: End): Evidence {
  const isDay = typeof at === 'number';
  return {
    kind: 'work-item',
    key,
    text: isDay
      ? isForecast
        ? 'is likely to be done by then'
        : 'is promised for then'
      : 'is not likely to be done within a year',
    at: isDay ? at : undefined,
    exact: isDay && !isForecast,
    unknown: false,
  };
}
