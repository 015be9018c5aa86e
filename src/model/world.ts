/**
 * The world a detector may know: one project, the items and changes around it, at one instant,
 * and how far we could look.
 */
import type { Branch } from './branch';
import type { WorkingCalendar } from './calendar';
import type { Commit, PullRequest, RepositoryName } from './commit';
import type { Waiver } from './finding';
import type { Instant } from './instant';
import type { ProjectKey, WorkItemKey } from './key';
import type { TraceLink } from './link';
import type { Settings } from './settings';
import type { WorkItem } from './work-item';

/** How far one kind of fact has been ingested. */
export type Coverage =
  | { readonly kind: 'unknown'; readonly why: string }
  | { readonly kind: 'partial'; readonly why: string; readonly asOf: Instant }
  | { readonly kind: 'complete'; readonly asOf: Instant };

export interface World {
  readonly asOf: Instant;
  /** The project examined. Findings are about its items and the commits that serve them. */
  readonly projectKey: ProjectKey;
  readonly settings: Settings;
  readonly calendar: WorkingCalendar;
  /** Every ingested item that existed at `asOf`, of this project and of others. */
  readonly items: ReadonlyMap<WorkItemKey, WorkItem>;
  /** Commits up to `asOf` of the repositories that serve the project. */
  readonly commits: readonly Commit[];
  readonly links: readonly TraceLink[];
  /** Pull requests of those repositories that were open at `asOf`, as far as told; their texts may be left out. */
  readonly pullRequests: readonly PullRequest[];
  /** Repositories that told of a review at least once: of others it is not known whether they would. */
  readonly reviewsToldBy: ReadonlySet<RepositoryName>;
  /** Branches of those repositories that stand, as last told. */
  readonly branches: readonly Branch[];
  readonly waivers: readonly Waiver[];
  readonly coverage: {
    readonly workItems: Coverage;
    readonly commits: Coverage;
    readonly pullRequests: Coverage;
    readonly branches: Coverage;
  };
}
