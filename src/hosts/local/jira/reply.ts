/** What a route answers, and how it refuses: in Jira's words and with Jira's status codes. */

export interface Reply {
  readonly status: number;
  /** Serialised as JSON; absent for an empty answer. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown by routes, answered by the site; never leaves it. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly errorMessages: readonly string[],
    readonly errors: Readonly<Record<string, string>> = {},
  ) {
    super([...errorMessages, ...Object.values(errors)].join(' '));
  }
}

export function ok(body: unknown): Reply {
  return { status: 200, body };
}

export const NO_CONTENT: Reply = { status: 204 };

export function badRequest(message: string): Refusal {
  return new Refusal(400, [message]);
}

export function badField(field: string, message: string): Refusal {
  return new Refusal(400, [], { [field]: message });
}

export function notFound(message: string): Refusal {
  return new Refusal(404, [message]);
}

export function noSuchItem(): Refusal {
  return notFound('Issue does not exist or you do not have permission to see it.');
}

export function forbidden(message: string): Refusal {
  return new Refusal(403, [message]);
}

export function notSignedIn(): Refusal {
  return new Refusal(401, ['Client must be authenticated to access this resource.']);
}
