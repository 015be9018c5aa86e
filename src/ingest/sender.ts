/**
 * Who sent a delivery, told by its headers, and how its signature is to be checked. Detecting is not
 * trusting: nothing is parsed before the host has checked the signature over the raw body.
 */
import { parseBitbucket } from './bitbucket';
import { parseBitbucketServer } from './bitbucket-server';
import { isBlameBatch, parseBlameBatch } from './blame-batch';
import { parseGitHub } from './github';
import { parseGitLab } from './gitlab';
import { parsePushBatch } from './push-batch';
import type { ReceivedChanges } from './received-changes';
import { type Rejected, rejected } from './rejected';

export type SenderName = 'throughline' | 'github' | 'gitlab' | 'bitbucket' | 'bitbucket-server';

export type SignatureScheme =
  /** HMAC-SHA256 of the raw body in hexadecimal, behind `sha256=`. */
  | { readonly kind: 'hmac-sha256'; readonly header: string; readonly prefix: string }
  /** The secret itself, to be compared in constant time. */
  | { readonly kind: 'token'; readonly header: string };

export interface Sender {
  readonly name: SenderName;
  /** What the sender calls the event. */
  readonly event: string;
  readonly signature: SignatureScheme;
  /** The value of the signature's header; undefined when it is missing: refuse the delivery. */
  readonly signed: string | undefined;
}

/** Header names in any case; values as one text or, as a Forge web trigger gives them, a list. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

interface Mark {
  readonly name: SenderName;
  readonly eventHeader: string;
  readonly signature: SignatureScheme;
}

const hmac = (header: string): SignatureScheme => ({ kind: 'hmac-sha256', header, prefix: 'sha256=' });

/** Asked in this order: Gitea and others imitate GitHub's headers beside their own. */
const MARKS: readonly Mark[] = [
  { name: 'throughline', eventHeader: 'x-throughline-event', signature: hmac('x-hub-signature-256') },
  { name: 'github', eventHeader: 'x-github-event', signature: hmac('x-hub-signature-256') },
  { name: 'gitlab', eventHeader: 'x-gitlab-event', signature: { kind: 'token', header: 'x-gitlab-token' } },
  { name: 'bitbucket', eventHeader: 'x-event-key', signature: hmac('x-hub-signature') },
];

export function detectSender(headers: Headers): Sender | Rejected {
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(headers)) {
    const first = typeof value === 'string' ? value : value?.[0];
    if (first !== undefined) values.set(name.toLowerCase(), first);
  }
  for (const { name, eventHeader, signature } of MARKS) {
    const event = values.get(eventHeader);
    if (event === undefined) continue;
    const server =
      name === 'bitbucket' &&
      (event.startsWith('pr:') || event === 'repo:refs_changed' || event === 'diagnostics:ping');
    return { name: server ? 'bitbucket-server' : name, event, signature, signed: values.get(signature.header) };
  }
  return rejected(
    'delivery',
    `None of its headers tells who sent it. Expected one of ${MARKS.map(({ eventHeader }) => eventHeader).join(', ')}.`,
  );
}

/** Parses a delivery whose signature was checked. */
export function parseDelivery(sender: Pick<Sender, 'name' | 'event'>, body: unknown): ReceivedChanges | Rejected {
  switch (sender.name) {
    case 'throughline':
      // By the body, which is signed; the header is not.
      return isBlameBatch(body) ? parseBlameBatch(body) : parsePushBatch(body);
    case 'github':
      return parseGitHub(sender.event, body);
    case 'gitlab':
      return parseGitLab(sender.event, body);
    case 'bitbucket':
      return parseBitbucket(sender.event, body);
    case 'bitbucket-server':
      return parseBitbucketServer(sender.event, body);
  }
}
