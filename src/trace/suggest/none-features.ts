/**
 * What says that a commit serves no item: one row of `NONE_FEATURES`.
 *
 * In: what is read of the commit, and its candidates with their rows. Out: numbers. The one idea: a
 * commit is like nothing when even the best candidate is not like it, or when its author and its
 * repository seldom name an item.
 */
import { DAY_MS } from '../../model/instant';
import type { Candidates } from './candidates';
import type { Desk } from './desk';
import { type ItemFeature, ITEM_PLACE, ITEM_WIDTH, NONE_PLACE, NONE_WIDTH, type NoneFeature } from './features';
import { titleScale } from './item-features';
import type { Reading } from './reading';
import { keysNamedIn } from './words';

const LOOK_ALIKES = /^(?:UTF|SHA|ISO|RFC|HTTP|MD|X)-/;

export function noneRow(desk: Desk, reading: Reading, { byTitle }: Candidates, rows: Float64Array): Float64Array {
  const { commit, at, author, message, subject, ofAuthor } = reading;
  const { past } = desk;
  const none = new Float64Array(NONE_WIDTH);
  const say = (name: NoneFeature, value: number): void => {
    none[NONE_PLACE[name]] = value;
  };
  say('none', 1);
  say('none-title-covered', highest(rows, 'title-covered'));
  say('none-subject-covered', highest(rows, 'subject-covered'));
  say('none-title-score', byTitle.first / titleScale(desk));
  say('none-likeness', highest(rows, 'message-likeness'));
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
  if (namesAnother(desk, commit.message)) say('none-names-other', 1);
  if (subject.length <= 2) say('none-short', 1);
  const lastLink = ofAuthor[0];
  say('none-author-idle', lastLink ? 1 - Math.exp(-Math.max(0, at - lastLink.at) / (14 * DAY_MS)) : 1);
  return none;
}

/** Of all candidates; never below 0. */
function highest(rows: Float64Array, name: ItemFeature): number {
  let most = 0;
  for (let place = ITEM_PLACE[name]; place < rows.length; place += ITEM_WIDTH) most = Math.max(most, rows[place] ?? 0);
  return most;
}

/** Names what looks like an item that is not among these: `TIDOC-763`. */
function namesAnother(desk: Desk, message: string): boolean {
  return keysNamedIn(message).some((key) => desk.numberOf(key) === undefined && !LOOK_ALIKES.test(key));
}
