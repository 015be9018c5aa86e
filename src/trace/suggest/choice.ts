/** A choice a commit leaves open, and the facts it is made from. */
import type { Commit, RepositoryName, Sha } from '../../model/commit';
import type { Instant } from '../../model/instant';
import type { WorkItemKey } from '../../model/key';
import type { History } from '../../model/span';
import type { AccountId, Status } from '../../model/work-item';

/** What the suggester reads of an item. */
export interface SuggestItem {
  readonly key: WorkItemKey;
  readonly summary: string;
  /** Words of the description as `wordsOf` gives them, separated by spaces; empty where unknown. */
  readonly words: string;
  readonly createdAt: Instant;
  /** When it was last resolved; undefined while it is not. */
  readonly resolvedAt: Instant | undefined;
  readonly level: number;
  /** Estimated spans are not believed. */
  readonly status: History<Status>;
  readonly assignee: History<AccountId | undefined>;
}

export interface KnownLink {
  readonly repo: RepositoryName;
  readonly sha: Sha;
  readonly key: WorkItemKey;
  /** When it was known, where that was later than the commit: a merge hands its key on when it happens. */
  readonly knownAt?: Instant | undefined;
}

export interface ChoiceRequest {
  readonly items: readonly SuggestItem[];
  readonly commits: readonly Commit[];
  readonly links: readonly KnownLink[];
  readonly rejected: readonly KnownLink[];
  /** True for commits that need serve no item; undefined when none does. */
  readonly exempt?: ((commit: Commit) => boolean) | undefined;
}

export interface Choice {
  readonly commit: Commit;
  readonly candidates: readonly SuggestItem[];
  /** One row of `ITEM_FEATURES` for each candidate. */
  readonly rows: Float64Array;
  /** `NONE_FEATURES`. */
  readonly none: Float64Array;
  /** Facts a sentence may be made of, for one candidate. Ask while visiting: the past moves on. */
  readonly told: (candidate: number) => ToldFacts;
}

/** What a person can check about one candidate. */
export interface ToldFacts {
  /** Shared words as the message has them, the rarest first. */
  readonly titleWords: readonly string[];
  /** Without those of the title. */
  readonly descriptionWords: readonly string[];
  readonly pathWords: readonly string[];
  readonly likeCommit: Sha | undefined;
  readonly sharedFiles: number;
  /** How long before this commit its author's last commit of the item was. */
  readonly authorSinceMs: number | undefined;
  /** Whether that was the last linked commit of the author. */
  readonly authorLast: boolean;
  readonly itemSinceMs: number | undefined;
  /** 1 for the parent. */
  readonly ancestorSteps: number | undefined;
  readonly assigned: boolean;
  readonly inProgress: boolean;
  /** Below 0 when the item was created after the commit. */
  readonly ageMs: number;
}
