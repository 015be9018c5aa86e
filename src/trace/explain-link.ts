/** How a link came about, in sentences a person can check. */
import { formatDay } from '../model/instant';
import type { LinkerId, TraceLink } from '../model/link';

const HOW: Readonly<Record<LinkerId, string>> = {
  person: 'A person linked it.',
  'message-key': 'Its author named the work item in the commit message.',
  pattern: 'Its author named the work item in a form that the settings of the site explain.',
  'branch-name': 'The branch it came on is named after the work item.',
  'pull-request': 'The pull request it belongs to names the work item.',
  'merge-parent': 'It names no work item itself; the merge that brought it in does.',
  inherited: 'It undoes, repeats or amends a commit that serves the work item.',
};

/** First how, then the evidence, the text it rests on and the day it was found. */
export function explainLink({ key, sha, linker, confidence, evidence, foundAt }: TraceLink): string[] {
  const sure = confidence < 1 ? ` with a probability of ${Math.round(confidence * 100)}%` : '';
  return [
    `Commit ${sha.slice(0, 12)} serves ${key}${sure}. ${HOW[linker]}`,
    `Evidence: ${evidence.text}.`,
    ...(evidence.quote === undefined ? [] : [`The text reads: “${evidence.quote}”`]),
    ...(evidence.via === undefined ? [] : [`Found through ${evidence.via}.`]),
    `Found on ${formatDay(foundAt)}.`,
  ];
}
