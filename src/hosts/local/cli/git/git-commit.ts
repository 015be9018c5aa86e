/** A commit as git tells it. Merges list no files of their own, as in `git log`. */
export interface GitCommit {
  readonly sha: string;
  readonly parents: readonly string[];
  readonly authorName: string;
  readonly authorEmail: string;
  /** ISO 8601 with the author's own offset. */
  readonly authoredAt: string;
  /** ISO 8601 with the committer's own offset. */
  readonly committedAt: string;
  /** Without the newlines at its end; invalid UTF-8 is shown as U+FFFD. */
  readonly message: string;
  /** The first files in path order, at most as many as were asked for. */
  readonly files: readonly GitFile[];
  /** All the files that changed, also those not listed. */
  readonly filesChanged: number;
  /** Lines over all files; absent when counts were not asked for or the clone cannot know them. */
  readonly added?: number;
  readonly deleted?: number;
  /** True when the message was cut at the limit, or when a shallow clone hides what really changed. */
  readonly truncated?: true;
}

export interface GitFile {
  /** Git's letter: A added, M modified, D deleted, T type changed. Renames show as D and A. */
  readonly status: string;
  readonly path: string;
}
