/**
 * Commits that need serve no work item: merges, bots, version bumps and the conventions a team has
 * declared. An exempt commit that does name its item keeps its link.
 */
import { type Commit, subjectOf } from './commit';
import { readMergeMessage } from './merge-message';
import type { TraceSettings } from './settings';

/**
 * Accepted: `1.2.3` · `v1.2.3-beta.1` · `Release 1.2.3` · `Bump version to 1.2.3` · `[release] 2.0.0`
 * Refused:  `Bump lodash to 4.17.5` (a change of what we ship) · `Release the lock` · `Fix 1.2.3`
 */
const VERSION_BUMP =
  /^(?:\[?(?:release|version|bump(?:ed)?)\]?:? )?(?:(?:bump(?:ed)? |update )?(?:the )?version (?:bump )?(?:to )?)?v?\d{1,6}\.\d{1,6}(?:\.\d{1,6})?(?:[-+.][\w.-]{1,40})?$/i;

/** A version bump that names no version: `Bumping up version.` · `undo version bump` */
const VERSION_WORDS =
  /^(?:undo |revert |remove )?(?:(?:minor |major |patch )?version bump|bump(?:ed|ing)?(?: up)?(?: the)? version)\.?$/i;

/**
 * What tools write by themselves: `Bump lodash from 4.17.4 to 4.17.5` · `chore(deps): …` ·
 * `Update dependency react to v18` · `[maven-release-plugin] prepare release 1.2`
 */
const BY_TOOL =
  /^(?:\[maven-release-plugin\] |\[snyk\] |bump \S{1,100} from \S{1,40} to \S|(?:build|chore|fix)\(deps(?:-dev)?\): |update dependency \S{1,100} to )/i;

export interface Exemption {
  /** The end of "exempt because it is …". */
  readonly reason: string;
  /** The trace setting that decides it. */
  readonly setting: keyof TraceSettings;
}

/** Why a commit need serve no work item; undefined when it has to. */
export function exemptionOf(commit: Commit, settings: TraceSettings): Exemption | undefined {
  if (settings.mergesExempt && isMerge(commit)) return { reason: 'a merge', setting: 'mergesExempt' };
  if (settings.botsExempt && isByBot(commit, settings)) return { reason: 'written by a bot', setting: 'botsExempt' };
  const subject = subjectOf(commit);
  const head = subject.slice(0, 200);
  if (settings.toolCommitsExempt && BY_TOOL.test(head))
    return { reason: 'written by a tool', setting: 'toolCommitsExempt' };
  const prefix = settings.exemptPrefixes.find((start) => start !== '' && subject.startsWith(start));
  if (prefix !== undefined) return { reason: `marked ${prefix} by convention`, setting: 'exemptPrefixes' };
  return settings.versionBumpsExempt && (VERSION_BUMP.test(head) || VERSION_WORDS.test(head))
    ? { reason: 'a version bump', setting: 'versionBumpsExempt' }
    : undefined;
}

/** True for a commit that only brings others in. */
export function isMerge({ parents, message }: Commit): boolean {
  // Webhooks do not tell parents; then the message has to.
  return parents.length > 1 || (parents.length === 0 && readMergeMessage(message)?.kind === 'merge');
}

function isByBot({ author, authorHash, byBot }: Commit, { botAuthors }: TraceSettings): boolean {
  return byBot === true || botAuthors.includes(authorHash) || (author !== undefined && botAuthors.includes(author));
}
