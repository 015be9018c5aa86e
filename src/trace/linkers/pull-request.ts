/**
 * A key in the title or branch of the pull request a commit belongs to. The body is read only when
 * both are silent: bodies also name items that are merely related.
 *
 * A pull request that was told without its title, as git alone tells it, is read from its merge: hosts
 * write the branch into the subject and the title under it, or the title into the subject of a squash.
 */
import type { PullRequest } from '../../model/commit';
import { subjectOf } from '../../model/commit';
import { readMergeMessage, wordsOf } from '../../model/merge-message';
import { type TraceFacts, quoted } from '../facts';
import { findKeys, findKeysInBranch } from '../find-keys';
import { findPatterns, patternsFor } from '../find-patterns';
import { type Clue, type Linker, NO_CLUES } from '../linker';

const MOST_KEYS = 20;

export const pullRequest: Linker = {
  id: 'pull-request',
  prepare: ({ facts, want }) => {
    const memberships = membershipsOf(facts);
    const clues = new Map<PullRequest, readonly Clue[]>();
    for (const request of facts.pullRequests) {
      if (request.mergeSha !== undefined && request.title === '') want(request.repo, request.mergeSha);
      const found = cluesOf(request, facts);
      clues.set(request, found);
      if (found.length > 0) for (const sha of commitsOf(request)) want(request.repo, sha);
    }
    return (commit, place) => {
      const joined = memberships[place];
      const own = facts.mergedBy(commit)?.number;
      if (joined === undefined && own === undefined) return NO_CLUES;
      const numbers = new Set(joined);
      if (own !== undefined) numbers.add(own);
      return [...numbers]
        .sort((a, b) => a - b)
        .flatMap((number) => {
          const request = facts.pullRequest(commit.repo, number);
          return request ? (clues.get(request) ?? []) : [];
        });
    };
  },
};

/** Numbers of the pull requests each commit belongs to, by place; none, or undefined, when it belongs to none. */
function membershipsOf(facts: TraceFacts): readonly (readonly number[] | undefined)[] {
  const numbers: (number[] | undefined)[] = facts.commits.map(() => undefined);
  for (const request of facts.pullRequests) {
    for (const sha of commitsOf(request)) {
      const place = facts.placeOf(request.repo, sha);
      if (place === undefined) continue;
      const known = numbers[place];
      if (known) known.push(request.number);
      else numbers[place] = [request.number];
    }
  }
  return numbers;
}

function commitsOf({ commits, mergeSha }: PullRequest): ReadonlySet<string> {
  return new Set(mergeSha === undefined ? commits : [...commits, mergeSha]);
}

function cluesOf(request: PullRequest, facts: TraceFacts): readonly Clue[] {
  const clues = new Map<string, Clue>();
  const add = (key: string, place: string, quote: string): void => {
    if (clues.has(key) || clues.size === MOST_KEYS) return;
    clues.set(key, {
      key,
      evidence: {
        text: `${key} in the ${place} of pull request #${request.number}`,
        quote: quoted(quote),
        via: `#${request.number}`,
      },
    });
  };
  const patterns = patternsFor(request.repo, facts.patterns);
  const read = (text: string, place: string): void => {
    const around = (start: number): string => text.slice(Math.max(0, start - 100), start + 100);
    for (const { key, start } of findKeys(text, facts.projects)) add(key, place, around(start));
    for (const { key, start } of findPatterns(text, patterns)) add(key, place, around(start));
  };
  const { title, branch } = titleAndBranch(request, facts);
  read(title, 'title');
  for (const key of findKeysInBranch(branch, facts.projects)) add(key, 'branch', branch);
  if (clues.size === 0) read(withoutComments(request.body), 'body');
  return [...clues.values()];
}

function titleAndBranch(
  { repo, number, title, branch, mergeSha }: PullRequest,
  facts: TraceFacts,
): { readonly title: string; readonly branch: string } {
  if (title !== '' && branch !== '') return { title, branch };
  const merge = mergeSha === undefined ? undefined : facts.commit(repo, mergeSha);
  const told = merge && readMergeMessage(merge.message);
  if (!told || told.pullRequest !== number) return { title, branch };
  const words = told.kind === 'merge' ? wordsOf(merge.message, told) : subjectOf(merge);
  return { title: title === '' ? words : title, branch: branch === '' ? (merge.branch ?? '') : branch };
}

/** A template's instructions stand in comments: `<!-- name the item, such as PAY-1 -->`. An open one hides the rest. */
function withoutComments(body: string): string {
  let rest = '';
  let from = 0;
  for (let open = body.indexOf('<!--'); open >= 0; open = body.indexOf('<!--', from)) {
    rest += `${body.slice(from, open)} `;
    const close = body.indexOf('-->', open + 4);
    if (close < 0) return rest;
    from = close + 3;
  }
  return rest + body.slice(from);
}
