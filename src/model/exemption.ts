/**
 * Commits that need serve no work item: merges, bots, version bumps and the conventions a team has
 * declared. An exempt commit that does name its item keeps its link.
 */
import { type Commit, subjectOf } from './commit';
import type { TraceSettings } from './settings';

/**
 * Accepted: `1.2.3` · `v1.2.3-beta.1` · `Release 1.2.3` · `Bump version to 1.2.3` · `[release] 2.0.0`
 * Refused:  `Bump lodash to 4.17.5` (a change of what we ship) · `Release the lock` · `Fix 1.2.3`
 */
const VERSION_BUMP =
  /^(?:\[?(?:release|version|bump(?:ed)?)\]?:? )?(?:(?:bump(?:ed)? |update )?(?:the )?version (?:bump )?(?:to )?)?v?\d{1,6}\.\d{1,6}(?:\.\d{1,6})?(?:[-+.][\w.-]{1,40})?$/i;

/** Why a commit is exempt from tracing, as the end of "exempt because it is …"; undefined when it is not. */
export function exemptionOf(commit: Commit, settings: TraceSettings): string | undefined {
  if (commit.parents.length > 1) return 'a merge';
  if (settings.botAuthors.includes(commit.authorHash) || (commit.author && settings.botAuthors.includes(commit.author))) {
    return 'written by a bot';
  }
  const subject = subjectOf(commit);
  const prefix = settings.exemptPrefixes.find((start) => start !== '' && subject.startsWith(start));
  if (prefix !== undefined) return `marked ${prefix} by convention`;
  return VERSION_BUMP.test(subject.slice(0, 120)) ? 'a version bump' : undefined;
}
