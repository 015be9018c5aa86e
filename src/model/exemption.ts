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

/** Why a commit is exempt from tracing, as the end of "exempt because it is …"; undefined when it is not. */
export function exemptionOf(commit: Commit, settings: TraceSettings): string | undefined {
  if (commit.parents.length > 1) return 'a merge';
  // Webhooks do not tell parents; then the message has to.
  if (commit.parents.length === 0 && readMergeMessage(commit.message)?.kind === 'merge') return 'a merge';
  if (
    settings.botAuthors.includes(commit.authorHash) ||
    (commit.author && settings.botAuthors.includes(commit.author))
  ) {
    return 'written by a bot';
  }
  const subject = subjectOf(commit);
  const head = subject.slice(0, 200);
  if (BY_TOOL.test(head)) return 'written by a tool';
  const prefix = settings.exemptPrefixes.find((start) => start !== '' && subject.startsWith(start));
  if (prefix !== undefined) return `marked ${prefix} by convention`;
  return VERSION_BUMP.test(head) || VERSION_WORDS.test(head) ? 'a version bump' : undefined;
}
