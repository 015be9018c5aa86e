/**
 * One way to call Jira: with a time limit, patient when Jira asks for it, and clear when it fails.
 * Waits never outlast the function: what cannot be done in time is left for the queue's retry.
 */
import { type Route } from '@forge/api';

/** What `requestJira` of the app or of a user looks like; both have the same shape. */
export interface JiraCaller {
  requestJira(path: Route, init?: RequestInit): Promise<JiraAnswer>;
}

export interface JiraAnswer {
  readonly status: number;
  readonly ok: boolean;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

const CALL_TIMEOUT_MS = 20_000;
const MOST_TRIES = 4;
const LONGEST_WAIT_MS = 15_000;

/** Jira said no, or did not answer; `status` is 0 when nothing came back in time. */
export class JiraFailure extends Error {
  constructor(
    readonly status: number,
    what: string,
    detail: string,
  ) {
    super(`Jira answered ${status === 0 ? 'nothing in time' : status} to ${what}${detail ? `: ${detail}` : ''}`);
    this.name = 'JiraFailure';
  }

  /** The same request may well succeed later. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** Sends a request and reads its JSON; undefined for an empty answer. Throws JiraFailure. */
export async function askJira(
  caller: JiraCaller,
  what: string,
  path: Route,
  body?: unknown,
  method?: string,
): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await withTimeout(
      caller.requestJira(path, {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        headers: { Accept: 'application/json', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    const status = answer?.status ?? 0;
    if (answer?.ok) {
      const text = await answer.text();
      return text === '' ? undefined : (JSON.parse(text) as unknown);
    }
    const isPassing = status === 0 || status === 429 || status >= 500;
    if (!isPassing || attempt === MOST_TRIES)
      throw new JiraFailure(status, what, answer ? reasonIn(await answer.text()) : '');
    await pause(waitBefore(attempt, answer?.headers.get('retry-after') ?? null));
  }
}

/** Jira's own wish when it names one, else doubling from half a second. */
function waitBefore(attempt: number, retryAfter: string | null): number {
  const seconds = Number(retryAfter);
  const wished = retryAfter !== null && seconds >= 0 ? seconds * 1_000 : 500 * 2 ** (attempt - 1);
  return Math.min(LONGEST_WAIT_MS, wished);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function withTimeout(answer: Promise<JiraAnswer>): Promise<JiraAnswer | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), CALL_TIMEOUT_MS);
  });
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** Jira's own words for the log; never a body we do not recognise. */
function reasonIn(text: string): string {
  try {
    const { errorMessages } = JSON.parse(text) as { errorMessages?: unknown };
    return Array.isArray(errorMessages) ? errorMessages.join(' ').slice(0, 300) : '';
  } catch {
    return '';
  }
}
