/** Keeps what a delivery tells of branches beside what others told. */
import { type Branch, branchOf } from '../model/branch';
import type { Outside } from '../ports/outside';
import { combineBranches } from '../trace/combine';
import type { SealedChanges } from './accept-delivery';

export async function saveBranches({ facts }: Outside, changes: SealedChanges): Promise<void> {
  const told = branchesIn(changes);
  const names = [...new Set(told.map(({ name }) => name))];
  const known = new Map((await facts.readBranchesNamed(changes.repo, names)).map((branch) => [branch.name, branch]));
  for (const branch of told) known.set(branch.name, combineBranches(known.get(branch.name) ?? branch, branch));
  await facts.saveBranches([...known.values()]);
  if (changes.allBranchesAt !== undefined) await facts.noteAllBranches(changes.repo, changes.allBranchesAt);
}

/** What a delivery tells of branches, by name or through the pull requests that were merged from them. */
function branchesIn({ repo, branches, pullRequests }: SealedChanges): Branch[] {
  return [
    ...branches.map(({ name, sha, headAt, isMerged, isDefault, toldAt }) =>
      branchOf({
        repo,
        name,
        toldAt,
        headSha: sha,
        headAt,
        isMerged,
        ...(isDefault ? { defaultAt: toldAt } : {}),
        ...(isMerged ? { mergedAt: toldAt, mergedSha: sha } : {}),
      }),
    ),
    ...pullRequests
      .filter(({ state }) => state === 'merged')
      // Hosts name the last commit of the branch first.
      .map(({ branch: name, mergedAt, updatedAt, commits: [mergedSha] }) =>
        branchOf({ repo, name, mergedAt: mergedAt ?? updatedAt, mergedSha }),
      ),
  ];
}
