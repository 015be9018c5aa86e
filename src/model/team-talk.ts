/**
 * Work items over which two teams talk, as far as Jira and the trace tell: those that members of both
 * committed to, or were assigned while they were open, and those of the one that are linked to some of the
 * other, or parent and child of them. All of it in the time looked at.
 */
import type { Commit } from './commit';
import type { WorkItemKey } from './key';
import { PairTable } from './pair-table';
import type { Interval, Span } from './span';
import type { TeamIndex } from './team-index';
import type { TraceIndex } from './trace-index';
import type { WorkItem } from './work-item';

export interface TeamTalk {
  /** How many items both worked on. */
  readonly shared: number;
  /** How many two items, one of each, are linked, or parent and child. */
  readonly linked: number;
}

export interface TalkFacts {
  /** Of the time looked at. */
  readonly commits: readonly Commit[];
  readonly trace: TraceIndex;
  readonly items: ReadonlyMap<WorkItemKey, WorkItem>;
}

/** Of every two teams. O(commits + items + links). */
export function findTalk(facts: TalkFacts, teams: TeamIndex, window: Interval): (a: number, b: number) => TeamTalk {
  const atWork = findTeamsAtWork(facts, teams, window);
  const table = new PairTable(teams.names.length, () => ({ shared: 0, linked: new Set<string>() }));
  for (const [key, theirs] of atWork) {
    for (const a of theirs) for (const b of theirs) if (a < b) table.at(a, b).shared += 1;
    for (const other of relativesOf(facts.items.get(key), window)) {
      const others = atWork.get(other);
      if (!others) continue;
      // Either end may tell of the link, or both.
      const link = key < other ? `${key} ${other}` : `${other} ${key}`;
      for (const a of theirs) for (const b of others) if (a !== b) table.at(a, b).linked.add(link);
    }
  }
  return (a, b) => {
    const kept = table.find(a, b);
    return { shared: kept?.shared ?? 0, linked: kept?.linked.size ?? 0 };
  };
}

function findTeamsAtWork(
  { commits, trace, items }: TalkFacts,
  teams: TeamIndex,
  window: Interval,
): ReadonlyMap<WorkItemKey, ReadonlySet<number>> {
  const atWork = new Map<WorkItemKey, Set<number>>();
  const meet = (key: WorkItemKey, theirs: readonly number[]): void => {
    if (theirs.length === 0) return;
    const met = atWork.get(key) ?? new Set<number>();
    atWork.set(key, met);
    for (const team of theirs) met.add(team);
  };
  for (const commit of commits) {
    const theirs = teams.teamsOf(commit.author);
    if (theirs.length > 0) for (const { key } of trace.linksOf(commit)) meet(key, theirs);
  }
  for (const { key, assignee, status } of items.values()) {
    for (const held of assignee) {
      const theirs = teams.teamsOf(held.value);
      if (theirs.length === 0 || !overlaps(held, window)) continue;
      // Most items keep their assignee for ever after they were closed, and nobody talks over them then.
      const meeting = { from: Math.max(held.from, window.from), until: Math.min(held.until ?? Infinity, window.until) };
      if (status.some((span) => span.value.stage !== 'done' && overlaps(span, meeting))) meet(key, theirs);
    }
  }
  return atWork;
}

function relativesOf(item: WorkItem | undefined, window: Interval): WorkItemKey[] {
  if (!item) return [];
  const linked = item.links.filter((span) => overlaps(span, window)).map(({ value }) => value.otherKey);
  const parents = item.parent.filter((span) => overlaps(span, window)).flatMap(({ value }) => value ?? []);
  return [...linked, ...parents];
}

function overlaps({ from, until }: Pick<Span<unknown>, 'from' | 'until'>, window: Interval): boolean {
  return from <= window.until && (until === undefined || until > window.from);
}
