/**
 * What events lost is found by looking: every hour, what changed since the last look is read again,
 * and whatever got stuck is pushed on. Verdicts also age by themselves, so all are renewed.
 */
import { HOUR_MS, type Instant, MINUTE_MS } from '../model/instant';
import type { Outside } from '../ports/outside';
import { forgetGoneItems, startReading } from './read-project';
import { runningReading } from './reading-progress';

/** Looks back a little further than the last look, because Jira's search lags behind its writes. */
const OVERLAP_MS = 10 * MINUTE_MS;
const LOG_KEPT_MS = 30 * 24 * HOUR_MS;
const BATCH = 100;

/** Hourly: reads what changed, forgets what was deleted, examines every project again. */
export async function reconcile(outside: Outside, now: Instant): Promise<void> {
  for (const project of await outside.facts.readProjects()) {
    if (project.readAt === undefined) {
      if (!(await runningReading(outside, project.key, now))) await startReading(outside, [project.key], now);
      continue;
    }
    const since = (await outside.memory.readReconciledAt(project.key)) ?? project.readAt;
    const minutes = Math.ceil((now - since + OVERLAP_MS) / MINUTE_MS);
    const ids = await outside.jira.searchIds(`project = "${project.key}" AND updated >= -${minutes}m`);
    for (let start = 0; start < ids.length; start += BATCH) {
      await outside.queue.push([{ kind: 'read-items', ids: ids.slice(start, start + BATCH) }]);
    }
    await forgetGoneItems(outside, project.key);
    await outside.memory.saveReconciledAt(project.key, now);
    await outside.facts.markStale([project.key]);
    await outside.queue.push([{ kind: 'examine', projectKey: project.key }], 5);
  }
  await outside.log.prune(now - LOG_KEPT_MS);
}

/** Every five minutes: takes up deliveries, traces and examinations whose turn was lost. */
export async function resumeStuckWork(outside: Outside, now: Instant): Promise<void> {
  const deliveries = await outside.inbox.waiting(now - 2 * MINUTE_MS, 50);
  await outside.queue.push(deliveries.map((delivery) => ({ kind: 'receive', delivery })));
  const stale = (await outside.facts.readProjects()).filter(
    (project) => project.changes > 0 && project.readAt !== undefined,
  );
  await outside.queue.push(stale.map(({ key }) => ({ kind: 'examine', projectKey: key })));
  const untraced = (await outside.facts.readRepositoryStates()).filter(
    ({ untracedFrom }) => untracedFrom !== undefined,
  );
  await outside.queue.push(untraced.map(({ name }) => ({ kind: 'trace', repo: name })));
}
