/**
 * One way to call Jira: with a time limit, patient when Jira asks for it, and clear when it fails.
 * Waits never outlast the function: what cannot be done in time is left for the queue's retry.
 */
import { NeedsAuthenticationError, type Route } from '@forge/api';

/** What `requestJira` of the app or of a user looks like; both have the same shape. */
export interface JiraRequester {
  requestJira(path: Route, init?: RequestInit): Promise<JiraAnswer>;
}

/** Somebody who asks Jira and knows for how long this function may still run. */
export interface JiraCaller extends JiraRequester {
  remainingMs(): number;
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
/** Kept for saving how far the work has come, and for saying what failed. */
const RESERVE_MS = 3_000;

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

/** What came back, read to its end; status 0 and a reason when nothing did. */
interface Reply {
  readonly status: number;
  readonly ok: boolean;
  readonly retryAfter: string | null;
  readonly text: string;
}

/** Sends a request and reads its JSON; undefined for an empty answer. Throws JiraFailure. */
export async function askJira(
  caller: JiraCaller,
  what: string,
  path: Route,
  body?: unknown,
  method?: string,
): Promise<unknown> {
  const init = {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { Accept: 'application/json', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  const timeLeft = (): number => caller.remainingMs() - RESERVE_MS;
  for (let attempt = 1; ; attempt += 1) {
    if (timeLeft() <= 0) throw new JiraFailure(0, what, 'the time of the function is up');
    const reply = await within(Math.min(CALL_TIMEOUT_MS, timeLeft()), send(caller, path, init));
    if (reply.ok) return reply.text === '' ? undefined : (JSON.parse(reply.text) as unknown);
    const failure = new JiraFailure(reply.status, what, reply.status === 0 ? reply.text : reasonIn(reply.text));
    const wait = waitBefore(attempt, reply.retryAfter);
    if (!failure.isPassing || attempt === MOST_TRIES || wait >= timeLeft()) throw failure;
    await pause(wait);
  }
}

/** A broken connection is an answer that did not come; a person who has to allow the app first is not. */
async function send(caller: JiraRequester, path: Route, init: RequestInit): Promise<Reply> {
  try {
    const answer = await caller.requestJira(path, init);
    const text = await answer.text();
    return { status: answer.status, ok: answer.ok, retryAfter: answer.headers.get('retry-after'), text };
  } catch (failure) {
    if (failure instanceof NeedsAuthenticationError) throw failure;
    return silence(failure instanceof Error ? failure.name : 'the connection broke');
  }
}

function silence(why: string): Reply {
  return { status: 0, ok: false, retryAfter: null, text: why };
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

async function within(milliseconds: number, reply: Promise<Reply>): Promise<Reply> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<Reply>((resolve) => {
    timer = setTimeout(() => resolve(silence('')), milliseconds);
  });
  try {
    return await Promise.race([reply, tooLate]);
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
