/**
 * Which of the commits that serve an item were work on it, as far as the commits themselves tell.
 *
 * Merges bring in what others did, reverts take it out again, cherry-picks and backports repeat it
 * elsewhere, and what was reverted is as if it had never been. What need serve no item (bots,
 * version bumps, declared conventions) says nothing of one it happens to name.
 */
import { type Commit, type Sha, subjectOf } from './commit';
import { exemptionOf, isMerge } from './exemption';
import type { TraceSettings } from './settings';

/**
 * The commits of one item that were work on it, in the order given: oldest first. A revert that was
 * itself reverted takes nothing back. O(commits).
 */
export function workCommits(commits: readonly Commit[], settings: TraceSettings): Commit[] {
  const undone = new Undone();
  return commits
    .toReversed()
    .filter((commit) => {
      if (undone.takes(commit)) return false;
      if (isRevert(commit)) {
        undone.add(commit);
        return false;
      }
      return !isMerge(commit) && !isRepeat(commit) && exemptionOf(commit, settings) === undefined;
    })
    .reverse();
}

/** Git writes `Revert "Subject"` and, below it, `This reverts commit 1a2b3c4…`; people keep one or the other. */
function isRevert({ message }: Commit): boolean {
  return message.startsWith('Revert "') || /\breverts commit [0-9a-f]{7,40}\b/i.test(message);
}

function isRepeat({ message }: Commit): boolean {
  return /\bcherry[ -]picked from\b|\(backport (?:of )?[#!]\d|^\[?backport\b/i.test(message);
}

/** As few digits as git ever names a commit by; of one item's commits no two share them. */
const SHORT_SHA = 7;

/** What the reverts met so far take back. A subject may be that of many commits, so each revert takes one. */
class Undone {
  private readonly shas = new Set<Sha>();
  private readonly subjects = new Map<string, number>();

  add({ message }: Commit): void {
    const named = [...message.matchAll(/\breverts commit ([0-9a-f]{7,40})\b/gi)];
    for (const [, sha = ''] of named) this.shas.add(sha.slice(0, SHORT_SHA).toLowerCase());
    const quoted = /^Revert "(.+)"(?: \([#!]\d{1,9}\))?$/.exec(subjectOf({ message }))?.[1];
    if (named.length === 0 && quoted !== undefined) this.subjects.set(quoted, (this.subjects.get(quoted) ?? 0) + 1);
  }

  takes(commit: Commit): boolean {
    if (this.shas.has(commit.sha.slice(0, SHORT_SHA))) return true;
    const subject = subjectOf(commit);
    const left = this.subjects.get(subject) ?? 0;
    if (left > 0) this.subjects.set(subject, left - 1);
    return left > 0;
  }
}
