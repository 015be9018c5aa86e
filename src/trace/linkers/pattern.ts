/**
 * A work item named in the site's own way, such as `[#103]`, in the message or in the title of the pull
 * request. The numbers that git's hosts write by themselves, of pull requests in the subjects of merges
 * and squashes, are not the author's and are left out.
 */
import type { Commit } from '../../model/commit';
import { readMergeMessage } from '../../model/merge-message';
import { quoted } from '../facts';
import { findPatterns, patternsFor } from '../find-patterns';
import { type Clue, type Linker, NO_CLUES } from '../linker';
import { lineAround } from './message-key';

const MOST_KEYS = 50;

export const pattern: Linker = {
  id: 'pattern',
  prepare: ({ facts }) => {
    if (facts.patterns.length === 0) return () => NO_CLUES;
    const byRepository = new Map(facts.repositories.map((repo) => [repo, patternsFor(repo, facts.patterns)] as const));
    return (commit) => {
      const patterns = byRepository.get(commit.repo) ?? [];
      if (patterns.length === 0) return NO_CLUES;
      const clues = new Map<string, Clue>();
      const message = ownWords(commit);
      for (const { key, written, start } of findPatterns(message, patterns)) {
        if (clues.size === MOST_KEYS) break;
        if (clues.has(key)) continue;
        clues.set(key, {
          key,
          evidence: {
            text: `${written} in the message, which means ${key} on this site`,
            quote: quoted(lineAround(message, start)),
            via: undefined,
          },
        });
      }
      return [...clues.values()];
    };
  },
};

/** Without what the host wrote: `Merge pull request #12 from …` and the `(#12)` of a squash. */
function ownWords({ message }: Commit): string {
  const told = readMergeMessage(message);
  if (told?.kind === 'merge') return message.slice(told.wordsAt);
  if (told === undefined) return message;
  const end = message.indexOf('\n');
  const subject = end < 0 ? message : message.slice(0, end);
  return subject.replace(/\([^()]{1,30}\)\s*$/, '') + (end < 0 ? '' : message.slice(end));
}
