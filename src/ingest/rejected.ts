/** What came from outside and could not be used. It is counted and shown, never thrown away silently. */
export interface Rejected {
  readonly kind: 'rejected';
  /** Which thing, by its own name: `commit 1e54643d`, `work item DAEMON-17`. Never its content. */
  readonly what: string;
  /** One sentence: what is wrong with it. */
  readonly why: string;
}

export function rejected(what: string, why: string): Rejected {
  return { kind: 'rejected', what, why };
}

export function isRejected(value: unknown): value is Rejected {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.hasOwn(value, 'kind') &&
    (value as { kind: unknown }).kind === 'rejected'
  );
}
