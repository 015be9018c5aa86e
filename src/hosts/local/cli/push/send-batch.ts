import { type Parcel, headersOf } from './batch';

/** The app did not take a batch. The message is for the person at the terminal and names the remedy. */
export class PushRefused extends Error {
  override readonly name = 'PushRefused';
}

export interface Wire {
  readonly fetch: typeof fetch;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** From 0 up to 1: spreads out senders that were turned away together. */
  readonly chance: () => number;
}

/** `dry` packs and counts and sends nothing. */
export type PushTarget =
  | { readonly kind: 'dry'; readonly url?: string }
  | { readonly kind: 'web-trigger'; readonly url: string; readonly secret: string };

export interface Sending {
  readonly url: string;
  readonly secret: string;
  readonly signal?: AbortSignal;
  readonly onRetry?: (why: string, waitMs: number) => void;
}

const TIMEOUT_MS = 30_000;
const ATTEMPTS = 8;
/** A server starts or it does not run: nobody waits minutes for one on the same machine. */
const ATTEMPTS_HERE = 2;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
/** A server that asks for more has stopped for now; what was sent is remembered, so nothing is lost by ending. */
const LONGEST_ASKED_WAIT_MS = 15 * 60_000;
/** The app turns away old bodies as replays: after such a wait the batch is stamped and signed anew. */
const STAMP_LIFE_MS = 60_000;
const WORTH_A_RETRY = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Sends a batch to where it is meant to go, warns of every wait, and returns the bytes of its body. */
export async function deliver(
  parcel: Parcel,
  {
    target,
    signal,
    onWarning,
  }: { readonly target: PushTarget; readonly signal: AbortSignal; readonly onWarning: (sentence: string) => void },
  wire: Wire,
): Promise<number> {
  if (target.kind === 'dry') return Buffer.byteLength(parcel.bodyAt(new Date(wire.now()).toISOString()));
  const { url, secret } = target;
  const onRetry = (why: string, waitMs: number): void =>
    onWarning(`${why}; trying again in ${Math.ceil(waitMs / 1000)} s.`);
  return sendBatch(parcel, { url, secret, signal, onRetry }, wire);
}

/** Posts a batch until the app has taken it, and returns the bytes of its body. */
export async function sendBatch(
  { event, bodyAt }: Parcel,
  { url, secret, signal, onRetry }: Sending,
  wire: Wire,
): Promise<number> {
  let stampedAt = wire.now();
  let body = bodyAt(new Date(stampedAt).toISOString());
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await post(
      url,
      body,
      headersOf(event, body, new Date(stampedAt).toISOString(), secret),
      signal,
      wire,
    );
    if (outcome === 'taken') return Buffer.byteLength(body);
    if (outcome.nobodyHere === true && attempt === ATTEMPTS_HERE)
      throw new PushRefused(
        `Nothing answers at ${new URL(url).origin} on this machine. Start it with npm start, or check the address given with --url.`,
      );
    if (attempt === ATTEMPTS)
      throw new PushRefused(
        `${outcome.why}, ${ATTEMPTS} times in a row. Run the command again later: it continues where it stopped.`,
      );
    const waitMs = outcome.askedMs ?? backOff(attempt, wire.chance());
    if (waitMs > LONGEST_ASKED_WAIT_MS)
      throw new PushRefused(
        `${outcome.why} and asks to wait ${Math.ceil(waitMs / 60_000)} minutes. Run the command again then: it continues where it stopped.`,
      );
    onRetry?.(outcome.why, waitMs);
    await wire.sleep(waitMs, signal);
    if (wire.now() - stampedAt < STAMP_LIFE_MS) continue;
    stampedAt = wire.now();
    body = bodyAt(new Date(stampedAt).toISOString());
  }
}

type Outcome = 'taken' | NotTaken;

interface NotTaken {
  readonly why: string;
  readonly askedMs?: number;
  /** This machine refused the connection. */
  readonly nobodyHere?: true;
}

async function post(
  url: string,
  body: string,
  headers: Record<string, string>,
  signal: AbortSignal | undefined,
  wire: Wire,
): Promise<Outcome> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  let response: Response;
  try {
    response = await wire.fetch(url, {
      method: 'POST',
      body,
      headers,
      redirect: 'manual',
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
  } catch (cause) {
    signal?.throwIfAborted();
    const reason = reasonOf(cause);
    return {
      ...(reason === 'ECONNREFUSED' && isThisMachine(new URL(url)) ? { nobodyHere: true as const } : undefined),
      why: timeout.aborted
        ? `No answer from the app within ${TIMEOUT_MS / 1000} seconds`
        : `The app cannot be reached (${reason})`,
    };
  }
  // Read to its end so that the connection can be used again; what it says is not for us.
  await response.arrayBuffer().catch(() => undefined);
  if (response.ok) return 'taken';
  if (!WORTH_A_RETRY.has(response.status)) throw new PushRefused(refusal(response.status, Buffer.byteLength(body)));
  const askedMs = retryAfterMs(response.headers.get('retry-after'), wire.now());
  return { why: `The app answered ${response.status}`, ...(askedMs === undefined ? undefined : { askedMs }) };
}

function refusal(status: number, bytes: number): string {
  switch (status) {
    case 400:
      return 'The app could not read the batch (400). Its admin page says why, under "Received".';
    case 401:
    case 403:
      return `The app refused the signature (${status}). Either the secret is not the one shown for this repository in Throughline's settings, or this machine's clock is wrong by minutes.`;
    case 404:
    case 410:
      return `Nobody answers at this address (${status}). Copy the web trigger's URL again from Throughline's settings.`;
    case 413:
      return `The app, or a proxy before it, refused a batch of ${bytes} bytes as too large (413). Send smaller ones with --batch-kb (now at most ${Math.ceil(bytes / 1000)}).`;
    default:
      return `The app answered ${status}, which this command does not expect. Check the address given with --url.`;
  }
}

/**
 * `Retry-After` in milliseconds from now.
 *
 *     '120'                            120000
 *     'Fri, 31 Dec 1999 23:59:59 GMT'  until then, or 0 when it is past
 *     'soon', absent                   undefined
 */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

function backOff(attempt: number, chance: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1)) * (0.5 + chance / 2);
}

export function isThisMachine({ hostname }: URL): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

function reasonOf(cause: unknown): string {
  const inner = cause instanceof Error ? cause.cause : undefined;
  if (inner instanceof Error && 'code' in inner && typeof inner.code === 'string') return inner.code;
  return cause instanceof Error ? cause.message : 'no connection';
}
