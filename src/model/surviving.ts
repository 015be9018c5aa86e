/**
 * Surviving code: which commit wrote the lines of a file as it is today, as git's blame says. A
 * sender tells it of a whole repository at once, in a run of many parts.
 */
import type { RepositoryName, Sha } from './commit';
import type { Instant } from './instant';

/** A commit and how many lines of the file are its. */
export type SurvivingLines = readonly [sha: Sha, lines: number];

export interface SurvivingFile {
  readonly path: string;
  /** Each commit once. */
  readonly lines: readonly SurvivingLines[];
}

/** A file, or a part of one that so many commits wrote that it does not fit into one row. */
export interface SurvivingEntry extends SurvivingFile {
  /** From 0; each part of a path names other commits. */
  readonly part: number;
}

/** Parts belong together when they name the same commit looked at and the same instant. */
export interface BlameRun {
  readonly repo: RepositoryName;
  /** The commit whose files were looked at. */
  readonly head: Sha;
  readonly takenAt: Instant;
}

/** What one delivery told of a run. */
export interface BlamePart {
  readonly head: Sha;
  readonly takenAt: Instant;
  readonly entries: readonly SurvivingEntry[];
  /** How many entries the run has in all, told with its end; the run counts once so many are here. */
  readonly entriesInAll: number | undefined;
}
