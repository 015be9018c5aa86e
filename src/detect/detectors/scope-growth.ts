import type { Evidence } from '../../model/finding';
import { type ScopeChange, type ScopeGrowth, scopeGrowth } from '../../model/scope';
import { cannotTell, defineDetector, doesNotApply } from '../define-detector';
import { plural } from '../wording';

/**
 * Growth is (added + removed since the start) / promised at the start: up to 5 % is usual, over 30 % is
 * far too much (Scope churn, EPAM TelescopeAI). What was removed counts too: work on it is lost, and so
 * is what was said of the day. A day is left to write everything down, since the first story is often
 * begun before the last is written.
 */
export default defineDetector({
  id: 'scope-growth',
  checklistLine: '1.4',
  title: { pass: 'What was promised does not grow after the start', fail: 'What was promised grew after the start' },
  rationale: 'A day is promised for the work that is known; what is added later is seldom added to the day.',
  remedy:
    'Say what the change means for the promised day to those it was promised to, or plan what was added for later.',
  clears:
    'What came is moved elsewhere again and what went is put back, the feature is done, or the version is released or its day has passed.',
  severity: 'medium',
  subjects: 'scopes',
  needs: [],
  thresholds: {
    changedPercent: {
      label: 'Lower limit',
      help: 'Flagged when more than this share of what was promised has come or gone since the start.',
      unit: 'percent',
      default: 5,
      min: 0,
      max: 100,
    },
    muchPercent: {
      label: 'Upper limit',
      help: 'The finding says so when the share is above this one too.',
      unit: 'percent',
      default: 30,
      min: 0,
      max: 500,
    },
    leastItems: {
      label: 'Smallest scope',
      help: 'What had fewer work items at its start is not judged: one more would be a large share.',
      unit: 'work items',
      default: 5,
      min: 1,
      max: 100,
    },
    setUpDays: {
      label: 'Set-up time',
      help: 'What comes or goes this soon after the first item was begun counts as promised from the start.',
      unit: 'working days',
      default: 1,
      min: 0,
      max: 20,
    },
  },
  examine: (scope, { calendar, asOf, thresholds }) => {
    const growth = scopeGrowth(scope, thresholds.setUpDays, calendar, asOf);
    if (growth === 'not-begun') return doesNotApply(NOT_BEGUN);
    if (growth === 'unseen') return cannotTell(START_UNSEEN);
    const { promised, changes, blind, begunAt, begunExact } = growth;
    if (promised < thresholds.leastItems) return doesNotApply(TOO_SMALL);
    const tooMuch = changes.find((_, index) => (index + 1) * 100 > thresholds.changedPercent * promised);
    if (!tooMuch) return blind > 0 ? cannotTell(MEMBERS_UNSEEN) : undefined;
    // To a tenth, so that a share just above a limit does not read like the limit.
    const percent = Math.round((1000 * changes.length) / promised) / 10;
    const much = changes.length * 100 > thresholds.muchPercent * promised;
    const limit = much
      ? `the upper limit of ${thresholds.muchPercent}`
      : `the lower limit of ${thresholds.changedPercent}`;
    return {
      message: `Had ${plural(promised, 'work item')} when work on it began ${begunExact ? 'on' : 'about'} ${calendar.dayOf(begunAt)}; ${whatChanged(changes)}: ${percent} %, above ${limit} %`,
      since: tooMuch.at,
      sinceExact: tooMuch.exact && begunExact,
      evidence: evidenceOf(growth, percent),
    };
  },
});

function whatChanged(changes: readonly ScopeChange[]): string {
  const added = changes.filter(({ kind }) => kind === 'added').length;
  const parts = [
    ...(added > 0 ? [`${added} added`] : []),
    ...(added < changes.length ? [`${changes.length - added} taken out`] : []),
  ];
  return `${parts.join(' and ')} since`;
}

/** Rows beyond this many say nothing new; the figures tell how many there are. */
const ROWS = 20;

function evidenceOf({ promised, changes, blind }: ScopeGrowth, percent: number): Evidence[] {
  const unit = (count: number): string => (count === 1 ? 'work item' : 'work items');
  const figure = (text: string, value: number): Evidence => ({ kind: 'figure', text, value, unit: unit(value) });
  return [
    figure(`${plural(promised, 'work item')} promised at the start`, promised),
    figure(`${whatChanged(changes)}: ${percent} %`, changes.length),
    ...(blind === 0
      ? []
      : [figure(`${plural(blind, 'work item')} taken for promised, of which Jira serves no history`, blind)]),
    ...changes.slice(0, ROWS).map(({ item, kind, at, exact }) => ({
      kind: 'work-item' as const,
      key: item.key,
      text: kind === 'added' ? 'was added after the start' : 'was there at the start and has been taken out',
      at,
      exact,
      unknown: false,
    })),
  ];
}

const NOT_BEGUN = {
  one: 'work on it has not begun, or only just',
  many: 'work on them has not begun, or only just',
};
const START_UNSEEN = {
  one: 'Jira serves no history that shows when work on it began',
  many: 'Jira serves no history that shows when work on them began',
};
const TOO_SMALL = { one: 'it was too small at its start', many: 'they were too small at their start' };
const MEMBERS_UNSEEN = {
  one: 'Jira serves no history of some of its work items, which may have been added later',
  many: 'Jira serves no history of some of their work items, which may have been added later',
};
