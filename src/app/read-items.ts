/** Reads single work items anew, because an event or the reconcile named them. */
import type { RepositoryName, Sha } from '../model/commit';
import type { Instant } from '../model/instant';
import type { WorkItemKey } from '../model/key';
import { valueAt } from '../model/span';
import type { WorkItem } from '../model/work-item';
import type { Outside } from '../ports/outside';
import type { Work } from '../ports/work-queue';
import { saveItems } from './save-items';
import { readSiteLanguage } from './site-words';

type ReadItems = Extract<Work, { kind: 'read-items' }>;

/**
 * Brings the named items to their present state; those that Jira no longer has are removed. Items
 * of projects that are not ingested are left alone. Whoever an item touches is examined again.
 */
export async function readItems(outside: Outside, work: ReadItems, now: Instant): Promise<void> {
  const before = await outside.facts.readItemsById(work.ids);
  // While a project is read for the first time its items are there before it counts as read.
  const ingested = new Set(
    [...(await outside.facts.readProjects()), ...before.map((item) => ({ key: item.projectKey }))].map(
      ({ key }) => key,
    ),
  );
  const issues = await outside.jira.readItems(work.ids);
  const language = await readSiteLanguage(outside.jira);
  const inScope = issues.filter((issue) => ingested.has(projectKeyIn(issue) ?? ''));
  const saved = await saveItems(outside, inScope, language);
  const present = new Set(inScope.map(idIn));
  const gone = before.filter(({ id }) => !present.has(id));
  await outside.facts.removeItems(gone.map(({ id }) => id));
  await retraceNaming(
    outside,
    saved.items.map(({ key }) => key),
  );
  await followMoves(outside, before, saved.items);

  const touched = [...before, ...saved.items];
  const neighbours = touched
    .flatMap((item) => [...item.links.map((span) => span.value.otherKey), valueAt(item.parent, now)])
    .filter((key) => key !== undefined);
  const projects = [
    ...new Set(
      [...touched, ...(await outside.facts.readItemsByKey([...new Set(neighbours)]))].map(
        ({ projectKey }) => projectKey,
      ),
    ),
  ];
  await outside.facts.markStale(projects);
  if (saved.rejected.length > 0) {
    await outside.log.write(`items:${now}:${work.ids.join(',')}`, {
      at: now,
      source: 'jira',
      outcome: 'partly',
      text: 'Some work items could not be read',
      counts: { rejected: saved.rejected.length },
      rejected: saved.rejected.slice(0, 20).map(({ what, why }) => ({ what, why })),
    });
  }
  // A burst of events about one project settles into one examination.
  await outside.queue.push(
    projects.map((projectKey) => ({ kind: 'examine', projectKey })),
    3,
  );
}

/** Commits may have named an item before it was read: their repositories are looked through again. */
async function retraceNaming(outside: Outside, keys: readonly WorkItemKey[]): Promise<void> {
  await retrace(outside, await outside.facts.readUnknownKeys(keys));
}

/** Commits name a moved item by the key it had: they are linked again, to the key it has now. */
async function followMoves(outside: Outside, before: readonly WorkItem[], after: readonly WorkItem[]): Promise<void> {
  const present = new Map(after.map(({ id, key }) => [id, key]));
  const former = before.filter(({ id, key }) => (present.get(id) ?? key) !== key);
  await outside.facts.saveFormerKeys(former);
  await retrace(outside, await outside.facts.readEntriesTo(former.map(({ key }) => key)));
}

async function retrace({ facts, queue }: Outside, ids: readonly { repo: RepositoryName; sha: Sha }[]): Promise<void> {
  if (ids.length === 0) return;
  const commits = await facts.readCommitsBySha(ids);
  for (const repo of new Set(commits.map((commit) => commit.repo))) {
    const times = commits.filter((commit) => commit.repo === repo).map((commit) => commit.committedAt);
    await facts.markUntraced(
      repo,
      times.reduce((oldest, time) => Math.min(oldest, time)),
    );
    await queue.push([{ kind: 'trace', repo }]);
  }
}

function idIn(issue: unknown): string | undefined {
  return (issue as { id?: string }).id;
}

function projectKeyIn(issue: unknown): string | undefined {
  const { fields } = issue as { fields?: { project?: { key?: string } } };
  return fields?.project?.key;
}
