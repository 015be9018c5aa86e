/** Writes the state of each work item to the item itself, where it has changed. */
import { digestText } from '../model/digest';
import { HOUR_MS, parseInstant } from '../model/instant';
import type { ItemProperty } from '../model/item-property';
import type { ProjectKey, WorkItemId } from '../model/key';
import type { Outside } from '../ports/outside';
import { aFewAtATime } from './a-few-at-a-time';

/** Writes to Jira at a time; Jira limits writes a second. */
const AT_ONCE = 4;
/** Digests are saved this often, so that a killed run does not write everything again. */
const CHECKPOINT = 100;
const REFUSALS_LOGGED = 20;

interface Change {
  readonly id: WorkItemId;
  readonly property: ItemProperty;
  readonly digest: string;
}

/**
 * Publishes properties and answers how many were written. Writing the same again costs nothing:
 * a digest of what was last written is kept for each item. An item that refuses its property keeps
 * none, and so is tried again the next time. Stops when `hasTime` says no; when Jira fails, throws
 * once the digests of what was written are saved.
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
  const refused: Change[] = [];
  let written = 0;
  let tried = 0;
  try {
    while (tried < changed.length && hasTime()) {
      const chunk = changed.slice(tried, tried + CHECKPOINT);
      const digests: { id: WorkItemId; digest: string }[] = [];
      try {
        await aFewAtATime(chunk, AT_ONCE, async (change) => {
          const outcome = await outside.jira.writeItemProperty(change.id, change.property);
          if (outcome === 'written') digests.push({ id: change.id, digest: change.digest });
          if (outcome === 'refused') refused.push(change);
        });
      } finally {
        await outside.facts.savePublished(projectKey, digests);
      }
      written += digests.length;
      tried += chunk.length;
    }
  } finally {
    await logRefusals(outside, projectKey, refused);
  }
  return { written, left: changed.length - tried };
}

/** One entry an hour for each project: a refusal mostly lasts, and examinations are many. */
async function logRefusals({ log }: Outside, projectKey: ProjectKey, refused: readonly Change[]): Promise<void> {
  const [first] = refused;
  if (!first) return;
  const at = parseInstant(first.property.asOf) ?? 0;
  await log.write(`properties:${projectKey}:${Math.floor(at / HOUR_MS)}`, {
    at,
    source: 'jira',
    outcome: 'partly',
    text: `Some work items of ${projectKey} refused their Throughline property`,
    counts: { refused: refused.length },
    rejected: refused.slice(0, REFUSALS_LOGGED).map(({ id }) => ({
      what: `work item ${id}`,
      why: 'Jira keeps no property on it: it may be archived or closed to apps, or the property is too large.',
    })),
  });
}

/** Digest of everything but the time of writing. */
export function digestOf(property: ItemProperty): string {
  const { asOf: _, ...content } = property;
  return digestText(JSON.stringify(content));
}
