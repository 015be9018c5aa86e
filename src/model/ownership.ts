/**
 * How far a feature depends on one author: the share of its commits that the busiest author wrote.
 * Shares and days only; who it is stays inside.
 *
 * A truck factor counts the authors whose loss leaves half of the files without one (Avelino et al.,
 * ICPC 2016). An examination does not read files, so commits stand in for them.
 */
import { ancestryOf } from './ancestry';
import type { Commit } from './commit';
import { type Instant, mondayOf } from './instant';
import type { WorkItemKey } from './key';
import type { TraceSettings } from './settings';
import type { TraceIndex } from './trace-index';
import { type WorkItem, isFeature } from './work-item';

export interface Ownership {
  /** Commits that serve the feature or anything below it, without merges and bots. */
  readonly commits: number;
  /** Share of them that one author wrote for certain, 0..1. */
  readonly atLeast: number;
  /** The same when every commit of an author who is not joined to an account were that author's. */
  readonly atMost: number;
  /**
   * The Monday of the week from which on at least this share of at least so many commits has been
   * one author's; undefined where it is not so now.
   */
  heldSince(share: number, fewest: number): Instant | undefined;
}

/** Undefined for a feature without a commit. */
export type OwnershipOf = (feature: Pick<WorkItem, 'key'>) => Ownership | undefined;

/** One pass over the commits, oldest first as the trace has them. */
export function findOwnership(
  items: ReadonlyMap<WorkItemKey, WorkItem>,
  trace: TraceIndex,
  commits: readonly Commit[],
  { botAuthors }: TraceSettings,
  asOf: Instant,
): OwnershipOf {
  const bots = new Set(botAuthors);
  const isBots = ({ author, authorHash, byBot }: Commit): boolean =>
    byBot === true || bots.has(authorHash) || (author !== undefined && bots.has(author));
  const above = new Map<WorkItemKey, readonly WorkItemKey[]>();
  const featuresAbove = (key: WorkItemKey): readonly WorkItemKey[] => {
    const known = above.get(key);
    if (known) return known;
    const item = items.get(key);
    const found = item
      ? [item, ...ancestryOf(item, items, asOf).ancestors].filter(isFeature).map((one) => one.key)
      : [];
    above.set(key, found);
    return found;
  };
  const tallies = new Map<WorkItemKey, Tally>();
  for (const commit of commits) {
    const links = trace.linksOf(commit);
    if (links.length === 0 || commit.parents.length > 1 || isBots(commit)) continue;
    for (const key of new Set(links.flatMap((link) => featuresAbove(link.key)))) {
      const tally = tallies.get(key) ?? new Tally();
      tally.add(commit);
      tallies.set(key, tally);
    }
  }
  return ({ key }) => tallies.get(key);
}

class Tally implements Ownership {
  /** By account, or by hash where none is joined. */
  readonly #byAuthor = new Map<string, number>();
  readonly #shares: { readonly at: Instant; readonly share: number }[] = [];
  #busiest = 0;
  #busiestAccount = 0;
  #unjoined = 0;

  add({ author, authorHash, committedAt }: Commit): void {
    const name = author === undefined ? `hash ${authorHash}` : `account ${author}`;
    // Without a hash the sender told no author: two such commits need not be one person's.
    const count = author === undefined && authorHash === '' ? 1 : (this.#byAuthor.get(name) ?? 0) + 1;
    this.#byAuthor.set(name, count);
    this.#busiest = Math.max(this.#busiest, count);
    if (author === undefined) this.#unjoined += 1;
    else this.#busiestAccount = Math.max(this.#busiestAccount, count);
    this.#shares.push({ at: committedAt, share: this.#busiest / (this.#shares.length + 1) });
  }

  get commits(): number {
    return this.#shares.length;
  }

  get atLeast(): number {
    return this.#busiest / this.commits;
  }

  get atMost(): number {
    return (this.#busiestAccount + this.#unjoined) / this.commits;
  }

  heldSince(share: number, fewest: number): Instant | undefined {
    const lastWithout = this.#shares.findLastIndex((one, index) => one.share < share || index + 1 < fewest);
    const first = this.#shares[lastWithout + 1];
    return first && mondayOf(first.at);
  }
}
