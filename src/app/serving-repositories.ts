/** Which repositories serve which project. */
import type { RepositoryName } from '../model/commit';
import { type ProjectKey, type WorkItemKey, projectOf } from '../model/key';
import { settingsFrom } from '../model/settings';
import type { Outside } from '../ports/outside';

/** A repository serves a project when at least this share of its links lead there, so that a stray one does not. */
const SERVING_SHARE = 0.2;

/**
 * Answers the repositories of a project, in order of name: those whose links lead there, and those
 * that an administrator says serve it.
 */
export async function readServing({
  facts,
  memory,
}: Pick<Outside, 'facts' | 'memory'>): Promise<(project: ProjectKey) => RepositoryName[]> {
  const counts = await facts.countLinks();
  const totals = new Map<RepositoryName, number>();
  for (const { repo, links } of counts) totals.set(repo, (totals.get(repo) ?? 0) + links);
  const connected = new Set((await facts.readRepositoryStates()).map(({ name }) => name));
  const declared = settingsFrom(await memory.readSettings()).trace.servedProjects.map((line) => line.split(' '));
  return (project) => {
    const linked = counts.filter(
      (count) => count.projectKey === project && count.links >= SERVING_SHARE * (totals.get(count.repo) ?? 0),
    );
    const said = declared.flatMap(([repo = '', key]) => (key === project && connected.has(repo) ? [repo] : []));
    return [...new Set([...linked.map(({ repo }) => repo), ...said])].sort();
  };
}

/** Projects that are read and that commits of a repository concern: those it serves, and those of these items. */
export async function projectsConcerned(
  outside: Pick<Outside, 'facts' | 'memory'>,
  repo: RepositoryName,
  keys: Iterable<WorkItemKey>,
): Promise<ProjectKey[]> {
  const linked = new Set(Array.from(keys, projectOf));
  const servingOf = await readServing(outside);
  return (await outside.facts.readProjects())
    .map(({ key }) => key)
    .filter((key) => linked.has(key) || servingOf(key).includes(repo));
}
