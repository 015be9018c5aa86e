/**
 * What is known of linked work so far, while commits are read in the order of time.
 *
 * In: commits, and links as they become known. Out: for the next commit, who last worked on what,
 * which items its files and its parents served, and which linked commits were worded alike. The one
 * idea: nothing is ever asked of it about the future, because the future has not been told yet.
 */
import type { Commit, Sha } from '../../model/commit';
import { type Instant, DAY_MS } from '../../model/instant';
import { hideKeysInPath } from './words';

/** Number of an item in the order of creation. */
export type ItemNumber = number;

export interface LinkedTime {
  readonly item: ItemNumber;
  readonly at: Instant;
}

export interface PastOfItem {
  lastAt: Instant;
  count: number;
}

interface PastOfAuthor {
  /** Newest last. */
  readonly links: LinkedTime[];
  /** Share of linked among the latest commits, newer ones counting more; weight says how much that rests on. */
  linked: number;
  weight: number;
  lastAt: Instant;
  lastWasLinked: boolean;
}

interface PastOfFile {
  changes: number;
  /** Newest last, each item once. */
  readonly links: LinkedTime[];
}

interface Told {
  author: string;
  at: Instant;
  readonly parents: readonly string[];
  readonly items: ItemNumber[];
  /** Whether a link would have been expected of it: merges and the like need none. */
  readonly counts: boolean;
}

interface Worded {
  readonly item: ItemNumber;
  readonly sha: Sha;
  readonly words: number;
}

export const FILES_READ = 60;
const LINKS_KEPT = 30;
const LINKS_OF_A_FILE = 6;
const COMMITS_OF_A_WORD = 40;
/** How much the weight of a commit shrinks with each newer one. */
const FADING = 0.95;
const ANCESTORS_WALKED = 12;

/** Who wrote it: the account where known, else the hash of the address. */
export function authorOf(commit: Commit): string {
  return commit.author ?? commit.authorHash;
}

export class PastWork {
  private readonly authors = new Map<string, PastOfAuthor>();
  private readonly repositories = new Map<string, PastOfAuthor>();
  private readonly projects = new Map<string, Map<string, number>>();
  private readonly files = new Map<string, PastOfFile>();
  private readonly items = new Map<ItemNumber, PastOfItem>();
  private readonly told = new Map<string, Told>();
  private readonly worded: Worded[] = [];
  private readonly byWord = new Map<string, { count: number; readonly latest: number[] }>();
  private commitCount = 0;

  constructor(private readonly projectOfItem: (item: ItemNumber) => string) {}

  /** A commit happened; what it serves is told by `link`, then or later. */
  add(commit: Commit, counts: boolean): void {
    const author = authorOf(commit);
    this.told.set(idOf(commit.repo, commit.sha), {
      author,
      at: commit.committedAt,
      parents: commit.parents,
      items: [],
      counts,
    });
    if (!counts) return;
    this.commitCount += 1;
    for (const past of [this.authorPast(author), this.repositoryPast(commit.repo)]) {
      past.linked *= FADING;
      past.weight = past.weight * FADING + 1;
      past.lastAt = commit.committedAt;
      past.lastWasLinked = false;
    }
    for (const path of pathsOf(commit)) {
      const past = this.files.get(path);
      if (past) past.changes += 1;
      else this.files.set(path, { changes: 1, links: [] });
    }
  }

  /** A commit told before is known, from now on, to serve an item. `words` are those of its message. */
  link(commit: Commit, item: ItemNumber, words: readonly string[]): void {
    const told = this.told.get(idOf(commit.repo, commit.sha));
    if (!told || told.items.includes(item)) return;
    const first = told.items.length === 0;
    told.items.push(item);
    const linked = { item, at: commit.committedAt };
    for (const past of [this.authorPast(told.author), this.repositoryPast(commit.repo)]) {
      if (first && told.counts) {
        past.linked += 1;
        if (past.lastAt === told.at) past.lastWasLinked = true;
      }
      past.links.push(linked);
      if (past.links.length > 2 * LINKS_KEPT) past.links.splice(0, LINKS_KEPT);
    }
    const project = this.projectOfItem(item);
    const projects = this.projects.get(commit.repo) ?? new Map<string, number>();
    this.projects.set(commit.repo, projects.set(project, (projects.get(project) ?? 0) + 1));
    const past = this.items.get(item);
    if (past) {
      past.count += 1;
      past.lastAt = Math.max(past.lastAt, linked.at);
    } else this.items.set(item, { count: 1, lastAt: linked.at });
    if (!told.counts) return;
    for (const path of pathsOf(commit)) {
      const links = this.files.get(path)?.links;
      if (!links) continue;
      const known = links.findIndex((link) => link.item === item);
      if (known >= 0) links.splice(known, 1);
      links.push(linked);
      if (links.length > LINKS_OF_A_FILE) links.shift();
    }
    const id = this.worded.push({ item, sha: commit.sha, words: words.length }) - 1;
    for (const word of words) {
      const known = this.byWord.get(word);
      if (!known) this.byWord.set(word, { count: 1, latest: [id] });
      else {
        known.count += 1;
        known.latest.push(id);
        if (known.latest.length > 2 * COMMITS_OF_A_WORD) known.latest.splice(0, COMMITS_OF_A_WORD);
      }
    }
  }

  /** The author's latest links, newest first. */
  linksOfAuthor(author: string): LinkedTime[] {
    return (this.authors.get(author)?.links ?? []).slice(-LINKS_KEPT).reverse();
  }

  /** The repository's latest links, newest first. */
  linksOfRepository(repo: string): LinkedTime[] {
    return (this.repositories.get(repo)?.links ?? []).slice(-LINKS_KEPT).reverse();
  }

  /** How often commits are linked of late, drawn towards a half where few are known. */
  linkedShareOfAuthor(author: string): number {
    return shareOf(this.authors.get(author));
  }

  linkedShareOfRepository(repo: string): number {
    return shareOf(this.repositories.get(repo));
  }

  /** The author's commit before this one, whether or not linked. */
  lastOfAuthor(author: string): { readonly at: Instant; readonly linked: boolean } | undefined {
    const past = this.authors.get(author);
    return past && past.lastAt > 0 ? { at: past.lastAt, linked: past.lastWasLinked } : undefined;
  }

  /** Share of the repository's links that go to the project; 1 where there are none yet. */
  projectShare(repo: string, item: ItemNumber): number {
    const projects = this.projects.get(repo);
    if (!projects) return 1;
    let all = 0;
    for (const count of projects.values()) all += count;
    return (projects.get(this.projectOfItem(item)) ?? 0) / all;
  }

  pastOfItem(item: ItemNumber): PastOfItem | undefined {
    return this.items.get(item);
  }

  /**
   * Items of the nearest linked ancestor, along first parents through commits that are not linked;
   * `steps` is 1 for the parent itself.
   */
  linkedAncestor(commit: Commit): { items: readonly ItemNumber[]; steps: number; sameAuthor: boolean } | undefined {
    const author = authorOf(commit);
    let sha = commit.parents[0];
    for (let steps = 1; steps <= ANCESTORS_WALKED && sha !== undefined; steps += 1) {
      const told = this.told.get(idOf(commit.repo, sha));
      if (!told) return undefined;
      if (told.items.length > 0) return { items: told.items, steps, sameAuthor: told.author === author };
      sha = told.parents[0];
    }
    return undefined;
  }

  /** True when the parent is known and not linked though it might be. */
  hasUnlinkedParent(commit: Commit): boolean {
    const told = this.told.get(idOf(commit.repo, commit.parents[0] ?? ''));
    return told !== undefined && told.counts && told.items.length === 0;
  }

  /**
   * How much the commit's files speak for each item they served lately: the share of what its files
   * weigh. A file that everybody changes weighs little. `last` counts only who touched a file last.
   */
  shareOfFiles(commit: Commit): Map<ItemNumber, { faded: number; last: number; files: number }> {
    const shares = new Map<ItemNumber, { faded: number; last: number; files: number }>();
    let all = 0;
    for (const path of pathsOf(commit)) {
      const past = this.files.get(path);
      const weight = 1 / Math.log2(2 + (past?.changes ?? 0));
      all += weight;
      if (!past) continue;
      for (const [index, { item, at }] of past.links.entries()) {
        const share = shares.get(item) ?? { faded: 0, last: 0, files: 0 };
        share.faded += weight * Math.exp(-Math.max(0, commit.committedAt - at) / (30 * DAY_MS));
        share.files += 1;
        if (index === past.links.length - 1) share.last += weight;
        shares.set(item, share);
      }
    }
    for (const share of shares.values()) {
      share.faded /= all;
      share.last /= all;
    }
    return shares;
  }

  /** For each item, how alike the most alike message of its linked commits is: 0 to 1. */
  likenessOfMessages(words: readonly string[]): Map<ItemNumber, { alike: number; sha: Sha }> {
    const weights = words.map((word) => {
      const known = this.byWord.get(word);
      return { known, weight: Math.log(1 + (this.commitCount + 1) / (1 + (known?.count ?? 0))) };
    });
    let all = 0;
    const sums = new Map<number, { weight: number; shared: number }>();
    for (const { known, weight } of weights) {
      all += weight;
      for (const id of known?.latest ?? []) {
        const sum = sums.get(id);
        if (sum) {
          sum.weight += weight;
          sum.shared += 1;
        } else sums.set(id, { weight, shared: 1 });
      }
    }
    const likeness = new Map<ItemNumber, { alike: number; sha: Sha }>();
    if (all === 0) return likeness;
    for (const [id, { weight, shared }] of sums) {
      const other = this.worded[id];
      if (!other) continue;
      // Words the other has beyond the shared ones count as words of middling weight.
      const beyond = ((other.words - shared) * all) / words.length;
      const alike = weight / (all + Math.max(0, beyond));
      if (alike > (likeness.get(other.item)?.alike ?? 0)) likeness.set(other.item, { alike, sha: other.sha });
    }
    return likeness;
  }

  private authorPast(author: string): PastOfAuthor {
    return pastOf(this.authors, author);
  }

  private repositoryPast(repo: string): PastOfAuthor {
    return pastOf(this.repositories, repo);
  }
}

function pastOf(pasts: Map<string, PastOfAuthor>, name: string): PastOfAuthor {
  const known = pasts.get(name);
  if (known) return known;
  const past: PastOfAuthor = { links: [], linked: 0, weight: 0, lastAt: 0, lastWasLinked: false };
  pasts.set(name, past);
  return past;
}

function shareOf(past: PastOfAuthor | undefined): number {
  return ((past?.linked ?? 0) + 1) / ((past?.weight ?? 0) + 2);
}

export function idOf(repo: string, sha: string): string {
  return `${repo}@${sha}`;
}

/** The files that are looked at, as far as their names do not tell a key. */
export function pathsOf(commit: Commit): string[] {
  return commit.files.slice(0, FILES_READ).map(({ path }) => hideKeysInPath(path));
}
