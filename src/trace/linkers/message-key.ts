/** A key in the commit's own message: what its author said, and so the most trusted sign. */
import { quoted } from '../facts';
import { findKeys } from '../find-keys';
import { type Clue, type Linker, NO_CLUES } from '../linker';

/** A message that names more is a list, not a statement of purpose; the rest is not read. */
const MOST_KEYS = 50;

const PLACES = {
  subject: 'in the subject',
  trailer: 'in a trailer of the message',
  body: 'in the body of the message',
} as const;

export const messageKey: Linker = {
  id: 'message-key',
  prepare:
    ({ facts }) =>
    ({ message }) => {
      const found = findKeys(message, facts.projects);
      if (found.length === 0) return NO_CLUES;
      const clues: Clue[] = [];
      for (const { key, start, where } of found) {
        if (clues.length === MOST_KEYS) break;
        if (clues.some((clue) => clue.key === key)) continue;
        clues.push({
          key,
          evidence: { text: `${key} ${PLACES[where]}`, quote: quoted(lineAround(message, start)), via: undefined },
        });
      }
      return clues;
    },
};

/** The line a place lies in, or the part of it near the place. */
export function lineAround(text: string, at: number): string {
  const window = 400;
  const from = Math.max(text.lastIndexOf('\n', at) + 1, at - window / 2);
  const end = text.indexOf('\n', at);
  return text.slice(from, Math.min(end < 0 ? text.length : end, from + window));
}
