/** Forgets the site: what an administrator asks for with one word takes many small steps. */
import type { Outside } from '../ports/outside';
import type { Work } from '../ports/work-queue';
import { aFewAtATime } from './a-few-at-a-time';

type RemoveProperties = Extract<Work, { kind: 'remove-properties' }>;

/** Properties removed by one message: a minute of work, should Jira be slow. */
const CHUNK = 100;
const AT_ONCE = 4;

/** Has the properties removed from Jira, then erases every fact and all that is remembered. */
export async function eraseEverything({ facts, memory, queue }: Outside): Promise<void> {
  const ids = await facts.readAllPublished();
  for (let start = 0; start < ids.length; start += CHUNK)
    await queue.push([{ kind: 'remove-properties', ids: ids.slice(start, start + CHUNK) }]);
  await facts.eraseAll();
  await memory.eraseAll();
}

/** Removing what is not there is no fault, so a chunk may be done again. */
export async function removeProperties({ jira }: Outside, { ids }: RemoveProperties): Promise<void> {
  await aFewAtATime(ids, AT_ONCE, (id) => jira.removeItemProperty(id));
}
