/** What is had without a model, judged on the same commits. */
import type { Commit } from '../../src/model/commit';
import { type WorkItemKey, projectOf } from '../../src/model/key';
import { findKeys } from '../../src/trace/find-keys';
import { PastWork, authorOf } from '../../src/trace/suggest/past-work';
import { TextIndex } from '../../src/trace/suggest/text-index';
import { hideKeys, wordsOf } from '../../src/trace/suggest/words';
import type { HiddenKeys } from './hidden-keys';

export interface Ranking {
  readonly hit1: number | null;
  readonly hit5: number | null;
  readonly mrr: number | null;
}

const RANKED = 100;

export function measureBaselines(hidden: HiddenKeys, judged: readonly Commit[]): Readonly<Record<string, Ranking>> {
  const { answers } = hidden;
  const measure = (rank: (commit: Commit) => readonly WorkItemKey[]): Ranking => {
    const places = judged.map((commit) => rank(commit).findIndex((key) => answers.get(commit)?.has(key)) + 1);
    const within = (most: number): number => places.filter((place) => place > 0 && place <= most).length / places.length;
    if (places.length === 0) return { hit1: null, hit5: null, mrr: null };
    const mrr = places.reduce((sum, place) => sum + (place > 0 ? 1 / place : 0), 0) / places.length;
    return { hit1: within(1), hit5: within(5), mrr };
  };
  const recent = recentItems(hidden, new Set(judged));
  return {
    keyRegex: measure(byKey(hidden)),
    bm25Message: measure(byWords(hidden)),
    authorsLastItem: measure((commit) => recent.get(commit)?.ofAuthor ?? []),
    mostRecentItem: measure((commit) => recent.get(commit)?.ofRepository ?? []),
  };
}

/** Keys are hidden from it as from everybody: what it finds is where hiding failed. */
function byKey({ items }: HiddenKeys): (commit: Commit) => WorkItemKey[] {
  const allow = new Set(items.map(({ key }) => projectOf(key)));
  return ({ message }) => findKeys(hideKeys(message), allow).map(({ key }) => key);
}

function byWords({ items }: HiddenKeys): (commit: Commit) => WorkItemKey[] {
  const index = new TextIndex(items.map(({ summary, words }) => [...wordsOf(summary), ...words.split(' ')]));
  return ({ message }) => {
    index.ask(wordsOf(message, 60));
    return index.best(RANKED).map((item) => items[item]?.key ?? '');
  };
}

interface Recent {
  readonly ofAuthor: readonly WorkItemKey[];
  readonly ofRepository: readonly WorkItemKey[];
}

/** Items linked before each commit, by its author and in its repository, the last one first. */
function recentItems({ items, commits, answers }: HiddenKeys, judged: ReadonlySet<Commit>): Map<Commit, Recent> {
  const numbers = new Map(items.map(({ key }, number) => [key, number]));
  const past = new PastWork(() => '');
  const recent = new Map<Commit, Recent>();
  const keysOf = (links: readonly { readonly item: number }[]): WorkItemKey[] => [
    ...new Set(links.map(({ item }) => items[item]?.key ?? '')),
  ];
  const sorted = [...commits].sort((a, b) => a.committedAt - b.committedAt || a.authoredAt - b.authoredAt);
  for (const commit of sorted) {
    if (judged.has(commit)) {
      recent.set(commit, {
        ofAuthor: keysOf(past.linksOfAuthor(authorOf(commit))),
        ofRepository: keysOf(past.linksOfRepository(commit.repo)),
      });
    }
    past.add(commit, true);
    for (const key of answers.get(commit) ?? []) past.link(commit, numbers.get(key) ?? 0, []);
  }
  return recent;
}
