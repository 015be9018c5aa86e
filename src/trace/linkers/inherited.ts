/**
 * A commit that undoes, repeats or amends another serves what the other serves: `This reverts commit
 * …`, `(cherry picked from commit …)`, `Revert "…"`, `fixup! …`. The other is found by its sha, or by
 * its subject where only one commit has it.
 */
import type { Commit } from '../../model/commit';
import { subjectOf } from '../../model/commit';
import type { TraceFacts } from '../facts';
import type { Clue, Linker } from '../linker';

/** Reverts of reverts of reverts: whoever needs more commits to say one thing is playing a game. */
const FURTHEST = 100;
const MOST_ORIGINALS = 20;
const WORDS_LIMIT = 64 * 1024;

interface Original {
  readonly commit: Commit;
  readonly how: 'reverts' | 'repeats' | 'amends';
}

export const inherited: Linker = {
  id: 'inherited',
  prepare: ({ facts, linksOf, want }) => {
    const keysOf = (from: Commit): ReadonlySet<string> => {
      const keys = new Set<string>();
      const met = new Set([from]);
      for (const commit of met) {
        for (const { key } of linksOf(commit)) keys.add(key);
        for (const original of originalsOf(commit, facts, want)) if (met.size < FURTHEST) met.add(original.commit);
      }
      return keys;
    };
    return (commit): Clue[] =>
      originalsOf(commit, facts, want).flatMap(({ commit: original, how }) =>
        [...keysOf(original)].map((key) => ({
          key,
          text: `${how} ${original.sha.slice(0, 12)}, which serves ${key}`,
          quote: undefined,
          via: original.sha,
        })),
      );
  },
};

function originalsOf(commit: Commit, facts: TraceFacts, want: (repo: string, sha: string) => void): Original[] {
  const originals: Original[] = [];
  const add = (original: Commit | undefined, how: Original['how']): void => {
    if (original && original.sha !== commit.sha) originals.push({ commit: original, how });
  };
  for (const { prefix, how } of namedShas(commit.message)) {
    const original = facts.commitByPrefix(commit.repo, prefix);
    if (!original && prefix.length === 40) want(commit.repo, prefix);
    add(original, how);
  }
  if (originals.length === 0) {
    const named = namedSubject(subjectOf(commit));
    if (named) add(facts.commitBySubject(commit.repo, named.subject), named.how);
  }
  return originals;
}

function namedShas(message: string): { prefix: string; how: Original['how'] }[] {
  const found: { prefix: string; how: Original['how'] }[] = [];
  if (!message.includes('commit ')) return found;
  const text = message.slice(0, WORDS_LIMIT);
  for (const [, words, prefix] of text.matchAll(
    /\b(reverts commit|cherry picked from commit|cherry-picked from commit) ([0-9a-f]{7,40})\b/gi,
  )) {
    if (found.length === MOST_ORIGINALS) break;
    if (prefix)
      found.push({
        prefix: prefix.toLowerCase(),
        how: words?.toLowerCase().startsWith('reverts') ? 'reverts' : 'repeats',
      });
  }
  return found;
}

function namedSubject(subject: string): { subject: string; how: Original['how'] } | undefined {
  const reverted = /^Revert "(.+)"$/.exec(subject)?.[1];
  if (reverted) return { subject: reverted, how: 'reverts' };
  const amended = /^(?:fixup|squash|amend)! (.+)$/.exec(subject)?.[1];
  return amended ? { subject: amended, how: 'amends' } : undefined;
}
