/** What the trace page, the panels and the command line ask about commits. */
import { type Decision, decideLink } from '../app/decide-link';
import { isWorkItemKey, projectOf } from '../model/key';
import { type Asking, type Handlers, Refusal, browsable } from './asking';
import { readBlame } from './blame-view';
import { mustSeeCommit, readCommitDetail } from './commit-detail';
import { listCommits, listReview } from './commit-lists';
import { linkView, lookAtCommits } from './commit-sight';
import type { DecisionView, TraceRequests } from './contract';
import { readFootprint } from './footprint-view';
import { exportTrace, listLedger } from './ledger-view';
import { readTraceView } from './trace-view';

export const TRACE_HANDLERS: Handlers<keyof TraceRequests> = {
  'trace.read': readTraceView,
  'trace.commits': listCommits,
  'trace.review': listReview,
  'trace.commit': readCommitDetail,
  'trace.decide': (asking, { repo, sha, key, decision }) => {
    if (decision !== 'confirm' && decision !== 'reject')
      throw new Refusal('bad-request', `Confirm or reject, not "${String(decision).slice(0, 20)}".`);
    return decide(asking, { repo, sha, key }, decision);
  },
  'trace.undo': (asking, pair) => decide(asking, pair, 'undo'),
  'trace.ledger': listLedger,
  'trace.export': exportTrace,
  'trace.footprint': readFootprint,
  'trace.blame': readBlame,
};

/** Only for an item the person may edit, and a commit they may see. */
async function decide(
  asking: Asking,
  { repo, sha, key }: TraceRequests['trace.undo']['take'],
  decision: Decision,
): Promise<DecisionView> {
  const { outside, reader, now } = asking;
  await browsable(asking);
  if (typeof key !== 'string' || !isWorkItemKey(key))
    throw new Refusal('bad-request', `"${String(key).slice(0, 40)}" is no key of a work item, such as PAY-12.`);
  // An item that moved is named by its present key, whatever key was typed.
  const [item] = await reader.seeItems([key]);
  if (!item) throw new Refusal('not-found', `There is no work item ${key} that you can see.`);
  const project = projectOf(item.key);
  if (!(await reader.hasProjectPermission('EDIT_ISSUES', project)))
    throw new Refusal(
      'no-permission',
      `Only people who may edit work items of ${project} decide which commits serve them.`,
    );
  if ((await outside.facts.readItemsByKey([item.key])).length === 0)
    throw new Refusal(
      'not-ready',
      `Throughline has not read ${item.key}. An administrator chooses the projects to read.`,
    );
  const commit = await mustSeeCommit(asking, { repo, sha });
  const pair = { repo: commit.repo, sha: commit.sha, key: item.key };
  const decided = await decideLink(outside, pair, decision, reader.accountId, now);
  if (decided === 'nothing-to-undo')
    throw new Refusal('bad-request', `Nobody decided about ${item.key} and this commit, so there is nothing to undo.`);
  if (decided === 'no-such-commit') throw new Refusal('not-found', 'That commit is no longer there.');
  const sight = await lookAtCommits(
    outside,
    reader,
    decided.links.map((link) => link.key),
    decided.links.flatMap(({ evidence }) => [evidence.text, evidence.quote ?? '']),
  );
  return {
    repo: commit.repo,
    sha: commit.sha,
    class: decided.commit.class,
    links: decided.links.filter((link) => sight.isVisible(link.key)).map((link) => linkView(link, sight.redactText)),
    entry: decided.entry.id,
  };
}
