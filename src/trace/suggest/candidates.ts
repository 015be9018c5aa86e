/**
 * Which items a commit may serve: some from every way to find one.
 *
 * In: what is read of the commit. Out: the items, in the order of their creation, and how well words
 * found each. The one idea: a way to find items need not be right, it need only be cheap; what is
 * taken too many is told apart later.
 */
import type { Desk } from './desk';
import type { ItemNumber } from './past-work';
import type { Reading } from './reading';
import type { TextIndex } from './text-index';

export interface Candidates {
  readonly items: readonly ItemNumber[];
  /** The message against titles, and against titles with descriptions; words of paths against titles. */
  readonly byTitle: WordSearch;
  readonly byText: WordSearch;
  readonly byPath: WordSearch;
}

export interface WordSearch {
  /** Best first, whether or not they are candidates. */
  readonly best: readonly ItemNumber[];
  /** Scores of the two best; 0 where there are fewer. */
  readonly first: number;
  readonly second: number;
  /** One score a candidate. */
  readonly scores: readonly number[];
}

const ANCESTORS_TAKEN = 5;
const TITLES_TAKEN = 20;
const TEXTS_TAKEN = 15;
const PATHS_TAKEN = 8;
const LIKENESSES_TAKEN = 8;
const AUTHORS_TAKEN = 12;
const REPOSITORYS_TAKEN = 10;
const FILES_TAKEN = 12;
const NEWEST_TAKEN = 8;
const ASSIGNED_TAKEN = 15;

export function findCandidates(desk: Desk, reading: Reading): Candidates {
  const { before, message, pathWords } = reading;
  const found = new Set<ItemNumber>();
  const take = (items: readonly ItemNumber[], most: number): void => {
    const open = items.filter((item) => item < before && !desk.isRejected(reading.commit, item));
    for (const item of open.slice(0, most)) found.add(item);
  };
  takeByWork(desk, reading, take);
  // An index remembers its last question alone: titles are asked about paths first, and again at the end.
  const byPath = search(desk.titles, pathWords, before, PATHS_TAKEN);
  const byText = search(desk.texts, message, before, TEXTS_TAKEN);
  const byTitle = search(desk.titles, message, before, TITLES_TAKEN);
  take(byPath.best, PATHS_TAKEN);
  take(byText.best, TEXTS_TAKEN);
  take(byTitle.best, TITLES_TAKEN);
  const items = [...found].sort((a, b) => a - b);
  const scoresIn = (index: TextIndex): number[] => items.map((item) => index.scoreOf(item));
  const titles = scoresIn(desk.titles);
  desk.titles.ask(pathWords, before);
  return {
    items,
    byTitle: { ...byTitle, scores: titles },
    byText: { ...byText, scores: scoresIn(desk.texts) },
    byPath: { ...byPath, scores: scoresIn(desk.titles) },
  };
}

/** What people did lately: on this branch, its author, its repository, its files, alike commits. */
function takeByWork(
  desk: Desk,
  { commit, at, before, ancestor, ofAuthor, ofRepository, files, likeness }: Reading,
  take: (items: readonly ItemNumber[], most: number) => void,
): void {
  take(ancestor?.items ?? [], ANCESTORS_TAKEN);
  take(
    ofAuthor.map(({ item }) => item),
    AUTHORS_TAKEN,
  );
  take(
    ofRepository.map(({ item }) => item),
    REPOSITORYS_TAKEN,
  );
  take(
    bestOf(files, ({ faded, last }) => faded + last),
    FILES_TAKEN,
  );
  take(
    bestOf(likeness, ({ alike }) => alike),
    LIKENESSES_TAKEN,
  );
  take(
    Array.from({ length: Math.min(before, NEWEST_TAKEN) }, (_, index) => before - 1 - index),
    NEWEST_TAKEN,
  );
  take(desk.openItemsOf(commit.author, at).reverse(), ASSIGNED_TAKEN);
}

function search(
  index: TextIndex,
  words: readonly string[],
  before: ItemNumber,
  most: number,
): Omit<WordSearch, 'scores'> {
  index.ask(words, before);
  const best = index.best(most);
  const scoreAt = (place: number): number => (best[place] === undefined ? 0 : index.scoreOf(best[place]));
  return { best, first: scoreAt(0), second: scoreAt(1) };
}

/** Of equals the newer item. */
function bestOf<T>(values: ReadonlyMap<ItemNumber, T>, worth: (value: T) => number): ItemNumber[] {
  return [...values]
    .map(([item, value]) => ({ item, value: worth(value) }))
    .sort((a, b) => b.value - a.value || b.item - a.item)
    .map(({ item }) => item);
}
