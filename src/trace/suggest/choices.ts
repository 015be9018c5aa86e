/**
 * The choices a commit leaves open: the items it may serve, and none of them.
 *
 * In: items, commits and links, in any order. Out: for each commit that is asked about, its
 * candidates with their features. The one idea: commits are read once, in the order of time, and a
 * link counts from the moment it was known, so that no choice knows what came after it.
 */
import type { Commit, RepositoryName, Sha } from '../../model/commit';
import { type Instant, DAY_MS, HOUR_MS } from '../../model/instant';
import { type WorkItemKey, projectOf } from '../../model/key';
import { type History, valueAt } from '../../model/span';
import { spanAt } from '../../model/span';
import type { AccountId, Status } from '../../model/work-item';
import { ITEM_FEATURES, ITEM_WIDTH, type ItemFeature, NONE_FEATURES, NONE_WIDTH, type NoneFeature } from './features';
import { type ItemNumber, type LinkedTime, PastWork, authorOf, idOf, pathsOf } from './past-work';
import { TextIndex } from './text-index';
import { hideKeys, keysNamedIn, wordsOf } from './words';

/** What the suggester reads of an item. */
export interface SuggestItem {
  readonly key: WorkItemKey;
  readonly summary: string;
  /** Words of the description as `wordsOf` gives them, separated by spaces; empty where unknown. */
  readonly words: string;
  readonly createdAt: Instant;
  /** When it was last resolved; undefined while it is not. */
  readonly resolvedAt: Instant | undefined;
  readonly level: number;
  /** Estimated spans are not believed. */
  readonly status: History<Status>;
  readonly assignee: History<AccountId | undefined>;
}

export interface KnownLink {
  readonly repo: RepositoryName;
  readonly sha: Sha;
  readonly key: WorkItemKey;
  /** When it was known, where that was later than the commit: a merge hands its key on when it happens. */
  readonly knownAt?: Instant | undefined;
}

export interface ChoiceRequest {
  readonly items: readonly SuggestItem[];
  readonly commits: readonly Commit[];
  readonly links: readonly KnownLink[];
  readonly rejected: readonly KnownLink[];
  /** True for commits that need serve no item; undefined when none does. */
  readonly exempt?: ((commit: Commit) => boolean) | undefined;
}

export interface Choice {
  readonly commit: Commit;
  readonly candidates: readonly SuggestItem[];
  /** One row of `ITEM_FEATURES` for each candidate. */
  readonly rows: Float64Array;
  /** `NONE_FEATURES`. */
  readonly none: Float64Array;
  /** Facts a sentence may be made of, for one candidate. */
  readonly told: (candidate: number) => ToldFacts;
}

/** What a person can check about one candidate. */
export interface ToldFacts {
  /** Shared words as the message has them, the rarest first. */
  readonly titleWords: readonly string[];
  /** Without those of the title. */
  readonly descriptionWords: readonly string[];
  readonly pathWords: readonly string[];
  readonly likeCommit: Sha | undefined;
  readonly sharedFiles: number;
  /** How long before this commit its author's last commit of the item was. */
  readonly authorSinceMs: number | undefined;
  /** Whether that was the last linked commit of the author. */
  readonly authorLast: boolean;
  readonly itemSinceMs: number | undefined;
  /** 1 for the parent. */
  readonly ancestorSteps: number | undefined;
  readonly assigned: boolean;
  readonly inProgress: boolean;
  /** Below 0 when the item was created after the commit. */
  readonly ageMs: number;
}

const TITLES_TAKEN = 20;
const TEXTS_TAKEN = 15;
const PATHS_TAKEN = 8;
const LIKENESSES_TAKEN = 8;
const AUTHORS_TAKEN = 12;
const REPOSITORYS_TAKEN = 10;
const FILES_TAKEN = 12;
const NEWEST_TAKEN = 8;
const ASSIGNED_TAKEN = 15;
const MESSAGE_WORDS = 60;
const TITLE_WORDS = 40;
/** Clocks differ, and some write the item down right after the commit. */
const CREATION_SLACK = 2 * DAY_MS;

/** Calls `visit` for each commit asked about, oldest first. */
export function visitChoices(
  request: ChoiceRequest,
  isAsked: (commit: Commit) => boolean,
  visit: (choice: Choice) => void,
): void {
  const desk = new Desk(request.items, request.rejected);
  const exempt = request.exempt ?? ((commit: Commit) => commit.parents.length > 1);
  for (const { commit, links } of eventsOf(request, desk)) {
    if (links === undefined) {
      const counts = !exempt(commit);
      if (isAsked(commit)) {
        const choice = desk.choiceOf(commit);
        if (choice) visit(choice);
      }
      desk.past.add(commit, counts);
    } else {
      const words = wordsOf(commit.message, MESSAGE_WORDS);
      for (const item of links) desk.past.link(commit, item, words);
    }
  }
}

interface PastEvent {
  readonly at: Instant;
  readonly commit: Commit;
  /** Items it turned out to serve; undefined for the commit itself. */
  readonly links: readonly ItemNumber[] | undefined;
}

function eventsOf({ commits, links }: ChoiceRequest, desk: Desk): PastEvent[] {
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
    const item = desk.numberOf(key);
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

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

const ITEM_PLACE = Object.fromEntries(ITEM_FEATURES.map((name, place) => [name, place])) as Record<ItemFeature, number>;
const NONE_PLACE = Object.fromEntries(NONE_FEATURES.map((name, place) => [name, place])) as Record<NoneFeature, number>;

/** Everything about the items, in the order of their creation, and the past work so far. */
class Desk {
  readonly items: readonly SuggestItem[];
  readonly past: PastWork;
  private readonly numbers: ReadonlyMap<WorkItemKey, ItemNumber>;
  private readonly projects: ReadonlySet<string>;
  private readonly titles: TextIndex;
  private readonly texts: TextIndex;
  private readonly titleWords: readonly (readonly string[])[];
  private readonly assigned = new Map<AccountId, ItemNumber[]>();
  private readonly rejected: ReadonlySet<string>;

  constructor(items: readonly SuggestItem[], rejected: readonly KnownLink[]) {
    this.items = [...new Map(items.map((item) => [item.key, item])).values()].sort(
      (a, b) => a.createdAt - b.createdAt || compareText(a.key, b.key),
    );
    this.numbers = new Map(this.items.map(({ key }, number) => [key, number]));
    const projects = this.items.map(({ key }) => projectOf(key));
    this.projects = new Set(projects);
    this.past = new PastWork((item) => projects[item] ?? '');
    this.titleWords = this.items.map(({ summary }) => wordsOf(summary, TITLE_WORDS));
    this.titles = new TextIndex(this.titleWords);
    this.texts = new TextIndex(
      this.items.map(({ words }, number) => [
        ...(this.titleWords[number] ?? []),
        ...(words === '' ? [] : words.split(' ')),
      ]),
    );
    for (const [number, { assignee }] of this.items.entries()) {
      const people = new Set(assignee.filter(({ exact }) => exact).map(({ value }) => value));
      for (const person of people) {
        if (person === undefined) continue;
        const theirs = this.assigned.get(person);
        if (theirs) theirs.push(number);
        else this.assigned.set(person, [number]);
      }
    }
    this.rejected = new Set(rejected.map(({ repo, sha, key }) => `${idOf(repo, sha)} ${key}`));
  }

  numberOf(key: WorkItemKey): ItemNumber | undefined {
    return this.numbers.get(key);
  }

  /** How many of the items existed at an instant. */
  private countBefore(at: Instant): number {
    let low = 0;
    let high = this.items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.items[middle]?.createdAt ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Undefined when no item is a candidate. */
  choiceOf(commit: Commit): Choice | undefined {
    const at = commit.committedAt;
    const author = authorOf(commit);
    const before = this.countBefore(at + CREATION_SLACK);
    const existing = this.countBefore(at);
    if (before === 0) return undefined;

    const message = wordsOf(commit.message, MESSAGE_WORDS);
    const line = hideKeys(commit.message).trim();
    const lineEnd = line.indexOf('\n');
    const subject = wordsOf(lineEnd < 0 ? line : line.slice(0, lineEnd), MESSAGE_WORDS);
    const paths = pathsOf(commit);
    const pathWords = wordsOf(paths.slice(0, 20).join(' '), 80)
      .map((word) => ({ word, rarity: this.titles.rarityOf(word) }))
      .filter(({ rarity }) => rarity > 0)
      .sort((a, b) => b.rarity - a.rarity || compareText(a.word, b.word))
      .slice(0, 12)
      .map(({ word }) => word);
    const past = this.past;

    const found = new Set<ItemNumber>();
    const take = (items: Iterable<ItemNumber>, most: number): void => {
      let taken = 0;
      for (const item of items) {
        if (taken >= most) break;
        if (item >= before || this.rejected.has(`${idOf(commit.repo, commit.sha)} ${this.items[item]?.key}`)) continue;
        found.add(item);
        taken += 1;
      }
    };

    const ancestor = past.linkedAncestor(commit);
    take(ancestor?.items ?? [], 5);
    const ofAuthor = onePerItem(past.linksOfAuthor(author));
    const ofRepository = onePerItem(past.linksOfRepository(commit.repo));
    take(
      ofAuthor.map(({ item }) => item),
      AUTHORS_TAKEN,
    );
    take(
      ofRepository.map(({ item }) => item),
      REPOSITORYS_TAKEN,
    );
    const files = past.shareOfFiles(commit);
    take(
      bestOf(files, ({ faded, last }) => faded + last),
      FILES_TAKEN,
    );
    const likeness = past.likenessOfMessages(message);
    take(
      bestOf(likeness, ({ alike }) => alike),
      LIKENESSES_TAKEN,
    );
    take(
      Array.from({ length: Math.min(before, NEWEST_TAKEN) }, (_, index) => before - 1 - index),
      NEWEST_TAKEN,
    );
    const assigned = (commit.author === undefined ? undefined : this.assigned.get(commit.author)) ?? [];
    take(
      assigned.filter((item) => this.isAssigned(item, commit.author, at) && !this.isDone(item, at)).reverse(),
      ASSIGNED_TAKEN,
    );

    this.titles.ask(pathWords, before);
    const byPath = this.titles.best(PATHS_TAKEN);
    take(byPath, PATHS_TAKEN);
    const pathTop = byPath[0] === undefined ? 0 : this.titles.scoreOf(byPath[0]);
    this.texts.ask(message, before);
    const byText = this.texts.best(TEXTS_TAKEN);
    take(byText, TEXTS_TAKEN);
    const textTop = scoresOfTop(this.texts, byText);
    this.titles.ask(message, before);
    const byTitle = this.titles.best(TITLES_TAKEN);
    take(byTitle, TITLES_TAKEN);
    const titleTop = scoresOfTop(this.titles, byTitle);
    const candidates = [...found].sort((a, b) => a - b);
    if (candidates.length === 0) return undefined;

    const titleScores = candidates.map((item) => this.titles.scoreOf(item));
    this.titles.ask(pathWords, before);
    const pathScores = new Map(candidates.map((item) => [item, this.titles.scoreOf(item)] as const));

    const messageSet = new Set(message);
    const rarity = (word: string): number => Math.max(this.titles.rarityOf(word), 0.5 * this.rarest());
    let subjectWeight = 0;
    for (const word of subject) subjectWeight += rarity(word);
    const scale = Math.log(2 + this.items.length);
    let fileTop = 0;
    for (const item of candidates) fileTop = Math.max(fileTop, files.get(item)?.faded ?? 0);
    const authorLinks = past.linksOfAuthor(author).slice(0, 10);
    const parentLinked = ancestor?.steps === 1;

    const rows = new Float64Array(candidates.length * ITEM_WIDTH);
    let bestCovered = 0;
    let bestSubject = 0;
    let bestLikeness = 0;
    for (const [index, item] of candidates.entries()) {
      const row = index * ITEM_WIDTH;
      const set = (name: ItemFeature, value: number): void => {
        rows[row + ITEM_PLACE[name]] = value;
      };
      const known = this.items[item];
      if (!known) continue;
      const titleScore = titleScores[index] ?? 0;
      const textScore = this.texts.scoreOf(item);
      set('title-score', titleScore / (4 * scale));
      if (titleTop.first > 0) {
        set('title-relative', titleScore / titleTop.first);
        if (item === byTitle[0]) set('title-margin', (titleTop.first - titleTop.second) / titleTop.first);
      }
      set('text-score', textScore / (8 * scale));
      if (textTop.first > 0) {
        set('text-relative', textScore / textTop.first);
        if (item === byText[0]) set('text-margin', (textTop.first - textTop.second) / textTop.first);
      }
      const title = this.titleWords[item] ?? [];
      let titleWeight = 0;
      let titleShared = 0;
      for (const word of title) {
        const weight = rarity(word);
        titleWeight += weight;
        if (messageSet.has(word)) titleShared += weight;
      }
      const titleSet = new Set(title);
      let subjectShared = 0;
      for (const word of subject) if (titleSet.has(word)) subjectShared += rarity(word);
      const titleCovered = titleWeight === 0 ? 0 : titleShared / titleWeight;
      const subjectCovered = subjectWeight === 0 ? 0 : subjectShared / subjectWeight;
      bestCovered = Math.max(bestCovered, titleCovered);
      bestSubject = Math.max(bestSubject, subjectCovered);
      set('title-covered', titleCovered);
      set('subject-covered', subjectCovered);
      set('title-and-subject', Math.sqrt(titleCovered * subjectCovered));
      if (title.length >= 3 && titleCovered > 0.9) set('title-said', 1);
      const alike = likeness.get(item)?.alike ?? 0;
      bestLikeness = Math.max(bestLikeness, alike);
      set('message-likeness', alike);
      if (alike > 0.95) set('message-repeated', 1);
      if (pathTop > 0) set('path-words', (pathScores.get(item) ?? 0) / pathTop);

      const place = ofAuthor.findIndex((link) => link.item === item);
      const link = ofAuthor[place];
      if (link) {
        const since = Math.max(0, at - link.at);
        set('author-rank', 1 / (1 + place));
        set('author-recent', Math.exp(-since / (14 * DAY_MS)));
        if (place === 0) {
          set('author-last', 1);
          set('author-last-recent', Math.exp(-since / (3 * DAY_MS)));
          set('author-last-hours', Math.exp(-since / (4 * HOUR_MS)));
        }
        set(
          'author-share',
          authorLinks.filter((other) => other.item === item).length / Math.max(3, authorLinks.length),
        );
      }
      if (ancestor?.items.includes(item)) {
        if (parentLinked) set(ancestor.sameAuthor ? 'parent' : 'parent-other-author', 1);
        else if (ancestor.sameAuthor) set('ancestor', 0.8 ** ancestor.steps);
      }
      const share = files.get(item);
      if (share) {
        set('files-faded', share.faded);
        set('files-last', share.last);
        if (fileTop > 0) set('files-relative', share.faded / fileTop);
      }
      const inProgress = this.isInProgress(item, at);
      if (inProgress) set('in-progress', 1);
      const assignee = spanAt(known.assignee, at);
      if (assignee?.exact && assignee.value !== undefined && commit.author !== undefined) {
        const theirs = assignee.value === commit.author;
        set(theirs ? 'assigned' : 'assigned-other', 1);
        if (theirs && inProgress) set('assigned-in-progress', 1);
      }
      if (this.isDone(item, at)) {
        set('done', 1);
        set('done-recently', Math.exp(-Math.max(0, at - (known.resolvedAt ?? 0)) / (3 * DAY_MS)));
      }
      const age = Math.max(0, at - known.createdAt);
      set('age', Math.log1p(age / DAY_MS) / 4);
      set('age-days', Math.exp(-age / (2 * DAY_MS)));
      set('age-weeks', Math.exp(-age / (14 * DAY_MS)));
      set('newest', Math.exp(-Math.max(0, existing - 1 - item) / 8));
      if (known.createdAt > at) set('before-creation', 1);
      const work = past.pastOfItem(item);
      if (work) {
        set('item-recent', Math.exp(-Math.max(0, at - work.lastAt) / (7 * DAY_MS)));
        set('item-count', Math.log1p(work.count) / 3);
      } else set('item-untouched', 1);
      if (known.level >= 1) set('feature-level', 1);
      set('other-project', 1 - past.projectShare(commit.repo, item));
    }

    const none = new Float64Array(NONE_WIDTH);
    const say = (name: NoneFeature, value: number): void => {
      none[NONE_PLACE[name]] = value;
    };
    say('none', 1);
    say('none-title-covered', bestCovered);
    say('none-subject-covered', bestSubject);
    say('none-title-score', titleTop.first / (4 * scale));
    say('none-likeness', bestLikeness);
    say('none-words', Math.log1p(message.length) / 3);
    say('none-author-linked', past.linkedShareOfAuthor(author));
    say('none-repository-linked', past.linkedShareOfRepository(commit.repo));
    const last = past.lastOfAuthor(author);
    if (!last) say('none-author-new', 1);
    else {
      const near = Math.exp(-Math.max(0, at - last.at) / DAY_MS);
      say(last.linked ? 'none-author-just-linked' : 'none-author-just-unlinked', near);
    }
    if (past.hasUnlinkedParent(commit)) say('none-parent-unlinked', 1);
    say('none-files', Math.log1p(commit.filesChanged) / 4);
    if (this.namesAnother(commit.message)) say('none-names-other', 1);
    if (subject.length <= 2) say('none-short', 1);
    const lastLink = ofAuthor[0];
    say('none-author-idle', lastLink ? 1 - Math.exp(-Math.max(0, at - lastLink.at) / (14 * DAY_MS)) : 1);

    return {
      commit,
      candidates: candidates.map((item) => this.items[item] as SuggestItem),
      rows,
      none,
      told: (candidate) => {
        const item = candidates[candidate] ?? 0;
        const known = this.items[item];
        const title = new Set(this.titleWords[item]);
        const description = new Set(known?.words.split(' '));
        const rarestFirst = (words: readonly string[]): string[] =>
          spelledAs(
            [...words].sort((a, b) => rarity(b) - rarity(a) || compareText(a, b)),
            commit,
          );
        const authorLink = ofAuthor.find((link) => link.item === item);
        const work = past.pastOfItem(item);
        return {
          titleWords: rarestFirst(message.filter((word) => title.has(word))),
          descriptionWords: rarestFirst(message.filter((word) => description.has(word) && !title.has(word))),
          pathWords: rarestFirst(pathWords.filter((word) => title.has(word))),
          likeCommit: likeness.get(item)?.sha,
          sharedFiles: files.get(item)?.files ?? 0,
          authorSinceMs: authorLink && Math.max(0, at - authorLink.at),
          authorLast: authorLink !== undefined && authorLink === ofAuthor[0],
          itemSinceMs: work && Math.max(0, at - work.lastAt),
          ancestorSteps: ancestor?.items.includes(item) ? ancestor.steps : undefined,
          assigned: this.isAssigned(item, commit.author, at),
          inProgress: this.isInProgress(item, at),
          ageMs: at - (known?.createdAt ?? at),
        };
      },
    };
  }

  /** Weight of a word that no title has. */
  private rarest(): number {
    return Math.log(1 + this.items.length);
  }

  /** Names what looks like an item that is not among these: `TIDOC-763`. */
  private namesAnother(message: string): boolean {
    return keysNamedIn(message).some((key) => !this.numbers.has(key) && !/^(?:UTF|SHA|ISO|RFC|HTTP|MD|X)-/.test(key));
  }

  private isDone(item: ItemNumber, at: Instant): boolean {
    const known = this.items[item];
    if (!known) return false;
    const span = spanAt(known.status, at);
    if (span?.exact) return span.value.stage === 'done';
    return known.resolvedAt !== undefined && known.resolvedAt <= at;
  }

  private isInProgress(item: ItemNumber, at: Instant): boolean {
    const span = spanAt(this.items[item]?.status ?? [], at);
    return span !== undefined && span.exact && span.value.stage === 'in-progress';
  }

  private isAssigned(item: ItemNumber, person: AccountId | undefined, at: Instant): boolean {
    const history = this.items[item]?.assignee ?? [];
    return person !== undefined && valueAt(history, at) === person && spanAt(history, at)?.exact === true;
  }
}

/** Newest first, each item once. */
function onePerItem(links: readonly LinkedTime[]): LinkedTime[] {
  const met = new Set<ItemNumber>();
  return links.filter(({ item }) => !met.has(item) && met.add(item));
}

function bestOf<T>(values: ReadonlyMap<ItemNumber, T>, worth: (value: T) => number): ItemNumber[] {
  return [...values]
    .map(([item, value]) => ({ item, value: worth(value) }))
    .sort((a, b) => b.value - a.value || b.item - a.item)
    .map(({ item }) => item);
}

function scoresOfTop(index: TextIndex, best: readonly number[]): { first: number; second: number } {
  return {
    first: best[0] === undefined ? 0 : index.scoreOf(best[0]),
    second: best[1] === undefined ? 0 : index.scoreOf(best[1]),
  };
}

/** Stems as the commit's message or paths spell them, where a word of theirs begins so. */
function spelledAs(stems: readonly string[], commit: Commit): string[] {
  const text = hideKeys(`${commit.message.slice(0, 3000)}\n${pathsOf(commit).slice(0, 20).join(' ')}`).toLowerCase();
  return stems.map((stem) => {
    const at = text.indexOf(stem);
    if (at < 0) return stem;
    let end = at + stem.length;
    while (end - at < stem.length + 5 && /[\p{Ll}\d]/u.test(text.charAt(end))) end += 1;
    return text.slice(at, end);
  });
}
