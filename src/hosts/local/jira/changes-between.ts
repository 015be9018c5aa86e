/** What the data set says happened between two instants, as the events Jira would have raised. */
import type { ProductEvent } from '../contract';
import { itemCreated, itemUpdated, linkChanged, sprintChanged, versionReleased, type Cause } from './events';
import { instantFrom, type Item } from './item';
import type { Site } from './site-context';
import type { ItemView, Worlds } from './world';

/**
 * Events after `from` up to and including `to`, oldest first. Each shows its item as it was at that
 * instant. Edits made through the API raised their own events when they were made.
 */
export function changesBetween(site: Site, worlds: Worlds, from: number, to: number): ProductEvent[] {
  const isWithin = (at: number | undefined): at is number => at !== undefined && at > from && at <= to;
  const found: { at: number; events: () => ProductEvent[] }[] = [];
  const add = (at: number, events: (cause: Cause) => ProductEvent[], accountId?: string) =>
    found.push({ at, events: () => events({ at, selfGenerated: false, ...(accountId && { accountId }) }) });

  for (const item of site.dataSet.items) {
    if (isWithin(item.createdAt))
      add(item.createdAt, (cause) => viewOf(worlds, item, cause.at, (view) => [itemCreated(site, view, cause)]));
    for (const entry of item.history) {
      if (!isWithin(entry.at)) continue;
      add(
        entry.at,
        (cause) => viewOf(worlds, item, cause.at, (view) => itemUpdated(site, view, entry.items, cause)),
        entry.author?.accountId,
      );
    }
  }
  for (const link of site.dataSet.links) {
    const since = linkedSince(site, link.sourceKey, link.destinationKey, link.from);
    if (isWithin(since)) add(since, (cause) => [linkChanged('created', site, worlds.at(cause.at), link, cause)]);
    if (isWithin(link.until))
      add(link.until, (cause) => [linkChanged('deleted', site, worlds.at(cause.at), link, cause)]);
  }
  for (const sprint of site.dataSet.catalogue.sprints.values()) {
    const [startedAt, closedAt] = [instantFrom(sprint['startDate']), instantFrom(sprint['completeDate'])];
    if (isWithin(startedAt)) add(startedAt, (cause) => [sprintChanged('started', site, sprint, cause)]);
    if (isWithin(closedAt)) add(closedAt, (cause) => [sprintChanged('closed', site, sprint, cause)]);
  }
  for (const [id, releasedAt] of worlds.at(to).releasedAt) {
    const version = site.dataSet.catalogue.versions.get(id);
    if (version && isWithin(releasedAt))
      add(releasedAt, (cause) => [versionReleased(site, worlds.at(cause.at), version, cause)]);
  }
  return found.sort((a, b) => a.at - b.at).flatMap((change) => change.events());
}

/** Nothing for an item that was deleted on the site meanwhile. */
function viewOf(worlds: Worlds, item: Item, at: number, events: (view: ItemView) => ProductEvent[]): ProductEvent[] {
  const view = worlds.viewAt(item, at);
  return view ? events(view) : [];
}

/** A link without a date of its own appears with the younger of its ends. */
function linkedSince(
  site: Site,
  sourceKey: string,
  destinationKey: string,
  known: number | undefined,
): number | undefined {
  if (known !== undefined) return known;
  const ends = site.dataSet.items.filter((item) => item.key === sourceKey || item.key === destinationKey);
  return ends.length === 0 ? undefined : Math.max(...ends.map((end) => end.createdAt));
}
