/** A work item, what lies above and below it, and the commits that serve it or anything below. */
import { readWithAncestors } from '../app/read-ancestors';
import { readServing } from '../app/serving-repositories';
import { ancestryOf } from '../model/ancestry';
import { type Commit, type RepositoryName, commitName } from '../model/commit';
import type { Instant } from '../model/instant';
import type { WorkItemKey } from '../model/key';
import type { TraceLink } from '../model/link';
import type { WorkItem } from '../model/work-item';
import type { Facts } from '../ports/facts';
import type { Outside } from '../ports/outside';

/** Jira's hierarchies have fewer. */
const MOST_LEVELS = 10;

export interface Family {
  readonly ancestors: readonly WorkItem[];
  readonly children: readonly WorkItem[];
  /** Every item below, whatever its level, with the child of the item that it lies under. */
  readonly childAbove: ReadonlyMap<WorkItemKey, WorkItemKey>;
}

export async function readFamily(facts: Facts, item: WorkItem, now: Instant): Promise<Family> {
  const parents = item.parent.map((span) => span.value).filter((key) => key !== undefined);
  return {
    ancestors: ancestryOf(item, await readWithAncestors(facts, parents), now).ancestors,
    ...(await readDescendants(facts, item.key)),
  };
}

export async function readDescendants(
  facts: Facts,
  top: WorkItemKey,
): Promise<Pick<Family, 'children' | 'childAbove'>> {
  const children = (await facts.readChildrenOf([top])).filter(({ key }) => key !== top);
  return { children, childAbove: await readBelow(facts, top, children) };
}

/** One read for each level; an item met twice, in a circle of parents, ends its branch. */
async function readBelow(
  facts: Facts,
  top: WorkItemKey,
  children: readonly WorkItem[],
): Promise<Map<WorkItemKey, WorkItemKey>> {
  const childAbove = new Map(children.map(({ key }) => [key, key]));
  let level = children;
  for (let depth = 1; depth < MOST_LEVELS && level.length > 0; depth += 1) {
    const below = (await facts.readChildrenOf(level.map(({ key }) => key))).filter(
      ({ key }) => key !== top && !childAbove.has(key),
    );
    for (const item of below) {
      const child = childAbove.get(item.parent.at(-1)?.value ?? '');
      if (child !== undefined) childAbove.set(item.key, child);
    }
    level = below;
  }
  return childAbove;
}

export interface ServingCommits {
  /** Repositories that serve the item's project. */
  readonly serving: readonly RepositoryName[];
  /** Links from these to the item and what lies below it. */
  readonly links: readonly TraceLink[];
  /** Newest first. */
  readonly commits: readonly Commit[];
}

/** What the item's own property counts: commits of repositories that serve the project. */
export async function readServingCommits(
  outside: Outside,
  item: WorkItem,
  family: Pick<Family, 'childAbove'>,
): Promise<ServingCommits> {
  const { facts } = outside;
  const serving = (await readServing(outside))(item.projectKey);
  const links = (await facts.readLinksTo([item.key, ...family.childAbove.keys()])).filter(({ repo }) =>
    serving.includes(repo),
  );
  const ids = new Map(links.map(({ repo, sha }) => [commitName({ repo, sha }), { repo, sha }]));
  const commits = await facts.readCommitsBySha([...ids.values()]);
  return { serving, links, commits: commits.sort((a, b) => b.committedAt - a.committedAt || (a.sha < b.sha ? -1 : 1)) };
}
