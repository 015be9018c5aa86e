/**
 * A merge hands what it names down to the commits it brought in.
 *
 * What it names is the key in the brought-in branch's name, the keys of its pull request, and those in
 * the words a person added: the title of the pull request, or a line under the subject. Neither the
 * branch merged *into* is read nor the list of commits that git adds, and a merge of a trunk names
 * nothing at all: `Merge branch 'master' into DAEMON-17` brings in everybody else's work.
 *
 * A pull request is one piece of work, so its merge hands down to all its commits, also to those that
 * name another item themselves: they serve both. Any other merge hands down only to commits that name
 * nothing. Where merges nest, the innermost that names something wins; the squash of another pull
 * request takes nothing. Octopus merges hand down to all their sides.
 */
import type { Commit } from '../../model/commit';
import { readMergeMessage, wordsOf } from '../../model/merge-message';
import { isTrunk } from '../combine';
import { findKeys, findKeysInBranch } from '../find-keys';
import { findPatterns, patternsFor } from '../find-patterns';
import { type Clue, type Linker, NO_CLUES, type TraceSoFar } from '../linker';
import { historyOf, mergesOf, walkMerge } from '../merge-walk';

interface Handed {
  readonly clues: readonly Clue[];
  /** The pull request that was merged, when one was. */
  readonly pullRequest: number | undefined;
}

export const mergeParent: Linker = {
  id: 'merge-parent',
  prepare: (soFar) => {
    const { commits } = soFar.facts;
    const handed: (Handed | undefined)[] = commits.map(() => undefined);
    const history = historyOf(soFar.facts);
    for (const place of mergesOf(history)) {
      const merge = commits[place];
      const keys = merge ? namedBy(merge, place, soFar) : [];
      if (!merge || keys.length === 0) continue;
      const { broughtIn, missing } = walkMerge(place, history);
      for (const sha of missing) soFar.want(merge.repo, sha);
      const gift = { clues: cluesOf(merge, keys), pullRequest: merge.pullRequest };
      for (const brought of broughtIn) handed[brought] ??= gift;
    }
    return (commit, place) => {
      const gift = handed[place];
      if (gift === undefined) return NO_CLUES;
      const { clues, pullRequest } = gift;
      if (soFar.linksOf(place).length === 0) return clues;
      const ofAnother = commit.parents.length < 2 && commit.pullRequest !== undefined;
      return pullRequest === undefined || (ofAnother && commit.pullRequest !== pullRequest) ? [] : clues;
    };
  },
};

function cluesOf({ sha }: Commit, keys: readonly string[]): Clue[] {
  return keys.map((key) => ({
    key,
    evidence: {
      text: `${key} named by the merge ${sha.slice(0, 12)} that brought it in`,
      quote: undefined,
      via: sha,
    },
  }));
}

function namedBy(merge: Commit, place: number, { facts, linksOf }: TraceSoFar): readonly string[] {
  const told = readMergeMessage(merge.message);
  if (merge.pullRequest === undefined && merge.branch !== undefined && isTrunk(merge.branch)) return [];
  const own = facts.mergedBy(merge);
  const words = told?.kind === 'merge' ? wordsOf(merge.message, told) : merge.message;
  return [
    ...new Set([
      ...(merge.branch === undefined ? [] : findKeysInBranch(merge.branch, facts.projects)),
      ...linksOf(place)
        .filter(({ linker, evidence }) => linker === 'pull-request' && own && evidence.via === `#${own.number}`)
        .map(({ key }) => key),
      ...findKeys(words, facts.projects).map(({ key }) => key),
      ...findPatterns(words, patternsFor(merge.repo, facts.patterns)).map(({ key }) => key),
    ]),
  ];
}
