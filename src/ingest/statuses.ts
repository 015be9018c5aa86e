/** Statuses and their stage, from the answer of `GET /rest/api/3/status` and from issues seen. */
import * as v from '@badrap/valita';
import type { Stage, Status } from '../model/work-item';
import { readJson } from './outside-json';

export const StatusSchema = v.object({
  id: v.string(),
  name: v.string(),
  statusCategory: v.object({ key: v.string() }),
});

export function statusFrom(raw: v.Infer<typeof StatusSchema>): Status {
  return { id: raw.id, name: raw.name, stage: stageOf(raw.statusCategory.key) };
}

function stageOf(categoryKey: string): Stage {
  if (categoryKey === 'done') return 'done';
  return categoryKey === 'indeterminate' ? 'in-progress' : 'to-do';
}

/** Statuses by id. Entries of another shape are left out. */
export function parseStatuses(statusList: unknown): ReadonlyMap<string, Status> {
  const statuses = new Map<string, Status>();
  if (!Array.isArray(statusList)) return statuses;
  for (const entry of statusList) {
    const parsed = readJson(StatusSchema, entry);
    if (parsed.ok) statuses.set(parsed.value.id, statusFrom(parsed.value));
  }
  return statuses;
}
