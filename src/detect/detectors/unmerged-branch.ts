import type { Evidence } from '../../model/finding';
import { DAY_MS } from '../../model/instant';
import type { WorkItemKey } from '../../model/key';
import { type Served, servedState } from '../../model/served';
import type { BranchState } from '../../trace/branch-state';
import { cannotTell, defineDetector, doesNotApply } from '../define-detector';
import { named, plural, servedRows } from '../wording';

/**
 * A branch that was squashed into another without a pull request that we were told of is not merged
 * as git sees it, and is flagged: it should be deleted all the same.
 */
export default defineDetector({
  id: 'unmerged-branch',
  checklistLine: '6.4',
  title: { pass: 'Branches are merged or thrown away', fail: 'A branch is neither merged nor thrown away' },
  rationale:
    'Work that lies on a forgotten branch was paid for and never delivered, and nobody can say whether it still counts.',
  remedy: 'Merge it if its work is still wanted; else delete it.',
  clears:
    'The branch is merged or deleted, a pull request is opened for it, somebody commits to it, or an item it serves is open again. Deletions are told by webhooks, or by throughline push --every-branch.',
  severity: 'low',
  subjects: 'branches',
  needs: ['items', 'isUnderReview'],
  thresholds: {
    quietDays: {
      label: 'Time left alone',
      help: 'A branch is looked at when its last commit is older than this.',
      unit: 'days',
      default: 14,
      min: 1,
      max: 365,
    },
  },
  examine: (state, { items, isUnderReview, asOf, thresholds }) => {
    const { branch, purpose, merge, lastCommitAt, keys } = state;
    if (purpose !== 'work') return doesNotApply(LIVES_ON);
    if (merge === 'merged') return undefined;
    if (isUnderReview(branch)) return doesNotApply(UNDER_REVIEW);
    if (lastCommitAt === undefined) return cannotTell(COMMIT_UNTOLD);
    const quietFrom = lastCommitAt + thresholds.quietDays * DAY_MS;
    const served = servedState(keys, items, asOf);
    if (quietFrom >= asOf || served.state === 'open') return undefined;
    if (merge === 'unknown') return cannotTell(MERGE_UNTOLD);
    if (served.state === 'unseen') return cannotTell(ITEM_UNSEEN);
    if (served.state === 'none' && !state.lastCommit) return cannotTell(COMMIT_UNSEEN);
    const ended = 'endedAt' in served ? served : undefined;
    const days = Math.floor((asOf - lastCommitAt) / DAY_MS);
    return {
      message: `Is not merged, and its last commit is ${plural(days, 'day')} old; ${whatItServes(keys, served)}`,
      since: Math.max(quietFrom, ended?.endedAt ?? quietFrom),
      sinceExact: ended?.exact ?? true,
      evidence: [...commitRows(state, days), ...servedRows(keys, items, asOf)],
      nextStep: nextStep(keys, served),
    };
  },
});

function commitRows({ branch, lastCommit }: BranchState, days: number): Evidence[] {
  const age: Evidence = {
    kind: 'figure',
    text: `${plural(days, 'day')} without a commit`,
    value: days,
    unit: days === 1 ? 'day' : 'days',
  };
  if (!lastCommit) return [age];
  const { sha, committedAt: at } = lastCommit;
  return [{ kind: 'commit', repo: branch.repo, sha, text: 'is its last commit', at }, age];
}

function whatItServes(keys: readonly WorkItemKey[], { state }: Served): string {
  if (state === 'none') return 'it serves no work item that we can name';
  return `${named(keys)} ${keys.length === 1 ? 'is' : 'are'} ${state}`;
}

function nextStep(keys: readonly WorkItemKey[], { state }: Served): string {
  if (state === 'none') return 'Merge it, name the work item it serves in its name or a commit, or delete it.';
  return state === 'cancelled'
    ? `Delete it: ${named(keys)} will not be done.`
    : `Merge it if ${named(keys)} still needs it; else delete it.`;
}

const LIVES_ON = { one: 'it is a default or release branch', many: 'they are default or release branches' };
const UNDER_REVIEW = { one: 'its pull request is open', many: 'their pull requests are open' };
const COMMIT_UNTOLD = {
  one: 'the time of its last commit is not told',
  many: 'the times of their last commits are not told',
};
const COMMIT_UNSEEN = {
  one: 'its name names no item, and its commits were not received: run throughline push',
  many: 'their names name no items, and their commits were not received: run throughline push',
};
const ITEM_UNSEEN = {
  one: 'an item it serves has not been looked at',
  many: 'items they serve have not been looked at',
};
const MERGE_UNTOLD = {
  one: 'nobody told whether it is merged: run throughline push in a whole clone',
  many: 'nobody told whether they are merged: run throughline push in a whole clone',
};
