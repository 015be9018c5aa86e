/** Guesses which work items the commits of a repository serve that name none. */
import type { Instant } from '../model/instant';
import type { Outside } from '../ports/outside';
import type { Work } from '../ports/work-queue';

type SuggestWork = Extract<Work, { kind: 'suggest' }>;

export async function suggestLinks(_outside: Outside, _work: SuggestWork, _now: Instant): Promise<void> {}
