/**
 * The ledger: everything that was ever said about which commit serves which work item. Entries are
 * appended, never changed, so the map of any past day is what its entries up to then amount to.
 *
 * About one pair of commit and item, linkers say `found` and later perhaps `superseded`; people say
 * `confirmed` or `rejected`, and `undone` takes back the last of these. A person's word stands above
 * every linker's.
 */
import { compareText } from './compare-text';
import { type RepositoryName, type Sha, commitName } from './commit';
import { digestText } from './digest';
import type { Instant } from './instant';
import type { WorkItemKey } from './key';
import type { LinkEvidence, LinkerId, TraceLink } from './link';
import type { AccountId } from './work-item';

export const LEDGER_ACTS = ['found', 'superseded', 'confirmed', 'rejected', 'undone'] as const;
export type LedgerAct = (typeof LEDGER_ACTS)[number];

/** Who said it. The version of an algorithm changes when the same facts would give other links. */
export type LedgerActor =
  | { readonly kind: 'linker'; readonly version: string }
  | { readonly kind: 'person'; readonly accountId: AccountId };

/** The pair an entry is about. */
export interface LinkedPair {
  readonly repo: RepositoryName;
  readonly sha: Sha;
  readonly key: WorkItemKey;
}

export interface LedgerEntry extends LinkedPair {
  /** Digest of the rest without `at` and `weight`: to say the same twice is to say it once. */
  readonly id: string;
  readonly act: LedgerAct;
  /** How the link was found; of a person's decision, `person`. */
  readonly linker: LinkerId;
  /** 0..1: of a decision on a suggestion, the probability it was offered with. */
  readonly confidence: number;
  readonly evidence: LinkEvidence;
  readonly by: LedgerActor;
  readonly at: Instant;
  /** How many entries about the pair came before, as far as the writer knew. */
  readonly position: number;
  /** +1 when the pair is linked from here on and was not before, -1 the other way round, else 0. */
  readonly weight: -1 | 0 | 1;
}

/** What the entries about one pair amount to. */
export interface PairState {
  /** The last decision that was not undone. */
  readonly decision: LedgerEntry | undefined;
  /** What a linker says; undefined when none does any more. */
  readonly found: LedgerEntry | undefined;
  /** Whether the commit counts as serving the item. */
  readonly stands: boolean;
}

/** Folds the entries about one pair, in whatever order they come. */
export function stateOf(entries: readonly LedgerEntry[]): PairState {
  const decisions: LedgerEntry[] = [];
  let found: LedgerEntry | undefined;
  for (const entry of entries.length > 1 ? [...entries].sort(compareEntries) : entries) {
    switch (entry.act) {
      case 'found':
        found = entry;
        break;
      case 'superseded':
        if (found?.linker === entry.linker) found = undefined;
        break;
      case 'confirmed':
      case 'rejected':
        decisions.push(entry);
        break;
      case 'undone':
        decisions.pop();
        break;
    }
  }
  const decision = decisions.at(-1);
  return {
    decision,
    found,
    stands: decision === undefined ? found !== undefined : decision.act === 'confirmed',
  };
}

/** The link that a state amounts to; undefined when the pair is not linked. */
export function linkFrom({ decision, found, stands }: PairState): TraceLink | undefined {
  const said = decision ?? found;
  if (!stands || !said) return undefined;
  const { repo, sha, key, linker, evidence, at } = said;
  return { repo, sha, key, linker, confidence: decision ? 1 : said.confidence, evidence, foundAt: at };
}

/** The entries about each pair, under `pairName`. O(entries). */
export function entriesByPair(entries: Iterable<LedgerEntry>): Map<string, LedgerEntry[]> {
  const byPair = new Map<string, LedgerEntry[]>();
  for (const entry of entries) {
    const name = pairName(entry);
    const known = byPair.get(name);
    if (known) known.push(entry);
    else byPair.set(name, [entry]);
  }
  return byPair;
}

/** The links that stood at an instant, in order of repository, sha and key. O(entries), and O(links log links) to sort them. */
export function linksAt(entries: Iterable<LedgerEntry>, at: Instant = Infinity): TraceLink[] {
  const until: LedgerEntry[] = [];
  for (const entry of entries) if (entry.at <= at) until.push(entry);
  return [...entriesByPair(until).values()]
    .map((theirs) => linkFrom(stateOf(theirs)))
    .filter((link) => link !== undefined)
    .sort((a, b) => compareText(a.repo, b.repo) || compareText(a.sha, b.sha) || compareText(a.key, b.key));
}

export function pairName(pair: LinkedPair): string {
  return `${commitName(pair)} ${pair.key}`;
}

/** What a writer has to say; the rest of an entry follows from what was said before. */
export type NewEntry = Pick<LedgerEntry, 'act' | 'linker' | 'confidence' | 'evidence' | 'by'>;

/**
 * The entry that says it after all that was said about the pair. Its instant lies behind the last of
 * them even where clocks disagree, so that order never depends on anything else.
 */
export function nextEntry(
  { repo, sha, key }: LinkedPair,
  before: readonly LedgerEntry[],
  said: NewEntry,
  now: Instant,
): LedgerEntry {
  const at = before.reduce((least, entry) => Math.max(least, entry.at + 1), now);
  const position = before.length;
  const identity = [repo, sha, key, said, position];
  const entry: LedgerEntry = {
    repo,
    sha,
    key,
    ...said,
    at,
    position,
    weight: 0,
    id: digestText(JSON.stringify(identity)),
  };
  return { ...entry, weight: weightAfter(before, entry) };
}

function weightAfter(before: readonly LedgerEntry[], entry: LedgerEntry): LedgerEntry['weight'] {
  const [stood, stands] = [stateOf(before).stands, stateOf([...before, entry]).stands];
  return stood === stands ? 0 : stands ? 1 : -1;
}

/**
 * The entries about one pair with the weights that follow from all of them: two who write at once
 * both start from what was there before, and neither weighs the other.
 */
export function weighEntries(entries: readonly LedgerEntry[]): LedgerEntry[] {
  const sorted = [...entries].sort(compareEntries);
  return sorted.map((entry, index) => ({ ...entry, weight: weightAfter(sorted.slice(0, index), entry) }));
}

/** By place in what was said about the pair; by time and id where two writers spoke at once. */
export function compareEntries(a: LedgerEntry, b: LedgerEntry): number {
  return a.position - b.position || a.at - b.at || compareText(a.id, b.id);
}
