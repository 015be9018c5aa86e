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
import type { Facts, ProjectState, RepositoryState } from '../ports/facts';
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
  const servingStates = repositories.filter(({ name }) => serving.includes(name));
  const commits: Commit[] = [];
  const links: TraceLink[] = [];
  for (const repo of serving) {
    for (const commit of await facts.readBriefCommits(repo)) if (commit.committedAt <= now) commits.push(commit);
    // A link to an item that has moved or gone says nothing about this world.
    for (const link of await facts.readLinks(repo)) if (isThere(link.key)) links.push(link);
  }
  const { pullRequests, reviewsToldBy, pullRequestCoverage } = await readOpenPullRequests(facts, servingStates);
  const { branches, branchCoverage } = await readStandingBranches(facts, servingStates);
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
    pullRequests,
    reviewsToldBy,
    branches,
    waivers: await facts.readWaivers(projectKey),
    coverage: {
      workItems: itemCoverage(project),
      commits: commitCoverage(projectKey, servingStates, repositories.length),
      pullRequests: pullRequestCoverage,
      branches: branchCoverage,
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

/** Only open ones: no question is asked of the others, and a repository may have thousands. */
async function readOpenPullRequests(facts: Facts, serving: readonly RepositoryState[]) {
  const told = await Promise.all(serving.map(async (state) => ({ state, told: await facts.readReviews(state.name) })));
  return {
    pullRequests: told.flatMap((one) => one.told?.open ?? []),
    reviewsToldBy: new Set(told.filter((one) => one.told?.areTold).map(({ state }) => state.name)),
    pullRequestCoverage: coverageOf(told, 'pull requests', 'Choose pull requests and their reviews in the webhook.'),
  };
}

async function readStandingBranches(facts: Facts, serving: readonly RepositoryState[]) {
  const told = await Promise.all(serving.map(async (state) => ({ state, told: await facts.readBranches(state.name) })));
  return {
    branches: told.flatMap((one) => one.told ?? []),
    branchCoverage: coverageOf(told, 'branches', 'Run throughline push, or choose pushes in the webhook.'),
  };
}

/** Never received is unknown, and says what to do; received from some repositories only is partial. */
function coverageOf(
  told: readonly { readonly state: RepositoryState; readonly told: unknown }[],
  what: string,
  remedy: string,
): Coverage {
  const silent = told.filter((one) => one.told === undefined).map(({ state }) => state.name);
  const times = told.filter((one) => one.told !== undefined).map(({ state }) => state.lastReceivedAt);
  if (told.length === 0)
    return { kind: 'unknown', why: `No connected repository serves the project: its ${what} were never received.` };
  if (times.length === 0)
    return { kind: 'unknown', why: `No ${what} of ${listed(silent)} were ever received. ${remedy}` };
  const asOf = Math.min(...times);
  return silent.length === 0
    ? { kind: 'complete', asOf }
    : { kind: 'partial', why: `No ${what} of ${listed(silent)} were ever received. ${remedy}`, asOf };
}

function listed(names: readonly string[]): string {
  return names.length <= 3 ? names.join(', ') : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
}
