/**
 * Suggestions: the text search alone, against many items; all of it, a commit at a time; and the
 * memory it holds while it does.
 */
import type { Commit } from '../src/model/commit';
import { DAY_MS, HOUR_MS } from '../src/model/instant';
import { alwaysFrom } from '../src/model/span';
import type { ChoiceRequest, SuggestItem } from '../src/trace/suggest/choice';
import { visitChoices } from '../src/trace/suggest/visit-choices';
import { SHIPPED_MODEL } from '../src/trace/suggest/shipped-model';
import { suggestLinks } from '../src/trace/suggest/suggest-links';
import { TextIndex } from '../src/trace/suggest/text-index';
import { type Chance, seededChance } from './chance';
import { type Ask, type Bench, type Figure, notMeasured } from './figure';
import { costOf, leastCosts } from './stopwatch';

const VOCABULARY = 28_000;
const TITLE_WORDS = 14;
const MESSAGE_WORDS = 9;
const STARTED_AT = 1_600_000_000_000;

/** A few words are everywhere and most are rare, as in any language. */
function wordFrom(chance: Chance): string {
  const even = (chance.pick(1_000_000) + 1) / 1_000_000;
  return `w${Math.floor(VOCABULARY ** even)}`;
}

function wordsFrom(chance: Chance, count: number): string[] {
  return Array.from({ length: count }, () => wordFrom(chance));
}

export const suggestText: Bench = {
  names: ['suggest-text', 'suggest-text-build'],
  what: 'the best items by text for 100 k commits among 50 k items, words in under 5 % of them',
  measure: async ({ quick }: Ask): Promise<Figure[]> => {
    const chance = seededChance(5);
    const [items, commits] = quick ? [5000, 10_000] : [50_000, 100_000];
    const texts = Array.from({ length: items }, () => wordsFrom(chance, TITLE_WORDS));
    const questions = Array.from({ length: commits }, () => wordsFrom(chance, MESSAGE_WORDS));
    const index = new TextIndex(texts);
    const visits = questions.reduce(
      (sum, words) =>
        sum + words.reduce((all, word) => all + (index.countOf(word) <= 0.05 * items ? index.countOf(word) : 0), 0),
      0,
    );
    const search = (): number => {
      let found = 0;
      for (const words of questions) {
        index.ask(words);
        found += index.best(3).length;
      }
      return found;
    };
    const least = leastCosts({ search, build: () => new TextIndex(texts) }, quick ? 2 : 3);
    return [
      {
        name: 'suggest-text',
        value: least.search / 1000,
        unit: 's',
        ratio: null,
        of: `${commits} commits, ${items} items, ${(visits / 1e6).toFixed(0)} M postings, ${((1e6 * least.search) / visits).toFixed(1)} ns each`,
        budget: 3,
      },
      { name: 'suggest-text-build', value: least.build, unit: 'ms', ratio: null, of: `${items} items`, budget: null },
    ];
  },
};

export const suggestCommit: Bench = {
  names: ['suggest-commit', 'suggest-growth', 'suggest-memory'],
  what: 'suggestions for each of many commits of a site with 10 k items, and the memory they take',
  nodeFlags: ['--expose-gc'],
  measure: async ({ quick }: Ask): Promise<Figure[]> => {
    const [items, commits] = quick ? [1000, 500] : [10_000, 5000];
    const request = requestOf(items, commits);
    const suggest = (some: ChoiceRequest): number =>
      suggestLinks({ ...some, wanted: () => true, model: SHIPPED_MODEL }).length;
    const half = { ...request, commits: request.commits.slice(0, commits / 2) };
    suggest(half);
    const first = costOf(() => suggest(request));
    const least = leastCosts({ half: () => suggest(half), whole: () => suggest(request) }, 2);
    return [
      {
        name: 'suggest-commit',
        value: Math.min(first, least.whole) / commits,
        unit: 'ms',
        ratio: null,
        of: `one commit among ${commits}, ${items} items, reading them included`,
        budget: 20,
      },
      {
        name: 'suggest-growth',
        value: least.whole,
        unit: 'ms',
        ratio: least.whole / (2 * least.half),
        of: `twice half of the commits, ${least.half.toFixed(0)} ms`,
        budget: 1.5,
      },
      memoryOf(request, items),
    ];
  },
};

/** What is held beyond the facts themselves when the last commit is asked about. */
function memoryOf(request: ChoiceRequest, items: number): Figure {
  const collect = (globalThis as { gc?: () => void }).gc;
  if (!collect) return notMeasured('suggest-memory', 'MB', 'Node was started without --expose-gc', 25);
  const held = (): number => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return (heapUsed + arrayBuffers) / 1024 ** 2;
  };
  const before = held();
  const last = request.commits.at(-1);
  let most = before;
  visitChoices(
    request,
    (commit) => commit === last,
    () => {
      most = held();
    },
  );
  return {
    name: 'suggest-memory',
    value: ((most - before) * 10_000) / items,
    unit: 'MB',
    ratio: null,
    of: `for each 10 k items, with ${request.commits.length} commits`,
    budget: 25,
  };
}

/** A site at work: an item is worked on for days after it was made, by one of thirty people, in a few files. */
function requestOf(itemCount: number, commitCount: number): ChoiceRequest {
  const chance = seededChance(7);
  const items = Array.from({ length: itemCount }, (_, number): SuggestItem => {
    const createdAt = STARTED_AT + number * HOUR_MS;
    return {
      key: `PAY-${number + 1}`,
      summary: wordsFrom(chance, 8).join(' '),
      words: [...new Set(wordsFrom(chance, 60))].join(' '),
      createdAt,
      resolvedAt: chance.happens(0.5) ? createdAt + 20 * DAY_MS : undefined,
      level: 0,
      status: alwaysFrom(createdAt, { id: '3', name: 'In Progress', stage: 'in-progress' }),
      assignee: alwaysFrom(createdAt, `person-${number % 30}`),
    };
  });
  const links: { repo: string; sha: string; key: string }[] = [];
  const commits = Array.from({ length: commitCount }, (_, index): Commit => {
    const at = STARTED_AT + Math.floor(((index + 1) * itemCount * HOUR_MS) / commitCount);
    const number = Math.max(0, Math.floor(((index + 1) * itemCount) / commitCount) - 1 - chance.pick(50));
    const item = items[number];
    const sha = index.toString(16).padStart(40, '0');
    if (item && chance.happens(0.6)) links.push({ repo: 'team/billing', sha, key: item.key });
    return {
      repo: 'team/billing',
      sha,
      parents: index === 0 ? [] : [(index - 1).toString(16).padStart(40, '0')],
      authoredAt: at,
      committedAt: at,
      authorOffsetMinutes: 0,
      authorHash: `hash-${number % 30}`,
      author: `person-${number % 30}`,
      message: [...(item?.summary.split(' ').slice(0, 4) ?? []), ...wordsFrom(chance, 8)].join(' '),
      files: Array.from({ length: 5 }, () => ({
        status: 'M',
        path: `src/${wordFrom(chance)}/part-${number % 100}-${chance.pick(20)}.ts`,
      })),
      filesChanged: 5,
      lines: undefined,
      branch: undefined,
      pullRequest: undefined,
    };
  });
  return { items, commits, links, rejected: [] };
}
