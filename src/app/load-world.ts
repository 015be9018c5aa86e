/** Gathers from storage what a detector may know of one project at one instant. */
import { workingCalendar } from '../model/calendar';
import type { Commit } from '../model/commit';
import { withAuthors, withBots } from '../model/identity';
import type { Instant } from '../model/instant';
import type { ProjectKey, WorkItemKey } from '../model/key';
import { projectSettings } from '../model/settings';
import type { TraceLink } from '../model/link';
import { knownSprints, knownVersions, withKnownPlans } from '../model/known-plans';
import type { WorkItem } from '../model/work-item';
import type { Coverage, World } from '../model/world';
import type { Facts, ProjectState } from '../ports/facts';
import type { Outside } from '../ports/outside';
import { readMembers } from './join-members';
import { readServing } from './serving-repositories';

/** Chains of blockers through other projects are followed so far. */
const MOST_HOPS = 10;

export async function loadWorld({ facts, memory }: Outside, projectKey: ProjectKey, now: Instant): Promise<World> {
  const chosen = projectSettings(await memory.readSettings(), await memory.readSettings(projectKey));
  const identities = await readMembers(facts, chosen);
  const settings = withBots(chosen, identities);
  const project = (await facts.readProjects()).find(({ key }) => key === projectKey);
  const items = await readSurroundings(facts, projectKey);
  const isThere = await keysThatExist(facts, items);
  const repositories = await facts.readRepositoryStates();
  const serving = (await readServing({ facts, memory }))(projectKey);
  const commits: Commit[] = [];
  const links: TraceLink[] = [];
  for (const repo of serving) {
    for (const commit of await facts.readBriefCommits(repo)) if (commit.committedAt <= now) commits.push(commit);
    // A link to an item that has moved or gone says nothing about this world.
    for (const link of await facts.readLinks(repo)) if (isThere(link.key)) links.push(link);
  }
  const versions = knownVersions(items.values(), now);
  const sprints = knownSprints(items.values(), now);
  const present = [...items.values()]
    .filter((item) => item.createdAt <= now)
    .map((item) => withKnownPlans(item, versions, sprints));
  return {
    asOf: now,
    projectKey,
    settings,
    calendar: workingCalendar(settings.calendar),
    items: new Map(present.map((item) => [item.key, item])),
    commits: withAuthors(commits, identities),
    links,
    waivers: await facts.readWaivers(projectKey),
    coverage: {
      workItems: itemCoverage(project),
      commits: commitCoverage(
        projectKey,
        repositories.filter(({ name }) => serving.includes(name)),
        repositories.length,
      ),
    },
  };
}

/** Links lead to items of other projects too, which the world does not hold. */
async function keysThatExist(
  facts: Facts,
  items: ReadonlyMap<WorkItemKey, WorkItem>,
): Promise<(key: WorkItemKey) => boolean> {
  const all = new Set(await facts.readAllKeys());
  return (key) => items.has(key) || all.has(key);
}

/** The project's items, and those of other projects that they hang on, directly or through others. */
async function readSurroundings(facts: Facts, projectKey: ProjectKey): Promise<Map<WorkItemKey, WorkItem>> {
  const items = new Map((await facts.readProjectItems(projectKey)).map((item) => [item.key, item]));
  let frontier = [...items.values()];
  const asked = new Set(items.keys());
  for (let hop = 0; hop < MOST_HOPS && frontier.length > 0; hop += 1) {
    const wanted = new Set(frontier.flatMap(neighboursOf).filter((key) => !asked.has(key)));
    for (const key of wanted) asked.add(key);
    frontier = wanted.size > 0 ? await facts.readItemsByKey([...wanted]) : [];
    for (const item of frontier) items.set(item.key, item);
  }
  return items;
}

function neighboursOf(item: WorkItem): WorkItemKey[] {
  const parents = item.parent.map((span) => span.value).filter((key) => key !== undefined);
  return [...item.links.map((span) => span.value.otherKey), ...parents];
}

function itemCoverage(project: ProjectState | undefined): Coverage {
  return project?.readAt === undefined
    ? { kind: 'unknown', why: 'The work items of this project have not been read yet.' }
    : { kind: 'complete', asOf: project.readAt };
}

function commitCoverage(
  projectKey: ProjectKey,
  serving: readonly { lastReceivedAt: Instant }[],
  connected: number,
): Coverage {
  if (serving.length > 0)
    return { kind: 'complete', asOf: Math.min(...serving.map(({ lastReceivedAt }) => lastReceivedAt)) };
  return {
    kind: 'unknown',
    why:
      connected === 0
        ? 'No repository is connected: commits were never ingested.'
        : `No connected repository has commits that name ${projectKey}: its commits are not ingested.`,
  };
}
