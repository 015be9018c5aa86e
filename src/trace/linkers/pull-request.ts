/**
 * A key in the title or branch of the pull request a commit belongs to. The body is read only when
 * both are silent: bodies also name items that are merely related.
 */
import type { Commit, PullRequest } from '../../model/commit';
import type { ProjectKey } from '../../model/key';
import { type TraceFacts, quoted } from '../facts';
import { findKeys, findKeysInBranch } from '../find-keys';
import type { Clue, Linker } from '../linker';

const MOST_KEYS = 20;

export const pullRequest: Linker = {
  id: 'pull-request',
  prepare: ({ facts, want }) => {
    const memberships = membershipsOf(facts);
    const clues = new Map<PullRequest, readonly Clue[]>();
    for (const request of facts.pullRequests) {
      const found = cluesOf(request, facts.allow);
      clues.set(request, found);
      if (found.length > 0) for (const sha of commitsOf(request)) want(request.repo, sha);
    }
    return (commit) => {
      const numbers = new Set(memberships.get(commit));
      if (commit.pullRequest !== undefined) numbers.add(commit.pullRequest);
      return [...numbers]
        .sort((a, b) => a - b)
        .flatMap((number) => {
          const request = facts.pullRequest(commit.repo, number);
          return request ? (clues.get(request) ?? []) : [];
        });
    };
  },
};

/** Numbers of the pull requests each commit belongs to. */
function membershipsOf(facts: TraceFacts): ReadonlyMap<Commit, readonly number[]> {
  const numbers = new Map<Commit, number[]>();
  for (const request of facts.pullRequests) {
    for (const sha of commitsOf(request)) {
      const commit = facts.commit(request.repo, sha);
      if (!commit) continue;
      const known = numbers.get(commit);
      if (known) known.push(request.number);
      else numbers.set(commit, [request.number]);
    }
  }
  return numbers;
}

function commitsOf({ commits, mergeSha }: PullRequest): ReadonlySet<string> {
  return new Set(mergeSha === undefined ? commits : [...commits, mergeSha]);
}

function cluesOf({ number, title, branch, body }: PullRequest, allow: ReadonlySet<ProjectKey>): readonly Clue[] {
  const clues = new Map<string, Clue>();
  const add = (key: string, place: string, quote: string): void => {
    if (clues.has(key) || clues.size === MOST_KEYS) return;
    clues.set(key, {
      key,
      text: `${key} in the ${place} of pull request #${number}`,
      quote: quoted(quote),
      via: `#${number}`,
    });
  };
  for (const { key } of findKeys(title, allow)) add(key, 'title', title);
  for (const key of findKeysInBranch(branch, allow)) add(key, 'branch', branch);
  if (clues.size === 0) {
    for (const { key, start } of findKeys(body, allow))
      add(key, 'body', body.slice(Math.max(0, start - 100), start + 100));
  }
  return [...clues.values()];
}
