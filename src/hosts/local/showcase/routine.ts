/**
 * The everyday work around the story: rows of "Routine" become stories that are planned, done and
 * committed sprint by sprint. Nothing a finding rests on hides in here but how much was done, by whom
 * and at which hours, which the rows say; the rest is a seeded pattern.
 *
 * Two rhythms: `office` (the default) commits so many times a story, on working days between nine and
 * five with an hour before or after now and then; `crunch` so many times a day, on every day of the
 * week, every second of them late in the evening. Hours are those of the person's own clock.
 */
import { type Names, STATUSES, countIn, dayIn, keyIn, listIn, oneOf, personNamed, textIn } from './cell-words';
import { type SeededChance, chanceSeededBy } from './seeded-chance';
import { type Row, SlipOfThePen } from './scenario-tables';
import type { Birth, Change, Happening, Person, Sprint, StoryCommit } from './story';

export interface RoutineWork {
  readonly births: readonly Birth[];
  readonly happenings: readonly Happening[];
  readonly commits: readonly StoryCommit[];
}

/** Files and subjects of one part of the code. */
interface Area {
  readonly files: readonly string[];
  readonly things: readonly string[];
}

interface Plan {
  readonly row: Row;
  readonly feature: string;
  /** Undefined for stories that nobody takes up. */
  readonly by: Person | undefined;
  readonly planner: Person;
  readonly sprints: readonly Sprint[];
  readonly stories: number;
  readonly commits: number;
  readonly repo: string;
  readonly area: Area;
  readonly crunch: boolean;
  readonly plannedAt: number;
}

/** A story before it has a key. */
interface Draft {
  readonly plan: Plan;
  readonly summary: string;
  readonly at: number;
  readonly work: { readonly sprint: Sprint; readonly startsAt: number; readonly endsAt: number } | undefined;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Keys below are for what is written by hand. */
export const FIRST_ROUTINE_NUMBER = 201;
const RUNS_OVER_PERCENT = 8;
const ODD_HOUR_PERCENT = 9;

const VERBS = ['Show', 'Check', 'Store', 'Explain', 'Speed up', 'Test', 'Translate', 'Tidy up', 'Print', 'Log'];
const STEPS = [
  'first cut',
  'the empty case',
  'tests',
  'remarks from review',
  'wire it up',
  'clearer names',
  'edge cases',
];

/** Expands the rows. Throws SlipOfThePen. */
export function doRoutine(rows: readonly Row[], words: readonly Row[], names: Names, planner: Person): RoutineWork {
  const areas = readAreas(words);
  const drafts = rows.flatMap((row) => draftsOf(readPlan(row, areas, names, planner)));
  const inOrder = drafts
    .map((draft, index) => ({ draft, index }))
    .sort((a, b) => a.draft.at - b.draft.at || a.index - b.index);
  const numbers = new Map<string, number>();
  const done = inOrder.map(({ draft }) => {
    const project = draft.plan.feature.replace(/-\d+$/, '');
    const number = numbers.get(project) ?? FIRST_ROUTINE_NUMBER;
    numbers.set(project, number + 1);
    return workOf(draft, `${project}-${number}`, names.sprints);
  });
  return {
    births: done.map(({ birth }) => birth),
    happenings: done.flatMap(({ happenings }) => happenings),
    commits: done.flatMap(({ commits }) => commits),
  };
}

function readAreas(words: readonly Row[]): ReadonlyMap<string, Area> {
  return new Map(
    words.map((row) => [textIn(row, 'area'), { files: listIn(row, 'files'), things: listIn(row, 'things') }]),
  );
}

function readPlan(row: Row, areas: ReadonlyMap<string, Area>, names: Names, planner: Person): Plan {
  const area = areas.get(row.cell('area'));
  if (!area || area.files.length === 0 || area.things.length === 0)
    throw new SlipOfThePen(
      row.place,
      `"${row.cell('area')}" has no files and things.`,
      `Add it to a table under "## Words", or write one of: ${[...areas.keys()].join(', ')}.`,
    );
  const by = row.cell('who') === '' ? undefined : personNamed(row, row.cell('who'), names);
  const sprints = row.cell('sprints') === '' ? [] : sprintRange(row, names.sprints);
  if ((by === undefined) !== (sprints.length === 0))
    throw new SlipOfThePen(
      row.place,
      'Somebody works in sprints, and nobody in none.',
      'Fill "who" and "sprints", or neither.',
    );
  const rhythm = oneOf(row, 'rhythm', row.cell('rhythm') || 'office', ['office', 'crunch']);
  return {
    row,
    feature: keyIn(row, row.cell('feature')),
    by,
    planner,
    sprints,
    stories: countIn(row, 'stories'),
    commits: countIn(row, 'commits'),
    repo: textIn(row, 'repository'),
    area,
    crunch: rhythm === 'crunch',
    plannedAt: Date.parse(`${dayIn(row, 'planned')}T10:00:00Z`),
  };
}

/** `4-6` or `4`, by the number at the end of the sprints' names. */
function sprintRange(row: Row, sprints: readonly Sprint[]): Sprint[] {
  const parts = /^(\d+)(?:-(\d+))?$/.exec(row.cell('sprints'));
  const [first, last] = [Number(parts?.[1] ?? 0), Number(parts?.[2] ?? parts?.[1] ?? 0)];
  const chosen = sprints.filter((_, index) => index + 1 >= first && index + 1 <= last);
  if (!parts || chosen.length !== last - first + 1)
    throw new SlipOfThePen(
      row.place,
      `"${row.cell('sprints')}" are no sprints.`,
      `Write 4 or 4-6, from 1 to ${sprints.length}.`,
    );
  return chosen;
}

function draftsOf(plan: Plan): Draft[] {
  const { row, sprints, stories, area } = plan;
  const chance = chanceSeededBy(`${row.cell('who')} ${row.cell('feature')} ${row.cell('sprints')} ${row.cell('area')}`);
  const first = chance.between(0, 99);
  const summaryOf = (index: number): string => {
    // Every verb meets every thing once before a pair comes back.
    const at = first + index;
    const thing = area.things[at % area.things.length] ?? '';
    const verb = VERBS[(at + Math.floor(at / area.things.length)) % VERBS.length] ?? '';
    return `${verb} ${thing}`;
  };
  const bornAt = (index: number): number => plan.plannedAt + (row.place.line * 3 + index) * MINUTE_MS;
  if (sprints.length === 0) {
    return Array.from({ length: stories }, (_, index) => ({
      plan,
      summary: summaryOf(index),
      at: bornAt(index),
      work: undefined,
    }));
  }
  return sprints.flatMap((sprint, round) =>
    Array.from({ length: stories }, (_, turn) => {
      const index = round * stories + turn;
      const isLast = round === sprints.length - 1;
      return { plan, summary: summaryOf(index), at: bornAt(index), work: timesOf(plan, sprint, turn, isLast, chance) };
    }),
  );
}

/** When the story of this turn begins and ends. Sprints are ten working days from a Monday on. */
function timesOf(plan: Plan, sprint: Sprint, turn: number, isLast: boolean, chance: SeededChance) {
  const monday = Math.floor(sprint.beginsAt / DAY_MS) * DAY_MS;
  const workday = (number: number): number => monday + (number + 2 * Math.floor(number / 5)) * DAY_MS;
  if (plan.crunch) {
    const friday = workday(9);
    return { sprint, startsAt: monday - 2 * DAY_MS + 10 * HOUR_MS, endsAt: friday + 15 * HOUR_MS + 30 * MINUTE_MS };
  }
  const length = 10 / plan.stories;
  const slack = length >= 4 ? chance.between(0, 1) : 0;
  const startDay = Math.floor(turn * length) + (turn === 0 ? 0 : Math.min(slack, 1));
  const runsOver = !isLast && turn === plan.stories - 1 && chance.percent(RUNS_OVER_PERCENT);
  const endDay = runsOver
    ? 11
    : Math.floor((turn + 1) * length) - 1 - (slack === 1 && turn < plan.stories - 1 ? 0 : slack);
  return {
    sprint,
    startsAt: workday(startDay) + 9 * HOUR_MS + chance.between(10, 100) * MINUTE_MS,
    endsAt: workday(Math.max(endDay, startDay)) + 13 * HOUR_MS + chance.between(10, 120) * MINUTE_MS,
  };
}

function workOf(draft: Draft, key: string, sprints: readonly Sprint[]) {
  const { plan, summary, at, work } = draft;
  const { row, by, planner } = plan;
  const birth: Birth = {
    place: row.place,
    key,
    type: 'Story',
    summary,
    description: '',
    at,
    by: planner,
    parent: plan.feature,
    priority: 'Medium',
    due: undefined,
    versions: [],
    sprint: undefined,
    assignee: undefined,
    labels: [],
    onlyFor: undefined,
  };
  if (!work || !by) return { birth, happenings: [], commits: [] };
  const happening = (when: number, who: Person, ...changes: Change[]): Happening => ({
    place: row.place,
    at: when,
    by: who,
    key,
    changes,
  });
  const status = (name: string): Change => {
    const found = STATUSES.find((one) => one.name === name);
    if (!found) throw new Error(`No status is called ${name}.`);
    return { kind: 'status', status: found, resolution: found.category === 'done' ? 'Done' : undefined };
  };
  const plannedAt = planningOf(work.sprint, sprints) + (Number(key.replace(/^.*-/, '')) % 40) * MINUTE_MS;
  if (at >= plannedAt)
    throw new SlipOfThePen(
      row.place,
      `${key} is planned after its sprint is.`,
      `Let "planned" lie before ${new Date(plannedAt).toISOString().slice(0, 10)}.`,
    );
  return {
    birth,
    happenings: [
      happening(plannedAt, planner, { kind: 'sprint', sprint: work.sprint }, { kind: 'assignee', to: by }),
      happening(work.startsAt, by, status('In Progress')),
      happening(work.endsAt - 3 * HOUR_MS, by, status('In Review')),
      happening(work.endsAt, by, status('Done')),
    ],
    commits: plan.crunch ? crunchCommits(plan, by, work, key, summary) : officeCommits(plan, by, work, key, summary),
  };
}

/** Sprints are planned on the last afternoon of the one before; the first on its own morning. */
function planningOf(sprint: Sprint, sprints: readonly Sprint[]): number {
  const before = sprints[sprints.indexOf(sprint) - 1];
  return before ? before.endsAt - 2 * HOUR_MS : sprint.beginsAt - HOUR_MS;
}

type Span = { readonly startsAt: number; readonly endsAt: number };

function officeCommits(plan: Plan, by: Person, span: Span, key: string, summary: string): StoryCommit[] {
  const chance = chanceSeededBy(`${key} commits`);
  const days = daysOf(span).filter((day) => ![0, 6].includes(new Date(day).getUTCDay()));
  const times = Array.from({ length: plan.commits }, (_, index) => {
    const day = days[Math.floor((index * days.length) / plan.commits)] ?? 0;
    const odd = chance.percent(ODD_HOUR_PERCENT);
    const hour = odd ? (chance.percent(50) ? 7 : 18) : chance.between(9, 16);
    return onClock(day, hour, chance.between(0, 59), by);
  });
  return writeCommits(plan, by, span, key, summary, times, chance);
}

function crunchCommits(plan: Plan, by: Person, span: Span, key: string, summary: string): StoryCommit[] {
  const chance = chanceSeededBy(`${key} commits`);
  const times = daysOf(span).flatMap((day) =>
    Array.from({ length: plan.commits }, (_, index) => {
      const late = index % 2 === 1;
      return onClock(day, late ? chance.between(20, 22) : chance.between(9, 13), chance.between(0, 59), by);
    }),
  );
  return writeCommits(plan, by, span, key, summary, times, chance);
}

/** Midnights of the days a span touches. */
function daysOf({ startsAt, endsAt }: Span): number[] {
  const first = Math.floor(startsAt / DAY_MS) * DAY_MS;
  return Array.from({ length: Math.floor((endsAt - first) / DAY_MS) + 1 }, (_, index) => first + index * DAY_MS);
}

function onClock(day: number, hour: number, minute: number, { offsetMinutes }: Person): number {
  return day + hour * HOUR_MS + (minute - offsetMinutes) * MINUTE_MS;
}

function writeCommits(
  plan: Plan,
  by: Person,
  { startsAt, endsAt }: Span,
  key: string,
  summary: string,
  times: readonly number[],
  chance: SeededChance,
): StoryCommit[] {
  const { files } = plan.area;
  return times
    .map((at) => (at <= startsAt ? startsAt + chance.between(5, 90) * MINUTE_MS : at))
    .map((at) => (at >= endsAt ? endsAt - chance.between(5, 45) * MINUTE_MS : at))
    .sort((a, b) => a - b)
    .map((at, index) => {
      const chosen = new Set([files[chance.between(0, files.length - 1)], files[chance.between(0, files.length - 1)]]);
      return {
        place: plan.row.place,
        name: `${key}/${index + 1}`,
        repo: plan.repo,
        at,
        by,
        branch: undefined,
        message: `${key} ${summary.toLowerCase()}: ${STEPS[index % STEPS.length] ?? ''}`,
        files: [...chosen].flatMap((filename) => (filename === undefined ? [] : [{ status: 'M', filename }])),
        reverts: undefined,
      };
    });
}
