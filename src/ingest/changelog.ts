/**
 * Changelogs: an issue carries the first page of its own, `POST /changelog/bulkfetch` gives the
 * rest for many issues at once. Pages come in any order and may repeat entries.
 */
import * as v from '@badrap/valita';
import type { WorkItemId } from '../model/key';
import { ChangelogSchema, type ChangeEntry, IdSchema, parseChangeEntry } from './jira-issue';
import { listOf, nullish, readJson } from './outside-json';

const BulkPageSchema = v.object({
  issueChangeLogs: nullish(listOf(v.object({ issueId: IdSchema, changeHistories: nullish(v.array()) }))),
});

const NumberedSchema = v.object({ id: IdSchema });

/** The unread entries of `changelog/bulkfetch` pages, by issue id. */
export function collectChangelogs(pages: readonly unknown[]): ReadonlyMap<WorkItemId, readonly unknown[]> {
  const histories = new Map<WorkItemId, unknown[]>();
  for (const page of pages) {
    const parsed = readJson(BulkPageSchema, page);
    if (!parsed.ok) continue;
    for (const { issueId, changeHistories } of parsed.value.issueChangeLogs ?? []) {
      const known = histories.get(issueId) ?? [];
      for (const entry of changeHistories ?? []) known.push(entry);
      histories.set(issueId, known);
    }
  }
  return histories;
}

/**
 * The issue with a changelog that holds its own entries and all of these, each once, and that says
 * so in `total`. Anything that is not an issue comes back as it was.
 */
export function mergeChangelog(issue: unknown, histories: readonly unknown[]): unknown {
  if (typeof issue !== 'object' || issue === null) return issue;
  const own = readJson(ChangelogSchema, (issue as { changelog?: unknown }).changelog);
  const merged: unknown[] = [];
  const seen = new Set<string>();
  for (const entry of [...(own.ok ? own.value.histories : []), ...histories]) {
    const id = readJson(NumberedSchema, entry);
    if (id.ok && seen.has(id.value.id)) continue;
    if (id.ok) seen.add(id.value.id);
    merged.push(entry);
  }
  return { ...issue, changelog: { startAt: 0, total: merged.length, maxResults: merged.length, histories: merged } };
}

export interface Changelog {
  /** Oldest first; entries of one instant in the order Jira numbered them. */
  readonly entries: readonly ChangeEntry[];
  /** False when the source has none, sent one page of several, or sent entries nobody can read. */
  readonly complete: boolean;
}

export function readChangelog(raw: v.Infer<typeof ChangelogSchema> | null | undefined): Changelog {
  if (!raw) return { entries: [], complete: false };
  const entries: ChangeEntry[] = [];
  for (const history of raw.histories) {
    const entry = parseChangeEntry(history);
    if (entry) entries.push(entry);
  }
  entries.sort((a, b) => a.created - b.created || Number(a.id ?? 0) - Number(b.id ?? 0));
  return { entries, complete: entries.length === raw.histories.length && entries.length >= (raw.total ?? 0) };
}
