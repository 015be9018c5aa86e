import { TextIndex } from '../../../src/trace/suggest/text-index';

const VOCABULARY = ['queue', 'retry', 'token', 'ledger', 'panel', 'cache', 'audit'];

/** Texts that differ but are the same in every run. */
function textsOf(count: number): string[][] {
  return Array.from({ length: count }, (_, text) =>
    Array.from({ length: 1 + ((text * 7) % 9) }, (_, word) => VOCABULARY[(text * 3 + word * word) % 7] ?? ''),
  );
}

/** BM25 as the books have it. */
function scoreByTheBook(texts: readonly string[][], document: number, words: readonly string[]): number {
  const mean = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
  const text = texts[document] ?? [];
  return words.reduce((sum, word) => {
    const having = texts.filter((other) => other.includes(word)).length;
    const times = text.filter((other) => other === word).length;
    if (times === 0) return sum;
    const rarity = Math.log(1 + (texts.length - having + 0.5) / (having + 0.5));
    return sum + (rarity * times * 2.2) / (times + 1.2 * (0.25 + (0.75 * text.length) / mean));
  }, 0);
}

describe('the text index', () => {
  const texts = textsOf(60);

  test('scores as the formula does', () => {
    const index = new TextIndex(texts);
    for (const words of [['queue'], ['retry', 'panel'], ['audit', 'nowhere', 'cache', 'token']]) {
      index.ask(words);
      for (let document = 0; document < texts.length; document += 1)
        expect(index.scoreOf(document)).toBeCloseTo(scoreByTheBook(texts, document, words), 4);
    }
  });

  test('names the best, best first, the later of equals first', () => {
    const index = new TextIndex([['queue'], ['queue', 'retry'], ['queue'], ['panel']]);
    index.ask(['queue', 'retry']);
    expect(index.best(10)).toEqual([1, 2, 0]);
    expect(index.best(2)).toEqual([1, 2]);
  });

  test('the best of many are the best by the formula', () => {
    const index = new TextIndex(texts);
    const words = ['token', 'ledger'];
    index.ask(words);
    const best = index.best(5);
    const least = Math.min(...best.map((document) => scoreByTheBook(texts, document, words)));
    const better = texts.filter((_, document) => scoreByTheBook(texts, document, words) > least + 1e-6);
    expect(best).toHaveLength(5);
    expect(better.length).toBeLessThan(5);
  });

  test('looks no further than asked', () => {
    const index = new TextIndex([['queue'], ['queue'], ['queue']]);
    index.ask(['queue'], 2);
    expect(index.best(5)).toEqual([1, 0]);
  });

  test('a question leaves nothing behind for the next', () => {
    const index = new TextIndex([['queue'], ['retry']]);
    index.ask(['queue']);
    index.ask(['retry']);
    expect(index.best(5)).toEqual([1]);
    expect(index.scoreOf(0)).toBe(0);
  });

  test('no texts, no answers', () => {
    const index = new TextIndex([]);
    index.ask(['queue']);
    expect(index.best(3)).toEqual([]);
    expect(index.rarityOf('queue')).toBe(0);
  });
});
