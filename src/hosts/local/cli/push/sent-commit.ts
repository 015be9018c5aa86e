import { MESSAGE_CUT_MARK } from '../git/commit-scanner';
import type { GitCommit } from '../git/git-commit';
import { FILES_KEPT } from '../git/git-history';
import type { SentCommit } from './batch';

/** More than any commit known; git sets no limit of its own. */
const PARENTS_KEPT = 100;
/** RFC 5321 allows 254. */
const EMAIL_CHARACTERS_KEPT = 320;

/** ISO 8601 as git writes it, with an offset that exists: `2026-03-09T09:30:00+01:00`, `2026-03-09T08:30:00Z`. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

/**
 * The commit as JSON text of at most `limitBytes`. One that is larger loses files first, then the end of its message,
 * and says so. `undefined` for a commit without a usable date, which damaged histories hold.
 */
export function commitText(commit: GitCommit, limitBytes: number): string | undefined {
  const { authoredAt, committedAt } = commit;
  const at = INSTANT.test(authoredAt) ? authoredAt : committedAt;
  if (!INSTANT.test(at)) return undefined;
  const isCut =
    commit.truncated === true ||
    commit.parents.length > PARENTS_KEPT ||
    commit.authorEmail.length > EMAIL_CHARACTERS_KEPT;
  const sent: SentCommit = {
    sha: commit.sha,
    parents: commit.parents.slice(0, PARENTS_KEPT),
    at,
    committedAt: INSTANT.test(committedAt) ? committedAt : at,
    email: commit.authorEmail.slice(0, EMAIL_CHARACTERS_KEPT),
    message: commit.message,
    files: commit.files.slice(0, FILES_KEPT).map(({ status, path }) => [status, path] as const),
    filesChanged: commit.filesChanged,
    ...(commit.added === undefined ? undefined : { added: commit.added }),
    ...(commit.deleted === undefined ? undefined : { deleted: commit.deleted }),
    ...(isCut ? { truncated: true as const } : undefined),
  };
  const text = JSON.stringify(sent);
  return Buffer.byteLength(text) <= limitBytes ? text : cutText({ ...sent, truncated: true }, limitBytes);
}

function cutText(commit: SentCommit, limitBytes: number): string {
  const withFiles = (count: number) => JSON.stringify({ ...commit, files: commit.files.slice(0, count) });
  const files = largestFitting(commit.files.length, (count) => Buffer.byteLength(withFiles(count)) <= limitBytes);
  if (files !== undefined) return withFiles(files);
  const characters = Array.from(commit.message);
  const withMessage = (count: number) =>
    JSON.stringify({ ...commit, files: [], message: characters.slice(0, count).join('') + MESSAGE_CUT_MARK });
  const kept = largestFitting(characters.length, (count) => Buffer.byteLength(withMessage(count)) <= limitBytes);
  if (kept === undefined) throw new Error(`A batch of ${limitBytes} bytes is too small for any commit.`);
  return withMessage(kept);
}

/** The largest count from 0 to `most` that fits, if any does; what fits must still fit when it is less. */
function largestFitting(most: number, fits: (count: number) => boolean): number | undefined {
  if (!fits(0)) return undefined;
  let low = 0;
  let high = most;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
