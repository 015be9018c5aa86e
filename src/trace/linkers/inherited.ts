/**
 * A commit that undoes, repeats or amends another serves what the other serves. How it names the other
 * is told in ../named-commits.ts.
 */
import type { Commit } from '../../model/commit';
import { subjectOf } from '../../model/commit';
import type { TraceFacts } from '../facts';
import { type Clue, type Linker, type TraceSoFar, NO_CLUES } from '../linker';
import { type How, MOST_NAMED, mayNameCommits, namedRequests, namedShas, namedSubjects } from '../named-commits';

/** Reverts of reverts of reverts: whoever needs more commits to say one thing is playing a game. */
const FURTHEST = 100;

interface Original {
  readonly commit: Commit;
  readonly how: How;
}

export const inherited: Linker = {
  id: 'inherited',
  prepare: ({ facts, isWhole, linksOf, want }) => {
    const requests = commitsByPullRequest(facts);
    const originals = (commit: Commit): Original[] => originalsOf(commit, { facts, isWhole, want }, requests);
    const keysOf = (from: Commit): ReadonlySet<string> => {
      const keys = new Set<string>();
      const met = new Set([from]);
      for (const commit of met) {
        const place = facts.placeOf(commit.repo, commit.sha);
        for (const { key } of place === undefined ? [] : linksOf(place)) keys.add(key);
        for (const original of originals(commit)) if (met.size < FURTHEST) met.add(original.commit);
      }
      return keys;
    };
    return (commit): readonly Clue[] => {
      if (!mayNameCommits(commit.message)) return NO_CLUES;
      return originals(commit).flatMap(({ commit: original, how }) =>
        [...keysOf(original)].map((key) => ({
          key,
          evidence: {
            text: `${how} ${original.sha.slice(0, 12)}, which serves ${key}`,
            quote: undefined,
            via: original.sha,
          },
        })),
      );
    };
  },
};

function originalsOf(
  commit: Commit,
  { facts, isWhole, want }: Pick<TraceSoFar, 'facts' | 'isWhole' | 'want'>,
  requests: () => ReadonlyMap<string, readonly Commit[]>,
): Original[] {
  const originals: Original[] = [];
  const add = (original: Commit | undefined, how: How): void => {
    if (original && original.sha !== commit.sha && originals.length < MOST_NAMED)
      originals.push({ commit: original, how });
  };
  for (const { prefix, how } of namedShas(commit.message)) {
    const original = facts.commitByPrefix(commit.repo, prefix);
    if (!original && prefix.length === 40) want(commit.repo, prefix);
    add(original, how);
  }
  if (originals.length > 0) return originals;
  for (const { number, how } of namedRequests(commit.message, commit.repo)) {
    for (const original of requests().get(`${commit.repo}#${number}`) ?? []) add(original, how);
  }
  // Of a part of a repository nobody can say that only one commit has a subject.
  if (originals.length > 0 || !isWhole) return originals;
  const named = namedSubjects(subjectOf(commit));
  for (const subject of named?.subjects ?? []) {
    const original = facts.commitBySubject(commit.repo, subject);
    add(original, named?.how ?? 'repeats');
    if (original) break;
  }
  return originals;
}

/** Made when first asked for: few histories need it. The merge or squash of a pull request before its other commits. */
function commitsByPullRequest(facts: TraceFacts): () => ReadonlyMap<string, readonly Commit[]> {
  let made: Map<string, Commit[]> | undefined;
  return () => {
    if (made) return made;
    made = new Map();
    const add = (number: number, commit: Commit | undefined): void => {
      if (!commit) return;
      const id = `${commit.repo}#${number}`;
      const known = made?.get(id);
      if (known) known.push(commit);
      else made?.set(id, [commit]);
    };
    for (const commit of facts.commits) if (commit.pullRequest !== undefined) add(commit.pullRequest, commit);
    for (const { repo, number, mergeSha, commits } of facts.pullRequests) {
      if (mergeSha !== undefined) add(number, facts.commit(repo, mergeSha));
      for (const sha of commits) add(number, facts.commit(repo, sha));
    }
    return made;
  };
}
