/**
 * What is read of one commit: its own words, and what was known around it when it came.
 *
 * In: a commit, and the desk as it stands then. Out: facts alone; what they say for an item is told by
 * the features.
 */
import { compareText } from '../../model/compare-text';
import type { Commit, Sha } from '../../model/commit';
import { type Instant, DAY_MS } from '../../model/instant';
import type { Desk } from './desk';
import { type ItemNumber, type LinkedTime, type PastWork, authorOf, pathsOf } from './past-work';
import { MESSAGE_WORDS, hideKeys, wordsOf } from './words';

export interface Reading {
  readonly commit: Commit;
  readonly at: Instant;
  readonly author: string;
  /** Items numbered below it may be candidates. */
  readonly before: ItemNumber;
  /** Items numbered below it existed. */
  readonly existing: ItemNumber;
  readonly message: readonly string[];
  /** Words of the first line. */
  readonly subject: readonly string[];
  /** The rarest of those that some title has, the rarest first. */
  readonly pathWords: readonly string[];
  readonly ancestor: ReturnType<PastWork['linkedAncestor']>;
  /** Links of its author, and of its repository: newest first, each item once. */
  readonly ofAuthor: readonly LinkedTime[];
  readonly ofRepository: readonly LinkedTime[];
  readonly files: ReadonlyMap<ItemNumber, { readonly faded: number; readonly last: number; readonly files: number }>;
  readonly likeness: ReadonlyMap<ItemNumber, { readonly alike: number; readonly sha: Sha }>;
}

/** Clocks differ, and some write the item down right after the commit. */
const CREATION_SLACK = 2 * DAY_MS;
const PATHS_READ = 20;
const PATH_WORDS_READ = 80;
const PATH_WORDS = 12;

export function readCommit(desk: Desk, commit: Commit): Reading {
  const { past } = desk;
  const at = commit.committedAt;
  const author = authorOf(commit);
  const message = wordsOf(commit.message, MESSAGE_WORDS);
  return {
    commit,
    at,
    author,
    before: desk.countBefore(at + CREATION_SLACK),
    existing: desk.countBefore(at),
    message,
    subject: wordsOf(firstLineOf(commit.message), MESSAGE_WORDS),
    pathWords: rarestPathWords(desk, commit),
    ancestor: past.linkedAncestor(commit),
    ofAuthor: onePerItem(past.linksOfAuthor(author)),
    ofRepository: onePerItem(past.linksOfRepository(commit.repo)),
    files: past.shareOfFiles(commit),
    likeness: past.likenessOfMessages(message),
  };
}

function firstLineOf(message: string): string {
  const line = hideKeys(message).trim();
  const end = line.indexOf('\n');
  return end < 0 ? line : line.slice(0, end);
}

function rarestPathWords(desk: Desk, commit: Commit): string[] {
  return wordsOf(pathsOf(commit).slice(0, PATHS_READ).join(' '), PATH_WORDS_READ)
    .map((word) => ({ word, rarity: desk.titles.rarityOf(word) }))
    .filter(({ rarity }) => rarity > 0)
    .sort((a, b) => b.rarity - a.rarity || compareText(a.word, b.word))
    .slice(0, PATH_WORDS)
    .map(({ word }) => word);
}

function onePerItem(links: readonly LinkedTime[]): LinkedTime[] {
  const met = new Set<ItemNumber>();
  return links.filter(({ item }) => !met.has(item) && met.add(item));
}
