/**
 * What became of each branch: merged or not, when it was last worked on, and what it serves.
 *
 * Nobody tells all of it. That a branch was merged is known from `throughline push`, from its pull
 * request, from the commits that lead to the default branch, or from what a merge says. One walk over
 * the commits of a repository answers for all its branches.
 */
import type { Branch } from '../model/branch';
import { compareText } from '../model/compare-text';
import type { Commit, RepositoryName, Sha } from '../model/commit';
import type { Instant } from '../model/instant';
import { type WorkItemKey, compareKeys } from '../model/key';
import { readMergeMessage } from '../model/merge-message';
import type { TraceIndex } from '../model/trace-index';
import { isTrunk } from './combine';
import { findKeysInBranch } from './find-keys';
import type { ProjectNames } from './project-names';

export interface BranchState {
  readonly branch: Branch;
  /** `kept` are those that live on by design: trunks, releases, versions, and what the settings say. */
  readonly purpose: 'default' | 'kept' | 'work';
  /** Unknown where nobody looked, and the default branch it would be merged into is not known. */
  readonly merge: 'merged' | 'unmerged' | 'unknown';
  /** Undefined when neither the teller nor a commit that was received says. */
  readonly lastCommitAt: Instant | undefined;
  /** Undefined when it was not received: its links are then unknown too. */
  readonly lastCommit: Commit | undefined;
  /** What its name and its own commits serve, in key order; empty for branches that are merged. */
  readonly keys: readonly WorkItemKey[];
}

export interface BranchesRequest {
  readonly branches: readonly Branch[];
  readonly trace: TraceIndex;
  readonly projects: ProjectNames;
  /** False of a key that was read in a name and is known to be no item's. */
  readonly mayExist: (key: WorkItemKey) => boolean;
  /** Beginnings of names of branches that live on. */
  readonly keptPrefixes: readonly string[];
}

/** In order of repository and name. O(commits + branches) for each repository that has branches. */
export function branchStates(request: BranchesRequest): BranchState[] {
  const { branches, trace, keptPrefixes } = request;
  const histories = historiesOf(branches, trace);
  return [...branches]
    .sort((a, b) => compareText(a.repo, b.repo) || compareText(a.name, b.name))
    .flatMap((branch) => {
      const history = histories.get(branch.repo);
      if (!history) return [];
      const lastCommit = history.commit(branch.headSha);
      const lastCommitAt = branch.headAt ?? lastCommit?.committedAt;
      const merge = mergeOf(branch, lastCommitAt, history);
      const keys = merge === 'merged' ? [] : keysOf(branch, ownCommits(lastCommit, history), history, request);
      return { branch, purpose: purposeOf(branch, history, keptPrefixes), merge, lastCommitAt, lastCommit, keys };
    });
}

interface History {
  commit(sha: Sha | undefined): Commit | undefined;
  /** Commits that name a branch that stands: made on it, or merges of it. */
  readonly byBranch: ReadonlyMap<string, readonly Commit[]>;
  readonly trunk: Branch | undefined;
  /** Whether the default branch holds it, as far as commits were received with their parents. */
  isInTrunk(sha: Sha): boolean;
}

function historiesOf(branches: readonly Branch[], trace: TraceIndex): Map<RepositoryName, History> {
  const standing = new Map<RepositoryName, Branch[]>();
  for (const branch of branches) {
    const own = standing.get(branch.repo);
    if (own) own.push(branch);
    else standing.set(branch.repo, [branch]);
  }
  return new Map([...standing].map(([repo, own]) => [repo, historyOf(repo, own, trace)]));
}

function historyOf(repo: RepositoryName, branches: readonly Branch[], { commits, placeOf }: TraceIndex): History {
  const placeIn = (sha: Sha): number | undefined => placeOf({ repo, sha });
  const byBranch = new Map<string, Commit[]>(branches.map(({ name }) => [name, []]));
  for (const commit of commits)
    if (commit.branch !== undefined && commit.repo === repo) byBranch.get(commit.branch)?.push(commit);
  const trunk = branches
    .filter(({ defaultAt }) => defaultAt !== undefined)
    .reduce<Branch | undefined>((last, one) => (last && !isLaterDefault(one, last) ? last : one), undefined);
  return {
    commit: (sha = '') => commits[placeIn(sha) ?? -1],
    byBranch,
    trunk,
    isInTrunk: walkBack(trunk?.headSha, commits, placeIn),
  };
}

/** Marks everything that leads to a commit, also what was named as a parent and not received. */
function walkBack(
  from: Sha | undefined,
  commits: readonly Commit[],
  placeIn: (sha: Sha) => number | undefined,
): (sha: Sha) => boolean {
  const received = new Uint8Array(commits.length);
  const others = new Set<Sha>();
  const next = from === undefined ? [] : [from];
  for (let sha = next.pop(); sha !== undefined; sha = next.pop()) {
    const place = placeIn(sha);
    if (place === undefined) others.add(sha);
    else if (received[place] === 0) {
      received[place] = 1;
      for (const parent of commits[place]?.parents ?? []) next.push(parent);
    }
  }
  return (sha) => {
    const place = placeIn(sha);
    return place === undefined ? others.has(sha) : received[place] === 1;
  };
}

function isLaterDefault(a: Branch, b: Branch): boolean {
  return (a.defaultAt ?? 0) - (b.defaultAt ?? 0) > 0 || (a.defaultAt === b.defaultAt && a.name < b.name);
}

function purposeOf({ name }: Branch, { trunk }: History, keptPrefixes: readonly string[]): BranchState['purpose'] {
  if (name === trunk?.name) return 'default';
  const isKept =
    isTrunk(name) || VERSION.test(name) || keptPrefixes.some((start) => start !== '' && name.startsWith(start));
  return isKept ? 'kept' : 'work';
}

/** Accepted: `v2` · `1.x` · `2.7` · `v1.4.x` · `3.2-stable` · Refused: `17` (an item) · `v2-cleanup` · `1.2-PAY-3` */
const VERSION = /^(?:v\d{1,4}|v?\d{1,4}(?:\.(?:\d{1,4}|x)){1,3})(?:-stable)?$/i;

function mergeOf(branch: Branch, lastCommitAt: Instant | undefined, history: History): BranchState['merge'] {
  const { name, headSha, isMerged, mergedAt, mergedSha } = branch;
  const isSince = (at: Instant): boolean => lastCommitAt !== undefined && at >= lastCommitAt;
  const byRequest = mergedAt !== undefined && (mergedSha === undefined ? isSince(mergedAt) : mergedSha === headSha);
  if (isMerged === true || byRequest || history.isInTrunk(headSha ?? '')) return 'merged';
  const saysMerged = (history.byBranch.get(name) ?? []).some(
    ({ committedAt, message }) => isSince(committedAt) && readMergeMessage(message)?.kind === 'merge',
  );
  if (saysMerged) return 'merged';
  return isMerged === false || history.trunk !== undefined ? 'unmerged' : 'unknown';
}

/** A branch is seldom longer; on one that is, the newest commits say what it serves. */
const MOST_COMMITS = 200;

function keysOf(
  { name }: Branch,
  own: readonly Commit[],
  { byBranch }: History,
  { trace, projects, mayExist }: BranchesRequest,
): WorkItemKey[] {
  const linked = [...(byBranch.get(name) ?? []), ...own].flatMap((commit) =>
    trace.linksOf(commit).map(({ key }) => key),
  );
  return [...new Set([...findKeysInBranch(name, projects).filter(mayExist), ...linked])].sort(compareKeys);
}

/** What leads to its last commit and is not in the default branch; only the last where that is not known. */
function ownCommits(lastCommit: Commit | undefined, { commit, trunk, isInTrunk }: History): Commit[] {
  if (lastCommit === undefined) return [];
  if (!commit(trunk?.headSha)) return [lastCommit];
  const own = new Set([lastCommit]);
  for (const { parents } of own) {
    for (const sha of parents) {
      const parent = commit(sha);
      if (parent && !isInTrunk(sha) && own.size < MOST_COMMITS) own.add(parent);
    }
  }
  return [...own];
}
