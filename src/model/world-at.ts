/**
 * The world of a past instant, as somebody looking then would have seen it.
 *
 * In: a world and an instant up to its own. Out: the same world with everything later cut off, so that
 * whoever examines it cannot know what came after. Pure, and exact where the histories are: what has no
 * history in Jira (summary, type, labels, components, the day of a version, the dates of a sprint) is
 * told as it is today. Which pull requests were open and which branches stood is not kept: of a past day
 * both are unknown, rather than told from those that are left.
 */
import { commitName } from './commit';
import type { Instant } from './instant';
import type { History, Span } from './span';
import type { FixVersion, Sprint, WorkItem } from './work-item';
import type { World } from './world';

/** The world at an instant not after `world.asOf`; a later one is refused with a RangeError. O(items, spans, commits). */
export function worldAt(world: World, at: Instant): World {
  if (at > world.asOf)
    throw new RangeError(`The world is known up to ${world.asOf}, and nobody can look at ${at} from there.`);
  const commits = world.commits.filter(({ committedAt }) => committedAt <= at);
  const there = new Set(commits.map(commitName));
  const items = new Map<string, WorkItem>();
  for (const [key, item] of world.items) if (item.createdAt <= at) items.set(key, itemAt(item, at));
  return {
    ...world,
    asOf: at,
    items,
    commits,
    links: world.links.filter((link) => there.has(commitName(link))),
    waivers: world.waivers.filter((waiver) => waiver.at <= at),
    ...(at === world.asOf ? {} : { pullRequests: [], branches: [], coverage: { ...world.coverage, ...NOT_KEPT } }),
  };
}

const NOT_KEPT: Pick<World['coverage'], 'pullRequests' | 'branches'> = {
  pullRequests: { kind: 'unknown', why: 'Which pull requests were open on a past day is not kept.' },
  branches: { kind: 'unknown', why: 'Which branches stood on a past day is not kept.' },
};

/** An item with every history cut at an instant; the item itself when nothing came later. */
export function itemAt(item: WorkItem, at: Instant): WorkItem {
  const cut = {
    status: cutAt(item.status, at),
    resolution: cutAt(item.resolution, at),
    assignee: cutAt(item.assignee, at),
    parent: cutAt(item.parent, at),
    dueOn: cutAt(item.dueOn, at),
    priority: cutAt(item.priority, at),
    flagged: cutAt(item.flagged, at),
    links: cutAt(item.links, at),
    fixVersions: valuesAt(cutAt(item.fixVersions, at), (version) => versionAt(version, at)),
    sprints: valuesAt(cutAt(item.sprints, at), (sprint) => sprintAt(sprint, at)),
    movedAt: (item.movedAt.at(-1) ?? 0) <= at ? item.movedAt : item.movedAt.filter((moved) => moved <= at),
  };
  const isSame = (Object.keys(cut) as (keyof typeof cut)[]).every((field) => cut[field] === item[field]);
  return isSame ? item : { ...item, ...cut };
}

/** A sprint as its dates say it stood: one that had not been completed was not closed. */
export function sprintAt(sprint: Sprint, at: Instant): Sprint {
  const { startAt, completeAt } = sprint;
  // Without dates its present state is all there is to tell.
  if (startAt === undefined && completeAt === undefined) return sprint;
  const isCompleted = completeAt === undefined ? sprint.state === 'closed' : completeAt <= at;
  const state = isCompleted ? 'closed' : startAt === undefined || startAt > at ? 'future' : 'active';
  if (state === sprint.state && (completeAt === undefined || completeAt <= at)) return sprint;
  return { ...sprint, state, completeAt: isCompleted ? completeAt : undefined };
}

/** A version whose day lies ahead was not released yet. */
export function versionAt(version: FixVersion, at: Instant): FixVersion {
  const isReleased = version.released && !(version.releaseOn !== undefined && Date.parse(version.releaseOn) > at);
  return isReleased === version.released ? version : { ...version, released: isReleased };
}

/** What had begun by then; what ended later had not ended. The same list when nothing is cut. */
function cutAt<T>(history: History<T>, at: Instant): History<T> {
  if (history.every(({ from, until }) => from <= at && (until === undefined || until <= at))) return history;
  return history.flatMap((span): Span<T>[] => {
    if (span.from > at) return [];
    return span.until === undefined || span.until <= at ? [span] : [{ ...span, until: undefined }];
  });
}

/** Each entry of each value as it stood; the same list when all stand as they do. */
function valuesAt<T>(history: History<readonly T[]>, stood: (entry: T) => T): History<readonly T[]> {
  const told = history.map((span) => {
    const value = span.value.map(stood);
    return value.every((entry, index) => entry === span.value[index]) ? span : { ...span, value };
  });
  return told.every((span, index) => span === history[index]) ? history : told;
}
