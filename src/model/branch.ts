/** Branches of a repository, as whoever told of them last saw them. */
import type { RepositoryName, Sha } from './commit';
import type { Instant } from './instant';

export interface Branch {
  readonly repo: RepositoryName;
  readonly name: string;
  /** When somebody last told where it stands; undefined while nobody did. */
  readonly toldAt: Instant | undefined;
  /** Its last commit; undefined when it was deleted, and while nobody told. */
  readonly headSha: Sha | undefined;
  /** When that was committed; undefined where the teller does not say: the commit itself may know. */
  readonly headAt: Instant | undefined;
  /** Whether the default branch held its last commit then; undefined where the teller did not look. */
  readonly isMerged: boolean | undefined;
  /** When a pull request from it was last merged, and its last commit then, as far as told. */
  readonly mergedAt: Instant | undefined;
  readonly mergedSha: Sha | undefined;
  /** When it was last called the default branch; undefined when it never was. */
  readonly defaultAt: Instant | undefined;
}

/** What one teller says; the rest is not told. */
export function branchOf(told: Pick<Branch, 'repo' | 'name'> & Partial<Branch>): Branch {
  return {
    toldAt: undefined,
    headSha: undefined,
    headAt: undefined,
    isMerged: undefined,
    mergedAt: undefined,
    mergedSha: undefined,
    defaultAt: undefined,
    ...told,
  };
}

/**
 * True when it stands, as far as told. `listedAt` is when somebody last told of every branch there
 * was: what was told before and not again is gone.
 */
export function isStanding({ headSha, toldAt }: Branch, listedAt: Instant | undefined): boolean {
  return headSha !== undefined && (listedAt === undefined || (toldAt ?? 0) >= listedAt);
}
