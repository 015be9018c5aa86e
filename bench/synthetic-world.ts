/**
 * A project of any size: for each thousand items ten thousand links and intervals of history, and
 * five thousand commits, as the budget of the analysis says, and a hundred branches.
 */
import { workingCalendar } from '../src/model/calendar';
import { type Branch, branchOf } from '../src/model/branch';
import type { Commit, PullRequest } from '../src/model/commit';
import { DAY_MS, type Day, formatDay } from '../src/model/instant';
import type { TraceLink } from '../src/model/link';
import { settingsFrom } from '../src/model/settings';
import { type History, alwaysFrom } from '../src/model/span';
import type { FixVersion, ItemLink, Sprint, Status, WorkItem } from '../src/model/work-item';
import type { World } from '../src/model/world';
import { type Chance, seededChance } from './chance';

const ANALYSED_AT = Date.UTC(2024, 5, 3, 9);
const REPOSITORY = 'team/billing';
const OLDEST_DAYS = 1000;
const PEOPLE = 100;
const COMMITS_PER_ITEM = 5;
const SPRINT_MS = 14 * DAY_MS;

const TEAM_SIZE = 10;
const TEAMS = Array.from({ length: PEOPLE / TEAM_SIZE }, (_, team) => ({
  name: `Team ${team}`,
  members: Array.from({ length: TEAM_SIZE }, (__, member) => `account-${team * TEAM_SIZE + member}`),
}));

const TO_DO: Status = { id: '1', name: 'To Do', stage: 'to-do' };
const DOING: Status = { id: '2', name: 'In Progress', stage: 'in-progress' };
const BLOCKED: Status = { id: '3', name: 'Blocked', stage: 'in-progress' };
const DONE: Status = { id: '4', name: 'Done', stage: 'done' };

export interface SyntheticWorld {
  readonly world: World;
  /** Intervals of histories, links among them. */
  readonly intervals: number;
}

export function syntheticWorld(itemCount: number): SyntheticWorld {
  const chance = seededChance(itemCount);
  const items = Array.from({ length: itemCount }, (_, index) => itemOf(index, itemCount, chance));
  const commits: Commit[] = [];
  const links: TraceLink[] = [];
  for (let number = 0; number < itemCount * COMMITS_PER_ITEM; number += 1) {
    const item = chance.one(items);
    const at = Math.min(ANALYSED_AT, item.createdAt + chance.pick(100) * DAY_MS);
    const parent = commits[isOnBranch(number - 1) ? number - 2 : number - 1];
    const commit = commitOf(number, at, parent, chance);
    commits.push(commit);
    if (chance.happens(0.8)) links.push(linkOf(commit, item.key));
  }
  const settings = settingsFrom({ people: { teams: TEAMS } });
  const complete = { kind: 'complete', asOf: ANALYSED_AT } as const;
  return {
    world: {
      asOf: ANALYSED_AT,
      projectKey: 'PAY',
      settings,
      calendar: workingCalendar(settings.calendar),
      items: new Map(items.map((item) => [item.key, item])),
      commits,
      links,
      pullRequests: commits.filter((_, number) => isOnBranch(number) && number % 200 === 0).map(pullRequestOf),
      reviewsToldBy: new Set([REPOSITORY]),
      branches: [
        branchOf({
          repo: REPOSITORY,
          name: 'main',
          headSha: commits.at(-1)?.sha,
          toldAt: ANALYSED_AT,
          defaultAt: ANALYSED_AT,
        }),
        ...commits.filter((_, number) => isOnBranch(number)).map(branchAt),
      ],
      waivers: [],
      coverage: { workItems: complete, commits: complete, pullRequests: complete, branches: complete },
    },
    intervals: items.reduce((sum, item) => sum + intervalsOf(item), 0),
  };
}

function intervalsOf(item: WorkItem): number {
  const { status, resolution, assignee, parent, dueOn, priority, sprints, flagged, fixVersions, links } = item;
  return [status, resolution, assignee, parent, dueOn, priority, sprints, flagged, fixVersions, links].reduce(
    (sum, history) => sum + history.length,
    0,
  );
}

/** One in ten is a feature; two in three are done; one in three waits for an earlier one or did. */
function itemOf(index: number, count: number, chance: Chance): WorkItem {
  const createdAt = ANALYSED_AT - Math.floor((1 - index / count) * OLDEST_DAYS) * DAY_MS - chance.pick(DAY_MS) - DAY_MS;
  const key = `PAY-${index + 1}`;
  const feature = index % 10 === 0;
  const parent = feature || chance.happens(0.1) ? undefined : `PAY-${index - (index % 10) + 1}`;
  const status = statusHistory(createdAt, chance);
  const person = (): string => `account-${chance.pick(PEOPLE)}`;
  const movedAt = status.map(({ from }) => from);
  return {
    id: String(10_000 + index),
    key,
    projectKey: 'PAY',
    level: feature ? 1 : 0,
    type: feature ? 'Epic' : 'Story',
    summary: `Number ${index + 1}`,
    createdAt,
    updatedAt: movedAt.at(-1) ?? createdAt,
    reporter: undefined,
    labels: [],
    components: [],
    fixVersions: planHistory(createdAt, versionOf, chance),
    status,
    resolution: resolutionHistory(status, chance),
    assignee: chance.happens(0.5)
      ? alwaysFrom(createdAt, person())
      : [
          { from: createdAt, until: createdAt + DAY_MS, value: undefined, exact: true },
          { from: createdAt + DAY_MS, until: undefined, value: person(), exact: true },
        ],
    parent: alwaysFrom(createdAt, parent),
    dueOn: dueHistory(createdAt, chance),
    priority: alwaysFrom(createdAt, 'Medium'),
    sprints: planHistory(createdAt, sprintOf, chance),
    flagged: alwaysFrom(createdAt, chance.happens(0.01)),
    links: itemLinks(index, createdAt, chance),
    movedAt,
    hasHistory: true,
  };
}

/** One in five has a day, and half of those were given another one later. */
function dueHistory(createdAt: number, chance: Chance): History<Day | undefined> {
  if (!chance.happens(0.2)) return alwaysFrom(createdAt, undefined);
  const due = createdAt + chance.pick(90) * DAY_MS;
  if (chance.happens(0.5)) return alwaysFrom(createdAt, formatDay(due));
  const movedAt = createdAt + DAY_MS;
  return [
    { from: createdAt, until: movedAt, value: formatDay(due), exact: true },
    { from: movedAt, until: undefined, value: formatDay(due + 7 * DAY_MS), exact: true },
  ];
}

/** One in five is planned a day after it is made, and half of those are planned anew later. */
function planHistory<T>(createdAt: number, planAt: (at: number) => T, chance: Chance): History<readonly T[]> {
  if (!chance.happens(0.2)) return [];
  const [plannedAt, movedAt] = [createdAt + DAY_MS, createdAt + 15 * DAY_MS];
  const first = { from: createdAt, until: plannedAt, value: [], exact: true };
  if (chance.happens(0.5) || movedAt > ANALYSED_AT)
    return [first, { from: plannedAt, until: undefined, value: [planAt(plannedAt)], exact: true }];
  return [
    first,
    { from: plannedAt, until: movedAt, value: [planAt(plannedAt)], exact: true },
    { from: movedAt, until: undefined, value: [planAt(plannedAt), planAt(movedAt)], exact: true },
  ];
}

/** A release each quarter. */
function versionOf(at: number): FixVersion {
  const releaseAt = (Math.floor(at / (90 * DAY_MS)) + 1) * 90 * DAY_MS;
  const name = formatDay(releaseAt);
  return { id: name, name, released: releaseAt < ANALYSED_AT, releaseOn: name };
}

/** A sprint each fortnight. */
function sprintOf(at: number): Sprint {
  const startAt = Math.floor(at / SPRINT_MS) * SPRINT_MS;
  const endAt = startAt + SPRINT_MS;
  const isOver = endAt <= ANALYSED_AT;
  const name = formatDay(startAt);
  return {
    id: name,
    name,
    state: isOver ? 'closed' : 'active',
    startAt,
    endAt,
    completeAt: isOver ? endAt : undefined,
  };
}

function statusHistory(createdAt: number, chance: Chance): History<Status> {
  const way = chance.happens(0.1) ? [TO_DO, DOING, BLOCKED, DOING] : [TO_DO, DOING];
  const steps = chance.happens(0.66) ? [...way, DONE] : way.slice(0, 1 + chance.pick(way.length));
  let from = createdAt;
  return steps.map((value, index) => {
    const start = from;
    from = Math.min(ANALYSED_AT, start + (1 + chance.pick(20)) * DAY_MS);
    return { from: start, until: index === steps.length - 1 ? undefined : from, value, exact: true };
  });
}

/** One in ten of those that are done was given up. */
function resolutionHistory(status: History<Status>, chance: Chance): History<string | undefined> {
  return status.map((span) => ({
    ...span,
    value: span.value === DONE ? (chance.happens(0.1) ? "Won't Do" : 'Done') : undefined,
  }));
}

function itemLinks(index: number, createdAt: number, chance: Chance): History<ItemLink> {
  return [0.3, 0.1].flatMap((share, place) => {
    const forwards = chance.happens(0.002);
    const other = index + (forwards ? 1 : -1) * (1 + chance.pick(39));
    if (other < 0 || !chance.happens(share)) return [];
    const value = {
      id: `${index}/${place}`,
      type: 'Blocks',
      phrase: 'is blocked by',
      side: 'inward',
      otherKey: `PAY-${other + 1}`,
    } as const;
    return [{ from: createdAt + DAY_MS, until: undefined, value, exact: true }];
  });
}

/** One in a hundred reverts an earlier one; most stay in the module of their author's team. */
function commitOf(number: number, at: number, parent: Commit | undefined, chance: Chance): Commit {
  const person = chance.pick(PEOPLE);
  const modules = [Math.floor(person / TEAM_SIZE), ...(chance.happens(0.3) ? [chance.pick(TEAMS.length)] : [])];
  const reverted = number > 0 && chance.happens(0.01) ? chance.pick(number) : undefined;
  return {
    repo: REPOSITORY,
    sha: shaOf(number),
    parents: [parent?.sha ?? 'p'],
    authoredAt: at,
    committedAt: at,
    authorOffsetMinutes: 0,
    authorHash: `hash-${person}`,
    author: chance.happens(0.9) ? `account-${person}` : undefined,
    message:
      reverted === undefined
        ? 'Round amounts once'
        : `Revert "Round amounts once"\n\nThis reverts commit ${shaOf(reverted)}.`,
    files: [],
    filesChanged: 2,
    modules: [...new Set(modules)].map((module) => `src/team-${module}`),
    lines: undefined,
    branch: undefined,
    pullRequest: undefined,
  };
}

/** One commit in fifty is the head of a branch; all others lead to the default one. */
function isOnBranch(number: number): boolean {
  return number % 50 === 0;
}

function branchAt({ repo, sha }: Commit, index: number): Branch {
  return branchOf({ repo, name: `PAY-${index + 1}-branch`, headSha: sha, toldAt: ANALYSED_AT });
}

function pullRequestOf({ repo, sha, committedAt }: Commit, index: number): PullRequest {
  return {
    repo,
    number: index + 1,
    title: `PAY-${index + 1} round amounts`,
    body: '',
    branch: `PAY-${index + 1}-branch`,
    state: 'open',
    mergeSha: undefined,
    commits: [sha],
    updatedAt: committedAt,
    isDraft: false,
    openedAt: committedAt,
  };
}

function shaOf(number: number): string {
  return (number * 2_654_435_761).toString(16).padStart(40, '0');
}

function linkOf({ repo, sha }: Commit, key: string): TraceLink {
  const evidence = { text: `${key} in the subject`, quote: undefined, via: undefined };
  return { repo, sha, key, linker: 'message-key', confidence: 1, evidence, foundAt: ANALYSED_AT };
}
