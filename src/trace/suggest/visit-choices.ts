/**
 * The choices commits leave open: the items each may serve, and none of them.
 *
 * In: items, commits and links, in any order. Out: for each commit that is asked about, its
 * candidates with their features. The one idea: commits are read once, in the order of time, and a
 * link counts from the moment it was known, so that no choice knows what came after it.
 */
import type { Commit } from '../../model/commit';
import { findCandidates } from './candidates';
import type { Choice, ChoiceRequest } from './choice';
import { Desk } from './desk';
import { itemRows } from './item-features';
import { noneRow } from './none-features';
import { pastEventsOf } from './past-events';
import { readCommit } from './reading';
import { factsToTell } from './told-facts';
import { MESSAGE_WORDS, wordsOf } from './words';

/** Calls `visit` for each commit asked about, oldest first. */
export function visitChoices(
  request: ChoiceRequest,
  isAsked: (commit: Commit) => boolean,
  visit: (choice: Choice) => void,
): void {
  const desk = new Desk(request.items, request.rejected);
  const exempt = request.exempt ?? ((commit: Commit) => commit.parents.length > 1);
  for (const { commit, links } of pastEventsOf(request, (key) => desk.numberOf(key))) {
    if (links === undefined) {
      const counts = !exempt(commit);
      if (isAsked(commit)) {
        const choice = choiceOf(desk, commit);
        if (choice) visit(choice);
      }
      desk.past.add(commit, counts);
    } else {
      const words = wordsOf(commit.message, MESSAGE_WORDS);
      for (const item of links) desk.past.link(commit, item, words);
    }
  }
}

/** Undefined when no item is a candidate. */
function choiceOf(desk: Desk, commit: Commit): Choice | undefined {
  const reading = readCommit(desk, commit);
  const found = findCandidates(desk, reading);
  if (found.items.length === 0) return undefined;
  const rows = itemRows(desk, reading, found);
  return {
    commit,
    candidates: found.items.flatMap((item) => desk.items[item] ?? []),
    rows,
    none: noneRow(desk, reading, found, rows),
    told: (candidate) => factsToTell(desk, reading, found.items[candidate] ?? 0),
  };
}
