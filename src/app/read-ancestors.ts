/** Items by key together with everything above them, one read for each level. */
import type { WorkItemKey } from '../model/key';
import type { WorkItem } from '../model/work-item';
import type { Facts } from '../ports/facts';

/** Every parent an item ever had is read, so that the way up can be walked as of any day. */
export async function readWithAncestors(
  { readItemsByKey }: Pick<Facts, 'readItemsByKey'>,
  keys: Iterable<WorkItemKey>,
): Promise<Map<WorkItemKey, WorkItem>> {
  const items = new Map<WorkItemKey, WorkItem>();
  const asked = new Set<WorkItemKey>();
  let wanted = [...new Set(keys)];
  while (wanted.length > 0) {
    for (const key of wanted) asked.add(key);
    const found = await readItemsByKey(wanted);
    for (const item of found) items.set(item.key, item);
    const parents = found.flatMap(({ parent }) => parent.map((span) => span.value));
    wanted = [...new Set(parents)].filter((key) => key !== undefined && !asked.has(key)) as WorkItemKey[];
  }
  return items;
}
