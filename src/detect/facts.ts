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
import { lazyFields } from '../model/lazily';
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
import { type FixVersion, type Sprint, type WorkItem, isFeature, isOpen } from '../model/work-item';
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
  readonly trace: TraceIndex;
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

/** What facts are made from, and nobody outside reads. */
interface Groundwork {
  /** In the order of `compareCommits`. */
  readonly commits: readonly Commit[];
  readonly reverts: Reverts;
  readonly team: Team;
  readonly projects: ProjectNames;
  readonly plans: { readonly versions: ReadonlyMap<string, FixVersion>; readonly sprints: ReadonlyMap<string, Sprint> };
  readonly underReview: ReadonlySet<string>;
  readonly ownership: OwnershipOf;
}

/** Prepares the facts of a world; each is made when somebody first asks for it, and once. */
export function factsOf(world: World): WorldFacts {
  const { asOf, projectKey, settings, calendar, items } = world;
  // In a repository that serves several projects, each is told of its own; what serves nothing concerns all.
  const concerns = ({ keys }: { readonly keys: readonly WorkItemKey[] }): boolean =>
    keys.length === 0 || keys.some((key) => projectOf(key) === projectKey);

  const facts: WorldFacts & Groundwork = lazyFields<WorldFacts & Groundwork>({
    world: () => world,
    items: () => items,
    ownItems: () =>
      sortByKey([...items.values()].filter((item) => item.projectKey === projectKey && item.createdAt <= asOf)),
    openItems: () => facts.ownItems.filter((item) => isOpen(item, asOf)),
    cancelledItems: () => facts.ownItems.filter((item) => isCancelled(item, asOf)),
    childrenOf: () => childrenAt(items.values(), asOf),
    featureOf: () => (item) => featureOf(item, items, asOf),
    givenUpWith: () => (item) => givenUpWith(item, items, asOf),
    plans: () => ({ versions: knownVersions(items.values(), asOf), sprints: knownSprints(items.values(), asOf) }),
    scopes: () => findScopes(items.values(), facts.ownItems, facts.plans.versions, calendar, asOf),
    sprints: () => sprintRecords(facts.ownItems, facts.plans.sprints, asOf),
    promisesOf:
      () =>
      (item, at = asOf) =>
        promisesOf(item, calendar, at),
    promiseMovesOf: () => (item) => promiseMoves(item, facts.plans, calendar, asOf),
    urgencyOf: () => urgencyOrder(settings.waiting.priorities),
    goals: () => goalsFrom(settings.goals, items, calendar, asOf),
    effortOver: () => (workingDays) => {
      const effort = effortOver(facts.ownItems, workingDays, settings.trace.botAuthors, calendar, asOf);
      return toldOfGroup(effort.people, settings.people, effort);
    },
    workflow: () => {
      const begun = facts.ownItems.filter((item) => wasBegun(item, asOf));
      const showsWorkInProgress = begun.length > 0;
      return {
        showsWorkInProgress,
        showsFeaturesInProgress: begun.some(isFeature),
        certain: showsWorkInProgress || facts.ownItems.some((item) => item.hasHistory),
      };
    },
    waits: () => findWaits(items.values(), settings.waiting, calendar, asOf),
    readyWork: () =>
      facts.openItems.filter(
        (item) =>
          item.level <= 0 &&
          valueAt(item.status, asOf)?.stage === 'to-do' &&
          !facts.waits.byKey.has(item.key) &&
          !facts.waits.unseenByKey.has(item.key),
      ),
    forecast: () => forecastProject({ projectKey, items, waits: facts.waits, calendar, asOf }),

    commits: () => world.commits.filter((commit) => commit.committedAt <= asOf).sort(compareCommits),
    trace: () => indexTrace(facts.commits, world.links),
    changes: () => listChanges(facts.trace, settings.trace),
    movements: () => lastMovements(items, facts.trace, asOf),
    workOn:
      () =>
      ({ key }, after) =>
        world.coverage.commits.kind === 'unknown'
          ? undefined
          : workCommits(
              facts.trace.commitsOf(key).filter(({ committedAt }) => committedAt > after),
              settings.trace,
            ),
    reverts: () => findReverts(facts.commits),
    cancelledCode: () => findCancelledCode({ trace: facts.trace, reverts: facts.reverts, items, asOf }),
    revertedWork: () =>
      findRevertedWork({ trace: facts.trace, reverts: facts.reverts, items })
        .filter(({ item }) => item.projectKey === projectKey)
        .sort((a, b) => compareKeys(a.item.key, b.item.key)),

    team: () => gatherTeam({ asOf, projectKey, items, commits: facts.commits, settings, calendar }),
    freeTime: () => facts.team.freeTime,
    load: () => facts.team.load,
    hours: () => facts.team.hours,
    rest: () => facts.team.rest,
    ownership: () => findOwnership(items, facts.trace, settings.trace, asOf),
    ownershipOf: () => (feature) => facts.ownership(feature),
    coordination: () => findCoordination({ commits: facts.commits, trace: facts.trace, items, settings }, asOf),

    projects: () => projectsNamedIn(world),
    pullRequests: () => listPullRequests(world, facts.trace, facts.projects).filter(concerns),
    underReview: () =>
      new Set(world.pullRequests.filter((one) => wasOpenAt(one, asOf)).map(({ repo, branch }) => `${repo}@${branch}`)),
    isUnderReview:
      () =>
      ({ repo, name }) =>
        facts.underReview.has(`${repo}@${name}`),
    branches: () =>
      branchStates({
        branches: world.branches,
        trace: facts.trace,
        projects: facts.projects,
        mayExist: mayExistIn(world),
        keptPrefixes: settings.trace.keptBranches,
      }).filter(concerns),
  });
  return facts;
}

function listChanges({ commits, linksAt }: TraceIndex, settings: TraceSettings): Change[] {
  return commits.map((commit, place) => ({
    commit,
    class: classifyCommit(commit, linksAt(place).length > 0, settings).class,
  }));
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
