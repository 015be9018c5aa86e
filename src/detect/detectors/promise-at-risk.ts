import type { WorkingCalendar } from '../../model/calendar';
import type { Evidence } from '../../model/finding';
import { type Instant, WEEK_MS, mondayOf } from '../../model/instant';
import { type ItemPromise, nextOwnPromise, sourceOf } from '../../model/promise';
import { type WorkItem, isFeature, isOpen } from '../../model/work-item';
import { ALL_STORIES_DONE, type ProjectForecast, isUntold } from '../../forecast/project-forecast';
import { cannotTell, defineDetector, doesNotApply } from '../define-detector';
import type { FactsByName } from '../facts';
import { percent, workingDays, workingDaysFigure } from '../wording';

/** Days that have passed are the business of overdue-promise, and what a sprint can hold that of over-committed-sprint. */
export default defineDetector({
  id: 'promise-at-risk',
  checklistLine: '1.2',
  title: { pass: 'Every promise is likely to be kept', fail: 'A promise is not likely to be kept' },
  rationale: 'Bad news about a promise is worth most while its day still lies ahead.',
  remedy: 'Take something out of it, clear what holds it up, or agree on a later day while that is still news.',
  clears: 'It is likely again to be done in time, it is done, or its day is moved.',
  severity: 'medium',
  subjects: 'workItems',
  needs: ['promisesOf', 'forecast'],
  thresholds: {
    likelyPercent: {
      label: 'Likely enough',
      help: 'A promise is flagged when the chance to keep it is lower than this.',
      unit: 'percent',
      default: 85,
      min: 1,
      max: 99,
    },
    unlikelyPercent: {
      label: 'Unlikely',
      help: 'Below this chance the finding is grave, and the line fails.',
      unit: 'percent',
      default: 50,
      min: 0,
      max: 99,
    },
  },
  examine: (item, { promisesOf, forecast, calendar, asOf, thresholds }) => {
    if (item.level < 0) return doesNotApply('a subtask promises nothing of its own');
    const next = nextOwnPromise(promisesOf(item), asOf);
    if (!next) return doesNotApply(NOTHING_AHEAD);
    const scope = forecast.featureWork.get(item.key);
    if (scope?.open.length === 0 && scope.finished > 0) return doesNotApply(ALL_STORIES_DONE);
    const chance = forecast.chanceBy(item, next.dueAt);
    if (isUntold(chance)) return cannotTell(chance.untold);
    if (chance >= thresholds.likelyPercent / 100) return undefined;
    return {
      message: `${capital(percent(chance))} likely to be done by its ${sourceOf(next)} (${calendar.dayOf(next.dueAt - 1)})${likelyDay(item, forecast, calendar)}`,
      since: sinceWhen(item, next, thresholds.likelyPercent / 100, { promisesOf, forecast, calendar, asOf }),
      sinceExact: false,
      evidence: evidenceOf(item, next, chance, forecast, calendar, asOf),
      severity: chance < thresholds.unlikelyPercent / 100 ? 'high' : 'medium',
      ...nextStepFor(item, forecast),
    };
  },
});

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const NOTHING_AHEAD = {
  one: 'no day ahead is promised for it',
  many: 'no day ahead is promised for them',
};

function likelyDay(item: WorkItem, forecast: ProjectForecast, calendar: WorkingCalendar): string {
  const day = forecast.doneBy(item, 0.85);
  if (isUntold(day)) return '';
  return day === undefined ? '; no day is 85% likely' : `; ${calendar.dayOf(day)} is 85% likely`;
}

/** Looked back on for when it began: half a year. */
const WEEKS_BACK = 26;

/**
 * The first of the days without a break on which this promise, already made, was less likely than
 * enough: today's midnight, and Mondays before. Told from today's pace, so it is an estimate.
 */
function sinceWhen(
  item: WorkItem,
  { dueAt }: ItemPromise,
  enough: number,
  { promisesOf, forecast, calendar, asOf }: Pick<FactsByName, 'promisesOf' | 'forecast'> & Now,
): Instant {
  const today = calendar.startOfDay(asOf);
  let since = Math.max(today, item.createdAt);
  for (let week = 0; week < WEEKS_BACK; week += 1) {
    const monday = mondayOf(today - 1) - week * WEEK_MS;
    const wasMade = monday >= item.createdAt && promisesOf(item, monday).some((promise) => promise.dueAt === dueAt);
    if (!wasMade || !isOpen(item, monday)) break;
    const chance = forecast.chanceBy(item, dueAt, monday);
    if (isUntold(chance) || chance >= enough) break;
    since = monday;
  }
  return since;
}

interface Now {
  readonly calendar: WorkingCalendar;
  readonly asOf: Instant;
}

const ROWS = 20;

function evidenceOf(
  item: WorkItem,
  next: ItemPromise,
  chance: number,
  forecast: ProjectForecast,
  calendar: WorkingCalendar,
  asOf: Instant,
): Evidence[] {
  const scope = isFeature(item) ? forecast.featureWork.get(item.key) : undefined;
  const { finished, weeks } = forecast.throughput;
  const daysLeft = calendar.workingDaysBetween(asOf, next.dueAt);
  const row = (key: string, text: string, at: Instant | undefined): Evidence => ({
    kind: 'work-item',
    key,
    text,
    at,
    exact: true,
    unknown: false,
  });
  return [
    row(item.key, `is promised by its ${sourceOf(next)}`, next.dueAt),
    ...(scope?.holders ?? []).slice(0, ROWS).map((key) => row(key, 'holds up a part of it', undefined)),
    ...(scope?.open ?? []).slice(0, ROWS).map((story) => row(story.key, 'is still open', story.createdAt)),
    workingDaysFigure(`${workingDays(daysLeft)} left`, daysLeft),
    {
      kind: 'figure',
      text: `${percent(chance)} of ${scope ? 'the futures drawn from the project’s last weeks' : 'stories like it in the project’s last year'} end in time`,
      value: Math.round(chance * 100),
      unit: 'percent',
    },
    ...(scope
      ? [
          {
            kind: 'figure' as const,
            text: `${scope.open.length === 1 ? '1 story is' : `${scope.open.length} stories are`} open; the project finished ${finished} in the last ${weeks.length} working weeks`,
            value: scope.open.length,
            unit: scope.open.length === 1 ? 'story' : 'stories',
          },
        ]
      : []),
  ];
}

function nextStepFor(item: WorkItem, forecast: ProjectForecast): { readonly nextStep?: string } {
  const [holder] = forecast.featureWork.get(item.key)?.holders ?? [];
  return holder === undefined ? {} : { nextStep: `Clear ${holder} first: it holds up a part of ${item.key}.` };
}
