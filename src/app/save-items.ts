/** Issues as Jira answered them become work items in storage; what cannot be read is said. */
import { type Rejected, isRejected } from '../ingest/rejected';
import { readVisibleAddresses } from '../ingest/visible-addresses';
import { parseWorkItem } from '../ingest/work-item';
import type { WorkItem } from '../model/work-item';
import type { Outside } from '../ports/outside';
import { withoutClosedAccounts } from './forget-closed-accounts';
import type { SiteLanguage } from './site-words';

export interface SavedItems {
  readonly items: readonly WorkItem[];
  readonly rejected: readonly Rejected[];
}

/** Saving the same issues again changes nothing. */
export async function saveItems(
  outside: Outside,
  issues: readonly unknown[],
  language: SiteLanguage,
): Promise<SavedItems> {
  const items: WorkItem[] = [];
  const rejected: Rejected[] = [];
  for (const issue of issues) {
    const parsed = parseWorkItem(issue, language.fields, language.words);
    if (isRejected(parsed)) rejected.push(parsed);
    else items.push(parsed);
  }
  await outside.facts.saveItems(await withoutClosedAccounts(outside, items));
  await saveAddresses(outside, issues);
  return { items, rejected };
}

/** Of an address that Jira shows, its hash is kept, so that commits under it are known to be that account's. */
async function saveAddresses({ accounts, facts }: Outside, issues: readonly unknown[]): Promise<void> {
  const shown = new Map(
    issues.flatMap(readVisibleAddresses).map((address) => [`${address.accountId} ${address.email}`, address]),
  );
  if (shown.size === 0) return;
  const hashes = await accounts.hashesOf([...shown.values()].map(({ email }) => email));
  await facts.saveAddresses(
    [...shown.values()].map(({ accountId }, index) => ({ identity: hashes[index] ?? '', account: accountId })),
  );
}
