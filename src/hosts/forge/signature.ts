/** The cryptography of deliveries and identities. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { DeliveryChecks } from '../../app/accept-delivery';
import type { Sender } from '../../ingest/sender';
import type { Memory } from '../../ports/memory';

/** Reads the salt once, so that hashing a batch asks nothing more. */
export async function deliveryChecks(memory: Memory, now: number): Promise<DeliveryChecks> {
  const salt = await memory.readSalt();
  return {
    isSignedBy: async (sender, body) => {
      const secret = await memory.readSigningSecret();
      if (!secret || sender.signed === undefined) return false;
      const accepted = [
        secret.value,
        ...(secret.previous && secret.previous.until > now ? [secret.previous.value] : []),
      ];
      return accepted.some((value) => isSignedWith(value, sender, body));
    },
    hashEmail: (email) => hashEmail(salt, email),
    digest: (text) => createHash('sha256').update(text).digest('hex').slice(0, 32),
    sizeInBytes: (text) => Buffer.byteLength(text),
  };
}

/** The same address hashes alike wherever it comes from: a commit, or an account in Jira. */
export function hashEmail(salt: string, email: string): string {
  return createHmac('sha256', salt).update(email).digest('hex').slice(0, 32);
}

function isSignedWith(secret: string, { signature, signed = '' }: Sender, body: string): boolean {
  if (signature.kind === 'token') return isSame(secret, signed);
  return isSame(signature.prefix + createHmac('sha256', secret).update(body).digest('hex'), signed.toLowerCase());
}

/** Takes equally long wherever the texts differ; digests make them equally long first. */
function isSame(expected: string, given: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(expected), digest(given));
}
