/**
 * Rebuilds the history of one field: from its present value back through its changes.
 *
 * In: what the field is now, and what the changelog says it was before and after each change.
 * Out: spans without gaps from creation until now. The one idea: going back, "before" is what we
 * rely on; where "after" tells another story, a change went unrecorded and the start is an estimate.
 */
import type { Instant } from '../model/instant';
import type { History, Span } from '../model/span';

export interface FieldChange<T> {
  readonly at: Instant;
  readonly before: T;
  readonly after: T;
}

export interface RewindFrom<T> {
  readonly now: T;
  /** Oldest first. */
  readonly changes: readonly FieldChange<T>[];
  readonly createdAt: Instant;
  /** Whether no change is missing from `changes`: then the first value held since creation. */
  readonly complete: boolean;
  readonly same?: (a: T, b: T) => boolean;
}

export function rewind<T>({ now, changes, createdAt, complete, same = Object.is }: RewindFrom<T>): History<T> {
  const spans: Span<T>[] = [];
  let from = createdAt;
  let exactFor = (_value: T): boolean => complete;
  for (const { at, before, after } of changes) {
    const changedAt = Math.max(at, from);
    if (changedAt > from) spans.push({ from, until: changedAt, value: before, exact: exactFor(before) });
    from = changedAt;
    exactFor = (value) => same(after, value);
  }
  spans.push({ from, until: undefined, value: now, exact: exactFor(now) });
  return unite(spans, same);
}

/** Neighbours with the same value are one span: some histories record a change to the same value. */
function unite<T>(spans: readonly Span<T>[], same: (a: T, b: T) => boolean): Span<T>[] {
  const united: Span<T>[] = [];
  for (const span of spans) {
    const last = united.at(-1);
    if (last && last.until === span.from && same(last.value, span.value)) {
      united[united.length - 1] = { ...span, from: last.from, exact: last.exact };
    } else united.push(span);
  }
  return united;
}
