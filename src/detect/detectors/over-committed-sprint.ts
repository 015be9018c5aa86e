import type { WorkingCalendar } from '../../model/calendar';
import type { Evidence } from '../../model/finding';
import type { EndedSprint } from '../../model/sprint-record';
import { cannotTell, defineDetector, doesNotApply } from '../define-detector';
import { plural } from '../wording';

/**
 * Say-do: what was done by the end of a sprint, of what was in it at its start; below 0.70 the team
 * promises too much (LinearB). Past sprints cannot be mended, so the finding is about those that still
 * can: one that runs or is planned, and holds more than the last ones delivered.
 */
export default defineDetector({
  id: 'over-committed-sprint',
  checklistLine: '1.6',
  title: {
    pass: 'A sprint promises no more than the team delivers',
    fail: 'A sprint promises more than the team delivers',
  },
  rationale: 'A sprint that is filled as if the last ones had gone well breaks its promise on the day it begins.',
  remedy: 'Agree on what comes first, and take the rest out of the sprint.',
  clears: 'The sprint holds no more than the last ones delivered, it ends, or they kept enough of what they promised.',
  severity: 'medium',
  subjects: 'sprints',
  needs: ['sprints'],
  thresholds: {
    sprints: {
      label: 'Sprints looked back',
      help: 'How many of the last sprints that ended are looked at. Fewer than these are not judged.',
      unit: 'sprints',
      default: 3,
      min: 1,
      max: 12,
    },
    keptPercent: {
      label: 'Promises kept',
      help: 'Flagged when they finished less than this share of what was in them one day after their start.',
      unit: 'percent',
      default: 70,
      min: 1,
      max: 100,
    },
    leastItems: {
      label: 'Fewest stories',
      help: 'Sprints that promised fewer stories than this, all together, are not judged.',
      unit: 'stories',
      default: 5,
      min: 1,
      max: 100,
    },
  },
  examine: ({ promised, startAt }, { sprints, calendar, asOf, thresholds }) => {
    const last = sprints.ended.slice(0, thresholds.sprints);
    const [latest] = last;
    if (!latest || last.length < thresholds.sprints)
      return doesNotApply(
        `fewer than ${plural(thresholds.sprints, 'sprint')} of the project with stories in them have ended`,
      );
    const kept = sumOf(last, (sprint) => sprint.kept.length);
    const said = kept + sumOf(last, (sprint) => sprint.broken.length);
    const blind = sumOf(last, (sprint) => sprint.blind);
    if (blind > said) return cannotTell(HISTORY_UNSEEN);
    if (said < thresholds.leastItems) return doesNotApply(TOO_FEW);
    const usual = kept / last.length;
    const tooMuch = promised[Math.floor(usual)];
    if (kept * 100 >= thresholds.keptPercent * said || !tooMuch) return undefined;
    const begunAt = startAt <= asOf ? startAt : 0;
    const since = Math.max(tooMuch.since, begunAt, latest.endedAt);
    return {
      message: `Holds ${stories(promised.length)}, while the last ${plural(last.length, 'sprint')} finished ${kept} of the ${said} they promised (${percentOf(kept, said)} %), ${oneDecimal(usual)} a sprint`,
      since,
      sinceExact: since > tooMuch.since || tooMuch.exact,
      evidence: evidenceOf(last, blind, calendar),
      nextStep: `Agree which ${stories(Math.max(1, Math.floor(usual)))} of its ${promised.length} come first, and take the rest out.`,
    };
  },
});

const HISTORY_UNSEEN = 'Jira serves no history of most stories of the last sprints';
const TOO_FEW = 'the last sprints promised too few stories for a share of them to mean anything';

function stories(count: number): string {
  return count === 1 ? '1 story' : `${count} stories`;
}

function sumOf(sprints: readonly EndedSprint[], count: (sprint: EndedSprint) => number): number {
  return sprints.reduce((sum, sprint) => sum + count(sprint), 0);
}

/** Rounded down, so that a share below the limit never reads like the limit. */
function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.floor((100 * part) / whole);
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Rows beyond this many say nothing new; the figures tell how many there are. */
const ROWS = 20;

function evidenceOf(last: readonly EndedSprint[], blind: number, calendar: WorkingCalendar): Evidence[] {
  const figures = last.map(({ sprint, startAt, kept, broken }): Evidence => {
    const said = kept.length + broken.length;
    const text = `Sprint "${sprint.name}" (begun ${calendar.dayOf(startAt)}): ${kept.length} of ${said} done by its end`;
    return { kind: 'figure', text, value: percentOf(kept.length, said), unit: 'percent' };
  });
  const unseen: Evidence[] =
    blind === 0
      ? []
      : [
          {
            kind: 'figure',
            text: `${stories(blind)} not counted, because Jira serves no history of them`,
            value: blind,
            unit: 'stories',
          },
        ];
  const broken = last.flatMap(({ sprint, endedAt, broken: items }) =>
    items.map(
      ({ key }): Evidence => ({
        kind: 'work-item',
        key,
        text: `was promised by sprint "${sprint.name}" and not done by its end`,
        at: endedAt,
        exact: true,
        unknown: false,
      }),
    ),
  );
  return [...figures, ...unseen, ...broken.slice(0, ROWS)];
}
