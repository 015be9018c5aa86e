/** Trouble on demand, the same trouble for the same seed: throttling, outages, slowness. */
import { setTimeout as pause } from 'node:timers/promises';
import type { JiraResponse } from '../contract';

export interface FaultPlan {
  readonly seed: number;
  /** Shares of requests, 0 to 1. */
  readonly throttled?: number;
  readonly unavailable?: number;
  readonly slow?: number;
  readonly slowMs?: number;
  readonly retryAfterSeconds?: number;
  readonly reason?:
    | 'jira-burst-based'
    | 'jira-quota-global-based'
    | 'jira-quota-tenant-based'
    | 'jira-per-issue-on-write';
  /** How slowness passes; the real time by default. */
  readonly wait?: (ms: number) => Promise<void>;
}

/** Resolves to the faulty answer for the next request, or undefined when it may be answered. */
export function createFaults(plan: FaultPlan | undefined): () => Promise<JiraResponse | undefined> {
  if (!plan) return () => Promise.resolve(undefined);
  const next = randomFrom(plan.seed);
  const wait = plan.wait ?? (async (ms: number) => void (await pause(ms)));
  return async () => {
    const [slowness, fate] = [next(), next()];
    if (slowness < (plan.slow ?? 0)) await wait(plan.slowMs ?? 2000);
    if (fate < (plan.throttled ?? 0)) return throttled(plan);
    return fate < (plan.throttled ?? 0) + (plan.unavailable ?? 0) ? unavailable() : undefined;
  };
}

function throttled(plan: FaultPlan): JiraResponse {
  return {
    status: 429,
    headers: {
      'content-type': 'application/json',
      'retry-after': String(plan.retryAfterSeconds ?? 5),
      'ratelimit-reason': plan.reason ?? 'jira-burst-based',
      'x-ratelimit-remaining': '0',
    },
    body: JSON.stringify({ errorMessages: ['Rate limit exceeded.'], errors: {} }),
  };
}

function unavailable(): JiraResponse {
  return {
    status: 503,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ errorMessages: ['Service unavailable.'], errors: {} }),
  };
}

/** mulberry32: small, fast, and the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
