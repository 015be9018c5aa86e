/** Atlassian's answers about the people whose account ids we hold. */
import type { Instant } from '../model/instant';
import type { AccountId } from '../model/work-item';

export interface Accounts {
  /** Reports which account ids are stored, and since when; answers those whose accounts were closed. */
  reportStored(accounts: readonly { accountId: AccountId; updatedAt: Instant }[]): Promise<AccountId[]>;
  /** Hashes of e-mail addresses, as commits carry them. */
  hashesOf(emails: readonly string[]): Promise<string[]>;
  /** One-way marks, the same each time on this installation: closed accounts are remembered by these. */
  marksOf(accountIds: readonly AccountId[]): Promise<string[]>;
}
