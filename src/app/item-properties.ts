/** From an examined world to what each work item says about itself. */
import { commitName } from '../model/commit';
import { describeDetectors } from '../detect/describe-detectors';
import { ancestryOf, featureOf } from '../model/ancestry';
import { type Examination, type Finding, findingId } from '../model/finding';
import { formatInstant } from '../model/instant';
import type { ItemProperty } from '../model/item-property';
import type { WorkItemId, WorkItemKey } from '../model/key';
import { LINKER_IDS, type TraceLink } from '../model/link';
import { valueAt } from '../model/span';
import type { Wait, Waits } from '../model/wait-graph';
import { type WorkItem, isDone, isFeature } from '../model/work-item';
import type { World } from '../model/world';

const COMMITS_SHOWN = 10;
/** Jira keeps at most 32 KiB in one property. */
const WAITS_SHOWN = 50;

/** One property for each item of the examined project. O(items + links + findings). */
export function itemProperties(world: World, examination: Examination, waits: Waits): Map<WorkItemId, ItemProperty> {
  const waived = new Set(examination.waived);
  const findings = groupBy(
    examination.findings.filter((finding) => !waived.has(findingId(finding))),
    (finding) => (finding.subject.kind === 'work-item' ? finding.subject.key : undefined),
  );
  const linksTo = groupLinks(world);
  const children = groupBy([...world.items.values()], (item) => valueAt(item.parent, world.asOf));
  const own = [...world.items.values()].filter((item) => item.projectKey === world.projectKey);
  return new Map(
    own.map((item) => [
      item.id,
      {
        v: 1,
        asOf: formatInstant(world.asOf),
        ...featureField(item, world),
        level: item.level >= 1 ? 'feature' : item.level < 0 ? 'subtask' : 'story',
        ...waitFields(item, world, waits),
        ...findingFields(findings.get(item.key) ?? []),
        ...commitFields(linksTo.get(item.key) ?? [], world),
        ...storyCounts(item, children.get(item.key) ?? [], world),
      },
    ]),
  );
}

function featureField(item: WorkItem, world: World): Pick<ItemProperty, 'feature'> {
  const feature = featureOf(item, world.items, world.asOf);
  return feature && feature !== item ? { feature: feature.id } : {};
}

function waitFields(
  item: WorkItem,
  world: World,
  waits: Waits,
): Pick<
  ItemProperty,
  'waitingSince' | 'waitingExact' | 'waitsOn' | 'waitsOnMore' | 'unknownBlockers' | 'waitedForBy' | 'waitedForByMore'
> {
  const wait = waits.byKey.get(item.key);
  const waitsOn = edgesOf(wait).flatMap(({ key, ...since }) => idOf(key, world).map((id) => ({ id, ...since })));
  const waitedForBy = (waits.waitersOf.get(item.key) ?? []).flatMap((key) => {
    const edge = edgesOf(waits.byKey.get(key)).find((one) => one.key === item.key);
    return edge ? idOf(key, world).map((id) => ({ id, since: edge.since, exact: edge.exact })) : [];
  });
  return {
    ...(wait ? { waitingSince: formatInstant(wait.since), waitingExact: wait.sinceExact } : {}),
    waitsOn: waitsOn.slice(0, WAITS_SHOWN),
    ...(waitsOn.length > WAITS_SHOWN ? { waitsOnMore: waitsOn.length - WAITS_SHOWN } : {}),
    unknownBlockers: (waits.unseenByKey.get(item.key) ?? []).length,
    waitedForBy: waitedForBy.slice(0, WAITS_SHOWN),
    ...(waitedForBy.length > WAITS_SHOWN ? { waitedForByMore: waitedForBy.length - WAITS_SHOWN } : {}),
  };
}

/** Each blocker once, from the first instant it has held the item up without a break. */
function edgesOf(wait: Wait | undefined): { key: WorkItemKey; since: string; exact: boolean }[] {
  const edges = new Map<WorkItemKey, { key: WorkItemKey; since: string; exact: boolean }>();
  for (const cause of wait?.causes ?? []) {
    if (cause.kind === 'link' && !edges.has(cause.blocker)) {
      edges.set(cause.blocker, { key: cause.blocker, since: formatInstant(cause.from), exact: cause.exact });
    }
  }
  return [...edges.values()];
}

function idOf(key: WorkItemKey, world: World): WorkItemId[] {
  const item = world.items.get(key);
  return item ? [item.id] : [];
}

function findingFields(findings: readonly Finding[]): Pick<ItemProperty, 'findingIds' | 'findings'> {
  const described = new Map(describeDetectors().map((detector) => [detector.id, detector]));
  return {
    findingIds: [...new Set(findings.map(({ detector }) => detector))].sort(),
    findings: findings.map(({ detector, since, sinceExact, severity }) => ({
      id: detector,
      title: described.get(detector)?.title.fail ?? detector,
      since: formatInstant(since),
      exact: sinceExact,
      severity: severity ?? described.get(detector)?.severity ?? 'medium',
    })),
  };
}

/** Links to each item; a link to a story also counts for everything above it. Newest commit first. */
function groupLinks(world: World): Map<WorkItemKey, { link: TraceLink; committedAt: number }[]> {
  const committedAt = new Map(world.commits.map((commit) => [commitName(commit), commit.committedAt]));
  const grouped = new Map<WorkItemKey, Map<string, { link: TraceLink; committedAt: number }>>();
  for (const link of world.links) {
    const at = committedAt.get(commitName(link));
    const item = world.items.get(link.key);
    if (at === undefined || !item) continue;
    for (const { key } of [item, ...ancestryOf(item, world.items, world.asOf).ancestors]) {
      const commits = grouped.get(key) ?? new Map<string, { link: TraceLink; committedAt: number }>();
      const known = commits.get(commitName(link));
      if (!known || trustOf(link) < trustOf(known.link)) commits.set(commitName(link), { link, committedAt: at });
      grouped.set(key, commits);
    }
  }
  return new Map(
    [...grouped].map(([key, commits]) => [
      key,
      [...commits.values()].sort((a, b) => b.committedAt - a.committedAt || (a.link.sha < b.link.sha ? -1 : 1)),
    ]),
  );
}

/** Position in the order of trust; smaller is more trusted. */
function trustOf(link: TraceLink): number {
  return LINKER_IDS.indexOf(link.linker);
}

function commitFields(
  commits: readonly { link: TraceLink; committedAt: number }[],
  world: World,
): Pick<ItemProperty, 'commits' | 'commitCount'> {
  return {
    commits: commits.slice(0, COMMITS_SHOWN).map(({ link, committedAt }) => ({
      repo: link.repo,
      sha: link.sha,
      at: formatInstant(committedAt),
      linker: link.linker,
      evidence: link.evidence.text,
    })),
    ...(world.coverage.commits.kind === 'unknown' ? {} : { commitCount: commits.length }),
  };
}

function storyCounts(item: WorkItem, children: readonly WorkItem[], world: World): Pick<ItemProperty, 'stories'> {
  if (!isFeature(item)) return {};
  return { stories: { total: children.length, done: children.filter((child) => isDone(child, world.asOf)).length } };
}

function groupBy<T>(values: readonly T[], keyOf: (value: T) => WorkItemKey | undefined): Map<WorkItemKey, T[]> {
  const groups = new Map<WorkItemKey, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
