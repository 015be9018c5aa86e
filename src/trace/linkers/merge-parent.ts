/**
 * A merge hands what it names down to the commits it brought in that name nothing themselves.
 *
 * What it names is, in this order: the key in the brought-in branch's name, the key of its pull
 * request, the key in the words a person added to the message. The branch merged *into* is never
 * read: `Merge branch 'master' into DAEMON-17` brings in everybody else's work. Where merges nest,
 * the innermost that names something wins. Octopus merges hand down to all their sides.
 */
import type { Commit } from '../../model/commit';
import { readMergeMessage } from '../../model/merge-message';
import { findKeys, findKeysInBranch } from '../find-keys';
import type { Clue, Linker, TraceSoFar } from '../linker';
import { generationsOf, walkMerge } from '../merge-walk';

export const mergeParent: Linker = {
  id: 'merge-parent',
  prepare: (soFar) => {
    const handed = new Map<Commit, readonly Clue[]>();
    for (const [repo, commits] of soFar.facts.byRepository) {
      const commitOf = (sha: string): Commit | undefined => soFar.facts.commit(repo, sha);
      const generation = generationsOf(commits, commitOf);
      const merges = commits
        .filter(({ parents }) => parents.length > 1)
        .sort((a, b) => generation(a) - generation(b) || (a.sha < b.sha ? -1 : 1));
      for (const merge of merges) {
        const keys = namedBy(merge, soFar);
        if (keys.length === 0) continue;
        const { broughtIn, missing } = walkMerge(merge, commitOf, generation);
        for (const sha of missing) soFar.want(repo, sha);
        const via = merge.sha;
        const clues = keys.map((key) => ({
          key,
          text: `${key} named by the merge ${merge.sha.slice(0, 12)} that brought it in`,
          quote: undefined,
          via,
        }));
        for (const commit of broughtIn) if (!handed.has(commit)) handed.set(commit, clues);
      }
    }
    return (commit) => (soFar.linksOf(commit).length > 0 ? [] : (handed.get(commit) ?? []));
  },
};

function namedBy(merge: Commit, { facts, linksOf }: TraceSoFar): readonly string[] {
  const told = readMergeMessage(merge.message);
  const words = told?.kind === 'merge' ? merge.message.slice(told.wordsAt) : merge.message;
  const sources = [
    () => (merge.branch === undefined ? [] : findKeysInBranch(merge.branch, facts.allow)),
    () =>
      linksOf(merge)
        .filter(({ linker }) => linker === 'pull-request')
        .map(({ key }) => key),
    () => findKeys(words, facts.allow).map(({ key }) => key),
  ];
  for (const source of sources) {
    const keys = source();
    if (keys.length > 0) return [...new Set(keys)];
  }
  return [];
}
