/**
 * BM25 over the texts of many items.
 *
 * In: for each document its words. Out: scores of all documents for a few words. The one idea: what
 * a word adds to a document does not depend on the question, so it is worked out once; a question is
 * then a sum along a few rows of numbers.
 *
 * Documents are asked for in their order, so who numbers them by age can stop at an age.
 */

/** Robertson's usual constants. */
const SATURATION = 1.2;
const LENGTH_SHARE = 0.75;
/** A word of more documents than this share says too little to pay for. */
const COMMON_SHARE = 0.05;
/** Up to here every word is affordable. */
const AFFORDABLE = 500;

export class TextIndex {
  readonly size: number;
  private readonly terms = new Map<string, number>();
  private readonly starts: Uint32Array;
  private readonly documents: Uint32Array;
  private readonly gains: Float32Array;
  private readonly rarities: Float32Array;
  private readonly scores: Float64Array;
  private readonly touched: Uint32Array;
  private touchedCount = 0;

  /** @param texts words of each document, each word as often as it counts. */
  constructor(texts: readonly (readonly string[])[]) {
    const counts: number[] = [];
    let total = 0;
    const last: number[] = [];
    for (const [document, words] of texts.entries()) {
      total += words.length;
      for (const word of words) {
        const known = this.terms.get(word);
        if (known === undefined) {
          this.terms.set(word, counts.length);
          counts.push(1);
          last.push(document);
        } else if (last[known] !== document) {
          counts[known] = (counts[known] ?? 0) + 1;
          last[known] = document;
        }
      }
    }
    this.size = texts.length;
    this.starts = new Uint32Array(counts.length + 1);
    this.rarities = new Float32Array(counts.length);
    for (const [term, count] of counts.entries()) {
      this.starts[term + 1] = (this.starts[term] ?? 0) + count;
      this.rarities[term] = Math.log(1 + (texts.length - count + 0.5) / (count + 0.5));
    }
    const postings = this.starts[counts.length] ?? 0;
    this.documents = new Uint32Array(postings);
    this.gains = new Float32Array(postings);
    this.fill(texts, texts.length === 0 ? 1 : Math.max(1, total / texts.length));
    this.scores = new Float64Array(texts.length);
    this.touched = new Uint32Array(texts.length);
  }

  private fill(texts: readonly (readonly string[])[], meanLength: number): void {
    const ends = this.starts.slice(0, -1);
    for (const [document, words] of texts.entries()) {
      const norm = SATURATION * (1 - LENGTH_SHARE + (LENGTH_SHARE * words.length) / meanLength);
      for (const word of words) {
        const term = this.terms.get(word) ?? 0;
        const at = ends[term] ?? 0;
        if (at > (this.starts[term] ?? 0) && this.documents[at - 1] === document) {
          this.gains[at - 1] = (this.gains[at - 1] ?? 0) + 1;
        } else {
          this.documents[at] = document;
          this.gains[at] = 1;
          ends[term] = at + 1;
        }
      }
      for (const word of words) {
        const term = this.terms.get(word) ?? 0;
        const at = (ends[term] ?? 0) - 1;
        const times = this.gains[at] ?? 0;
        // A sum already weighed is below zero until the whole is turned, so that a word met twice is weighed once.
        if (times > 0) this.gains[at] = -((this.rarities[term] ?? 0) * times * (SATURATION + 1)) / (times + norm);
      }
    }
    for (let at = 0; at < this.gains.length; at += 1) this.gains[at] = -(this.gains[at] ?? 0);
  }

  /** How much a word tells: the rarer, the more; 0 for a word that no document has. */
  rarityOf(word: string): number {
    const term = this.terms.get(word);
    return term === undefined ? 0 : (this.rarities[term] ?? 0);
  }

  /** How many documents have the word. */
  countOf(word: string): number {
    const term = this.terms.get(word);
    return term === undefined ? 0 : (this.starts[term + 1] ?? 0) - (this.starts[term] ?? 0);
  }

  /** Scores the first `before` documents; read the outcome by `scoreOf` and `best` before asking again. */
  ask(words: readonly string[], before = this.size): void {
    for (let index = 0; index < this.touchedCount; index += 1) this.scores[this.touched[index] ?? 0] = 0;
    this.touchedCount = 0;
    const dearest = Math.max(AFFORDABLE, COMMON_SHARE * this.size);
    for (const word of words) {
      const term = this.terms.get(word);
      if (term === undefined) continue;
      const start = this.starts[term] ?? 0;
      const end = this.starts[term + 1] ?? 0;
      if (end - start <= dearest) this.add(start, end, before);
    }
  }

  private add(start: number, end: number, before: number): void {
    const { documents, gains, scores, touched } = this;
    let count = this.touchedCount;
    for (let at = start; at < end; at += 1) {
      const document = documents[at] as number;
      if (document >= before) break;
      const score = scores[document] as number;
      if (score === 0) touched[count++] = document;
      scores[document] = score + (gains[at] as number);
    }
    this.touchedCount = count;
  }

  scoreOf(document: number): number {
    return this.scores[document] ?? 0;
  }

  /** The best documents of the last question, best first; the later one where two are equal. */
  best(most: number): number[] {
    const kept: number[] = [];
    let least = 0;
    for (let index = 0; index < this.touchedCount; index += 1) {
      const document = this.touched[index] as number;
      const score = this.scores[document] as number;
      if (kept.length === most && score < least) continue;
      let place = kept.length;
      while (place > 0 && this.isBefore(document, score, kept[place - 1] as number)) place -= 1;
      if (place >= most) continue;
      kept.splice(place, 0, document);
      if (kept.length > most) kept.pop();
      least = this.scores[kept[kept.length - 1] as number] as number;
    }
    return kept;
  }

  private isBefore(document: number, score: number, other: number): boolean {
    const otherScore = this.scores[other] as number;
    return score > otherScore || (score === otherScore && document > other);
  }
}
