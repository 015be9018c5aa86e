/** Writes the state of each work item to the item itself, where it has changed. */
import type { ItemProperty } from '../model/item-property';
import type { ProjectKey, WorkItemId } from '../model/key';
import type { Outside } from '../ports/outside';

/** Writes to Jira at a time; Jira limits writes a second. */
const AT_ONCE = 4;
/** Digests are saved this often, so that a killed run does not write everything again. */
const CHECKPOINT = 100;

/**
 * Publishes properties and answers how many were written. Writing the same again costs nothing:
 * a digest of what was last written is kept for each item. Stops when `hasTime` says no.
 */
export async function publishProperties(
  outside: Outside,
  projectKey: ProjectKey,
  properties: ReadonlyMap<WorkItemId, ItemProperty>,
  hasTime: () => boolean,
): Promise<{ written: number; left: number }> {
  const published = await outside.facts.readPublished(projectKey);
  const changed = [...properties]
    .map(([id, property]) => ({ id, property, digest: digestOf(property) }))
    .filter(({ id, digest }) => published.get(id) !== digest);
  const forgotten = [...published.keys()].filter((id) => !properties.has(id)).map((id) => ({ id, digest: '' }));
  await outside.facts.savePublished(projectKey, forgotten);
  let written = 0;
  for (let start = 0; start < changed.length && hasTime(); start += CHECKPOINT) {
    const chunk = changed.slice(start, start + CHECKPOINT);
    const queue = [...chunk];
    const writeNext = async (): Promise<void> => {
      for (let next = queue.shift(); next; next = queue.shift())
        await outside.jira.writeItemProperty(next.id, next.property);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, writeNext));
    await outside.facts.savePublished(
      projectKey,
      chunk.map(({ id, digest }) => ({ id, digest })),
    );
    written += chunk.length;
  }
  return { written, left: changed.length - written };
}

/**
 * 53-bit digest of everything but the time of writing (cyrb53, a public-domain mixing function):
 * a change that goes unnoticed has odds of 1 in 9 × 10¹⁵.
 */
export function digestOf(property: ItemProperty): string {
  const { asOf: _, ...content } = property;
  const text = JSON.stringify(content);
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
}
