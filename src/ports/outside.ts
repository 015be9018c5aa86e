/** Everything the app asks of the outside, in one hand. The clock is not here: `now` is passed in. */
import type { Accounts } from './accounts';
import type { Facts } from './facts';
import type { Inbox, IngestionLog } from './inbox';
import type { Jira } from './jira';
import type { Memory } from './memory';
import type { WorkQueue } from './work-queue';

export interface Outside {
  readonly accounts: Accounts;
  readonly jira: Jira;
  readonly facts: Facts;
  readonly inbox: Inbox;
  readonly log: IngestionLog;
  readonly memory: Memory;
  readonly queue: WorkQueue;
}
