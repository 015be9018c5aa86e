/**
 * When a work item waits, and why: on another item, behind a flag, or in a status made for waiting.
 *
 * In: one item with its history and the items around it. Out: the causes as intervals, and the
 * wait they make together. A cause holds only while the item is open, so a wait ends when the item
 * is done, however many links are left on it. The time an item waits is the union of its causes:
 * two blockers in the same week are one week of waiting.
 */
import { compareText } from './compare-text';
import type { WorkingCalendar } from './calendar';
import type { Instant } from './instant';
import { type WorkItemKey, compareKeys } from './key';
import type { WaitingSettings } from './settings';
import { type History, type Interval, uniteIntervals } from './span';
import type { AccountId, WorkItem } from './work-item';

/** One reason to wait, from its first instant until it ended; `until` is undefined while it holds. */
export type WaitCause = { readonly from: Instant; readonly until: Instant | undefined; readonly exact: boolean } & (
  | { readonly kind: 'link'; readonly blocker: WorkItemKey; readonly phrase: string }
  | { readonly kind: 'flag' }
  | { readonly kind: 'status'; readonly status: string }
);

/** A stretch of time; `exact` is false where any bound it rests on is an estimate. */
export interface Held {
  readonly from: Instant;
  readonly until: Instant | undefined;
  readonly exact: boolean;
}

/** How an item stands at `asOf`: what it has waited for, and what it waits for out of our sight. */
export interface WaitCauses {
  /** Every cause up to `asOf`, past ones too, by start. */
  readonly causes: readonly WaitCause[];
  /** Blockers linked at `asOf` that were not ingested: neither open nor done, but unknown. In key order. */
  readonly unseen: readonly WorkItemKey[];
}

/** An unbroken wait that includes `asOf`. */
export interface CurrentWait {
  readonly since: Instant;
  readonly sinceExact: boolean;
  /** Causes that hold at `asOf`, by start. */
  readonly causes: readonly WaitCause[];
  readonly workingDays: number;
  /**
   * Working days of it during which somebody was assigned. A person assigned to three waiting items
   * counts three times: this is delayed work, not idle hours.
   */
  readonly personDays: number;
}

/** Answers `isWaitingPhrase` and `isWaitingStatus` without preparing the lists again for each item. */
export interface WaitingWords {
  isWaitingPhrase(phrase: string): boolean;
  isWaitingStatus(name: string): boolean;
  readonly flagCounts: boolean;
}

/** Settings as two lookups; case and surrounding blanks do not matter. */
export function waitingWords(settings: WaitingSettings): WaitingWords {
  const plain = (text: string): string => text.trim().toLowerCase();
  const phrases = new Set(settings.linkPhrases.map(plain));
  const statuses = new Set(settings.statuses.map(plain));
  return {
    isWaitingPhrase: (phrase) => phrases.has(plain(phrase)),
    isWaitingStatus: (name) => statuses.has(plain(name)),
    flagCounts: settings.flagCounts,
  };
}

/** Times up to `asOf` at which the item existed and was not done, sorted. */
export function openTimes(item: Pick<WorkItem, 'createdAt' | 'status'>, asOf: Instant): Held[] {
  const open: Held[] = [];
  let start: { from: Instant; exact: boolean } | undefined = { from: item.createdAt, exact: true };
  for (const [index, span] of item.status.entries()) {
    if (span.from > asOf) break;
    if (span.value.stage !== 'done') continue;
    if (start && span.from > start.from) open.push({ ...start, until: span.from });
    const end = endBy(span.until, asOf);
    start = end === undefined ? undefined : { from: end, exact: item.status[index + 1]?.exact ?? span.exact };
  }
  if (start && start.from <= asOf) open.push({ ...start, until: undefined });
  return open;
}

/** What the item waits or waited for. `openTimesOf` answers for ingested items, undefined for all others. */
export function findWaitCauses(
  item: WorkItem,
  openTimesOf: (key: WorkItemKey) => readonly Held[] | undefined,
  words: WaitingWords,
  asOf: Instant,
): WaitCauses {
  const causes: WaitCause[] = [];
  const unseen = new Set<WorkItemKey>();
  const mine = openTimes(item, asOf);
  for (const span of item.links) {
    const { phrase, otherKey } = span.value;
    if (!words.isWaitingPhrase(phrase)) continue;
    const linked = heldBy(span, asOf);
    const theirs = openTimesOf(otherKey);
    if (!theirs) {
      if (linked.some(isHolding) && mine.some(isHolding)) unseen.add(otherKey);
      continue;
    }
    for (const held of overlapOf(overlapOf(linked, mine), theirs))
      causes.push({ kind: 'link', blocker: otherKey, phrase, ...held });
  }
  for (const held of words.flagCounts
    ? overlapOf(
        timesOf(item.flagged, (flagged) => flagged, asOf),
        mine,
      )
    : []) {
    causes.push({ kind: 'flag', ...held });
  }
  for (const span of item.status) {
    if (!words.isWaitingStatus(span.value.name)) continue;
    for (const held of overlapOf(heldBy(span, asOf), mine))
      causes.push({ kind: 'status', status: span.value.name, ...held });
  }
  return { causes: causes.sort(compareCauses), unseen: [...unseen].sort(compareKeys) };
}

/** The wait in force at `asOf`; undefined when no cause holds then. */
export function findCurrentWait(
  causes: readonly WaitCause[],
  assignee: History<AccountId | undefined>,
  calendar: WorkingCalendar,
  asOf: Instant,
): CurrentWait | undefined {
  const holding = causes.filter(isHolding);
  if (holding.length === 0) return undefined;
  const since = unitedTimes(causes, asOf).at(-1)?.from ?? asOf;
  const assigned = overlapOf(
    timesOf(assignee, (account) => account !== undefined, asOf),
    [{ from: since, until: undefined, exact: true }],
  );
  return {
    since,
    sinceExact: causes.some((cause) => cause.from === since && cause.exact),
    causes: holding,
    workingDays: calendar.workingDaysBetween(since, asOf),
    personDays: assigned.reduce((days, { from, until }) => days + calendar.workingDaysBetween(from, until ?? asOf), 0),
  };
}

/**
 * All the time something was held, without counting a moment twice; sorted. What still holds ends
 * one millisecond after `asOf`: `asOf` itself belongs to it.
 */
export function unitedTimes(times: readonly Pick<Held, 'from' | 'until'>[], asOf: Instant): Interval[] {
  return uniteIntervals(times.map(({ from, until }) => ({ from, until: until ?? asOf + 1 })));
}

/** True for what still goes on at the instant it was asked for. */
export function isHolding(held: Pick<Held, 'until'>): boolean {
  return held.until === undefined;
}

/** Times up to `asOf` at which a history's value answered yes. */
export function timesOf<T>(history: History<T>, holds: (value: T) => boolean, asOf: Instant): Held[] {
  return history.filter((span) => holds(span.value)).flatMap((span) => heldBy(span, asOf));
}

function heldBy(span: Held, asOf: Instant): Held[] {
  return span.from > asOf ? [] : [{ from: span.from, until: endBy(span.until, asOf), exact: span.exact }];
}

/** An end that lies after `asOf` was not known then. */
function endBy(until: Instant | undefined, asOf: Instant): Instant | undefined {
  return until !== undefined && until <= asOf ? until : undefined;
}

/**
 * Times held by both, for sorted lists. Exact only where both are: when the start of a link is an
 * estimate, the later birth of the other item bounds it but does not tell it.
 */
function overlapOf(some: readonly Held[], others: readonly Held[]): Held[] {
  const both: Held[] = [];
  for (const one of some) {
    for (const other of others) {
      const from = Math.max(one.from, other.from);
      const until = Math.min(one.until ?? Infinity, other.until ?? Infinity);
      if (from < until)
        both.push({ from, until: until === Infinity ? undefined : until, exact: one.exact && other.exact });
    }
  }
  return both;
}

/** Two links may lead to one blocker, in other words or by another history; theirs is one order all the same. */
function compareCauses(a: WaitCause, b: WaitCause): number {
  return (
    a.from - b.from ||
    compareText(nameOf(a), nameOf(b)) ||
    (a.until ?? Number.MAX_SAFE_INTEGER) - (b.until ?? Number.MAX_SAFE_INTEGER) ||
    Number(b.exact) - Number(a.exact)
  );
}

function nameOf(cause: WaitCause): string {
  if (cause.kind === 'flag') return 'flag';
  return cause.kind === 'link' ? `link ${cause.blocker} ${cause.phrase}` : `status ${cause.status}`;
}
