/**
 * What the side column and the panel show at first sight, from whichever source answered: the
 * issue property (at once, no function) or `item.read` (when there is no property yet).
 */
import type { At, ItemProperty, ItemRef, ItemView, LinkView, Severity, Since } from '../bridge';
import { workingAge } from '../words/working-age';

export interface GlanceWait {
  readonly item: ItemRef;
  readonly since: Since;
  readonly workingDays: number | undefined;
}

/** Items of one list: those that may be named, and how many others there are. */
export interface GlanceWaits {
  readonly named: readonly GlanceWait[];
  readonly hidden: number;
  /** How many have no name yet because Jira has not answered; neither hidden nor named. */
  readonly unnamed: number;
  /** How many there are beyond those that the item's state lists. */
  readonly more: number;
}

export interface Glance {
  readonly asOf: At;
  readonly level: ItemView['level'];
  readonly feature: ItemRef | 'none' | 'unnamed';
  readonly waiting: { readonly since: Since; readonly workingDays: number | undefined } | undefined;
  readonly waitsOn: GlanceWaits;
  readonly unknownBlockers: number;
  readonly waitedForBy: GlanceWaits;
  readonly findings: readonly {
    readonly id: string;
    readonly title: string;
    readonly since: Since;
    readonly severity: Severity;
  }[];
  readonly commits: readonly {
    readonly repo: string;
    readonly sha: string;
    readonly at: At;
    readonly linker: LinkView['linker'];
    readonly evidence: string;
  }[];
  /** Undefined while commits were never ingested. */
  readonly commitCount: number | undefined;
  readonly stories: { readonly total: number; readonly done: number } | undefined;
}

/**
 * `items` is undefined while Jira has not yet said what the reader may see. The property holds dates and
 * is rewritten only when something changed, so ages are counted up to `now`.
 */
export function glanceFromProperty(
  property: ItemProperty,
  items: ReadonlyMap<string, ItemRef> | undefined,
  now: At,
): Glance {
  const waits = (list: ItemProperty['waitsOn'], more = 0): GlanceWaits => {
    if (!items) return { named: [], hidden: 0, unnamed: list.length, more };
    const named = list.flatMap(({ id, since, exact }) => {
      const item = items.get(id);
      return item ? [{ item, since: { at: since, exact }, workingDays: workingAge(since, now) }] : [];
    });
    return { named, hidden: list.length - named.length, unnamed: 0, more };
  };
  return {
    asOf: property.asOf,
    level: property.level,
    feature:
      property.feature === undefined ? 'none' : items ? (items.get(property.feature) ?? { kind: 'hidden' }) : 'unnamed',
    waiting:
      property.waitingSince === undefined
        ? undefined
        : {
            since: { at: property.waitingSince, exact: property.waitingExact === true },
            workingDays: workingAge(property.waitingSince, now),
          },
    waitsOn: waits(property.waitsOn, property.waitsOnMore),
    unknownBlockers: property.unknownBlockers,
    waitedForBy: waits(property.waitedForBy, property.waitedForByMore),
    findings: property.findings.map(({ id, title, since, exact, severity }) => ({
      id,
      title,
      severity,
      since: { at: since, exact },
    })),
    commits: property.commits,
    commitCount: property.commitCount,
    stories: property.stories,
  };
}

export function glanceFromView(view: ItemView): Glance {
  const causes = view.wait?.causes ?? [];
  const waitsOn = causes.flatMap(({ item, since, unknown }) =>
    item && !unknown && item.kind !== 'unknown' ? [{ item, since }] : [],
  );
  return {
    asOf: view.asOf,
    level: view.level,
    feature: featureOf(view),
    waiting: view.wait && { since: view.wait.since, workingDays: view.wait.workingDays },
    waitsOn: split(waitsOn.map((wait) => ({ ...wait, workingDays: workingAge(wait.since.at, view.asOf) }))),
    unknownBlockers: causes.filter(({ item, unknown }) => unknown || item?.kind === 'unknown').length,
    waitedForBy: split(
      view.waitedForBy.map(({ waiter, since, workingDays }) => ({ item: waiter, since, workingDays })),
    ),
    findings: view.findings,
    commits: view.commits.map(({ repo, sha, at, links }) => ({
      repo,
      sha,
      at,
      linker: links[0]?.linker ?? 'inherited',
      evidence: links[0]?.evidence ?? '',
    })),
    commitCount: view.commitCount,
    stories: undefined,
  };
}

/** A story's parent is its feature; a subtask's is its story, whose parent is. */
function featureOf(view: ItemView): Glance['feature'] {
  if (view.level === 'feature') return 'none';
  const others = view.ancestors.filter((ancestor) => !isSame(ancestor, view.item));
  return others.at(view.level === 'subtask' ? 1 : 0) ?? 'none';
}

export function isSame(a: ItemRef, b: ItemRef): boolean {
  return a.kind !== 'hidden' && b.kind !== 'hidden' && a.key === b.key;
}

function split(waits: readonly GlanceWait[]): GlanceWaits {
  const named = waits.filter(({ item }) => item.kind !== 'hidden');
  return { named, hidden: waits.length - named.length, unnamed: 0, more: 0 };
}
