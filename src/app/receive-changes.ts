/** Takes a delivery from the inbox and saves what it brought. Doing it twice is doing it once. */
import type { Commit, RepositoryName, Sha } from '../model/commit';
import type { Instant } from '../model/instant';
import type { BlamePart } from '../model/surviving';
import type { LogEntry } from '../ports/inbox';
import type { Outside } from '../ports/outside';
import type { Work } from '../ports/work-queue';
import { combineCommits, combinePullRequests } from '../trace/combine';
import type { SealedChanges } from './accept-delivery';
import { saveBranches } from './save-branches';
import { projectsConcerned } from './serving-repositories';

type Receive = Extract<Work, { kind: 'receive' }>;

/** Lets the batches of one push arrive before the trace looks through them. */
const SETTLE_SECONDS = 5;
/** Four by the platform for each of two sweeps. */
const MOST_TRIES = 10;

export async function receiveChanges(outside: Outside, work: Receive, now: Instant): Promise<void> {
  const delivery = await outside.inbox.take(work.delivery);
  if (!delivery) return;
  if (delivery.triesBefore >= MOST_TRIES) return giveUp(outside, work.delivery, delivery.source, now);
  // Written by acceptDelivery, from values that were checked there.
  const changes = JSON.parse(delivery.text) as SealedChanges;
  if (changes.blame) await receiveBlame(outside, work.delivery, delivery.source, changes, changes.blame, now);
  else await receiveCommits(outside, work.delivery, delivery.source, changes, now);
  await outside.inbox.done(work.delivery, now);
}

async function receiveCommits(
  outside: Outside,
  id: string,
  source: string,
  changes: SealedChanges,
  now: Instant,
): Promise<void> {
  const known = new Map((await outside.facts.readCommitsBySha(changes.commits)).map((commit) => [commit.sha, commit]));
  await outside.facts.saveCommits(withWhatIsKnown(changes.commits, known));
  await savePullRequests(outside, changes);
  await saveBranches(outside, changes);
  await outside.facts.noteReceived(changes.repo, now);
  const oldest = await oldestTouched(outside, changes);
  if (oldest !== undefined) await outside.facts.markUntraced(changes.repo, oldest);
  else if (changes.pullRequests.length + changes.branches.length > 0) await askForVerdicts(outside, changes.repo);
  await outside.log.write(id, {
    at: now,
    source,
    outcome: changes.rejected.length > 0 ? 'partly' : 'accepted',
    text: `Received from ${changes.repo}`,
    counts: {
      commits: changes.commits.length,
      new: new Set(changes.commits.map(({ sha }) => sha).filter((sha) => !known.has(sha))).size,
      'pull requests': changes.pullRequests.length,
      branches: changes.branches.length,
      rejected: changes.rejected.length,
    },
    rejected: logged(changes.rejected),
  });
  await outside.queue.push([{ kind: 'trace', repo: changes.repo }], SETTLE_SECONDS);
}

async function savePullRequests({ facts }: Outside, { repo, pullRequests }: SealedChanges): Promise<void> {
  if (pullRequests.length === 0) return;
  const known = new Map((await facts.readPullRequests(repo)).map((request) => [request.number, request]));
  for (const request of pullRequests)
    known.set(request.number, combinePullRequests(known.get(request.number) ?? request, request));
  await facts.savePullRequests(
    [...new Set(pullRequests.map(({ number }) => number))].flatMap((number) => known.get(number) ?? []),
  );
}

/** Commits bring new verdicts with their trace; a review or a deleted branch has nothing to trace. */
async function askForVerdicts(outside: Outside, repo: RepositoryName): Promise<void> {
  const concerned = await projectsConcerned(outside, repo, []);
  await outside.facts.markStale(concerned);
  await outside.queue.push(
    concerned.map((projectKey) => ({ kind: 'examine', projectKey })),
    SETTLE_SECONDS,
  );
}

/** Says nothing of commits, so there is nothing to trace; and the repository's commits are no newer for it. */
async function receiveBlame(
  { facts, log }: Outside,
  id: string,
  source: string,
  { repo, rejected }: SealedChanges,
  { head, takenAt, entries, entriesInAll }: BlamePart,
  now: Instant,
): Promise<void> {
  await facts.saveSurviving({ repo, head, takenAt }, entries, entriesInAll);
  await facts.settleSurviving(repo);
  await log.write(id, {
    at: now,
    source,
    outcome: rejected.length > 0 ? 'partly' : 'accepted',
    text: `Received who wrote the lines of ${repo}`,
    counts: { files: entries.length, rejected: rejected.length },
    rejected: logged(rejected),
  });
}

function logged(rejected: SealedChanges['rejected']): LogEntry['rejected'] {
  return rejected.slice(0, 20).map(({ what, why }) => ({ what, why }));
}

/**
 * From when on the trace has to look: the oldest commit received, and the oldest of those that a pull
 * request names. Commits of it that are not here yet bring the trace with them when they come.
 */
async function oldestTouched(
  { facts }: Outside,
  { repo, commits, pullRequests }: SealedChanges,
): Promise<Instant | undefined> {
  const named = pullRequests.flatMap((request) => [
    ...request.commits,
    ...(request.mergeSha === undefined ? [] : [request.mergeSha]),
  ]);
  const found = await facts.readCommitsBySha(named.map((sha) => ({ repo, sha })));
  const times = [...commits, ...found].map((commit) => commit.committedAt);
  return times.length === 0 ? undefined : times.reduce((oldest, time) => Math.min(oldest, time));
}

/** What fails again and again is said and let go, so that it does not stand in the way of the rest. */
async function giveUp(outside: Outside, delivery: string, source: string, now: Instant): Promise<void> {
  await outside.log.write(delivery, {
    at: now,
    source,
    outcome: 'failed',
    text: `A delivery could not be saved in ${MOST_TRIES} tries. Send it again.`,
    counts: {},
    rejected: [],
  });
  await outside.inbox.done(delivery, now);
}

/**
 * The same commit is told by several senders, each knowing other parts of it; also twice in one delivery. One that is
 * new is combined with itself, so that the same facts are stored as the same text whichever way they came.
 */
function withWhatIsKnown(commits: readonly Commit[], known: ReadonlyMap<Sha, Commit>): Commit[] {
  const combined = new Map<Sha, Commit>();
  for (const commit of commits) {
    const before = combined.get(commit.sha) ?? known.get(commit.sha) ?? commit;
    combined.set(commit.sha, combineCommits(before, commit));
  }
  return [...combined.values()];
}
