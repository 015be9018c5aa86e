/** Work for later, in Forge's queues: reading is one queue, judging another. */
import { Queue } from '@forge/events';
import type { Work, WorkQueue } from '../../ports/work-queue';

const ingest = new Queue({ key: 'ingest' });
const examine = new Queue({ key: 'examine' });
/** Forge takes at most 50 events in one push. */
const MOST_EVENTS = 50;

/**
 * Work on the same thing never runs twice at once: a project is read, and a repository traced, by
 * one consumer at a time.
 */
function concurrencyOf(work: Work): string {
  switch (work.kind) {
    case 'read-project':
    case 'examine':
      return `${work.kind}:${work.projectKey}`;
    case 'trace':
    case 'suggest':
      return `${work.kind}:${work.repo}`;
    case 'members':
    case 'read-items':
    case 'receive':
    case 'remove-properties':
    case 'erase':
      return work.kind;
  }
}

export const forgeQueue: WorkQueue = {
  push: async (work, delaySeconds = 0) => {
    for (const [queue, belongs] of [
      [examine, (one: Work) => one.kind === 'examine'],
      [ingest, (one: Work) => one.kind !== 'examine'],
    ] as const) {
      const events = work.filter(belongs).map((one) => ({
        body: { ...one },
        delayInSeconds: delaySeconds,
        concurrency: { key: concurrencyOf(one).replace(/[^a-zA-Z0-9:-]/g, '-'), limit: 1 },
      }));
      for (let start = 0; start < events.length; start += MOST_EVENTS)
        await queue.push(events.slice(start, start + MOST_EVENTS));
    }
  },
};
