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
  /** Oldest first. */
  readonly commits: readonly Commit[];
  readonly trace: TraceIndex;
  readonly projects: ProjectNames;
  /** False of a key that was read in a name and is known to be no item's. */
  readonly mayExist: (key: WorkItemKey) => boolean;
  /** Beginnings of names of branches that live on. */
  readonly keptPrefixes: readonly string[];
}

/** In order of repository and name. O(commits + branches). */
export function branchStates(request: BranchesRequest): BranchState[] {
  const { branches, commits, keptPrefixes } = request;
  const histories = historiesOf(branches, commits);
  return [...branches]
    .sort((a, b) => compareText(a.repo, b.repo) || compareText(a.name, b.name))
    .map((branch) => {
      const history = histories.get(branch.repo) ?? NO_HISTORY;
      const lastCommit = history.bySha.get(branch.headSha ?? '');
      const lastCommitAt = branch.headAt ?? lastCommit?.committedAt;
      const merge = mergeOf(branch, lastCommitAt, history);
      const keys = merge === 'merged' ? [] : keysOf(branch, ownCommits(lastCommit, history), history, request);
      return { branch, purpose: purposeOf(branch, history, keptPrefixes), merge, lastCommitAt, lastCommit, keys };
    });
}

interface History {
  readonly bySha: ReadonlyMap<Sha, Commit>;
  /** Commits that name a branch that stands: made on it, or merges of it. */
  readonly byBranch: ReadonlyMap<string, readonly Commit[]>;
  readonly trunk: Branch | undefined;
  /** What the default branch holds, as far as its commits were received with their parents. */
  readonly inTrunk: ReadonlySet<Sha>;
}

const NO_HISTORY: History = { bySha: new Map(), byBranch: new Map(), trunk: undefined, inTrunk: new Set() };

function historiesOf(branches: readonly Branch[], commits: readonly Commit[]): Map<RepositoryName, History> {
  const standing = new Map<RepositoryName, Branch[]>();
  for (const branch of branches) {
    const own = standing.get(branch.repo);
    if (own) own.push(branch);
    else standing.set(branch.repo, [branch]);
  }
  const ofRepo = new Map<RepositoryName, Commit[]>([...standing.keys()].map((repo) => [repo, []]));
  for (const commit of commits) ofRepo.get(commit.repo)?.push(commit);
  return new Map([...standing].map(([repo, own]) => [repo, historyOf(own, ofRepo.get(repo) ?? [])]));
}

function historyOf(branches: readonly Branch[], commits: readonly Commit[]): History {
  const bySha = new Map(commits.map((commit) => [commit.sha, commit]));
  const byBranch = new Map<string, Commit[]>(branches.map(({ name }) => [name, []]));
  for (const commit of commits) if (commit.branch !== undefined) byBranch.get(commit.branch)?.push(commit);
  const trunk = branches
    .filter(({ defaultAt }) => defaultAt !== undefined)
    .reduce<Branch | undefined>((last, one) => (last && !isLaterDefault(one, last) ? last : one), undefined);
  return { bySha, byBranch, trunk, inTrunk: reachable(trunk?.headSha, bySha) };
}

function isLaterDefault(a: Branch, b: Branch): boolean {
  return (a.defaultAt ?? 0) - (b.defaultAt ?? 0) > 0 || (a.defaultAt === b.defaultAt && a.name < b.name);
}

function reachable(from: Sha | undefined, bySha: ReadonlyMap<Sha, Commit>): ReadonlySet<Sha> {
  const seen = new Set<Sha>(from === undefined ? [] : [from]);
  // A set hands out what is added while it is walked.
  for (const sha of seen) for (const parent of bySha.get(sha)?.parents ?? []) seen.add(parent);
  return seen;
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
  if (isMerged === true || byRequest || history.inTrunk.has(headSha ?? '')) return 'merged';
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
function ownCommits(lastCommit: Commit | undefined, { bySha, trunk, inTrunk }: History): Commit[] {
  if (lastCommit === undefined) return [];
  if (!bySha.has(trunk?.headSha ?? '')) return [lastCommit];
  const own = new Set([lastCommit]);
  for (const { parents } of own) {
    for (const sha of parents) {
      const parent = bySha.get(sha);
      if (parent && !inTrunk.has(sha) && own.size < MOST_COMMITS) own.add(parent);
    }
  }
  return [...own];
}
