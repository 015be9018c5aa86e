/** How we know that a commit serves an item, in words. */
import type { LinkView } from '../bridge';

const WORDS: Readonly<Record<LinkView['linker'], string>> = {
  person: 'Linked by a person',
  'message-key': 'Key in the message',
  pattern: 'Declared form in the message',
  'branch-name': 'Key in the branch name',
  'pull-request': 'Key in the pull request',
  'merge-parent': 'Through the merge',
  inherited: 'From the original commit',
};

export function writeLinker(linker: LinkView['linker']): string {
  return WORDS[linker];
}

/** One line: `Key in the message: DAEMON-17 in the subject` */
export function writeProof({ linker, evidence }: Pick<LinkView, 'linker' | 'evidence'>): string {
  return evidence === '' ? writeLinker(linker) : `${writeLinker(linker)}: ${evidence}`;
}
