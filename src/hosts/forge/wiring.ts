/** The adapters of Atlassian's cloud, wired together; the only place where they meet. */
import { asApp, asUser, getAppContext, privacy, route, webTrigger } from '@forge/api';
import forgeSql, { migrationRunner } from '@forge/sql';
import { createHmac, randomBytes } from 'node:crypto';
import { findJiraFields } from '../../ingest/jira-fields';
import type { Accounts } from '../../ports/accounts';
import type { JiraReader } from '../../ports/jira';
import type { Outside } from '../../ports/outside';
import type { HostDuties } from '../../surfaces/asking';
import { jiraAsApp, jiraAsReader } from './jira-rest';
import { memoryInKvs } from './memory-kvs';
import { forgeQueue } from './queues';
import { hashEmail } from './signature';
import { type JiraCaller, type JiraRequester, askJira } from './rest';
import { factStore } from './store/fact-store';
import { inboxStore, logStore } from './store/inbox-store';
import { MIGRATIONS } from './store/schema';
import type { Row, Sql } from './store/sql';

const sql: Sql = {
  query: async (statement, parameters = []) => {
    const { rows } = await forgeSql
      .prepare<Row>(statement)
      .bindParams(...parameters)
      .execute();
    return Array.isArray(rows) ? rows : [];
  },
};

/** A new one for each invocation: nothing of one site may be left when the next one comes. */
export function outsideOfForge(): Outside {
  const app = callerOf(asApp() as unknown as JiraRequester);
  let customFields: Promise<readonly string[]> | undefined;
  const readCustomFields = async (): Promise<readonly string[]> => {
    const { sprint, flagged, epicLink } = findJiraFields(await askJira(app, 'field', route`/rest/api/3/field`));
    return [sprint, flagged, epicLink].filter((id) => id !== 'none');
  };
  return {
    accounts: forgeAccounts,
    jira: jiraAsApp(app, () => (customFields ??= readCustomFields())),
    facts: factStore(sql),
    inbox: inboxStore(sql),
    log: logStore(sql),
    memory: memoryInKvs,
    queue: forgeQueue,
  };
}

/** Atlassian takes at most 90 accounts in one report. */
const REPORT_SIZE = 90;

const forgeAccounts: Accounts = {
  reportStored: async (accounts) => {
    const closed: string[] = [];
    for (let start = 0; start < accounts.length; start += REPORT_SIZE) {
      const updates = await privacy.reportPersonalData(
        accounts
          .slice(start, start + REPORT_SIZE)
          .map(({ accountId, updatedAt }) => ({ accountId, updatedAt: new Date(updatedAt).toISOString() })),
      );
      closed.push(...updates.filter(({ status }) => status === 'closed').map(({ accountId }) => accountId));
    }
    return closed;
  },
  hashesOf: async (emails) => {
    const salt = await memoryInKvs.readSalt();
    return emails.map((email) => hashEmail(salt, email));
  },
  marksOf: async (accountIds) => {
    const salt = await memoryInKvs.readSalt();
    return accountIds.map((accountId) => createHmac('sha256', salt).update(accountId).digest('hex').slice(0, 32));
  },
};

export function readerOf(accountId: string): JiraReader {
  return jiraAsReader(callerOf(asUser() as unknown as JiraRequester), accountId);
}

function callerOf(requester: JiraRequester): JiraCaller {
  return {
    requestJira: (path, init) => requester.requestJira(path, init),
    remainingMs: () => getAppContext().invocationRemainingTimeInMillis(),
  };
}

export const forgeDuties: HostDuties = {
  webTriggerUrl: () => webTrigger.getUrl('git-events'),
  schemaVersion: MIGRATIONS.at(-1)?.name ?? '',
  makeSecret: () => randomBytes(32).toString('base64url'),
};

/** Brings the tables up to date; cheap when they are. */
export async function migrate(): Promise<void> {
  for (const { name, statement } of MIGRATIONS) migrationRunner.enqueue(name, statement);
  await migrationRunner.run();
}

/** Stops long work in time for saving its cursor: answers whether a minute is left. */
export function timeLeft(reserveMs = 60_000): () => boolean {
  return () => getAppContext().invocationRemainingTimeInMillis() > reserveMs;
}
