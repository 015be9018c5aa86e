/**
 * A delivery at the web trigger: who sent it, is it signed, can it be read. What passes is stored
 * with addresses already hashed and handled later; what does not is answered and logged.
 *
 * Replays are harmless: a delivery is known by the digest of its body for thirty days, and even an
 * older copy only says again what is already known.
 */
import { type ReceivedChanges, sealCommit } from '../ingest/received-changes';
import { isRejected } from '../ingest/rejected';
import { type Headers, type Sender, detectSender, parseDelivery } from '../ingest/sender';
import type { Commit } from '../model/commit';
import { HOUR_MS, type Instant } from '../model/instant';
import type { Outside } from '../ports/outside';

/** Keys of the web trigger's static outputs in manifest.yml. */
export type Acceptance = 'accepted' | 'ignored' | 'malformed' | 'unsigned' | 'too-large';

export interface Delivery {
  readonly headers: Headers;
  /** The raw body, exactly as signed. */
  readonly body: string;
}

/** What needs cryptography and so comes from the host. */
export interface DeliveryChecks {
  /** Compares in constant time, against the present secret and, for a day, the one before. */
  isSignedBy(sender: Sender, body: string): Promise<boolean>;
  /** Salted hash of an e-mail address. */
  hashEmail(email: string): string;
  /** Digest of a text, for knowing a delivery again. */
  digest(text: string): string;
  sizeInBytes(text: string): number;
}

/** What waits in the inbox: changes whose authors are hashed. */
export interface SealedChanges extends Omit<ReceivedChanges, 'commits'> {
  readonly commits: readonly Commit[];
}

export const LIMITS = { batchBytes: 204_800, webhookBytes: 4_194_304 } as const;

export async function acceptDelivery(
  outside: Outside,
  delivery: Delivery,
  checks: DeliveryChecks,
  now: Instant,
): Promise<Acceptance> {
  const sender = detectSender(delivery.headers);
  const refuse = async (source: string, outcome: Acceptance, why: string): Promise<Acceptance> => {
    // Anybody can knock: the newest refusal of an hour stands for all of its kind, or they fill the log.
    await outside.log.write(`refused:${source}:${outcome}:${Math.floor(now / HOUR_MS)}`, {
      at: now,
      source,
      outcome: 'refused',
      text: why,
      counts: {},
      rejected: [],
    });
    return outcome;
  };
  if (isRejected(sender)) return refuse('unknown', 'malformed', sender.why);
  const source = sender.name === 'throughline' ? 'push' : sender.name;
  const limit = sender.name === 'throughline' ? LIMITS.batchBytes : LIMITS.webhookBytes;
  const bytes = checks.sizeInBytes(delivery.body);
  if (bytes > limit)
    return refuse(source, 'too-large', `The delivery has ${bytes} bytes; the limit is ${limit}. Send smaller batches.`);
  if (!(await checks.isSignedBy(sender, delivery.body))) {
    return refuse(source, 'unsigned', 'The signature is missing or wrong. Use the signing secret from this page.');
  }
  const body = parseJson(delivery.body);
  if (body === undefined) return refuse(source, 'malformed', 'The body is not JSON.');
  const changes = parseDelivery(sender, body);
  if (isRejected(changes)) {
    // Pings and events we do not use name themselves so; they are no fault of the sender.
    if (/ (event|ping)\b/.test(changes.what)) return 'ignored';
    return refuse(source, 'malformed', `${changes.what}: ${changes.why}`);
  }
  const sealed: SealedChanges = {
    ...changes,
    // Bitbucket tells account ids; nothing joins them to people yet, so none is kept.
    commits: changes.commits.map((commit) => ({ ...sealCommit(commit, checks.hashEmail), author: undefined })),
    // A sender's clock that runs ahead must not outvote what is told tomorrow.
    branches: changes.branches.map((branch) => ({ ...branch, toldAt: Math.min(branch.toldAt ?? now, now) })),
    allBranchesAt: changes.allBranchesAt === undefined ? undefined : Math.min(changes.allBranchesAt, now),
  };
  const id = checks.digest(delivery.body);
  await outside.inbox.put(id, source, JSON.stringify(sealed), now);
  await outside.queue.push([{ kind: 'receive', delivery: id }]);
  return 'accepted';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
