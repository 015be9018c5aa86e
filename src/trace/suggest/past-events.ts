/**
 * What happened, in the order in which it could be known.
 *
 * In: commits and links, in any order. Out: one line of events: a commit, and later, or right after
 * it, the items it turned out to serve.
 */
import { compareText } from '../../model/compare-text';
import type { Commit } from '../../model/commit';
import type { Instant } from '../../model/instant';
import type { WorkItemKey } from '../../model/key';
import type { ChoiceRequest } from './choice';
import { type ItemNumber, idOf } from './past-work';

export interface PastEvent {
  readonly at: Instant;
  readonly commit: Commit;
  /** Items it turned out to serve; undefined for the commit itself. */
  readonly links: readonly ItemNumber[] | undefined;
}

/** Oldest first. Links to items that `numberOf` does not know are left out. */
export function pastEventsOf(
  { commits, links }: Pick<ChoiceRequest, 'commits' | 'links'>,
  numberOf: (key: WorkItemKey) => ItemNumber | undefined,
): PastEvent[] {
  const byId = new Map<string, Commit>();
  for (const commit of commits) byId.set(idOf(commit.repo, commit.sha), commit);
  const events: PastEvent[] = Array.from(byId.values(), (commit) => ({
    at: commit.committedAt,
    commit,
    links: undefined,
  }));
  const known = new Map<string, { commit: Commit; at: Instant; items: Set<ItemNumber> }>();
  for (const { repo, sha, key, knownAt } of links) {
    const commit = byId.get(idOf(repo, sha));
    const item = numberOf(key);
    if (!commit || item === undefined) continue;
    const at = Math.max(commit.committedAt, knownAt ?? commit.committedAt);
    const id = `${idOf(repo, sha)} ${at}`;
    const told = known.get(id) ?? { commit, at, items: new Set<ItemNumber>() };
    told.items.add(item);
    known.set(id, told);
  }
  for (const { commit, at, items } of known.values())
    events.push({ at, commit, links: [...items].sort((a, b) => a - b) });
  return events.sort(byTime);
}

/** A commit's own links come right after it, before the next commit of the same second. */
function byTime(a: PastEvent, b: PastEvent): number {
  return (
    a.at - b.at ||
    a.commit.authoredAt - b.commit.authoredAt ||
    compareText(a.commit.repo, b.commit.repo) ||
    compareText(a.commit.sha, b.commit.sha) ||
    Number(a.links !== undefined) - Number(b.links !== undefined)
  );
}
