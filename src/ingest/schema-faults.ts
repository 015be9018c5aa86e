import type * as v from '@badrap/valita';

type Fault = v.Err['issues'][number];

/** Says in one sentence where a value differs from its schema; names the place, never the content. */
export function faultOf({ issues }: v.Err, json: unknown): string {
  const [first] = issues;
  if (!first) return 'It has another shape than expected.';
  const place = first.path.join('.');
  const more = issues.length > 1 ? `, and ${issues.length - 1} more` : '';
  return `Expected ${expectedBy(first)} at ${place || 'the top'}, found ${kindOf(valueIn(json, first.path))}${more}.`;
}

/** What the schema wanted where the fault is. */
export function expectedBy(fault: Fault): string {
  switch (fault.code) {
    case 'invalid_type':
      return fault.expected.join(' or ');
    case 'invalid_literal':
      return fault.expected.map((value) => (typeof value === 'string' ? `"${value}"` : String(value))).join(' or ');
    case 'invalid_length':
      return `a list of ${fault.minLength} entries`;
    case 'missing_value':
      return 'a value';
    case 'custom_error':
      return fault.message ?? 'another value';
    case 'invalid_union':
    case 'unrecognized_keys':
      return 'another value';
  }
}

function valueIn(json: unknown, path: Fault['path']): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[key] : undefined,
    json,
  );
}

/** Text that was received may be personal, so only its kind is told. */
function kindOf(value: unknown): string {
  if (typeof value === 'string') return 'text';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
