import type { Commit, PullRequest } from '../../src/model/commit';
import { readMergeMessage } from '../../src/model/merge-message';

/** A sha a reader recognises: `shaOf('side')` begins with hexadecimal for "side" and is always the same. */
export function shaOf(name: string): string {
  return [...name]
    .map((letter) => letter.charCodeAt(0).toString(16).padStart(2, '0'))
    .join('')
    .padEnd(40, '0')
    .slice(0, 40);
}

/** A commit named for what it is; parents are names too. */
export function commitOf(
  name: string,
  message: string,
  parents: readonly string[] = [],
  more: Partial<Commit> = {},
): Commit {
  const told = readMergeMessage(message);
  return {
    repo: 'shop/pay',
    sha: shaOf(name),
    parents: parents.map(shaOf),
    authoredAt: 0,
    committedAt: 0,
    authorOffsetMinutes: undefined,
    authorHash: 'developer',
    author: undefined,
    message,
    files: [],
    filesChanged: 0,
    lines: undefined,
    branch: told?.branch,
    pullRequest: told?.pullRequest,
    ...more,
  };
}

export function pullRequestOf(number: number, more: Partial<PullRequest> = {}): PullRequest {
  return {
    repo: 'shop/pay',
    number,
    title: '',
    body: '',
    branch: '',
    state: 'merged',
    mergeSha: undefined,
    commits: [],
    updatedAt: 0,
    ...more,
  };
}
