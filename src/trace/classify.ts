/** What became of a commit in the trace, in the one word that lists and counts use. */
import type { Commit } from '../model/commit';
import { exemptionOf } from '../model/exemption';
import type { TraceClass } from '../model/link';
import type { TraceSettings } from '../model/settings';

export interface Classification {
  readonly class: TraceClass;
  /** Why it is exempt; undefined otherwise. */
  readonly reason: string | undefined;
  /** The trace setting that makes it exempt; undefined otherwise. */
  readonly setting: keyof TraceSettings | undefined;
}

/** A commit that names its item is linked even where it need not be. */
export function classifyCommit(commit: Commit, hasLink: boolean, settings: TraceSettings): Classification {
  if (hasLink) return { class: 'linked', reason: undefined, setting: undefined };
  const exemption = exemptionOf(commit, settings);
  return exemption ? { class: 'exempt', ...exemption } : { class: 'untraced', reason: undefined, setting: undefined };
}
