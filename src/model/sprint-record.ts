/**
 * What the sprints of a project promised, and what came of it.
 *
 * In: the project's stories with the histories of their sprints and statuses. Out: of each sprint that
 * ended what it had promised and how much of that was done by its end; of each that runs or is to come
 * what it promises now. A sprint may hold stories of several projects: only the project's own count.
 */
import { compareText } from './compare-text';
import { DAY_MS, type Instant } from './instant';
import { isStaying, staysOf } from './membership';
import { type Sprint, type WorkItem, isDone } from './work-item';

/**
 * What joins a sprint on its first day is still planning: boards are often filled right after the start.
 * What was taken out on that day was not promised either.
 */
const PLANNING_GRACE_MS = DAY_MS;

export interface EndedSprint {
  readonly sprint: Sprint;
  readonly startAt: Instant;
  readonly endedAt: Instant;
  /** Stories that were in it when planning was over and not done when it began, done by its end. In key order. */
  readonly kept: readonly WorkItem[];
  /** The same, not done by its end. */
  readonly broken: readonly WorkItem[];
  /** Stories that may have been promised, but whose source serves no history; counted in neither. */
  readonly blind: number;
}

/** A sprint that runs, or has a day to begin on. */
export interface OpenSprint {
  readonly sprint: Sprint;
  readonly startAt: Instant;
  /** Stories in it at `asOf` that were not done before it began, by when they came into it. */
  readonly promised: readonly { readonly item: WorkItem; readonly since: Instant; readonly exact: boolean }[];
}

export interface SprintRecords {
  /** Those that promised anything, the last one first. */
  readonly ended: readonly EndedSprint[];
  /** Those with stories of the project in them, by their start. */
  readonly open: readonly OpenSprint[];
}

/** The sprints of a project's stories, as they stood at `asOf`; its own items are given in key order. O(items, spans). */
export function sprintRecords(
  own: readonly WorkItem[],
  sprints: ReadonlyMap<string, Sprint>,
  asOf: Instant,
): SprintRecords {
  const ended = new Map<
    string,
    { sprint: Sprint; startAt: Instant; endedAt: Instant; kept: WorkItem[]; broken: WorkItem[]; blind: number }
  >();
  const open = new Map<string, { sprint: Sprint; startAt: Instant; promised: OpenSprint['promised'][number][] }>();
  for (const item of own) {
    if (item.level !== 0) continue;
    for (const stay of staysOf(item.sprints, (set) => set.map(({ id }) => id), asOf)) {
      const sprint = sprints.get(stay.in);
      if (sprint?.startAt === undefined) continue;
      const { id, startAt } = sprint;
      const endedAt = endedBy(sprint, asOf);
      if (endedAt !== undefined) {
        if (!isStaying(stay, Math.min(startAt + PLANNING_GRACE_MS, endedAt)) || isDone(item, startAt)) continue;
        const record = ended.get(id) ?? { sprint, startAt, endedAt, kept: [], broken: [], blind: 0 };
        ended.set(id, record);
        if (!item.hasHistory) record.blind += 1;
        else (isDone(item, endedAt) ? record.kept : record.broken).push(item);
      } else if (sprint.state !== 'closed' && isStaying(stay, asOf) && !isDone(item, Math.min(startAt, asOf))) {
        const record = open.get(id) ?? { sprint, startAt, promised: [] };
        open.set(id, record);
        record.promised.push({ item, since: stay.from, exact: stay.exact });
      }
    }
  }
  for (const { promised } of open.values()) promised.sort((a, b) => a.since - b.since);
  return {
    ended: [...ended.values()].sort((a, b) => b.endedAt - a.endedAt || compareText(b.sprint.id, a.sprint.id)),
    open: [...open.values()].sort((a, b) => a.startAt - b.startAt || compareText(a.sprint.id, b.sprint.id)),
  };
}

/** When a sprint was closed; undefined of one that was not by `asOf`. */
function endedBy({ state, completeAt, endAt }: Sprint, asOf: Instant): Instant | undefined {
  const endedAt = completeAt ?? endAt;
  return state === 'closed' && endedAt !== undefined && endedAt <= asOf ? endedAt : undefined;
}
