/** The adapters of Atlassian's cloud, wired together; the only place where they meet. */
import { asApp, asUser, getAppContext, webTrigger } from '@forge/api';
import forgeSql, { migrationRunner } from '@forge/sql';
import { randomBytes } from 'node:crypto';
import { findJiraFields } from '../../ingest/jira-fields';
import type { JiraReader } from '../../ports/jira';
import type { Outside } from '../../ports/outside';
import type { HostDuties } from '../../surfaces/resolver';
import { jiraAsApp, jiraAsReader } from './jira-rest';
import { memoryInKvs } from './memory-kvs';
import { forgeQueue } from './queues';
import { type JiraCaller, askJira } from './rest';
import { factStore } from './store/fact-store';
import { inboxStore, logStore } from './store/inbox-store';
import { MIGRATIONS } from './store/schema';
import type { Row, Sql } from './store/sql';
import { route } from '@forge/api';

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
  const app = asApp() as unknown as JiraCaller;
  let customFields: Promise<readonly string[]> | undefined;
  const readCustomFields = async (): Promise<readonly string[]> => {
    const { sprint, flagged, epicLink } = findJiraFields(await askJira(app, 'field', route`/rest/api/3/field`));
    return [sprint, flagged, epicLink].filter((id) => id !== 'none');
  };
  return {
    jira: jiraAsApp(app, () => (customFields ??= readCustomFields())),
    facts: factStore(sql),
    inbox: inboxStore(sql),
    log: logStore(sql),
    memory: memoryInKvs,
    queue: forgeQueue,
  };
}

export function readerOf(accountId: string): JiraReader {
  return jiraAsReader(asUser() as unknown as JiraCaller, accountId);
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
