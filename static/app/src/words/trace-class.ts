/** The four classes of a commit in the trace, in words, in the order in which they are shown. */
import type { ClassCounts, SuggestionView } from '../bridge';
import { writePercent } from './share';

export type TraceClass = keyof ClassCounts;

export const CLASSES: readonly {
  readonly id: TraceClass;
  readonly word: string;
  readonly about: string;
}[] = [
  { id: 'linked', word: 'Linked', about: 'A key, a convention or a person says which work item they serve.' },
  {
    id: 'suggested',
    word: 'Suggested',
    about: 'Nothing names a work item, but one is likely. Not linked until somebody confirms.',
  },
  { id: 'untraced', word: 'Untraced', about: 'Nothing names a work item, and none is likely enough to suggest.' },
  { id: 'exempt', word: 'Exempt', about: 'They need no work item: merges, bots and declared conventions.' },
];

const WORDS = Object.fromEntries(CLASSES.map(({ id, word }) => [id, word])) as Readonly<Record<TraceClass, string>>;

export function writeClass(id: TraceClass): string {
  return WORDS[id];
}

export function isTraceClass(text: string | null): text is TraceClass {
  return CLASSES.some(({ id }) => id === text);
}

/** How many commits need a work item: all but the exempt. */
export function needing({ linked, suggested, untraced }: ClassCounts): number {
  return linked + suggested + untraced;
}

/** `likely, 93%` */
export function writeProbability({ probability }: Pick<SuggestionView, 'probability'>): string {
  // Down, so that nobody reads 90% beside `possible`: likely begins there, whether it comes ticked or not.
  return `${probability >= 0.9 ? 'likely' : 'possible'}, ${writePercent(Math.floor(100 * probability) / 100)}`;
}
