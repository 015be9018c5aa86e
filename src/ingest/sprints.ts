/** The Sprint field: the sprints an item is or was in, newest last, as Jira Cloud writes it. */
import * as v from '@badrap/valita';
import type { Sprint } from '../model/work-item';
import { InstantSchema } from './instant-schema';
import { IdSchema } from './jira-issue';
import { readJson, unlessOdd } from './outside-json';

const When = unlessOdd(InstantSchema);
const SprintSchema = v.object({
  id: IdSchema,
  name: v.string(),
  state: v
    .string()
    .map((state) => state.toLowerCase())
    .chain(v.union(v.literal('future'), v.literal('active'), v.literal('closed'))),
  startDate: When,
  endDate: When,
  completeDate: When,
});

/** Sprints of the field's value; entries of another shape are left out. */
export function parseSprints(value: unknown): Sprint[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry) => {
    const parsed = readJson(SprintSchema, entry);
    if (!parsed.ok) return [];
    const { id, name, state, startDate, endDate, completeDate } = parsed.value;
    return [
      {
        id,
        name,
        state,
        startAt: startDate ?? undefined,
        endAt: endDate ?? undefined,
        completeAt: completeDate ?? undefined,
      },
    ];
  });
}

/**
 * Sprints a changelog names by ids and names ("7, 9" and "Sprint 7, Sprint 9"). One that the item
 * has left and nobody else describes counts as closed, without dates.
 */
export function namedSprints(
  ids: string | null | undefined,
  names: string | null | undefined,
  known: ReadonlyMap<string, Sprint>,
): Sprint[] {
  const wanted = listOf(ids);
  const labels = listOf(names);
  return wanted.map(
    (id, index) =>
      known.get(id) ?? {
        id,
        name: labels.length === wanted.length ? (labels[index] ?? id) : `Sprint ${id}`,
        state: 'closed',
        startAt: undefined,
        endAt: undefined,
        completeAt: undefined,
      },
  );
}

/** True for lists of the same sprints, or of the same versions, in any order. */
export function sameIds(a: readonly { readonly id: string }[], b: readonly { readonly id: string }[]): boolean {
  if (a.length !== b.length) return false;
  const ids = new Set(a.map(({ id }) => id));
  return b.every(({ id }) => ids.has(id));
}

function listOf(text: string | null | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
