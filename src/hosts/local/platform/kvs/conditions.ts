/** The conditions of KVS and entity queries, as they arrive on the wire. */
export interface Condition {
  readonly condition: string;
  readonly values: readonly unknown[];
}

export interface PropertyCondition extends Condition {
  readonly property: string;
}

export interface Filters {
  readonly and?: readonly PropertyCondition[];
  readonly or?: readonly PropertyCondition[];
}

type Test = (value: unknown, wanted: readonly unknown[]) => boolean;

const tests: Readonly<Record<string, Test>> = {
  EQUAL_TO: (value, [wanted]) => value === wanted,
  NOT_EQUAL_TO: (value, [wanted]) => value !== wanted,
  GREATER_THAN: (value, [wanted]) => isOrdered(value, wanted) && compareValues(value, wanted) > 0,
  GREATER_THAN_EQUAL_TO: (value, [wanted]) => isOrdered(value, wanted) && compareValues(value, wanted) >= 0,
  LESS_THAN: (value, [wanted]) => isOrdered(value, wanted) && compareValues(value, wanted) < 0,
  LESS_THAN_EQUAL_TO: (value, [wanted]) => isOrdered(value, wanted) && compareValues(value, wanted) <= 0,
  BETWEEN: (value, [low, high]) =>
    isOrdered(value, low) && compareValues(value, low) >= 0 && compareValues(value, high) <= 0,
  BEGINS_WITH: (value, [wanted]) => typeof value === 'string' && value.startsWith(String(wanted)),
  CONTAINS: (value, [wanted]) => typeof value === 'string' && value.includes(String(wanted)),
  NOT_CONTAINS: (value, [wanted]) => !(typeof value === 'string' && value.includes(String(wanted))),
  EXISTS: (value) => value !== undefined,
  NOT_EXISTS: (value) => value === undefined,
};

/** Conditions an index can be ranged over; the rest are filters only. */
export const rangeConditions: ReadonlySet<string> = new Set([
  'BEGINS_WITH',
  'BETWEEN',
  'EQUAL_TO',
  'GREATER_THAN',
  'GREATER_THAN_EQUAL_TO',
  'LESS_THAN',
  'LESS_THAN_EQUAL_TO',
]);

export function isKnownCondition({ condition }: Condition): boolean {
  return condition in tests;
}

export function meets(value: unknown, { condition, values }: Condition): boolean {
  return tests[condition]?.(value, values) ?? false;
}

export function meetsFilters(record: unknown, filters: Filters | undefined): boolean {
  const read = (property: string): unknown => (record as Record<string, unknown> | undefined)?.[property];
  if (filters?.and && !filters.and.every((each) => meets(read(each.property), each))) return false;
  return !filters?.or || filters.or.length === 0 || filters.or.some((each) => meets(read(each.property), each));
}

/** Keys and index values sort by code unit, as DynamoDB-like stores do, never by locale. */
export function compareValues(left: unknown, right: unknown): number {
  if (left === right) return 0;
  return (left as string | number) < (right as string | number) ? -1 : 1;
}

function isOrdered(left: unknown, right: unknown): boolean {
  return (typeof left === 'string' || typeof left === 'number') && typeof left === typeof right;
}
