import type { BaseIssue } from 'valibot';

/** Says in one sentence where a value differs from its schema; names the place, never the content. */
export function faultOf(faults: readonly [BaseIssue<unknown>, ...BaseIssue<unknown>[]]): string {
  const [first] = faults;
  const place = (first.path ?? []).map((step) => String(step.key)).join('.');
  const found = first.received.length > 40 ? `${first.received.slice(0, 40)}…` : first.received;
  const more = faults.length > 1 ? `, and ${faults.length - 1} more` : '';
  return `Expected ${first.expected ?? 'another value'} at ${place || 'the top'}, found ${quiet(found)}${more}.`;
}

/** Valibot quotes strings it received; those may be personal, so only their kind is told. */
function quiet(received: string): string {
  return received.startsWith('"') ? 'text' : received;
}
