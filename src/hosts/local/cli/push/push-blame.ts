import { countLinesByCommit } from '../git/blame-file';
import { findCommit, openRepository, type Repository } from '../git/repository';
import { listTextFiles, type SkipReason } from '../git/text-files';
import type { FileBlame, BlameParcel } from './pack-blame';
import { packBlame } from './pack-blame';
import { openBlameLedger } from './blame-ledger';
import { deliver, type PushTarget, type Wire } from './send-batch';

export interface BlameOrder {
  /** A folder in the repository. */
  readonly path: string;
  /** The repository's name in Throughline. */
  readonly repo: string;
  readonly target: PushTarget;
  /** Send again what was sent before. */
  readonly all: boolean;
  readonly batchBytes: number;
  readonly signal?: AbortSignal;
}

export interface BlameProgress {
  readonly files: number;
  readonly blamed: number;
  readonly bytes: number;
}

export interface BlameSummary {
  readonly head: string;
  /** Files sent now; 0 when the address had all of them. */
  readonly files: number;
  readonly lines: number;
  readonly batches: number;
  readonly bytes: number;
  readonly seconds: number;
  readonly skipped: Readonly<Partial<Record<SkipReason, number>>>;
}

export interface BlameListener {
  onBlamed(progress: BlameProgress): void;
  onWarning(sentence: string): void;
}

const GITS_AT_ONCE = 2;

/** Sends which commit wrote which lines of the files of HEAD. Run again at the same HEAD, it continues. */
export async function pushBlame(
  order: BlameOrder,
  wire: Wire,
  listener: BlameListener,
): Promise<BlameSummary | undefined> {
  const startedAt = wire.now();
  const repository = await openRepository(order.path);
  const head = await findCommit(repository, 'HEAD');
  if (head === undefined) {
    listener.onWarning('HEAD names no commit, so there are no files whose lines could be blamed.');
    return undefined;
  }
  if (repository.shallowAt.size > 0)
    listener.onWarning('This is a shallow clone: who wrote the older lines is not known here, and they are left out.');
  const { target } = order;
  const ledger = openBlameLedger(
    { commonDir: repository.commonDir, url: target.url ?? '', name: order.repo, head },
    {
      takenAt: new Date(startedAt).toISOString(),
      forget: order.all,
      readOnly: target.kind === 'dry',
      onWarning: listener.onWarning,
    },
  );
  const progress = { files: 0, blamed: 0, bytes: 0 };
  let [lines, batches] = [0, 0];
  const { paths, skipped } = ledger.isWhole ? { paths: [], skipped: {} } : await listTextFiles(repository, head);
  const left = paths.filter((path) => !ledger.wasTaken(path));
  progress.files = left.length;

  /** One for all: the gits and the request end together, for the first reason that comes. */
  const stop = new AbortController();
  const stopWithOrder = () => stop.abort(order.signal?.reason);
  if (order.signal?.aborted === true) stopWithOrder();
  order.signal?.addEventListener('abort', stopWithOrder, { once: true });

  async function* blamed(): AsyncGenerator<FileBlame> {
    for await (const file of blameAll(repository, head ?? '', left, stop.signal)) {
      progress.blamed += 1;
      listener.onBlamed(progress);
      if (file.lines.size === 0) continue;
      for (const count of file.lines.values()) lines += count;
      yield file;
    }
  }

  const { onWarning } = listener;

  async function send(parcel: BlameParcel): Promise<void> {
    progress.bytes += await deliver(parcel, { target, signal: stop.signal, onWarning }, wire);
    batches += 1;
    ledger.record(parcel.whole);
    listener.onBlamed(progress);
  }

  // One request under way while git goes on; the last one, which ends the run, after all the others.
  let delivery = Promise.resolve();
  try {
    if (!ledger.isWhole) {
      const heading = { repo: order.repo, head, takenAt: ledger.takenAt };
      for await (const parcel of packBlame(blamed(), heading, order.batchBytes, ledger.entriesTaken)) {
        await delivery;
        delivery = send(parcel);
        delivery.catch((cause: unknown) => stop.abort(cause));
      }
      await delivery;
      ledger.complete();
    }
  } finally {
    order.signal?.removeEventListener('abort', stopWithOrder);
    stop.abort();
    await delivery.catch(() => undefined);
  }
  const { blamed: files, bytes } = progress;
  return { head, files, lines, batches, bytes, seconds: (wire.now() - startedAt) / 1000, skipped };
}

/** In whatever order they are done. */
async function* blameAll(
  repository: Repository,
  rev: string,
  paths: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<FileBlame> {
  interface Done {
    readonly file: FileBlame;
    readonly job: Promise<Done>;
  }
  const underWay = new Set<Promise<Done>>();
  const begin = (path: string): void => {
    const job: Promise<Done> = blameOne(repository, rev, path, signal).then((file) => ({ file, job }));
    job.catch(() => undefined);
    underWay.add(job);
  };
  try {
    let next = 0;
    while (next < paths.length || underWay.size > 0) {
      for (; underWay.size < GITS_AT_ONCE && next < paths.length; next += 1) begin(paths[next] ?? '');
      const { file, job } = await Promise.race(underWay);
      underWay.delete(job);
      yield file;
    }
  } finally {
    await Promise.allSettled(underWay);
  }
}

/** Where a shallow clone ends, git takes the last commit it has for the author of everything older. */
async function blameOne(repository: Repository, rev: string, path: string, signal: AbortSignal): Promise<FileBlame> {
  const lines = new Map<string, number>();
  for (const [sha, { lines: count }] of await countLinesByCommit({ repository, rev, path, signal }))
    if (!repository.shallowAt.has(sha)) lines.set(sha, count);
  return { path, lines };
}
