/**
 * What a detector can look at, one at a time, and how many that is.
 */
import type { TeamPair } from '../model/coordination';
import type { Subject } from '../model/finding';
import type { Instant } from '../model/instant';
import type { ProjectKey, WorkItemKey } from '../model/key';
import type { Scope } from '../model/scope';
import type { OpenSprint } from '../model/sprint-record';
import type { Wait, WaitCycle } from '../model/wait-graph';
import { type WorkItem, isFeature } from '../model/work-item';
import type { BranchState } from '../trace/branch-state';
import type { Change, CoverageName, OpenPullRequest, WorldFacts } from './facts';
import type { RevertedWork } from '../trace/reverted-work';

/** An open item that waits, or that is linked to blockers we could not look at. */
export interface WaitSubject {
  readonly item: WorkItem;
  readonly wait: Wait | undefined;
  readonly unseen: readonly WorkItemKey[];
}

interface SubjectsByKind {
  /** Open items of Jira's level 0. */
  readonly stories: WorkItem;
  /** Open items of level 1 and above. */
  readonly features: WorkItem;
  /** Open items of every level. */
  readonly workItems: WorkItem;
  /** Items of every level, open and closed. */
  readonly allWorkItems: WorkItem;
  /** Closed items of every level that were given up. */
  readonly cancelledItems: WorkItem;
  /** Items, open or closed, of which a change was ever reverted. */
  readonly revertedWork: RevertedWork;
  readonly changes: Change;
  /** Open features with work below them, and unreleased versions with a day ahead. */
  readonly scopes: Scope & { readonly projectKey: ProjectKey };
  /** Sprints that run or have a day to begin on, with stories of the project in them. */
  readonly sprints: OpenSprint & { readonly projectKey: ProjectKey };
  /** Open pull requests that serve the project, or nothing that we can name. */
  readonly pullRequests: OpenPullRequest;
  /** Branches that serve the project, or nothing that we can name. */
  readonly branches: BranchState;
  readonly waits: WaitSubject;
  readonly cycles: WaitCycle;
  readonly team: { readonly projectKey: ProjectKey };
  /** Every two named teams. */
  readonly teamPairs: TeamPair;
}
export type SubjectKindName = keyof SubjectsByKind;
export type SubjectOf<Kind extends SubjectKindName> = SubjectsByKind[Kind];

interface Figures {
  flagged(flagged: number, looked: number): string;
  looked(looked: number): string;
}

export interface SubjectKind<S> {
  /** What has to have been ingested for the list to mean anything. */
  readonly requires: readonly CoverageName[];
  /** The sentence when there is nothing to look at. */
  readonly nothing: string;
  /** `23 of 32` and `32 looked at`, for the line; undefined where the only subject is the whole. */
  readonly figures: Figures | undefined;
  list(facts: WorldFacts): readonly S[];
  /** How many were looked at to make the list; more than its length where most are in order at once. */
  population(facts: WorldFacts): number;
  subjectOf(one: S): Subject;
  beganAt(one: S): Instant;
}

const counted: Figures = {
  flagged: (flagged, looked) => `${flagged} of ${looked}`,
  looked: (looked) => `${looked} looked at`,
};

const workItem = {
  figures: counted,
  requires: ['workItems'],
  subjectOf: (item: WorkItem): Subject => ({ kind: 'work-item', key: item.key }),
  beganAt: (item: WorkItem) => item.createdAt,
} as const;

const isStory = (item: WorkItem): boolean => item.level === 0;

export const SUBJECT_KINDS: { readonly [Kind in SubjectKindName]: SubjectKind<SubjectsByKind[Kind]> } = {
  stories: {
    ...workItem,
    nothing: 'The project has no open stories.',
    list: ({ openItems }) => openItems.filter(isStory),
    population: ({ openItems }) => openItems.filter(isStory).length,
  },
  features: {
    ...workItem,
    nothing: 'The project has no open features.',
    list: ({ openItems }) => openItems.filter(isFeature),
    population: ({ openItems }) => openItems.filter(isFeature).length,
  },
  workItems: {
    ...workItem,
    nothing: 'The project has no open work items.',
    list: ({ openItems }) => openItems,
    population: ({ openItems }) => openItems.length,
  },
  allWorkItems: {
    ...workItem,
    nothing: 'The project has no work items.',
    list: ({ ownItems }) => ownItems,
    population: ({ ownItems }) => ownItems.length,
  },
  cancelledItems: {
    requires: ['workItems'],
    nothing: 'No work item of the project was cancelled.',
    figures: counted,
    list: ({ cancelledItems }) => cancelledItems,
    population: ({ cancelledItems }) => cancelledItems.length,
    subjectOf: ({ key }) => ({ kind: 'work-item', key }),
    beganAt: ({ createdAt }) => createdAt,
  },
  revertedWork: {
    requires: ['workItems', 'commits'],
    nothing: 'No change for the project was ever reverted.',
    figures: counted,
    list: ({ revertedWork }) => revertedWork,
    population: ({ revertedWork }) => revertedWork.length,
    subjectOf: ({ item }) => ({ kind: 'work-item', key: item.key }),
    beganAt: ({ item }) => item.createdAt,
  },
  changes: {
    requires: ['workItems', 'commits'],
    nothing: 'No commits serve the project.',
    figures: counted,
    list: ({ changes }) => changes,
    population: ({ changes }) => changes.length,
    subjectOf: ({ commit }) => ({ kind: 'commit', repo: commit.repo, sha: commit.sha }),
    beganAt: ({ commit }) => commit.committedAt,
  },
  scopes: {
    requires: ['workItems'],
    nothing: 'The project has no open feature with work below it, and no version with a day ahead.',
    figures: counted,
    list: ({ world, scopes }) => scopes.map((scope) => ({ ...scope, projectKey: world.projectKey })),
    population: ({ scopes }) => scopes.length,
    subjectOf: (scope) =>
      scope.kind === 'feature'
        ? { kind: 'work-item', key: scope.feature.key }
        : { kind: 'version', projectKey: scope.projectKey, id: scope.version.id, name: scope.version.name },
    beganAt: ({ members }) => Math.min(...members.map(({ from }) => from)),
  },
  sprints: {
    requires: ['workItems'],
    nothing: 'No sprint of the project runs or has a day to begin on.',
    figures: counted,
    list: ({ world, sprints }) => sprints.open.map((sprint) => ({ ...sprint, projectKey: world.projectKey })),
    population: ({ sprints }) => sprints.open.length,
    subjectOf: ({ sprint, projectKey }) => ({ kind: 'sprint', projectKey, id: sprint.id, name: sprint.name }),
    beganAt: ({ startAt }) => startAt,
  },
  pullRequests: {
    requires: ['workItems', 'pullRequests'],
    nothing: 'No pull request is open.',
    figures: counted,
    list: ({ pullRequests }) => pullRequests,
    population: ({ pullRequests }) => pullRequests.length,
    subjectOf: ({ request }) => ({ kind: 'pull-request', repo: request.repo, number: request.number }),
    beganAt: ({ request }) => request.openedAt ?? request.updatedAt,
  },
  branches: {
    requires: ['workItems', 'commits', 'branches'],
    nothing: 'The repositories of the project have no branches.',
    figures: counted,
    list: ({ branches }) => branches,
    population: ({ branches }) => branches.length,
    subjectOf: ({ branch }) => ({ kind: 'branch', repo: branch.repo, name: branch.name }),
    beganAt: ({ lastCommitAt }) => lastCommitAt ?? 0,
  },
  waits: {
    requires: ['workItems'],
    nothing: 'The project has no open work items.',
    figures: counted,
    list: ({ openItems, waits }) =>
      openItems.flatMap((item) => {
        const wait = waits.byKey.get(item.key);
        const unseen = waits.unseenByKey.get(item.key) ?? [];
        return wait || unseen.length > 0 ? [{ item, wait, unseen }] : [];
      }),
    population: ({ openItems }) => openItems.length,
    subjectOf: ({ item }) => ({ kind: 'work-item', key: item.key }),
    beganAt: ({ item, wait }) => wait?.since ?? item.createdAt,
  },
  cycles: {
    requires: ['workItems'],
    nothing: 'The project has no open work items.',
    figures: { ...counted, flagged: (circles) => (circles === 1 ? '1 circle' : `${circles} circles`) },
    list: ({ world, waits }) =>
      waits.cycles.filter(({ items }) => items.some((item) => item.projectKey === world.projectKey)),
    population: ({ openItems }) => openItems.length,
    subjectOf: ({ keys }) => ({ kind: 'cycle', keys }),
    beganAt: ({ since }) => since,
  },
  team: {
    requires: ['workItems'],
    nothing: 'The project has no team.',
    figures: undefined,
    list: ({ world }) => [{ projectKey: world.projectKey }],
    population: () => 1,
    subjectOf: ({ projectKey }) => ({ kind: 'team', projectKey }),
    beganAt: () => 0,
  },
  teamPairs: {
    requires: ['workItems', 'commits'],
    nothing: 'Fewer than two teams are named: name them in the settings, under “People”.',
    figures: {
      flagged: (flagged, looked) => `${flagged} of ${looked} pairs`,
      looked: (looked) => `${looked} pairs looked at`,
    },
    list: ({ coordination }) => coordination.pairs,
    population: ({ coordination }) => coordination.pairs.length,
    subjectOf: ({ teams }) => ({ kind: 'team-pair', teams }),
    beganAt: () => 0,
  },
};
