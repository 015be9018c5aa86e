import { createHash, createHmac } from 'node:crypto';
import type { GitRef } from '../git/tips';

/**
 * What one request to the web trigger carries; `docs/push-format.md` describes it for receivers.
 *
 *     {"v":1,"kind":"commits","repo":"owner/name","sentAt":"2026-03-09T08:00:00.000Z","commits":[…],
 *      "refs":[…],"refsAt":"2026-03-09T07:59:00.000Z","allRefs":true,"done":true}
 *
 * `refs`, when they were read, whether they are all there are, and `done` come last and once the other batches have arrived, so that a branch is never told of before
 * its commits. E-mail addresses go to the app as they are, over the signed channel: the app hashes them with a salt
 * that only it has, and drops them. Names of authors are not sent.
 */
export interface SentCommit {
  readonly sha: string;
  readonly parents: readonly string[];
  readonly at: string;
  readonly committedAt: string;
  readonly email: string;
  readonly message: string;
  readonly files: readonly (readonly [status: string, path: string])[];
  readonly filesChanged: number;
  readonly added?: number;
  readonly deleted?: number;
  readonly truncated?: true;
}

/** A batch before it is stamped with the time of sending. The parts are JSON text already. */
export interface Batch {
  readonly repo: string;
  readonly commits: readonly string[];
  readonly shas: readonly string[];
  readonly refs: readonly string[];
  /** When they were read, and whether the clone has every branch there is. */
  readonly refsAt: string;
  readonly allRefs: boolean;
  readonly isLast: boolean;
}

export const DEFAULT_BATCH_BYTES = 200_000;

/** As long as any instant is, so that the size of a body is known before it is sent. */
const SOME_INSTANT = '2000-01-01T00:00:00.000Z';

export function bodyOf({ repo, commits, refs, refsAt, allRefs, isLast }: Batch, sentAt: string): string {
  const saysAll = allRefs && isLast;
  const refsPart = refs.length > 0 ? `,"refs":[${refs.join(',')}]` : '';
  const seenPart = refs.length > 0 || saysAll ? `,"refsAt":"${refsAt}"` : '';
  const donePart = `${saysAll ? ',"allRefs":true' : ''}${isLast ? ',"done":true' : ''}`;
  return `{"v":1,"kind":"commits","repo":${JSON.stringify(repo)},"sentAt":"${sentAt}","commits":[${commits.join(',')}]${refsPart}${seenPart}${donePart}}`;
}

/** Bytes around the commits and refs of a batch that has both and is the last. */
export function envelopeBytes(repo: string): number {
  return Buffer.byteLength(
    bodyOf(
      { repo, commits: [], shas: [], refs: [''], refsAt: SOME_INSTANT, allRefs: true, isLast: true },
      SOME_INSTANT,
    ),
  );
}

export function refText({ name, sha, at, merged, default: isDefault }: GitRef): string {
  return JSON.stringify({ name, sha, at, merged, default: isDefault });
}

/** A request before it is stamped with the time of sending. */
export interface Parcel {
  readonly event: 'commits' | 'blame';
  bodyAt(sentAt: string): string;
}

export function parcelOf(batch: Batch): Parcel {
  return { event: 'commits', bodyAt: (sentAt) => bodyOf(batch, sentAt) };
}

/** The headers the app checks. The signature covers the body, and the body holds the time. */
export function headersOf(
  event: Parcel['event'],
  body: string,
  sentAt: string,
  secret: string,
): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    'X-Hub-Signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    'X-Throughline-Event': event,
    'X-Throughline-Delivery': createHash('sha256').update(body).digest('hex').slice(0, 32),
    'X-Throughline-Timestamp': sentAt,
  };
}
