/**
 * A link says: this commit serves this work item, and this is how we know. Links are added,
 * confirmed, rejected or superseded; none is ever overwritten.
 */
import type { RepositoryName, Sha } from './commit';
import type { Instant } from './instant';
import type { WorkItemKey } from './key';

/** Ways to find a link, most trusted first. Names live for ever: they are stored. */
export const LINKER_IDS = [
  'person',
  'message-key',
  'pattern',
  'branch-name',
  'pull-request',
  'merge-parent',
  'inherited',
] as const;
export type LinkerId = (typeof LINKER_IDS)[number];

export interface LinkEvidence {
  /** One sentence a person can check: `DAEMON-17 in the subject`. */
  readonly text: string;
  /** The text the key was found in, cut to 200 characters, when there is one. */
  readonly quote: string | undefined;
  /** The other commit or pull request it came through, when there is one. */
  readonly via: string | undefined;
}

export interface TraceLink {
  readonly repo: RepositoryName;
  readonly sha: Sha;
  readonly key: WorkItemKey;
  readonly linker: LinkerId;
  /** 0..1; explicit linkers say 1. */
  readonly confidence: number;
  readonly evidence: LinkEvidence;
  readonly foundAt: Instant;
}

/** What became of a commit in the trace. */
export type TraceClass = 'linked' | 'suggested' | 'exempt' | 'untraced';
