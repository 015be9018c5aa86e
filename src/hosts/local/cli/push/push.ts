import { readHistory } from '../git/git-history';
import { findCommit, keepPresent, openRepository, type Repository } from '../git/repository';
import { readTips } from '../git/tips';
import { type Batch, parcelOf, refText } from './batch';
import { packCommits } from './pack-commits';
import { openLedger } from './push-ledger';
import { findRepositoryName } from './repository-name';
import { deliver, PushRefused, type PushTarget, type Wire } from './send-batch';

export interface PushOrder {
  /** A folder in the repository. */
  readonly path: string;
  readonly target: PushTarget;
  /** `owner/name`; by default what the clone's origin says, else `local/` and the folder. */
  readonly name?: string;
  /** An ISO date, or a commit that is left out with all that leads to it. */
  readonly since?: string;
  /** Count added and deleted lines. */
  readonly counts: boolean;
  /** Send also what was sent before. */
  readonly all: boolean;
  /** The clone has every branch of the repository: those it does not have are gone. */
  readonly everyBranch: boolean;
  readonly batchBytes: number;
  readonly signal?: AbortSignal;
}

export interface PushProgress {
  /** Commits to send, as far as git has listed them. */
  readonly listed: number;
  readonly sent: number;
  readonly batches: number;
  readonly bytes: number;
}

export interface PushSummary {
  readonly repository: string;
  readonly commits: number;
  readonly batches: number;
  readonly bytes: number;
  readonly branches: number;
  readonly seconds: number;
  /** Commits without a usable date, which were left out. */
  readonly unusable: number;
  readonly dryRun: boolean;
}

export interface PushListener {
  /** The first that is said: the name under which Throughline will know the repository. */
  onName(name: string): void;
  onProgress(progress: PushProgress): void;
  onWarning(sentence: string): void;
}

const REQUESTS_AT_ONCE = 2;
const DAY = /^\d{4}-\d\d-\d\d$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?$/;

/** Sends what the address does not have yet of a repository's history. Run again, it continues. */
export async function push(order: PushOrder, wire: Wire, listener: PushListener): Promise<PushSummary> {
  const startedAt = wire.now();
  const { target } = order;
  const repository = await openRepository(order.path);
  const repo = order.name ?? findRepositoryName(repository);
  if (repo === undefined) throw new PushRefused('No name can be made of this repository. Give one: --name owner/name.');
  listener.onName(repo);
  const since = await readSince(order.since, repository);
  const refsAt = new Date(wire.now()).toISOString();
  const tips = await readTips(repository);
  const refs = tips.branches.map(refText);
  const told = order.everyBranch ? [...refs, 'and no others'] : refs;
  const ledger = openLedger(
    { commonDir: repository.commonDir, url: target.url ?? '', name: repo, scope: [order.since, order.counts] },
    { forget: order.all, readOnly: target.kind === 'dry', onWarning: listener.onWarning },
  );
  const known = [...(await keepPresent(repository, ledger.tips)), ...since.known];

  /** One for all: the gits and the requests end together, for the first reason that comes. */
  const stop = new AbortController();
  const stopWithOrder = () => stop.abort(order.signal?.reason);
  if (order.signal?.aborted === true) stopWithOrder();
  order.signal?.addEventListener('abort', stopWithOrder, { once: true });

  const progress = { listed: 0, sent: 0, batches: 0, bytes: 0 };
  let unusable = 0;
  const underWay = new Set<Promise<void>>();

  const batches = packCommits(
    readHistory({
      repository,
      tips: tips.shas,
      known,
      ...(since.date === undefined ? undefined : { since: since.date }),
      isKnown: ledger.wasSent,
      counts: order.counts,
      signal: stop.signal,
      onListed(listed) {
        progress.listed = listed;
        listener.onProgress(progress);
      },
      onWarning: listener.onWarning,
    }),
    {
      repo,
      refs: tips.branches,
      refsAt,
      allRefs: order.everyBranch,
      limitBytes: order.batchBytes,
      onUnusable: () => (unusable += 1),
    },
  );

  const { onWarning } = listener;

  async function send(batch: Batch): Promise<void> {
    const bytes = await deliver(parcelOf(batch), { target, signal: stop.signal, onWarning }, wire).catch((cause) => {
      stop.abort(cause);
      throw cause;
    });
    ledger.recordSent(batch.shas);
    progress.bytes += bytes;
    progress.batches += 1;
    progress.sent += batch.shas.length;
    listener.onProgress(progress);
  }

  /** Begins a delivery, and waits only while too many are under way. A failure is thrown by the next that waits. */
  async function deliverSoon(batch: Batch): Promise<void> {
    const delivery = send(batch).then(() => void underWay.delete(delivery));
    delivery.catch(() => undefined);
    underWay.add(delivery);
    if (underWay.size >= REQUESTS_AT_ONCE) await Promise.race(underWay);
  }

  try {
    for await (const batch of batches) {
      if (!batch.isLast) {
        await deliverSoon(batch);
        continue;
      }
      // `done` is said when all the others have arrived.
      await Promise.all(underWay);
      const isNews = batch.shas.length > 0 || progress.batches > 0 || !ledger.hasTold(told);
      if (isNews && tips.shas.length > 0) await send(batch);
    }
  } finally {
    order.signal?.removeEventListener('abort', stopWithOrder);
    stop.abort();
    await Promise.allSettled(underWay);
  }
  ledger.complete(repository.shallowAt.size > 0 ? undefined : tips.shas, told);
  return {
    repository: repo,
    commits: progress.sent,
    batches: progress.batches,
    bytes: progress.bytes,
    branches: refs.length,
    seconds: (wire.now() - startedAt) / 1000,
    unusable,
    dryRun: target.kind === 'dry',
  };
}

async function readSince(
  text: string | undefined,
  repository: Repository,
): Promise<{ readonly date?: string; readonly known: readonly string[] }> {
  if (text === undefined) return { known: [] };
  // Git takes a day alone for that day at the present hour.
  if (DAY.test(text)) return { date: `${text}T00:00:00`, known: [] };
  if (INSTANT.test(text)) return { date: text, known: [] };
  const sha = await findCommit(repository, text);
  if (sha === undefined)
    throw new PushRefused(`--since ${text} is neither a date like 2026-03-09 nor a commit of this repository.`);
  return { known: [sha] };
}
