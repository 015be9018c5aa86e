/**
 * What the world knows of versions and sprints, whichever item tells it.
 *
 * An item's past values name the versions and sprints it has left, and nothing more: Jira describes
 * only those that an item is in. Another item that is still in one tells its days.
 */
import { compareText } from './compare-text';
import type { Instant } from './instant';
import { type History, spanAt } from './span';
import type { FixVersion, Sprint, WorkItem } from './work-item';
import { sprintAt, versionAt } from './world-at';

/**
 * Versions by id as they stood at an instant. One that is missing was left by every item, so that
 * nobody can say its day; one that is there without a day has none. Where items tell different days,
 * some were read before the version was changed, and the later day is taken. O(items, spans).
 */
export function knownVersions(items: Iterable<WorkItem>, at: Instant): ReadonlyMap<string, FixVersion> {
  const known = new Map<string, FixVersion>();
  for (const item of items) {
    const present = spanAt(item.fixVersions, at);
    for (const span of item.fixVersions) {
      if (span.from > at) break;
      for (const version of span.value) {
        if (span === present || version.releaseOn !== undefined) keepLater(known, versionAt(version, at), compareDays);
      }
    }
  }
  return known;
}

/**
 * Sprints by id as they stood at an instant. One that is missing is told only by items that have left
 * it, without its days. Of two tellings the one with the later days is taken. O(items, spans).
 */
export function knownSprints(items: Iterable<WorkItem>, at: Instant): ReadonlyMap<string, Sprint> {
  const known = new Map<string, Sprint>();
  const tellings = new Map<string, Sprint>();
  for (const item of items) {
    for (const span of item.sprints) {
      if (span.from > at) break;
      for (const sprint of span.value) {
        if (!isDescribed(sprint)) continue;
        // Thousands of items tell the same of a sprint.
        const told = tellings.get(sprint.id);
        if (told && told.state === sprint.state && compareDates(told, sprint) === 0) continue;
        tellings.set(sprint.id, sprint);
        keepLater(known, sprintAt(sprint, at), compareDates);
      }
    }
  }
  return known;
}

/**
 * The item with the days of all versions and sprints it was ever in, as far as the world knows them; the
 * item itself when it tells them all. Without this, the past would hold only the promises that were kept.
 */
export function withKnownPlans(
  item: WorkItem,
  versions: ReadonlyMap<string, FixVersion>,
  sprints: ReadonlyMap<string, Sprint>,
): WorkItem {
  const fixVersions = filledIn(item.fixVersions, versions, ({ releaseOn }) => releaseOn !== undefined);
  const told = filledIn(item.sprints, sprints, isDescribed);
  return fixVersions === item.fixVersions && told === item.sprints ? item : { ...item, fixVersions, sprints: told };
}

/** The same history when nothing in it is known better. */
function filledIn<T extends { readonly id: string }>(
  history: History<readonly T[]>,
  known: ReadonlyMap<string, T>,
  isTold: (plan: T) => boolean,
): History<readonly T[]> {
  const better = (plan: T): T => (isTold(plan) ? plan : (known.get(plan.id) ?? plan));
  if (history.every(({ value }) => value.every((plan) => better(plan) === plan))) return history;
  return history.map((span) => ({ ...span, value: span.value.map(better) }));
}

/** What only a changelog names counts as closed and has no dates; a sprint of Jira's that is closed has. */
function isDescribed({ state, startAt, endAt, completeAt }: Sprint): boolean {
  return state !== 'closed' || startAt !== undefined || endAt !== undefined || completeAt !== undefined;
}

function keepLater<T extends { readonly id: string }>(
  known: Map<string, T>,
  told: T,
  compare: (a: T, b: T) => number,
): void {
  const before = known.get(told.id);
  if (!before || compare(told, before) > 0) known.set(told.id, told);
}

function compareDays(a: FixVersion, b: FixVersion): number {
  return (
    compareText(a.releaseOn ?? '', b.releaseOn ?? '') ||
    Number(a.released) - Number(b.released) ||
    compareText(a.name, b.name)
  );
}

function compareDates(a: Sprint, b: Sprint): number {
  return (
    (a.endAt ?? 0) - (b.endAt ?? 0) ||
    (a.startAt ?? 0) - (b.startAt ?? 0) ||
    (a.completeAt ?? 0) - (b.completeAt ?? 0) ||
    compareText(a.state, b.state) ||
    compareText(a.name, b.name)
  );
}
