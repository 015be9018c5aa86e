/**
 * What events lost is found by looking: every hour, what changed lately is read again, and whatever
 * got stuck is pushed on. Verdicts also age by themselves, so all are renewed.
 */
import { HOUR_MS, type Instant, MINUTE_MS } from '../model/instant';
import type { ProjectKey } from '../model/key';
import type { ProjectState } from '../ports/facts';
import type { Outside } from '../ports/outside';
import { forgetGoneItems, startReading } from './read-project';
import { runningReading } from './reading-progress';

/**
 * Every look reaches so far behind the last one: Jira's search lags behind its writes, and a message
 * that the last look queued may itself have been lost.
 */
const OVERLAP_MS = 6 * HOUR_MS;
const LOG_KEPT_MS = 30 * 24 * HOUR_MS;
const BATCH = 100;
/** Two looks that are closer together than this are one look that came twice. */
const ANOTHER_LOOK_MS = HOUR_MS / 2;

/**
 * Hourly: reads what changed, forgets what was deleted, examines every project again. A project that
 * fails does not hold up the others; what failed is thrown when all have had their turn.
 */
export async function reconcile(outside: Outside, now: Instant): Promise<void> {
  const inJira = new Set((await outside.jira.readProjects()).map(({ key }) => key));
  const failures: { readonly key: ProjectKey; readonly cause: unknown }[] = [];
  for (const project of await outside.facts.readProjects()) {
    try {
      if (inJira.has(project.key)) await lookAgain(outside, project, now);
      else await noteMissing(outside, project, now);
    } catch (cause) {
      failures.push({ key: project.key, cause });
    }
  }
  const [first] = failures;
  if (first) {
    const keys = failures.map(({ key }) => key).join(', ');
    throw new Error(`Could not reconcile ${keys}; the first failure was: ${String(first.cause)}`, {
      cause: first.cause,
    });
  }
}

async function lookAgain(outside: Outside, project: ProjectState, now: Instant): Promise<void> {
  const { facts, jira, memory, queue } = outside;
  if (await memory.readMissingSince(project.key)) await memory.saveMissingSince(project.key, undefined);
  if (project.readAt === undefined) {
    if (!(await runningReading(outside, project.key, now))) await startReading(outside, [project.key], now);
    return;
  }
  const since = (await memory.readReconciledAt(project.key)) ?? project.readAt;
  const minutes = Math.ceil((now - since + OVERLAP_MS) / MINUTE_MS);
  const ids = await jira.searchIds(`project = "${project.key}" AND updated >= -${minutes}m`);
  for (let start = 0; start < ids.length; start += BATCH) {
    await queue.push([{ kind: 'read-items', ids: ids.slice(start, start + BATCH) }]);
  }
  await forgetGoneItems(outside, project.key);
  await memory.saveReconciledAt(project.key, now);
  await facts.markStale([project.key]);
  await queue.push([{ kind: 'examine', projectKey: project.key }], 5);
}

/**
 * A project that Jira does not show was deleted, archived, or closed to apps. Its facts go when it is
 * missing twice in a row; should it come back, it is read from the beginning.
 */
async function noteMissing({ facts, log, memory }: Outside, project: ProjectState, now: Instant): Promise<void> {
  const missingSince = await memory.readMissingSince(project.key);
  if (missingSince === undefined) {
    await memory.saveMissingSince(project.key, now);
    await log.write(`missing:${project.key}:${now}`, {
      at: now,
      source: 'jira',
      outcome: 'partly',
      text: `Jira does not show ${project.key} any more: it was deleted, archived, or closed to apps. Its work items are forgotten if this lasts`,
      counts: {},
      rejected: [],
    });
    return;
  }
  if (now - missingSince < ANOTHER_LOOK_MS) return;
  const ids = await facts.readItemIds(project.key);
  if (ids.length === 0 && project.readAt === undefined) return;
  await facts.removeItems(ids);
  await facts.saveProject({ key: project.key, name: project.name, readAt: undefined });
  await log.write(`forgotten:${project.key}:${missingSince}`, {
    at: now,
    source: 'jira',
    outcome: 'partly',
    text: `Forgot the work items of ${project.key}, which Jira does not show any more`,
    counts: { removed: ids.length },
    rejected: [],
  });
}

/** Drops what the ingestion log and the inbox need not remember any longer. */
export async function pruneLog({ log }: Outside, now: Instant): Promise<void> {
  await log.prune(now - LOG_KEPT_MS);
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
