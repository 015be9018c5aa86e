/**
 * What detectors may know about a world besides the subject at hand. Every fact is computed when
 * somebody first asks for it, and once.
 */
import { type ProjectForecast, forecastProject } from '../forecast/project-forecast';
import { childrenAt, featureOf } from '../model/ancestry';
import { givenUpWith, isCancelled } from '../model/cancelled';
import type { Branch } from '../model/branch';
import type { Commit, PullRequest } from '../model/commit';
import { compareText } from '../model/compare-text';
import { type Coordination, findCoordination } from '../model/coordination';
import { type Told, toldOfGroup } from '../model/crowd';
import { type Effort, effortOver } from '../model/effort';
import { type Goals, goalsFrom } from '../model/goals';
import type { Instant } from '../model/instant';
import { type WorkItemKey, compareKeys, projectOf, sortByKey } from '../model/key';
import { lazily } from '../model/lazily';
import type { TraceClass } from '../model/link';
import { type Movement, lastMovements } from '../model/movement';
import { knownSprints, knownVersions } from '../model/known-plans';
import { type ItemPromise, promisesOf } from '../model/promise';
import { type PromiseMoves, promiseMoves } from '../model/promise-moves';
import { type ReviewWait, reviewWaitOf, wasOpenAt } from '../model/review-wait';
import type { TraceSettings } from '../model/settings';
import { type Scope, findScopes } from '../model/scope';
import { valueAt } from '../model/span';
import { type SprintRecords, sprintRecords } from '../model/sprint-record';
import { type Team, gatherTeam } from '../model/team-crowd';
import { type OwnershipOf, findOwnership } from '../model/ownership';
import { type TraceIndex, compareCommits, indexTrace } from '../model/trace-index';
import { type UrgencyOf, urgencyOrder } from '../model/urgency';
import { type Waits, findWaits } from '../model/wait-graph';
import { workCommits } from '../model/work-commits';
import { type WorkItem, isFeature, isOpen } from '../model/work-item';
import type { World } from '../model/world';
import { type BranchState, branchStates } from '../trace/branch-state';
import { classifyCommit } from '../trace/classify';
import type { ProjectNames } from '../trace/project-names';
import { keysOfPullRequest, mayExistIn, projectsNamedIn } from '../trace/served-keys';
import { type CancelledCode, findCancelledCode } from '../trace/cancelled-code';
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
  /** The team's free time, load, hours and rest, as crowds: they tell of all together and of nobody alone. */
  readonly freeTime: Team['freeTime'];
  readonly load: Team['load'];
  readonly hours: Team['hours'];
  readonly rest: Team['rest'];
  /** How far the commits of a feature come from one author. */
  readonly ownershipOf: OwnershipOf;
  /** Open stories and subtasks of the project that nobody has started and nothing holds up, in key order. */
  readonly readyWork: readonly WorkItem[];
  /** Whether an open pull request brings the branch in. */
  readonly isUnderReview: (branch: Branch) => boolean;
  /** Which named teams need to talk, and which do, as seen over the last `COORDINATION_DAYS`. */
  readonly coordination: Coordination;
  /** When features and stories will be done, as the project's own past tells. */
  readonly forecast: ProjectForecast;
  readonly urgencyOf: UrgencyOf;
  /** Effort of the project's people over so many working days that are over, by item. */
  readonly effortOver: (workingDays: number) => Told<Effort>;
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
  freeTime: { requires: ['workItems', 'commits'], helps: [] },
  // Whoever is seen only by commits can be missing from it; whoever is in it is judged by work items.
  load: { requires: ['workItems'], helps: ['commits'] },
  hours: { requires: ['workItems', 'commits'], helps: [] },
  rest: { requires: ['workItems', 'commits'], helps: [] },
  ownershipOf: { requires: ['workItems', 'commits'], helps: [] },
  coordination: { requires: ['workItems', 'commits'], helps: [] },
  readyWork: { requires: ['workItems'], helps: [] },
  // A branch whose pull request nobody told of may look forgotten: it never hides one that is.
  isUnderReview: { requires: [], helps: ['pullRequests'] },
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

/** A pull request that is open, whose turn it is, and what it serves. */
export interface OpenPullRequest {
  readonly request: PullRequest;
  readonly wait: ReviewWait;
  /** Whether its repository ever told of a review: where it did not, nobody knows that one is missing. */
  readonly reviewsAreTold: boolean;
  /** In key order. */
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
  /** By repository and number. */
  readonly pullRequests: readonly OpenPullRequest[];
  /** By repository and name. */
  readonly branches: readonly BranchState[];
  /** The project's items of which a change was ever reverted, in key order. */
  readonly revertedWork: readonly RevertedWork[];
}

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
  const team = lazily(() => gatherTeam({ asOf, projectKey, items, commits: commits(), settings, calendar }));
  const ownership = lazily(() => findOwnership(items, trace(), settings.trace, asOf));
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
  const projects = lazily(() => projectsNamedIn(world));
  // In a repository that serves several projects, each is told of its own; what serves nothing concerns all.
  const concerns = ({ keys }: { readonly keys: readonly WorkItemKey[] }): boolean =>
    keys.length === 0 || keys.some((key) => projectOf(key) === projectKey);
  const pullRequests = lazily(() => listPullRequests(world, trace(), projects()).filter(concerns));
  const branches = lazily(() =>
    branchStates({
      branches: world.branches,
      commits: commits(),
      trace: trace(),
      projects: projects(),
      mayExist: mayExistIn(world),
      keptPrefixes: settings.trace.keptBranches,
    }).filter(concerns),
  );
  const underReview = lazily(
    () =>
      new Set(world.pullRequests.filter((one) => wasOpenAt(one, asOf)).map(({ repo, branch }) => `${repo}@${branch}`)),
  );
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
    effortOver: (workingDays) => {
      const effort = effortOver(ownItems(), workingDays, settings.trace.botAuthors, calendar, asOf);
      return toldOfGroup(effort.people, settings.people, effort);
    },
    get goals() {
      return goals();
    },
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
    isUnderReview: ({ repo, name }) => underReview().has(`${repo}@${name}`),
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
    get pullRequests() {
      return pullRequests();
    },
    get branches() {
      return branches();
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
    get freeTime() {
      return team().freeTime;
    },
    get load() {
      return team().load;
    },
    get hours() {
      return team().hours;
    },
    get rest() {
      return team().rest;
    },
    ownershipOf: (feature) => ownership()(feature),
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

function listPullRequests(world: World, trace: TraceIndex, projects: ProjectNames): OpenPullRequest[] {
  const { pullRequests, reviewsToldBy, asOf } = world;
  const mayExist = mayExistIn(world);
  return pullRequests
    .filter((request) => wasOpenAt(request, asOf))
    .sort((a, b) => compareText(a.repo, b.repo) || a.number - b.number)
    .map((request) => ({
      request,
      wait: reviewWaitOf(request, asOf),
      reviewsAreTold: reviewsToldBy.has(request.repo),
      keys: keysOfPullRequest(request, trace, projects, mayExist),
    }));
}
