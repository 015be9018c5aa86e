/**
 * An item remembers by id and name the versions it was once planned for; their days stand with whichever
 * item is planned for them still. Without this, the past would hold only the promises that were never moved.
 */
import type { FixVersion, WorkItem } from './work-item';

/** Every version any item tells of, with its day where one item knows it. O(items + spans). */
export function versionsOf(items: Iterable<WorkItem>): ReadonlyMap<string, FixVersion> {
  const versions = new Map<string, FixVersion>();
  for (const { fixVersions } of items) {
    for (const { value } of fixVersions) {
      for (const version of value) {
        const known = versions.get(version.id);
        if (!known || (known.releaseOn === undefined && version.releaseOn !== undefined))
          versions.set(version.id, version);
      }
    }
  }
  return versions;
}

/** The item with the days of all its versions, past ones too; the item itself when it tells them all. */
export function withVersionDays(item: WorkItem, versions: ReadonlyMap<string, FixVersion>): WorkItem {
  const isTold = ({ id, releaseOn }: FixVersion): boolean =>
    releaseOn !== undefined || versions.get(id)?.releaseOn === undefined;
  if (item.fixVersions.every(({ value }) => value.every(isTold))) return item;
  return {
    ...item,
    fixVersions: item.fixVersions.map((span) => ({
      ...span,
      value: span.value.map((version) => (isTold(version) ? version : (versions.get(version.id) ?? version))),
    })),
  };
}
