import type { Evidence } from '../../model/finding';
import type { WorkItemKey } from '../../model/key';
import { sourceOf } from '../../model/promise';
import type { PromiseMove, PromiseMoves } from '../../model/promise-moves';
import type { WorkingCalendar } from '../../model/calendar';
import { cannotTell, defineDetector, doesNotApply } from '../define-detector';
import { SUBTASK_PROMISES_NOTHING, UNDATED, named, times, workingDays, workingDaysFigure } from '../wording';

/**
 * Stories carried over from a sprint that ended are left to `carried-over-story`; here a sprint counts
 * when the item was taken out of it and planned into a later one. Moving a day earlier again takes
 * nothing back: whoever was told a day was told another one twice.
 */
export default defineDetector({
  id: 'slipping-promise',
  checklistLine: '1.3',
  title: { pass: 'Promised days are not moved later', fail: 'A promised day was moved later again' },
  rationale: 'A day that was moved twice is likely to be moved a third time, and nobody plans on it any more.',
  remedy: 'Agree on a day that will hold with those it was promised to, and on what has to go so that it does.',
  clears: 'The item is done, or no day is promised for it any more.',
  severity: 'medium',
  subjects: 'workItems',
  needs: ['promisesOf', 'promiseMovesOf'],
  thresholds: {
    moves: {
      label: 'Moves',
      help: 'Flagged when the day was moved later this many times; all moves of one day count once.',
      unit: '',
      default: 2,
      min: 1,
      max: 20,
    },
  },
  examine: (item, { promisesOf, promiseMovesOf, calendar, thresholds }) => {
    if (item.level < 0) return doesNotApply(SUBTASK_PROMISES_NOTHING);
    if (promisesOf(item).length === 0) return doesNotApply(UNDATED);
    const found = promiseMovesOf(item);
    const { slips, undated } = found;
    const tooMany = slips[thresholds.moves - 1];
    if (!tooMany) {
      if (!item.hasHistory) return cannotTell(NO_HISTORY);
      return slips.length + undated.length < thresholds.moves ? undefined : cannotTell(DAYS_UNSEEN);
    }
    const days = slips.reduce((sum, slip) => sum + slip.workingDays, 0);
    const last = slips.at(-1)?.moves[0];
    return {
      message: `Its promised day was moved later ${times(slips.length)}, by ${workingDays(days)} in all${last ? `; the last time its ${changeOf(last, calendar)}` : ''}`,
      since: tooMany.at,
      sinceExact: tooMany.exact,
      evidence: [
        ...movesIn(found).map((move) => rowOf(item.key, move, calendar)),
        workingDaysFigure(`Moved later by ${workingDays(days)} in all`, days),
        ...unseenFigure(undated),
      ],
    };
  },
});

function movesIn({ slips, earlier }: PromiseMoves): PromiseMove[] {
  return [...slips.flatMap(({ moves }) => moves), ...earlier].sort((a, b) => a.at - b.at);
}

function rowOf(key: WorkItemKey, move: PromiseMove, calendar: WorkingCalendar): Evidence {
  const { from, to, at, exact } = move;
  const direction = to.dueAt > from.dueAt ? 'later' : 'earlier again';
  const text = `${changeOf(move, calendar)}: ${workingDays(move.workingDays)} ${direction}`;
  return { kind: 'work-item', key, text, at, exact, unknown: false };
}

/** `due date was moved from 2017-01-06 to 2017-01-13`; the last day on which a promise can be kept is told. */
function changeOf({ from, to }: PromiseMove, calendar: WorkingCalendar): string {
  const [before, after] = [calendar.dayOf(from.dueAt - 1), calendar.dayOf(to.dueAt - 1)];
  return to.name === undefined
    ? `${sourceOf(to)} was moved from ${before} to ${after}`
    : `${sourceOf(from)} (${before}) became ${sourceOf(to)} (${after})`;
}

/** What keeps the count from being whole. */
function unseenFigure(undated: readonly string[]): Evidence[] {
  if (undated.length === 0) return [];
  const text = `It has been in ${named(undated)}, of which nobody can tell the day: moves from and to there are not counted`;
  return [{ kind: 'figure', text, value: undated.length, unit: undated.length === 1 ? 'unknown day' : 'unknown days' }];
}

const NO_HISTORY = {
  one: 'Jira serves no history of it, so how often its day was moved cannot be seen',
  many: 'Jira serves no history of them, so how often their days were moved cannot be seen',
};
const DAYS_UNSEEN = {
  one: 'it has been in versions or sprints whose days nobody can tell any more',
  many: 'they have been in versions or sprints whose days nobody can tell any more',
};
