/** From a work item up to its topmost ancestor, in one line. */
import { readWithAncestors } from '../app/read-ancestors';
import { ancestryOf } from '../model/ancestry';
import type { Instant } from '../model/instant';
import type { WorkItemKey } from '../model/key';
import type { Outside } from '../ports/outside';

/** `PAY-12 (Story) → PAY-1 (Epic)`; says where the way ends without a feature, or out of sight. */
export async function wayUp({ facts }: Pick<Outside, 'facts'>, key: WorkItemKey, now: Instant): Promise<string> {
  const items = await readWithAncestors(facts, [key]);
  const item = items.get(key);
  if (!item) return `${key} (not read)`;
  const { ancestors, unseen } = ancestryOf(item, items, now);
  const steps = [item, ...ancestors].map((one) => `${one.key} (${one.type})`);
  return (
    [...steps, ...(unseen === undefined ? [] : [`${unseen} (unknown: not read)`])].join(' → ') +
    (steps.length === 1 && item.level < 1 && unseen === undefined ? ' → no feature' : '')
  );
}
