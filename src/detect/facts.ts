/**
 * What detectors may know about a world besides the subject at hand. Every fact is computed when
 * somebody first asks for it, and once.
 */
import { type ProjectForecast, forecastProject } from '../forecast/project-forecast';
import { childrenAt, featureOf } from '../model/ancestry';
import { givenUpWith, isCancelled } from '../model/cancelled';
import type { Commit } from '../model/commit';
import { type Coordination, findCoordination } from '../model/coordination';
import { type Effort, effortOver } from '../model/effort';
import { type Goals, goalsFrom } from '../model/goals';
import { DAY_MS, type Instant } from '../model/instant';
import { type WorkItemKey, compareKeys, sortByKey } from '../model/key';
import type { TraceClass } from '../model/link';
import { type Movement, lastMovements } from '../model/movement';
import { knownSprints, knownVersions } from '../model/known-plans';
import { type ItemPromise, promisesOf } from '../model/promise';
import { type PromiseMoves, promiseMoves } from '../model/promise-moves';
import type { PeopleSettings, TraceSettings } from '../model/settings';
import { type Scope, findScopes } from '../model/scope';
import { valueAt } from '../model/span';
import { type SprintRecords, sprintRecords } from '../model/sprint-record';
import { type Team, findTeam, smallestGroup } from '../model/team';
import { type TraceIndex, compareCommits, indexTrace } from '../model/trace-index';
import { type UrgencyOf, urgencyOrder } from '../model/urgency';
import { type Waits, findWaits } from '../model/wait-graph';
import { workCommits } from '../model/work-commits';
import { type WorkItem, isFeature, isOpen } from '../model/work-item';
import type { World } from '../model/world';
import { type CancelledCode, findCancelledCode } from '../trace/cancelled-code';
import { classifyCommit } from '../trace/classify';
import { type RevertedWork, findRevertedWork } from '../trace/reverted-work';
import { type Reverts, findReverts } from '../trace/reverts';

/** Facts a detector can name in `needs`. */
export interface FactsByName {
  /** Ingested items of every project, by key. */
  readonly items: ReadonlyMap<WorkItemKey, WorkItem>;
  readonly waits: Waits;
  readonly trace: TraceIndex;
  /** The feature an item serves; undefined when none is in sight. */
  readonly featureOf: (item: WorkItem) => WorkItem | undefined;
  /** Ingested items directly below an item, in key order; an item without any has no entry. */
  readonly childrenOf: ReadonlyMap<WorkItemKey, readonly WorkItem[]>;
  /**
   * Commits after an instant that were work on the item itself, oldest first: neither merges, reverts
   * and repeats nor what was reverted. Undefined where commits were never ingested.
   */
  readonly workOn: (item: WorkItem, after: Instant) => readonly Commit[] | undefined;
  /** Promises in force, at an earlier instant where one is named; earliest first. */
  readonly promisesOf: (item: WorkItem, at?: Instant) => readonly ItemPromise[];
  /** How an item's promised day was moved about up to `asOf`. */
  readonly promiseMovesOf: (item: WorkItem) => PromiseMoves;
  /** What the project's sprints promised, and what came of it. */
  readonly sprints: SprintRecords;
  /** The cancelled item that an item was given up with: itself, or one above it up to its feature. */
  readonly givenUpWith: (item: WorkItem) => WorkItem | undefined;
  /** What lives of code that serves only what was cancelled, by the key of that; nothing for a key without such code. */
  readonly cancelledCode: ReadonlyMap<WorkItemKey, CancelledCode>;
  readonly movements: ReadonlyMap<WorkItemKey, Movement>;
  /** The team as seen over the last eight weeks. */
  readonly team: Team;
  /** Open stories and subtasks of the project that nobody has started and nothing holds up, in key order. */
  readonly readyWork: readonly WorkItem[];
  /** Which named teams need to talk, and which do, as seen over the last `COORDINATION_DAYS`. */
  readonly coordination: Coordination;
  readonly people: PeopleSettings;
  /** When features and stories will be done, as the project's own past tells. */
  readonly forecast: ProjectForecast;
  readonly urgencyOf: UrgencyOf;
  /** Effort of the project's people over so many working days that are over, by item. */
  readonly effortOver: (workingDays: number) => Effort;
  readonly goals: Goals;
  /** How the project's statuses are used. */
  readonly workflow: {
    readonly showsWorkInProgress: boolean;
    /** The same of its features alone: many projects move only their stories. */
    readonly showsFeaturesInProgress: boolean;
    /** False when that was never seen but might have been: the source serves no history of any item. */
    readonly certain: boolean;
  };
}
export type FactName = keyof FactsByName;

export type CoverageName = keyof World['coverage'];

/**
 * What each fact rests on. Without what it `requires`, a detector cannot judge; without what only
 * `helps`, it can, and says what it did not see.
 */
export const FACT_SOURCES: Readonly<
  Record<FactName, { readonly requires: readonly CoverageName[]; readonly helps: readonly CoverageName[] }>
> = {
  items: { requires: ['workItems'], helps: [] },
  waits: { requires: ['workItems'], helps: [] },
  trace: { requires: ['workItems', 'commits'], helps: [] },
  featureOf: { requires: ['workItems'], helps: [] },
  childrenOf: { requires: ['workItems'], helps: [] },
  // Without commits it is undefined, and whoever reads it says which of its subjects that leaves unknown.
  workOn: { requires: ['workItems'], helps: ['commits'] },
  promisesOf: { requires: ['workItems'], helps: [] },
  promiseMovesOf: { requires: ['workItems'], helps: [] },
  sprints: { requires: ['workItems'], helps: [] },
  givenUpWith: { requires: ['workItems'], helps: [] },
  cancelledCode: { requires: ['workItems', 'commits'], helps: [] },
  // A commit nobody ingested can only make an item look quieter than it is: it never hides a flag.
  movements: { requires: ['workItems'], helps: ['commits'] },
  team: { requires: ['workItems', 'commits'], helps: [] },
  coordination: { requires: ['workItems', 'commits'], helps: [] },
  readyWork: { requires: ['workItems'], helps: [] },
  people: { requires: [], helps: [] },
  forecast: { requires: ['workItems'], helps: [] },
  urgencyOf: { requires: [], helps: [] },
  effortOver: { requires: ['workItems'], helps: [] },
  goals: { requires: ['workItems'], helps: [] },
  workflow: { requires: ['workItems'], helps: [] },
};

/** A commit of the project with its place in the trace. */
export interface Change {
  readonly commit: Commit;
  readonly class: TraceClass;
  /** Keys of the items it serves, in key order. */
  readonly keys: readonly WorkItemKey[];
}

/** All facts of one world, and the lists that subjects are drawn from. */
export interface WorldFacts extends FactsByName {
  readonly world: World;
  /** The project's items, open and closed, in key order. */
  readonly ownItems: readonly WorkItem[];
  /** Those that were open at `asOf`, in key order. */
  readonly openItems: readonly WorkItem[];
  /** The project's items that were cancelled by `asOf`, in key order. */
  readonly cancelledItems: readonly WorkItem[];
  /** In order of time. */
  readonly changes: readonly Change[];
  /** What grows or shrinks: open features by key, then versions by day. */
  readonly scopes: readonly Scope[];
  /** The project's items of which a change was ever reverted, in key order. */
  readonly revertedWork: readonly RevertedWork[];
}

/** Eight weeks: long enough for a holiday, short enough to forget who left. */
const TEAM_WINDOW_DAYS = 56;

/** Prepares the facts of a world; nothing is computed yet. */
export function factsOf(world: World): WorldFacts {
  const { asOf, projectKey, settings, calendar, items } = world;
  const ownItems = lazily(() =>
    sortByKey([...items.values()].filter((item) => item.projectKey === projectKey && item.createdAt <= asOf)),
  );
  const openItems = lazily(() => ownItems().filter((item) => isOpen(item, asOf)));
  const plans = lazily(() => ({
    versions: knownVersions(items.values(), asOf),
    sprints: knownSprints(items.values(), asOf),
  }));
  const scopes = lazily(() => findScopes(items.values(), ownItems(), plans().versions, calendar, asOf));
  const sprints = lazily(() => sprintRecords(ownItems(), plans().sprints, asOf));
  const waits = lazily(() => findWaits(items.values(), settings.waiting, calendar, asOf));
  // Sorted once: whoever sorts them again does so in one pass.
  const commits = lazily(() => world.commits.filter((commit) => commit.committedAt <= asOf).sort(compareCommits));
  const trace = lazily(() => indexTrace(commits(), world.links));
  const reverts: () => Reverts = lazily(() => findReverts(commits()));
  const cancelledCode = lazily(() => findCancelledCode({ trace: trace(), reverts: reverts(), items, asOf }));
  const revertedWork = lazily(() => {
    const found = findRevertedWork({ trace: trace(), reverts: reverts(), items });
    return found
      .filter(({ item }) => item.projectKey === projectKey)
      .sort((a, b) => compareKeys(a.item.key, b.item.key));
  });
  const cancelledItems = lazily(() => ownItems().filter((item) => isCancelled(item, asOf)));
  const changes = lazily(() => listChanges(commits(), settings.trace, trace()));
  const movements = lazily(() => lastMovements(items, trace(), asOf));
  const team = lazily(() =>
    findTeam(items.values(), commits(), projectKey, settings.trace.botAuthors, {
      from: asOf - TEAM_WINDOW_DAYS * DAY_MS,
      asOf,
    }),
  );
  const coordination = lazily(() => findCoordination({ commits: commits(), trace: trace(), items, settings }, asOf));
  const readyWork = lazily(() =>
    openItems().filter(
      (item) =>
        item.level <= 0 &&
        valueAt(item.status, asOf)?.stage === 'to-do' &&
        !waits().byKey.has(item.key) &&
        !waits().unseenByKey.has(item.key),
    ),
  );
  const forecast = lazily(() => forecastProject({ projectKey, items, waits: waits(), calendar, asOf }));
  const goals = lazily(() => goalsFrom(settings.goals, items, calendar, asOf));
  const children = lazily(() => childrenAt(items.values(), asOf));
  const workflow = lazily(() => {
    const begun = ownItems().filter((item) => wasBegun(item, asOf));
    const showsWorkInProgress = begun.length > 0;
    return {
      showsWorkInProgress,
      showsFeaturesInProgress: begun.some(isFeature),
      certain: showsWorkInProgress || ownItems().some((item) => item.hasHistory),
    };
  });
  return {
    world,
    items,
    urgencyOf: urgencyOrder(settings.waiting.priorities),
    effortOver: (workingDays) => effortOver(ownItems(), workingDays, settings.trace.botAuthors, calendar, asOf),
    get goals() {
      return goals();
    },
    people: { ...settings.people, minimumGroup: smallestGroup(settings.people) },
    featureOf: (item) => featureOf(item, items, asOf),
    workOn: ({ key }, after) =>
      world.coverage.commits.kind === 'unknown'
        ? undefined
        : workCommits(
            trace()
              .commitsOf(key)
              .filter(({ committedAt }) => committedAt > after),
            settings.trace,
          ),
    promisesOf: (item, at = asOf) => promisesOf(item, calendar, at),
    promiseMovesOf: (item) => promiseMoves(item, plans(), calendar, asOf),
    get ownItems() {
      return ownItems();
    },
    get childrenOf() {
      return children();
    },
    givenUpWith: (item) => givenUpWith(item, items, asOf),
    get cancelledCode() {
      return cancelledCode();
    },
    get cancelledItems() {
      return cancelledItems();
    },
    get revertedWork() {
      return revertedWork();
    },
    get openItems() {
      return openItems();
    },
    get changes() {
      return changes();
    },
    get scopes() {
      return scopes();
    },
    get sprints() {
      return sprints();
    },
    get waits() {
      return waits();
    },
    get trace() {
      return trace();
    },
    get movements() {
      return movements();
    },
    get team() {
      return team();
    },
    get coordination() {
      return coordination();
    },
    get readyWork() {
      return readyWork();
    },
    get forecast() {
      return forecast();
    },
    get workflow() {
      return workflow();
    },
  };
}

function listChanges(commits: readonly Commit[], settings: TraceSettings, trace: TraceIndex): Change[] {
  return commits.map((commit) => {
    const links = trace.linksOf(commit);
    const keys = links.map((link) => link.key).filter((key, index) => key !== links[index - 1]?.key);
    return { commit, keys, class: classifyCommit(commit, keys.length > 0, settings).class };
  });
}

/** True when the item was in an in-progress status at some time up to an instant. */
function wasBegun(item: WorkItem, at: Instant): boolean {
  return item.status.some((span) => span.from <= at && span.value.stage === 'in-progress');
}

function lazily<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: compute() }).value;
}
