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
import { type TraceIndex, compareCommits } from './trace-index';
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

/** One pass over the items; commits are looked at for the features that are asked about. */
export function findOwnership(
  items: ReadonlyMap<WorkItemKey, WorkItem>,
  trace: TraceIndex,
  { botAuthors }: TraceSettings,
  asOf: Instant,
): OwnershipOf {
  const bots = new Set(botAuthors);
  const counts = ({ parents, author, authorHash, byBot }: Commit): boolean =>
    parents.length < 2 && byBot !== true && !bots.has(authorHash) && (author === undefined || !bots.has(author));
  const below = new Map<WorkItemKey, WorkItemKey[]>();
  for (const item of items.values()) {
    for (const one of [item, ...ancestryOf(item, items, asOf).ancestors]) {
      if (!isFeature(one)) continue;
      const keys = below.get(one.key);
      if (keys) keys.push(item.key);
      else below.set(one.key, [item.key]);
    }
  }
  return ({ key }) => {
    const commits = [...new Set((below.get(key) ?? []).flatMap((one) => trace.commitsOf(one)))].filter(counts);
    if (commits.length === 0) return undefined;
    const tally = new Tally();
    for (const commit of commits.sort(compareCommits)) tally.add(commit);
    return tally;
  };
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
