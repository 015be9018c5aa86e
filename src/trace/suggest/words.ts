/**
 * From text people wrote to words that can be compared.
 *
 * In: a title, a description, a commit message, a path. Out: words in lower case, lightly stemmed, so
 * that `validates`, `validating` and `validation` meet; `camelCase` names whole and in parts; runs of
 * Chinese, Japanese or Korean in pairs of characters, as they put no spaces between words. The one
 * idea: whatever looks like a work item key goes first, together with all it is written into, so that
 * nothing that compares words can find its answer in a key.
 */

/** Longer texts are cut: what a message is about stands at its beginning. */
const LONGEST_TEXT = 6000;
const LONGEST_WORD = 40;
/** Words of a commit message that are looked at. */
export const MESSAGE_WORDS = 60;

const WORD_RUN = /[\p{L}\p{N}_$]+/gu;
const SHARED_SCRIPT = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;
const CAMEL_PARTS = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\p{L}+|\d+/gu;
const LIKE_A_KEY = /[A-Za-z][A-Za-z0-9_]{1,30}-\d/;
const WHOLE_KEY = /(?:^|[^A-Za-z0-9_/.-])([A-Z][A-Z0-9_]{1,30}-[1-9]\d{0,8})(?![\w/.]|-\d)/g;

/** Words that say how a message is written, not what it is about. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'a about above after again all also am an and any are as at be because been before being both but by can could did do does ' +
    'doing done down each etc few for from further had has have having he her here him his how i if in into is it its just let ' +
    'me more most my no nor not now of off on once only or other our out over own per so some such than that the their them ' +
    'then there these they this those through to too under until up us very via was we were what when where which while who ' +
    'why will with would you your ' +
    'fix fixes fixed fixing close closes closed resolve resolves resolved address addresses addressed ref refs see ticket issue ' +
    'issues jira bug commit pr pull request merge merged branch signed co authored https http www com org ' +
    'git svn id trunk noreply'
  ).split(' '),
);

/** Removes every stretch without spaces that holds something like a key: `[PAY-7]`, `https://jira/browse/PAY-7`. */
export function hideKeys(text: string): string {
  const short = text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT) : text;
  if (!short.includes('-')) return short;
  return short.replace(/\S+/g, (stretch) =>
    stretch.includes('-') && LIKE_A_KEY.test(stretch.slice(0, 300)) ? '' : stretch,
  );
}

/** Keys as Jira writes them, whoever's they are; look-alikes too. */
export function keysNamedIn(text: string): string[] {
  const short = text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT) : text;
  return short.includes('-') ? [...short.matchAll(WHOLE_KEY)].map(([, key = '']) => key) : [];
}

/** Each word once, in the order of first meeting, at most `limit`. Keys are hidden. */
export function wordsOf(text: string, limit = 400): string[] {
  const words = new Set<string>();
  for (const [run] of hideKeys(text).matchAll(WORD_RUN)) {
    addRun(run, words);
    if (words.size >= limit) break;
  }
  return [...words].slice(0, limit);
}

/** A path without the folders and file names that look like keys. */
export function hideKeysInPath(path: string): string {
  if (!path.includes('-')) return path;
  return path
    .split('/')
    .filter((part) => !LIKE_A_KEY.test(part.slice(0, 300)))
    .join('/');
}

function addRun(run: string, words: Set<string>): void {
  if (SHARED_SCRIPT.test(run)) {
    const letters = Array.from(run.slice(0, 200));
    for (let at = 0; at + 1 < letters.length; at += 1) words.add(`${letters[at]}${letters[at + 1]}`);
    return;
  }
  const short = run.slice(0, 3 * LONGEST_WORD);
  const whole = short.toLowerCase();
  if (isWorthComparing(whole)) words.add(stemOf(whole.slice(0, LONGEST_WORD)));
  if (!/[A-Z_$\d]/.test(short.slice(1))) return;
  for (const [part] of short.matchAll(CAMEL_PARTS)) {
    const word = part.toLowerCase();
    if (word.length > 2 && word !== whole && isWorthComparing(word)) words.add(stemOf(word.slice(0, LONGEST_WORD)));
  }
}

function isWorthComparing(word: string): boolean {
  return word.length > 1 && !STOP_WORDS.has(word) && !/^\d{1,2}$/.test(word);
}

/**
 * Accepted: creates, created, creating, creation → creat · queries, query → query · stopped → stop
 * Left as they are: words of four letters or fewer, but for a plural s.
 */
export function stemOf(word: string): string {
  let stem = word;
  if (stem.length > 3 && stem.endsWith('s') && !/(?:ss|us|is)$/.test(stem)) {
    stem = stem.endsWith('ies') && stem.length > 4 ? `${stem.slice(0, -3)}y` : stem.slice(0, -1);
  }
  if (stem.length > 5) {
    const bare = stem.replace(/(?:ing|ed|ion)$/, '');
    if (bare.length >= 3 && /[aeiouy]/.test(bare)) stem = bare;
    if (/([bdgmnprt])\1$/.test(stem)) stem = stem.slice(0, -1);
  }
  return stem.length > 4 && stem.endsWith('e') ? stem.slice(0, -1) : stem;
}
