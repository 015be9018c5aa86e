/**
 * Reads every work item of a project, page by page. Each step saves before it goes on and leaves
 * its cursor in the queue, so a step that is killed is simply done again.
 */
import type { RepositoryName } from '../model/commit';
import type { Instant } from '../model/instant';
import type { ProjectKey } from '../model/key';
import type { Outside } from '../ports/outside';
import type { Work } from '../ports/work-queue';
import { saveItems } from './save-items';
import { readSiteLanguage } from './site-words';

const BATCH = 100;

type ReadProject = Extract<Work, { kind: 'read-project' }>;

/**
 * Begins reading projects anew. Asking twice reads twice and ends in the same state. A project that
 * is read for the first time is known from here on, so that the reconcile takes up what gets lost.
 */
export async function startReading(outside: Outside, projectKeys: readonly ProjectKey[], now: Instant): Promise<void> {
  const known = new Set((await outside.facts.readProjects()).map(({ key }) => key));
  for (const key of projectKeys) {
    // Its name is learnt when it has been read.
    if (!known.has(key)) await outside.facts.saveProject({ key, name: key, readAt: undefined });
    await outside.memory.saveProgress(key, { text: `Waiting to read ${key}`, done: 0, total: undefined, at: now });
  }
  await outside.queue.push(
    projectKeys.map((projectKey) => ({
      kind: 'read-project',
      projectKey,
      startedAt: now,
      pageToken: undefined,
      done: 0,
    })),
  );
}

/**
 * Reads pages until `hasTime` says no, then queues the rest. On the last page: forgets items that
 * are gone from Jira, marks the project as read, and asks for traces and an examination.
 */
export async function readProject(
  outside: Outside,
  work: ReadProject,
  now: Instant,
  hasTime: () => boolean,
): Promise<void> {
  const { projectKey, startedAt } = work;
  const jql = `project = "${projectKey}" ORDER BY id ASC`;
  const language = await readSiteLanguage(outside.jira);
  const total = await outside.jira.countItems(`project = "${projectKey}"`);
  let { pageToken, done } = work;
  let rejected = 0;
  for (;;) {
    // Everything was erased meanwhile: what is left of this reading must not bring it back.
    if (!(await outside.facts.readProjects()).some(({ key }) => key === projectKey)) return;
    await outside.memory.saveProgress(projectKey, {
      text: `Reading work items of ${projectKey}`,
      done,
      total,
      at: now,
    });
    const page = await outside.jira.searchItems(jql, pageToken);
    const saved = await saveItems(outside, page.issues, language);
    if (saved.rejected.length > 0) {
      rejected += saved.rejected.length;
      await outside.log.write(`read:${projectKey}:${startedAt}:${done}`, {
        at: now,
        source: 'jira',
        outcome: 'partly',
        text: `Some work items of ${projectKey} could not be read`,
        counts: { rejected: saved.rejected.length },
        rejected: saved.rejected.slice(0, 20).map(({ what, why }) => ({ what, why })),
      });
    }
    done += page.issues.length;
    pageToken = page.nextPageToken;
    if (pageToken === undefined) break;
    if (!hasTime()) {
      await outside.queue.push([{ kind: 'read-project', projectKey, startedAt, pageToken, done }]);
      return;
    }
  }
  const removed = await forgetGoneItems(outside, projectKey);
  const name = (await outside.jira.readProjects()).find(({ key }) => key === projectKey)?.name ?? projectKey;
  await outside.facts.saveProject({ key: projectKey, name, readAt: startedAt });
  await outside.memory.saveReconciledAt(projectKey, startedAt);
  await outside.log.write(`read:${projectKey}:${startedAt}`, {
    at: now,
    source: 'jira',
    outcome: rejected > 0 ? 'partly' : 'accepted',
    text: `Read ${projectKey} from the beginning`,
    counts: { 'work items': done, removed, rejected },
    rejected: [],
  });
  await outside.memory.saveProgress(projectKey, undefined);
  await retraceEverything(outside);
  await outside.queue.push([{ kind: 'examine', projectKey }]);
}

/**
 * Removes stored items that Jira no longer has; answers how many. Deletions of parents raise no events.
 * Search lags behind writes, so what it does not find is asked for by name; what is there after all,
 * in this project or another, is read again.
 */
export async function forgetGoneItems({ facts, jira, queue }: Outside, projectKey: ProjectKey): Promise<number> {
  const found = new Set(await jira.searchIds(`project = "${projectKey}"`));
  const missing = (await facts.readItemIds(projectKey)).filter((id) => !found.has(id));
  if (missing.length === 0) return 0;
  const there = new Set((await jira.readItems(missing)).map((issue) => (issue as { id?: string }).id));
  const gone = missing.filter((id) => !there.has(id));
  await facts.removeItems(gone);
  const again = missing.filter((id) => there.has(id));
  for (let start = 0; start < again.length; start += BATCH)
    await queue.push([{ kind: 'read-items', ids: again.slice(start, start + BATCH) }]);
  return gone.length;
}

/** Looks through every repository again: items came that commits may name, or what counts as a link has changed. */
export async function retraceEverything(outside: Outside): Promise<void> {
  const repositories = await markEverythingUntraced(outside);
  await outside.queue.push(repositories.map((repo) => ({ kind: 'trace', repo })));
}

/** The sweep takes up what is marked; before a change is saved, so that it cannot be saved without it. */
export async function markEverythingUntraced({ facts }: Outside): Promise<RepositoryName[]> {
  const repositories = (await facts.readRepositoryStates()).map(({ name }) => name);
  for (const name of repositories) await facts.markUntraced(name, 0);
  return repositories;
}
