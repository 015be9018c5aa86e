/** A person accepts a finding, with a reason and until a day; it stays in the record. */
import type { Waiver } from '../model/finding';
import type { Instant } from '../model/instant';
import type { Outside } from '../ports/outside';

/** Saves the waiver and has the project examined again, so that every count follows. */
export async function waiveFinding(outside: Outside, waiver: Waiver, now: Instant): Promise<void> {
  await outside.facts.saveWaiver({ ...waiver, at: now });
  await outside.facts.markStale([waiver.projectKey]);
  await outside.queue.push([{ kind: 'examine', projectKey: waiver.projectKey }]);
}
