/** Issues as Jira answered them become work items in storage; what cannot be read is said. */
import { descriptionOf } from '../ingest/description';
import { type Rejected, isRejected } from '../ingest/rejected';
import { readVisibleAddresses } from '../ingest/visible-addresses';
import { parseWorkItem } from '../ingest/work-item';
import type { WorkItemId } from '../model/key';
import type { WorkItem } from '../model/work-item';
import type { Outside } from '../ports/outside';
import { wordsOf } from '../trace/suggest/words';
import { withoutClosedAccounts } from './closed-accounts';
import type { SiteLanguage } from './site-words';

/** Of a description only words are kept, and no more than these: they serve suggestions. */
const MOST_WORDS = 200;

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
  const words: { id: WorkItemId; words: string }[] = [];
  for (const issue of issues) {
    const parsed = parseWorkItem(issue, language.fields, language.words);
    if (isRejected(parsed)) {
      rejected.push(parsed);
      continue;
    }
    items.push(parsed);
    words.push({ id: parsed.id, words: wordsOf(descriptionOf(issue), MOST_WORDS).join(' ') });
  }
  await outside.facts.saveItems(await withoutClosedAccounts(outside, items));
  await outside.facts.saveItemWords(words);
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
