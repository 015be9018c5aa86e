/**
 * How JSON of others is read with schemas: fields we do not ask for are left out, a field that may
 * be missing may also be null, and no list is so long that saying what is wrong with it fails.
 */
import * as v from '@badrap/valita';
import { expectedBy } from './schema-faults';

const LEAVE_OUT_THE_REST: v.ParseOptions = { mode: 'strip' };

/** The known part of `json`, or where it differs: see `faultOf`. */
export function readJson<T>(schema: v.Type<T>, json: unknown): v.ValitaResult<T> {
  return schema.try(json, LEAVE_OUT_THE_REST);
}

/** A field that may be null or missing. */
export function nullish<T>(schema: v.Type<T>): v.Optional<T | null> {
  return schema.nullable().optional();
}

/** A field we can do without: undefined when it is missing or has another shape. */
export function unlessOdd<T>(schema: v.Type<T>): v.Optional<T | undefined> {
  return v.union(schema, v.unknown().map(nothing)).optional();
}

function nothing(): undefined {
  return undefined;
}

/**
 * A list, refused at its first bad entry. `v.array` would collect the faults of all entries, each
 * nested in the next, and ten thousand of them overflow the stack when they are told.
 */
export function listOf<T>(schema: v.Type<T>): v.Type<T[]> {
  return v.array().chain((list, options) => {
    const good: T[] = [];
    for (const json of list) {
      const entry = schema.try(json, options);
      if (!entry.ok) return refusedEntry(good.length, entry);
      good.push(entry.value);
    }
    return v.ok(good);
  });
}

function refusedEntry(index: number, { issues: [first] }: v.Err): v.Err {
  return v.err(first ? { message: expectedBy(first), path: [index, ...first.path] } : { path: [index] });
}
