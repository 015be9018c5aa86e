/**
 * What the message of a commit says about the branch or pull request it came through, as git and
 * the hosts of repositories write it by themselves. Only the subject is read, so this is O(subject).
 *
 * | subject                                          | kind    | branch    | pullRequest |
 * | ------------------------------------------------ | ------- | --------- | ----------- |
 * | Merge pull request #791 from owner/ALOY-1503     | merge   | ALOY-1503 | 791         |
 * | Merge branch 'DAEMON-17' into master             | merge   | DAEMON-17 |             |
 * | Merge remote-tracking branch 'origin/DAEMON-17'  | merge   | DAEMON-17 |             |
 * | Merged in DAEMON-17 (pull request #1)            | merge   | DAEMON-17 | 1           |
 * | Merge b7478de into 794920b                       | merge   | (a sha)   |             |
 * | Fix the watcher (#862)                           | squash  |           | 862         |
 */
export interface MergeMessage {
  readonly kind: 'merge' | 'squash';
  /** The branch that was brought in; never the one it was merged into. */
  readonly branch: string | undefined;
  readonly pullRequest: number | undefined;
  /** Where the words a person chose begin: behind the part that names branches. 0 for a squash. */
  readonly wordsAt: number;
}

/**
 * The words a person added to a merge: the rest of the subject and the lines under it, without the list
 * of commits that git appends (`* branch:` and indented subjects) and its notes on conflicts.
 */
export function wordsOf(message: string, { wordsAt }: MergeMessage): string {
  const words = message.slice(wordsAt);
  const list = /^(?:\* [^\n]{1,300}:(?: \(\d+ commits\))?$|#? ?Conflicts:)/m.exec(words);
  return list ? words.slice(0, list.index) : words;
}

const SUBJECT_LIMIT = 500;

/** Undefined when the subject says nothing of the kind. */
export function readMergeMessage(message: string): MergeMessage | undefined {
  const end = message.indexOf('\n');
  const subject = message.slice(0, Math.min(end < 0 ? message.length : end, SUBJECT_LIMIT));
  return readMerge(subject) ?? readSquash(subject);
}

function readMerge(subject: string): MergeMessage | undefined {
  if (!subject.startsWith('Merge')) return undefined;
  const github = /^Merge pull request #(\d{1,9}) from ([^\s/:]+)[/:](\S+)/.exec(subject);
  if (github) return merge(github[0], github[3], Number(github[1]));
  const bitbucket = /^Merged in (\S+) \(pull request #(\d{1,9})\)/.exec(subject);
  if (bitbucket) return merge(bitbucket[0], bitbucket[1], Number(bitbucket[2]));
  const server = /^Merge pull request #(\d{1,9}) in \S+ from (\S+) to \S+/.exec(subject);
  if (server) return merge(server[0], server[2], Number(server[1]));
  const quoted =
    /^Merge (?:(remote-tracking) )?(?:branch|commit|tag) '([^']+)'(?: of \S+)?(?: into (?:'[^']+'|\S+))?/.exec(subject);
  if (quoted) return merge(quoted[0], quoted[1] ? withoutRemote(quoted[2] ?? '') : quoted[2], undefined);
  const several = /^Merge branches '[^']+'(?:(?:, | and )'[^']+')*(?: of \S+)?(?: into \S+)?/.exec(subject);
  if (several) return merge(several[0], undefined, undefined);
  const plain = /^Merge(?:d)? (?:branch )?(\S+) (?:in)?to (\S+)/.exec(subject);
  if (plain) return merge(plain[0], plain[1], undefined);
  return undefined;
}

function readSquash(subject: string): MergeMessage | undefined {
  const number = /\((?:#|!|pull request #)(\d{1,9})\)\s*$/.exec(subject);
  return number ? { kind: 'squash', branch: undefined, pullRequest: Number(number[1]), wordsAt: 0 } : undefined;
}

function merge(head: string, branch: string | undefined, pullRequest: number | undefined): MergeMessage {
  return { kind: 'merge', branch, pullRequest, wordsAt: head.length };
}

function withoutRemote(name: string): string {
  const slash = name.indexOf('/');
  return slash < 0 ? name : name.slice(slash + 1);
}
