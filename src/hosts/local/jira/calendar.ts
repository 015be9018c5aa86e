/**
 * What follows from dates alone: whether a version was out, how a sprint stood, how many comments
 * there were. Used where the source keeps no history of these.
 */
import { SPRINT, instantFrom, isRecord, namedFrom, recordsIn, type FieldValues, type Item, type Named } from './item';

const DAY_MS = 86_400_000;
/** A sprint is planned about one sprint ahead: before that, it is not shown. */
const PLANNED_AHEAD_MS = 14 * DAY_MS;

export type SprintState = 'future' | 'active' | 'closed';

export function sprintStateAt(sprint: Named, at: number): SprintState {
  const startedAt = instantFrom(sprint['startDate']);
  const closedAt = instantFrom(sprint['completeDate']);
  if (closedAt !== undefined && closedAt <= at) return 'closed';
  return startedAt !== undefined && startedAt <= at ? 'active' : 'future';
}

/** Whether anybody could have known of the sprint; one without dates always shows. */
export function isSprintKnownAt(sprint: Named, at: number): boolean {
  const startedAt = instantFrom(sprint['startDate']);
  return startedAt === undefined || startedAt <= at + PLANNED_AHEAD_MS;
}

/**
 * The sprints an item is shown in: all that ended, and at most one that has not, as in Jira. Later
 * ones it will be carried into are not yet known.
 */
export function sprintsShownAt(fields: FieldValues, sprints: ReadonlyMap<string, Named>, at: number): Named[] {
  const members = recordsIn(fields[SPRINT]).flatMap((raw) => {
    const own = namedFrom(raw);
    return own ? [{ ...own, ...sprints.get(own.id) }] : [];
  });
  const known = members.filter((sprint) => isSprintKnownAt(sprint, at));
  const closed = known.filter((sprint) => sprintStateAt(sprint, at) === 'closed');
  const running = known.filter((sprint) => sprintStateAt(sprint, at) !== 'closed');
  running.sort((a, b) => (instantFrom(a['startDate']) ?? Infinity) - (instantFrom(b['startDate']) ?? Infinity));
  return [...closed, ...running.slice(0, 1)];
}

/**
 * When each released version came out: its release date, or, where the source gives none, when the
 * last of its resolved items was resolved. Unreleased versions have no entry.
 */
export function releaseInstants(items: readonly Item[], versions: ReadonlyMap<string, Named>): Map<string, number> {
  const lastResolved = new Map<string, number>();
  for (const item of items) {
    const resolvedAt = instantFrom(item.fields['resolutiondate']);
    if (resolvedAt === undefined) continue;
    for (const raw of recordsIn(item.fields['fixVersions'])) {
      const id = String(raw['id']);
      lastResolved.set(id, Math.max(lastResolved.get(id) ?? 0, resolvedAt));
    }
  }
  const released = new Map<string, number>();
  for (const [id, version] of versions) {
    if (version['released'] !== true) continue;
    const date = typeof version['releaseDate'] === 'string' ? Date.parse(version['releaseDate']) : lastResolved.get(id);
    if (date !== undefined) released.set(id, date);
  }
  return released;
}

/**
 * How many comments an item had, from its count and the instants of the first possible and the
 * last one: even spread between them. An estimate, used only when the comments are not there.
 */
export function commentsEstimatedAt(comment: unknown, createdAt: number, at: number): number {
  if (!isRecord(comment) || typeof comment['total'] !== 'number') return 0;
  const last = instantFrom(comment['lastCreated']);
  if (last === undefined || last <= at) return comment['total'];
  if (last <= createdAt) return 0;
  return Math.floor((comment['total'] * (at - createdAt)) / (last - createdAt));
}
