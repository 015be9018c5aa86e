/** Takes a delivery from the inbox and saves what it brought. Doing it twice is doing it once. */
import type { Commit, Sha } from '../model/commit';
import type { Instant } from '../model/instant';
import type { Outside } from '../ports/outside';
import type { Work } from '../ports/work-queue';
import { combineCommits, combinePullRequests } from '../trace/combine';
import type { SealedChanges } from './accept-delivery';

type Receive = Extract<Work, { kind: 'receive' }>;

/** Lets the batches of one push arrive before the trace looks through them. */
const SETTLE_SECONDS = 5;

export async function receiveChanges(outside: Outside, work: Receive, now: Instant): Promise<void> {
  const delivery = await outside.inbox.take(work.delivery);
  if (!delivery) return;
  // Written by acceptDelivery, from values that were checked there.
  const changes = JSON.parse(delivery.text) as SealedChanges;
  const known = new Map((await outside.facts.readCommitsBySha(changes.commits)).map((commit) => [commit.sha, commit]));
  await outside.facts.saveCommits(withWhatIsKnown(changes.commits, known));
  const requests = new Map(
    (await outside.facts.readPullRequests(changes.repo)).map((request) => [request.number, request]),
  );
  await outside.facts.savePullRequests(
    changes.pullRequests.map((request) => {
      const before = requests.get(request.number);
      return before ? combinePullRequests(before, request) : request;
    }),
  );
  const state = await outside.facts.readRepository(changes.repo);
  const times = changes.commits.map((commit) => commit.committedAt);
  // A pull request may name a key for commits that came long before it.
  const oldest = changes.pullRequests.length > 0 ? 0 : Math.min(...times, state?.untracedFrom ?? Infinity);
  await outside.facts.saveRepository({
    name: changes.repo,
    lastReceivedAt: now,
    untracedFrom: Number.isFinite(oldest) ? oldest : state?.untracedFrom,
  });
  await outside.log.write(work.delivery, {
    at: now,
    source: delivery.source,
    outcome: changes.rejected.length > 0 ? 'partly' : 'accepted',
    text: `Received from ${changes.repo}`,
    counts: {
      commits: changes.commits.length,
      new: new Set(changes.commits.map(({ sha }) => sha).filter((sha) => !known.has(sha))).size,
      'pull requests': changes.pullRequests.length,
      rejected: changes.rejected.length,
    },
    rejected: changes.rejected.slice(0, 20).map(({ what, why }) => ({ what, why })),
  });
  await outside.queue.push([{ kind: 'trace', repo: changes.repo }], SETTLE_SECONDS);
  await outside.inbox.done(work.delivery, now);
}

/** The same commit is told by several senders, each knowing other parts of it; also twice in one delivery. */
function withWhatIsKnown(commits: readonly Commit[], known: ReadonlyMap<Sha, Commit>): Commit[] {
  const combined = new Map<Sha, Commit>();
  for (const commit of commits) {
    const before = combined.get(commit.sha) ?? known.get(commit.sha);
    combined.set(commit.sha, before ? combineCommits(before, commit) : commit);
  }
  return [...combined.values()];
}
