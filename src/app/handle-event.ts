/** A product event says where to look; what is there is read later, from Jira itself. */
import { parseJiraEvent } from '../ingest/jira-event';
import { isRejected } from '../ingest/rejected';
import type { Outside } from '../ports/outside';

/** Queues the reading that an event asks for; events about what we do not keep are ignored. */
export async function handleEvent(outside: Outside, event: unknown): Promise<void> {
  const known = parseJiraEvent(event);
  if (isRejected(known)) return;
  switch (known.kind) {
    case 'item-changed':
    case 'link-changed':
      return outside.queue.push([{ kind: 'read-items', ids: known.ids }]);
    case 'item-deleted':
      return outside.queue.push([{ kind: 'read-items', ids: [known.id] }]);
    case 'sprint-changed':
      return readMatching(outside, `sprint = ${known.sprintId}`);
    case 'version-changed':
      return readMatching(outside, `fixVersion = ${known.versionId}`);
  }
}

async function readMatching(outside: Outside, jql: string): Promise<void> {
  const ids = await outside.jira.searchIds(jql);
  const batches: string[][] = [];
  for (let start = 0; start < ids.length; start += 100) batches.push(ids.slice(start, start + 100));
  await outside.queue.push(batches.map((batch) => ({ kind: 'read-items', ids: batch })));
}
