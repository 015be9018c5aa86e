/** The admin page: what is connected, what was received, and what could not be used. */
import { anyRunningReading } from '../app/reading-progress';
import { type Instant, formatInstant } from '../model/instant';
import type { LogEntry } from '../ports/inbox';
import type { Outside } from '../ports/outside';
import type { AdminView, LogEntryView } from './contract';
import { progressView } from './project-views';

const UNKNOWN_KEYS_SHOWN = 100;
export const LOG_PAGE = 30;

/** `schemaVersion` and `webTriggerUrl` are known to the host. */
export async function readAdminView(
  outside: Outside,
  host: { readonly webTriggerUrl: string; readonly schemaVersion: string },
  now: Instant,
): Promise<AdminView> {
  const { facts, memory, jira } = outside;
  const secret = await memory.readSigningSecret();
  const items = await facts.countItems();
  const ingested = new Map((await facts.readProjects()).map((project) => [project.key, project]));
  const repositories = await facts.readRepositories();
  return {
    asOf: formatInstant(now),
    webTriggerUrl: host.webTriggerUrl,
    secret: { exists: secret !== undefined, createdAt: secret && formatInstant(secret.createdAt) },
    repositories: repositories.map(({ name, commits, lastReceivedAt, lastCommitAt }) => ({
      name,
      commits,
      lastReceivedAt: formatInstant(lastReceivedAt),
      lastCommitAt: lastCommitAt === undefined ? undefined : formatInstant(lastCommitAt),
    })),
    projects: (await jira.readProjects()).map(({ key, name }) => {
      const readAt = ingested.get(key)?.readAt;
      return {
        key,
        name,
        ingested: readAt !== undefined,
        items: items.get(key) ?? 0,
        asOf: readAt === undefined ? undefined : formatInstant(readAt),
      };
    }),
    progress: progressView(await anyRunningReading(outside, now)),
    unknownKeys: await facts.countUnknownKeys(UNKNOWN_KEYS_SHOWN),
    schemaVersion: host.schemaVersion,
  };
}

export function logEntryView(entry: LogEntry): LogEntryView {
  return {
    at: formatInstant(entry.at),
    source: entry.source,
    outcome: entry.outcome,
    text: entry.text,
    counts: entry.counts,
    rejected: entry.rejected,
  };
}
