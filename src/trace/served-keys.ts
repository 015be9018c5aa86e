/** Which work items a pull request serves: by its words and by the links of its commits. */
import type { PullRequest } from '../model/commit';
import { type WorkItemKey, compareKeys, projectOf } from '../model/key';
import type { TraceIndex } from '../model/trace-index';
import type { World } from '../model/world';
import { findKeys, findKeysInBranch } from './find-keys';
import { ProjectNames } from './project-names';

/** Projects whose keys count in names: those of the items that are known, and of what commits serve. */
export function projectsNamedIn({ projectKey, items, links }: World): ProjectNames {
  const keys = new Set([projectKey]);
  for (const item of items.values()) keys.add(item.projectKey);
  for (const { key } of links) keys.add(projectOf(key));
  return new ProjectNames(keys);
}

/**
 * False of a key of the project that no item has although all its items were read: a number in a name
 * that only looks like one, or an item that was deleted. Of other projects nobody knows.
 */
export function mayExistIn({ projectKey, items, coverage }: World): (key: WorkItemKey) => boolean {
  return (key) => items.has(key) || projectOf(key) !== projectKey || coverage.workItems.kind !== 'complete';
}

/** Keys in its title and the name of its branch, and those its commits are linked to; in key order. */
export function keysOfPullRequest(
  { repo, title, branch, commits }: PullRequest,
  trace: TraceIndex,
  projects: ProjectNames,
  mayExist: (key: WorkItemKey) => boolean,
): WorkItemKey[] {
  const linked = commits.flatMap((sha) => trace.linksOf({ repo, sha }).map(({ key }) => key));
  const named = [...findKeys(title, projects).map(({ key }) => key), ...findKeysInBranch(branch, projects)];
  return [...new Set([...named.filter(mayExist), ...linked])].sort(compareKeys);
}
