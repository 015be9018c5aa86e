/** Facts about one candidate that a sentence may be made of. */
import { compareText } from '../../model/compare-text';
import type { Commit } from '../../model/commit';
import type { ToldFacts } from './choice';
import type { Desk } from './desk';
import { type ItemNumber, pathsOf } from './past-work';
import type { Reading } from './reading';
import { hideKeys } from './words';

export function factsToTell(desk: Desk, reading: Reading, item: ItemNumber): ToldFacts {
  const { commit, at, ancestor, ofAuthor } = reading;
  const known = desk.items[item];
  const authorLink = ofAuthor.find((link) => link.item === item);
  const work = desk.past.pastOfItem(item);
  return {
    ...sharedWords(desk, reading, item),
    likeCommit: reading.likeness.get(item)?.sha,
    sharedFiles: reading.files.get(item)?.files ?? 0,
    authorSinceMs: authorLink && Math.max(0, at - authorLink.at),
    authorLast: authorLink !== undefined && authorLink === ofAuthor[0],
    itemSinceMs: work && Math.max(0, at - work.lastAt),
    ancestorSteps: ancestor?.items.includes(item) ? ancestor.steps : undefined,
    assigned: desk.isAssigned(item, commit.author, at),
    inProgress: desk.isInProgress(item, at),
    ageMs: at - (known?.createdAt ?? at),
  };
}

function sharedWords(
  desk: Desk,
  { commit, message, pathWords }: Reading,
  item: ItemNumber,
): Pick<ToldFacts, 'titleWords' | 'descriptionWords' | 'pathWords'> {
  const title = new Set(desk.titleOf(item));
  const description = new Set(desk.items[item]?.words.split(' '));
  const rarestFirst = (words: readonly string[]): string[] =>
    spelledAs(
      [...words].sort((a, b) => desk.rarityOf(b) - desk.rarityOf(a) || compareText(a, b)),
      commit,
    );
  return {
    titleWords: rarestFirst(message.filter((word) => title.has(word))),
    descriptionWords: rarestFirst(message.filter((word) => description.has(word) && !title.has(word))),
    pathWords: rarestFirst(pathWords.filter((word) => title.has(word))),
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
