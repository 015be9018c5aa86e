/** Work items without the ids of accounts that were closed. */
import { type AccountId, CLOSED_ACCOUNT, type WorkItem } from '../model/work-item';
import type { Outside } from '../ports/outside';

/** Items as they may be stored: without the ids of accounts known to be closed, yet not unassigned. */
export async function withoutClosedAccounts(
  { memory, accounts }: Outside,
  items: readonly WorkItem[],
): Promise<readonly WorkItem[]> {
  const marks = new Set(await memory.readClosedMarks());
  if (marks.size === 0) return items;
  const ids = [...new Set(items.flatMap(accountsIn))];
  const marked = await accounts.marksOf(ids);
  const closed = new Set(ids.filter((_, index) => marks.has(marked[index] ?? '')));
  return closed.size === 0 ? items : items.map((item) => withoutAccounts(item, closed));
}

export function accountsIn(item: WorkItem): AccountId[] {
  return [item.reporter, ...item.assignee.map((span) => span.value)].filter((id) => id !== undefined);
}

export function withoutAccounts(item: WorkItem, closed: ReadonlySet<AccountId>): WorkItem {
  const open = (id: AccountId | undefined): AccountId | undefined =>
    id !== undefined && closed.has(id) ? CLOSED_ACCOUNT : id;
  return {
    ...item,
    reporter: open(item.reporter),
    assignee: item.assignee.map((span) => ({ ...span, value: open(span.value) })),
  };
}
