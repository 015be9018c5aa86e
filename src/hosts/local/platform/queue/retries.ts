import type { FunctionResult } from '../invoker';
import type { ForgeLimits } from '../limits';

/** What a consumer or trigger is told about its earlier tries. */
export interface RetryContext {
  readonly retryCount: number;
  readonly retryReason: string;
  readonly retryData?: unknown;
}

export type Again = { readonly delayMs: number; readonly retryContext: RetryContext } | { readonly givenUp: string };

const firstBackOffMs = 5_000;

/**
 * When to try again: after the time the function asked for, or, when it threw or overran, after a
 * pause that doubles each time.
 */
export function afterFailure(
  result: Exclude<FunctionResult, { outcome: 'ok' }>,
  before: RetryContext | undefined,
  limits: ForgeLimits,
): Again {
  const tried = before?.retryCount ?? 0;
  const why = result.outcome === 'retry' ? result.retry.retryReason : result.message;
  if (tried >= limits.queueRetries) return { givenUp: `still failing after ${tried} retries (${why}).` };
  const retryCount = tried + 1;
  if (result.outcome !== 'retry') {
    const delayMs = Math.min(firstBackOffMs * 2 ** tried, limits.maxSeconds * 1000);
    return { delayMs, retryContext: { retryCount, retryReason: platformReason(result.reason) } };
  }
  const { retryAfter, retryReason, retryData } = result.retry;
  if (Buffer.byteLength(JSON.stringify(retryData ?? null)) > limits.queueRetryDataBytes) {
    return { givenUp: `retryData holds more than ${limits.queueRetryDataBytes} bytes.` };
  }
  const delayMs = Math.min(Math.max(retryAfter, 1), limits.maxSeconds) * 1000;
  return { delayMs, retryContext: { retryCount, retryReason, ...(retryData === undefined ? {} : { retryData }) } };
}

function platformReason(reason: string): string {
  return reason === 'FUNCTION_TIME_OUT' || reason === 'FUNCTION_OUT_OF_MEMORY'
    ? reason
    : 'FUNCTION_PLATFORM_UNKNOWN_ERROR';
}
