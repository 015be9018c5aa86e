/**
 * A commit that undoes, repeats or amends another serves what the other serves.
 *
 * The other is named by its sha, by the number of its pull request, or by its subject where only one
 * commit has it:
 *
 * | words                                                          | who writes them         |
 * | -------------------------------------------------------------- | ----------------------- |
 * | This reverts commit 1a2b3c4…                                   | git                     |
 * | This reverts commit 1a2b3c4…, reversing changes made to 5d6e…  | git, of a merge         |
 * | (cherry picked from commit 1a2b3c4…)                           | git                     |
 * | Revert "Fix the watcher" · Reapply "Fix the watcher"           | git                     |
 * | Revert "Revert "Fix the watcher""                              | git before 2.43         |
 * | Revert "Fix the watcher (#12)" (#13) · Reverts owner/repo#12   | GitHub                  |
 * | This reverts merge request !12                                 | GitLab                  |
 * | Fix the watcher (backport #12) (#14)                           | bots that port back     |
 * | fixup! Fix the watcher                                         | git                     |
 */
import type { Commit } from '../../model/commit';
import { subjectOf } from '../../model/commit';
import type { TraceFacts } from '../facts';
import { type Clue, type Linker, type TraceSoFar, NO_CLUES } from '../linker';

/** Reverts of reverts of reverts: whoever needs more commits to say one thing is playing a game. */
const FURTHEST = 100;
const MOST_ORIGINALS = 20;
const WORDS_LIMIT = 64 * 1024;

type How = 'reverts' | 'repeats' | 'amends';

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
      if (!mayRepeat(commit.message)) return NO_CLUES;
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

/** Words without which no original is named: most commits are told apart here. */
function mayRepeat(message: string): boolean {
  return /revert|cherry.pick|backport|^reapply "|^(?:fixup|squash|amend)! /i.test(message.slice(0, WORDS_LIMIT));
}

function originalsOf(
  commit: Commit,
  { facts, isWhole, want }: Pick<TraceSoFar, 'facts' | 'isWhole' | 'want'>,
  requests: () => ReadonlyMap<string, readonly Commit[]>,
): Original[] {
  const originals: Original[] = [];
  const add = (original: Commit | undefined, how: How): void => {
    if (original && original.sha !== commit.sha && originals.length < MOST_ORIGINALS)
      originals.push({ commit: original, how });
  };
  const text = commit.message.slice(0, WORDS_LIMIT);
  for (const { prefix, how } of namedShas(text)) {
    const original = facts.commitByPrefix(commit.repo, prefix);
    if (!original && prefix.length === 40) want(commit.repo, prefix);
    add(original, how);
  }
  if (originals.length > 0) return originals;
  for (const { number, how } of namedRequests(text, commit.repo)) {
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

function namedShas(text: string): { prefix: string; how: How }[] {
  const found: { prefix: string; how: How }[] = [];
  for (const [, words = '', prefix = ''] of text.matchAll(
    /\b(reverts commit|cherry[ -]picked from commit|cherry[ -]picked from) ([0-9a-f]{7,40})\b/gi,
  )) {
    if (found.length === MOST_ORIGINALS) break;
    found.push({
      prefix: prefix.toLowerCase(),
      how: words.toLowerCase().startsWith('reverts') ? 'reverts' : 'repeats',
    });
  }
  return found;
}

/** Pull requests of the same repository: a number without a repository's name before it, or behind this one's. */
function namedRequests(text: string, repo: string): { number: number; how: How }[] {
  const found: { number: number; how: How }[] = [];
  for (const [, words = '', owner, number] of text.matchAll(
    /\b(reverts|reverts merge request|reverts pull request|backport(?: of)?) ([\w./-]{1,200})?[#!](\d{1,9})\b/gi,
  )) {
    if (found.length === MOST_ORIGINALS) break;
    if (owner !== undefined && owner.toLowerCase() !== repo.toLowerCase()) continue;
    found.push({ number: Number(number), how: words.toLowerCase().startsWith('reverts') ? 'reverts' : 'repeats' });
  }
  return found;
}

/** What stands in the quotes, and inside those of reverts of reverts, outermost first. */
function namedSubjects(subject: string): { subjects: readonly string[]; how: How } | undefined {
  const amended = /^(?:fixup|squash|amend)! (.+)$/.exec(subject)?.[1];
  if (amended !== undefined) return { subjects: [amended], how: 'amends' };
  const how: How = subject.startsWith('Reapply') ? 'repeats' : 'reverts';
  const subjects: string[] = [];
  let inner = subject;
  while (subjects.length < MOST_ORIGINALS) {
    const quoted = /^(?:Revert|Reapply) "(.+)"(?: \([#!]\d{1,9}\))?$/.exec(inner)?.[1];
    if (quoted === undefined) break;
    subjects.push(quoted);
    inner = quoted;
  }
  return subjects.length > 0 ? { subjects, how } : undefined;
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
