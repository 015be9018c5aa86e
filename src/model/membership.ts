/** When an item belonged to something (a parent, a version, a sprint), as the history of that field tells. */
import type { Instant } from './instant';
import type { History, Span } from './span';

/** One unbroken stay. */
export interface Stay {
  /** Id of the version or sprint, key of the parent. */
  readonly in: string;
  readonly from: Instant;
  readonly exact: boolean;
  /** First instant at which it belonged there no longer; undefined while it still does. */
  readonly until: Instant | undefined;
  /** False where the leaving is an estimate; true while it has not left. */
  readonly untilExact: boolean;
}

/** Every stay that had begun by `asOf`, by its start; what ended later had not ended. O(spans × what each names). */
export function staysOf<T>(history: History<T>, idsOf: (value: T) => readonly string[], asOf: Instant): Stay[] {
  const [only, second] = history;
  if (!only || only.from > asOf) return [];
  if (!second) return single(only, idsOf, asOf);
  const stays: Stay[] = [];
  let staying = new Map<string, Stay>();
  let end: Instant | undefined;
  for (const span of history) {
    if (span.from > asOf) break;
    const before = end === span.from ? staying : new Map<string, Stay>();
    for (const stay of staying.values()) if (!before.has(stay.in)) stays.push({ ...stay, until: end });
    staying = new Map();
    for (const id of new Set(idsOf(span.value))) {
      const { from, exact } = span;
      staying.set(id, before.get(id) ?? { in: id, from, exact, until: undefined, untilExact: true });
    }
    for (const stay of before.values())
      if (!staying.has(stay.in)) stays.push({ ...stay, until: span.from, untilExact: span.exact });
    end = span.until;
  }
  const over = end !== undefined && end <= asOf;
  for (const stay of staying.values()) stays.push(over ? { ...stay, until: end } : stay);
  return stays.sort((a, b) => a.from - b.from);
}

/** Most fields never change, and then there is nothing to compare. */
function single<T>(
  { value, from, until, exact }: Span<T>,
  idsOf: (value: T) => readonly string[],
  asOf: Instant,
): Stay[] {
  const ids = idsOf(value);
  const end = until !== undefined && until <= asOf ? until : undefined;
  return ids
    .filter((id, index) => ids.indexOf(id) === index)
    .map((id) => ({ in: id, from, exact, until: end, untilExact: true }));
}

/** True when a stay holds at an instant. */
export function isStaying({ from, until }: Pick<Stay, 'from' | 'until'>, at: Instant): boolean {
  return from <= at && (until === undefined || at < until);
}
