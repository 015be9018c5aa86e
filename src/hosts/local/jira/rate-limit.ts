/**
 * The headers by which Jira tells a caller how much it has left. Counted in Jira's points per hour
 * of the host's clock: one a request, one more for each item answered. Nothing is refused here;
 * refusals on demand come from faults.ts.
 */
const HOUR_MS = 3_600_000;
const POINTS_AN_HOUR = 65_000;

export function createRateLimit(now: () => number): (itemsAnswered: number) => Record<string, string> {
  let hour = Number.NaN;
  let used = 0;
  return (itemsAnswered) => {
    const current = Math.floor(now() / HOUR_MS);
    if (current !== hour) [hour, used] = [current, 0];
    used += 1 + itemsAnswered;
    const left = Math.max(0, POINTS_AN_HOUR - used);
    const resetsAt = (current + 1) * HOUR_MS;
    return {
      'x-ratelimit-limit': String(POINTS_AN_HOUR),
      'x-ratelimit-remaining': String(left),
      'x-ratelimit-reset': new Date(resetsAt).toISOString(),
      'x-ratelimit-nearlimit': String(left < POINTS_AN_HOUR / 5),
      'ratelimit-policy': `"global-app-quota";q=${POINTS_AN_HOUR};w=3600`,
      ratelimit: `"global-app-quota";r=${left};t=${Math.ceil((resetsAt - now()) / 1000)}`,
    };
  };
}
