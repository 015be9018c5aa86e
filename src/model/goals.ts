/**
 * Which work serves a goal in force: an item does when it, or anything above it, is a feature named as
 * a goal, or has a fix version or a label that is.
 */
import { ancestryOf } from './ancestry';
import type { WorkingCalendar } from './calendar';
import type { DayOfWork } from './effort';
import type { Instant } from './instant';
import type { WorkItemKey } from './key';
import type { GoalSettings } from './settings';
import { heldSince } from './span';
import { type WorkItem, fixVersionsAt } from './work-item';

/** How far the work on an item serves a goal. */
export interface GoalReach {
  /** Work before this instant does; 0 when none ever did, Infinity while a goal it reaches is in force. */
  readonly until: Instant;
  /** True when the chain of parents leads out of sight: later work may serve a goal that we do not see. */
  readonly mayGoOn: boolean;
}

export interface Goals {
  /** False when the settings name none. */
  readonly named: boolean;
  reachOf(item: WorkItem): GoalReach;
}

/** Goals as the settings name them, over the parents, labels and versions of one instant. */
export function goalsFrom(
  { features, fixVersions, labels }: GoalSettings,
  items: ReadonlyMap<WorkItemKey, WorkItem>,
  calendar: WorkingCalendar,
  at: Instant,
): Goals {
  const keys = new Set(features);
  const versions = new Set(fixVersions.map(plain));
  const marks = new Set(labels.map(plain));
  /** A feature stops being a goal when it is closed, a version when it is released; a label does not. */
  const endsOf = (item: WorkItem): Instant[] => [
    ...(keys.has(item.key) ? [heldSince(item.status, ({ stage }) => stage === 'done', at)?.from ?? Infinity] : []),
    ...fixVersionsAt(item, at)
      .filter(({ name }) => versions.has(plain(name)))
      .map(({ released, releaseOn }) =>
        released && releaseOn !== undefined ? calendar.endOfDay(releaseOn) : Infinity,
      ),
    ...(item.labels.some((label) => marks.has(plain(label))) ? [Infinity] : []),
  ];
  return {
    named: keys.size + versions.size + marks.size > 0,
    reachOf: (item) => {
      const { ancestors, unseen } = ancestryOf(item, items, at);
      if (unseen !== undefined && keys.has(unseen)) return { until: Infinity, mayGoOn: false };
      return { until: Math.max(0, ...[item, ...ancestors].flatMap(endsOf)), mayGoOn: unseen !== undefined };
    },
  };
}

/** Days of work that served no goal, and those of which nobody can say; the others served one. */
export function splitByGoals(
  days: readonly DayOfWork[],
  goals: Goals,
): { readonly off: readonly DayOfWork[]; readonly unseen: readonly DayOfWork[] } {
  const reaches = new Map<WorkItem, GoalReach>();
  const off: DayOfWork[] = [];
  const unseen: DayOfWork[] = [];
  for (const day of days) {
    const reach = reaches.get(day.item) ?? goals.reachOf(day.item);
    reaches.set(day.item, reach);
    if (day.from >= reach.until) (reach.mayGoOn ? unseen : off).push(day);
  }
  return { off, unseen };
}

function plain(name: string): string {
  return name.trim().toLowerCase();
}
