/**
 * Whose turn it is in a pull request. It waits for its first review from the moment it can be
 * reviewed; after a review it waits again once its author has asked again, pushed more, or taken it
 * out of draft.
 */
import type { PullRequest } from './commit';
import type { Instant } from './instant';

export type ReviewWait =
  | { readonly kind: 'waits'; readonly review: 'first' | 'next'; readonly since: Instant }
  /** Reviewed, and nothing new was asked since: it is its author's turn. */
  | { readonly kind: 'reviewed' }
  /** When it was opened is not told. */
  | { readonly kind: 'unknown' };

/** As it was at `asOf`; what is told of later times does not count. */
export function reviewWaitOf(request: PullRequest, asOf: Instant): ReviewWait {
  const { openedAt, readyAt, reviewAskedAt, changedAt, firstReviewAt, lastReviewAt } = request;
  const until = (...times: readonly (Instant | undefined)[]): Instant[] =>
    times.filter((at) => at !== undefined && at <= asOf) as Instant[];
  const reviews = until(firstReviewAt, lastReviewAt);
  if (reviews.length > 0) {
    const last = Math.max(...reviews);
    const asked = until(readyAt, reviewAskedAt, changedAt).filter((at) => at > last);
    return asked.length > 0 ? { kind: 'waits', review: 'next', since: Math.min(...asked) } : { kind: 'reviewed' };
  }
  const reviewable = until(openedAt, readyAt);
  return reviewable.length > 0
    ? { kind: 'waits', review: 'first', since: Math.max(...reviewable) }
    : { kind: 'unknown' };
}

/** True when it was open at that instant, as far as told. */
export function wasOpenAt({ state, openedAt, closedAt, mergedAt }: PullRequest, at: Instant): boolean {
  if (openedAt !== undefined && openedAt > at) return false;
  const ended = mergedAt ?? closedAt;
  return state === 'open' || (ended !== undefined && ended > at);
}
