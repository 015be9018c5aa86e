/** One way to find out what a commit serves. */
import type { Commit, RepositoryName, Sha } from '../model/commit';
import type { WorkItemKey } from '../model/key';
import type { LinkEvidence, LinkerId, TraceLink } from '../model/link';
import type { TraceFacts } from './facts';

/** A key a linker found for a commit, before it is known whether such an item exists. */
export interface Clue {
  readonly key: WorkItemKey;
  readonly evidence: LinkEvidence;
}

export const NO_CLUES: readonly Clue[] = [];

export interface TraceSoFar {
  readonly facts: TraceFacts;
  /** Whether the facts are all there are of their repositories. */
  readonly isWhole: boolean;
  /** Links that more trusted linkers have found for the commit at a place in `facts.commits`. */
  linksOf(place: number): readonly TraceLink[];
  /** Says that a commit which is not at hand would tell more. */
  want(repo: RepositoryName, sha: Sha): void;
}

export interface Linker {
  readonly id: LinkerId;
  /** Looks at everything once; the answer is then asked for each commit and its place in `facts.commits`. */
  prepare(soFar: TraceSoFar): (commit: Commit, place: number) => readonly Clue[];
}
