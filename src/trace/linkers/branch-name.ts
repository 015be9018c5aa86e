/** A key in the name of the branch that a commit was pushed on or that a merge brought in. */
import { quoted } from '../facts';
import { findKeysInBranch } from '../find-keys';
import { type Linker, NO_CLUES } from '../linker';

export const branchName: Linker = {
  id: 'branch-name',
  prepare:
    ({ facts }) =>
    ({ branch }) =>
      branch === undefined
        ? NO_CLUES
        : findKeysInBranch(branch, facts.projects).map((key) => ({
            key,
            evidence: { text: `${key} in the name of its branch`, quote: quoted(branch), via: undefined },
          })),
};
