/**
 * What detectors may know about a world besides the subject at hand. Every fact is computed when
 * somebody first asks for it, and once.
 */
import { type ProjectForecast, forecastProject } from '../forecast/project-forecast';
import { featureOf } from '../model/ancestry';
import type { Branch } from '../model/branch';
import { compareText } from '../model/compare-text';
import type { Commit, PullRequest } from '../model/commit';
import { DAY_MS, type Instant } from '../model/instant';
import { type WorkItemKey, projectOf, sortByKey } from '../model/key';
import type { TraceClass } from '../model/link';
import { type Movement, lastMovements } from '../model/movement';
import { type ItemPromise, promisesOf } from '../model/promise';
import { type ReviewWait, reviewWaitOf, wasOpenAt } from '../model/review-wait';
import type { PeopleSettings, TraceSettings } from '../model/settings';
import { valueAt } from '../model/span';
import { type Team, findTeam, smallestGroup } from '../model/team';
import { type TraceIndex, compareCommits, indexTrace } from '../model/trace-index';
import { type Waits, findWaits } from '../model/wait-graph';
import { type WorkItem, isOpen } from '../model/work-item';
import type { World } from '../model/world';
import { type BranchState, branchStates } from '../trace/branch-state';
import { classifyCommit } from '../trace/classify';
import type { ProjectNames } from '../trace/project-names';
import { keysOfPullRequest, mayExistIn, projectsNamedIn } from '../trace/served-keys';

/** Facts a detector can name in `needs`. */
export interface FactsByName {
  /** Ingested items of every project, by key. */
  readonly items: ReadonlyMap<WorkItemKey, WorkItem>;
  readonly waits: Waits;
  readonly trace: TraceIndex;
  /** The feature an item serves; undefined when none is in sight. */
  readonly featureOf: (item: WorkItem) => WorkItem | undefined;
  /** Promises in force, at an earlier instant where one is named; earliest first. */
  readonly promisesOf: (item: WorkItem, at?: Instant) => readonly ItemPromise[];
  readonly movements: ReadonlyMap<WorkItemKey, Movement>;
  /** The team as seen over the last eight weeks. */
  readonly team: Team;
  /** Open stories and subtasks of the project that nobody has started and nothing holds up, in key order. */
  readonly readyWork: readonly WorkItem[];
  /** Whether an open pull request brings the branch in. */
  readonly isUnderReview: (branch: Branch) => boolean;
  readonly people: PeopleSettings;
  /** When features and stories will be done, as the project's own past tells. */
  readonly forecast: ProjectForecast;
  /** How the project's statuses are used. */
  readonly workflow: {
    readonly showsWorkInProgress: boolean;
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
  promisesOf: { requires: ['workItems'], helps: [] },
  // A commit nobody ingested can only make an item look quieter than it is: it never hides a flag.
  movements: { requires: ['workItems'], helps: ['commits'] },
  team: { requires: ['workItems', 'commits'], helps: [] },
  readyWork: { requires: ['workItems'], helps: [] },
  // A branch whose pull request nobody told of may look forgotten: it never hides one that is.
  isUnderReview: { requires: [], helps: ['pullRequests'] },
  people: { requires: [], helps: [] },
  forecast: { requires: ['workItems'], helps: [] },
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
  /** The project's items that were open at `asOf`, in key order. */
  readonly openItems: readonly WorkItem[];
  /** In order of time. */
  readonly changes: readonly Change[];
  /** By repository and number. */
  readonly pullRequests: readonly OpenPullRequest[];
  /** By repository and name. */
  readonly branches: readonly BranchState[];
}

/** Eight weeks: long enough for a holiday, short enough to forget who left. */
const TEAM_WINDOW_DAYS = 56;

/** Prepares the facts of a world; nothing is computed yet. */
export function factsOf(world: World): WorldFacts {
  const { asOf, projectKey, settings, calendar, items } = world;
  const ownItems = lazily(() => sortByKey([...items.values()].filter((item) => item.projectKey === projectKey)));
  const openItems = lazily(() => ownItems().filter((item) => isOpen(item, asOf)));
  const waits = lazily(() => findWaits(items.values(), settings.waiting, calendar, asOf));
  // Sorted once: whoever sorts them again does so in one pass.
  const commits = lazily(() => world.commits.filter((commit) => commit.committedAt <= asOf).sort(compareCommits));
  const trace = lazily(() => indexTrace(commits(), world.links));
  const changes = lazily(() => listChanges(commits(), settings.trace, trace()));
  const movements = lazily(() => lastMovements(items, trace(), asOf));
  const team = lazily(() =>
    findTeam(items.values(), commits(), projectKey, settings.trace.botAuthors, {
      from: asOf - TEAM_WINDOW_DAYS * DAY_MS,
      asOf,
    }),
  );
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
    const showsWorkInProgress = ownItems().some((item) =>
      item.status.some((span) => span.from <= asOf && span.value.stage === 'in-progress'),
    );
    return { showsWorkInProgress, certain: showsWorkInProgress || ownItems().some((item) => item.hasHistory) };
  });
  return {
    world,
    items,
    people: { ...settings.people, minimumGroup: smallestGroup(settings.people) },
    featureOf: (item) => featureOf(item, items, asOf),
    isUnderReview: ({ repo, name }) => underReview().has(`${repo}@${name}`),
    promisesOf: (item, at = asOf) => promisesOf(item, calendar, at),
    get openItems() {
      return openItems();
    },
    get changes() {
      return changes();
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
    get team() {
      return team();
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

function lazily<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: compute() }).value;
}
