/**
 * What the message of a commit says of others: that it undoes, repeats or amends them.
 *
 * The other is named by its sha, by the number of its pull request, or by its subject, which tells where
 * only one commit has it:
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
import type { RepositoryName } from '../model/commit';

export type How = 'reverts' | 'repeats' | 'amends';

/** Of each kind: whoever names more in one message is listing, not undoing. */
export const MOST_NAMED = 20;
const WORDS_LIMIT = 64 * 1024;

/** False where no other commit is named for sure: most messages are told apart here. */
export function mayNameCommits(message: string): boolean {
  return /revert|cherry.pick|backport|^reapply "|^(?:fixup|squash|amend)! /i.test(message.slice(0, WORDS_LIMIT));
}

/** Beginnings of shas, at least seven digits, in lower case. */
export function namedShas(message: string): { prefix: string; how: How }[] {
  const found: { prefix: string; how: How }[] = [];
  for (const [, words = '', prefix = ''] of message
    .slice(0, WORDS_LIMIT)
    .matchAll(/\b(reverts commit|cherry[ -]picked from commit|cherry[ -]picked from) ([0-9a-f]{7,40})\b/gi)) {
    if (found.length === MOST_NAMED) break;
    found.push({
      prefix: prefix.toLowerCase(),
      how: words.toLowerCase().startsWith('reverts') ? 'reverts' : 'repeats',
    });
  }
  return found;
}

/** Pull requests of the same repository: a number without a repository's name before it, or behind this one's. */
export function namedRequests(message: string, repo: RepositoryName): { number: number; how: How }[] {
  const found: { number: number; how: How }[] = [];
  for (const [, words = '', owner, number] of message
    .slice(0, WORDS_LIMIT)
    .matchAll(
      /\b(reverts|reverts merge request|reverts pull request|backport(?: of)?) ([\w./-]{1,200})?[#!](\d{1,9})\b/gi,
    )) {
    if (found.length === MOST_NAMED) break;
    if (owner !== undefined && owner.toLowerCase() !== repo.toLowerCase()) continue;
    found.push({ number: Number(number), how: words.toLowerCase().startsWith('reverts') ? 'reverts' : 'repeats' });
  }
  return found;
}

/** What stands in the quotes, and inside those of reverts of reverts, outermost first. */
export function namedSubjects(subject: string): { subjects: readonly string[]; how: How } | undefined {
  const amended = /^(?:fixup|squash|amend)! (.+)$/.exec(subject)?.[1];
  if (amended !== undefined) return { subjects: [amended], how: 'amends' };
  const how: How = subject.startsWith('Reapply') ? 'repeats' : 'reverts';
  const subjects: string[] = [];
  let inner = subject;
  while (subjects.length < MOST_NAMED) {
    const quoted = /^(?:Revert|Reapply) "(.+)"(?: \([#!]\d{1,9}\))?$/.exec(inner)?.[1];
    if (quoted === undefined) break;
    subjects.push(quoted);
    inner = quoted;
  }
  return subjects.length > 0 ? { subjects, how } : undefined;
}
