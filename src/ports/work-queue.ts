/** Work that is done later, at least once and in any order. Every message may come twice. */
import type { RepositoryName } from '../model/commit';
import type { Instant } from '../model/instant';
import type { ProjectKey, WorkItemId } from '../model/key';

export type Work =
  /** Read every work item of a project, from a page on; `done` counts what was read before. */
  | {
      readonly kind: 'read-project';
      readonly projectKey: ProjectKey;
      readonly startedAt: Instant;
      readonly pageToken: string | undefined;
      readonly done: number;
    }
  /** Read these work items anew, because an event or the reconcile named them. */
  | { readonly kind: 'read-items'; readonly ids: readonly WorkItemId[] }
  /** Take a delivery from the inbox and save what it brought. */
  | { readonly kind: 'receive'; readonly delivery: string }
  /** Find links for the commits of a repository that have none looked for yet. */
  | { readonly kind: 'trace'; readonly repo: RepositoryName }
  /** Guess which work items the commits of a repository serve that have no link. */
  | { readonly kind: 'suggest'; readonly repo: RepositoryName }
  /** Look at who committed to a repository, and learn whose accounts these are. */
  | { readonly kind: 'members'; readonly repo: RepositoryName }
  /** Examine a project if anything changed. */
  | { readonly kind: 'examine'; readonly projectKey: ProjectKey }
  /** Take our property off these work items; at most 100. */
  | { readonly kind: 'remove-properties'; readonly ids: readonly WorkItemId[] }
  /** Forget everything about the site. */
  | { readonly kind: 'erase' };

export interface WorkQueue {
  /** `delaySeconds` lets a burst settle first; 0 to 900. */
  push(work: readonly Work[], delaySeconds?: number): Promise<void>;
}
