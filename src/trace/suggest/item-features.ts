/**
 * What speaks for each candidate: one row of `ITEM_FEATURES` for each.
 *
 * In: what is read of the commit, and its candidates. Out: numbers, in the order of the candidates.
 * The one idea: each question below looks at one kind of fact and says nothing of the others; what is
 * not said is 0.
 */
import { DAY_MS, HOUR_MS } from '../../model/instant';
import { spanAt } from '../../model/span';
import type { Candidates, WordSearch } from './candidates';
import type { Desk } from './desk';
import { ITEM_PLACE, ITEM_WIDTH, type ItemFeature } from './features';
import type { ItemNumber } from './past-work';
import type { Reading } from './reading';

type Say = (name: ItemFeature, value: number) => void;

const AUTHOR_LINKS_COUNTED = 10;

export function itemRows(desk: Desk, reading: Reading, found: Candidates): Float64Array {
  const rows = new Float64Array(found.items.length * ITEM_WIDTH);
  const common = commonFacts(desk, reading, found);
  for (const [index, item] of found.items.entries()) {
    const row = index * ITEM_WIDTH;
    const say: Say = (name, value) => {
      rows[row + ITEM_PLACE[name]] = value;
    };
    sayFoundByWords(say, desk, found, index);
    sayCovered(say, desk, common, item);
    sayAlike(say, reading, item);
    sayAuthor(say, reading, common, item);
    sayBranch(say, reading, item);
    sayFiles(say, reading, common, item);
    sayProgress(say, desk, reading, item);
    sayAge(say, desk, reading, item);
    sayPast(say, desk, reading, item);
  }
  return rows;
}

/** Larger where titles are many, as scores are. */
export function titleScale(desk: Desk): number {
  return 4 * Math.log(2 + desk.items.length);
}

/** Worked out once for all candidates. */
interface CommonFacts {
  readonly message: ReadonlySet<string>;
  readonly subject: readonly string[];
  readonly subjectWeight: number;
  /** What the files say for the candidate they speak for most. */
  readonly fileTop: number;
  /** Items of the latest links of the author, as often as they were linked. */
  readonly authorItems: readonly ItemNumber[];
}

function commonFacts(desk: Desk, { author, message, subject, files }: Reading, { items }: Candidates): CommonFacts {
  const authorItems = desk.past.linksOfAuthor(author).slice(0, AUTHOR_LINKS_COUNTED);
  return {
    message: new Set(message),
    subject,
    subjectWeight: weightOf(desk, subject),
    fileTop: items.reduce((top, item) => Math.max(top, files.get(item)?.faded ?? 0), 0),
    authorItems: authorItems.map(({ item }) => item),
  };
}

function weightOf(desk: Desk, words: readonly string[]): number {
  return words.reduce((sum, word) => sum + desk.rarityOf(word), 0);
}

function sayFoundByWords(say: Say, desk: Desk, { items, byTitle, byText, byPath }: Candidates, index: number): void {
  const item = items[index];
  const marginOf = ({ best, first, second }: WordSearch): number => (item === best[0] ? (first - second) / first : 0);
  const titleScore = byTitle.scores[index] ?? 0;
  const textScore = byText.scores[index] ?? 0;
  say('title-score', titleScore / titleScale(desk));
  if (byTitle.first > 0) {
    say('title-relative', titleScore / byTitle.first);
    say('title-margin', marginOf(byTitle));
  }
  say('text-score', textScore / (2 * titleScale(desk)));
  if (byText.first > 0) {
    say('text-relative', textScore / byText.first);
    say('text-margin', marginOf(byText));
  }
  if (byPath.first > 0) say('path-words', (byPath.scores[index] ?? 0) / byPath.first);
}

/** How much of the title the message says, and how much of its first line the title. */
function sayCovered(say: Say, desk: Desk, { message, subject, subjectWeight }: CommonFacts, item: ItemNumber): void {
  const title = desk.titleOf(item);
  const titleSet = new Set(title);
  const share = (shared: readonly string[], all: number): number => (all === 0 ? 0 : weightOf(desk, shared) / all);
  const titleCovered = share(
    title.filter((word) => message.has(word)),
    weightOf(desk, title),
  );
  const subjectCovered = share(
    subject.filter((word) => titleSet.has(word)),
    subjectWeight,
  );
  say('title-covered', titleCovered);
  say('subject-covered', subjectCovered);
  say('title-and-subject', Math.sqrt(titleCovered * subjectCovered));
  if (title.length >= 3 && titleCovered > 0.9) say('title-said', 1);
}

function sayAlike(say: Say, { likeness }: Reading, item: ItemNumber): void {
  const alike = likeness.get(item)?.alike ?? 0;
  say('message-likeness', alike);
  if (alike > 0.95) say('message-repeated', 1);
}

function sayAuthor(say: Say, { at, ofAuthor }: Reading, { authorItems }: CommonFacts, item: ItemNumber): void {
  const place = ofAuthor.findIndex((link) => link.item === item);
  const link = ofAuthor[place];
  if (!link) return;
  const since = Math.max(0, at - link.at);
  say('author-rank', 1 / (1 + place));
  say('author-recent', Math.exp(-since / (14 * DAY_MS)));
  if (place === 0) {
    say('author-last', 1);
    say('author-last-recent', Math.exp(-since / (3 * DAY_MS)));
    say('author-last-hours', Math.exp(-since / (4 * HOUR_MS)));
  }
  say('author-share', authorItems.filter((other) => other === item).length / Math.max(3, authorItems.length));
}

function sayBranch(say: Say, { ancestor }: Reading, item: ItemNumber): void {
  if (!ancestor?.items.includes(item)) return;
  if (ancestor.steps === 1) say(ancestor.sameAuthor ? 'parent' : 'parent-other-author', 1);
  else if (ancestor.sameAuthor) say('ancestor', 0.8 ** ancestor.steps);
}

function sayFiles(say: Say, { files }: Reading, { fileTop }: CommonFacts, item: ItemNumber): void {
  const share = files.get(item);
  if (!share) return;
  say('files-faded', share.faded);
  say('files-last', share.last);
  if (fileTop > 0) say('files-relative', share.faded / fileTop);
}

function sayProgress(say: Say, desk: Desk, { commit, at }: Reading, item: ItemNumber): void {
  const known = desk.items[item];
  const inProgress = desk.isInProgress(item, at);
  if (inProgress) say('in-progress', 1);
  const assignee = spanAt(known?.assignee ?? [], at);
  if (assignee?.exact && assignee.value !== undefined && commit.author !== undefined) {
    const theirs = assignee.value === commit.author;
    say(theirs ? 'assigned' : 'assigned-other', 1);
    if (theirs && inProgress) say('assigned-in-progress', 1);
  }
  if (desk.isDone(item, at)) {
    say('done', 1);
    say('done-recently', Math.exp(-Math.max(0, at - (known?.resolvedAt ?? 0)) / (3 * DAY_MS)));
  }
}

function sayAge(say: Say, desk: Desk, { at, existing }: Reading, item: ItemNumber): void {
  const createdAt = desk.items[item]?.createdAt ?? at;
  const age = Math.max(0, at - createdAt);
  say('age', Math.log1p(age / DAY_MS) / 4);
  say('age-days', Math.exp(-age / (2 * DAY_MS)));
  say('age-weeks', Math.exp(-age / (14 * DAY_MS)));
  say('newest', Math.exp(-Math.max(0, existing - 1 - item) / 8));
  if (createdAt > at) say('before-creation', 1);
}

function sayPast(say: Say, desk: Desk, { commit, at }: Reading, item: ItemNumber): void {
  const work = desk.past.pastOfItem(item);
  if (work) {
    say('item-recent', Math.exp(-Math.max(0, at - work.lastAt) / (7 * DAY_MS)));
    say('item-count', Math.log1p(work.count) / 3);
  } else say('item-untouched', 1);
  if ((desk.items[item]?.level ?? 0) >= 1) say('feature-level', 1);
  say('other-project', 1 - desk.past.projectShare(commit.repo, item));
}
