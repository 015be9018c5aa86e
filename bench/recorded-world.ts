/** The largest recorded set there is, as a world. */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { workingCalendar } from '../src/model/calendar';
import type { Commit } from '../src/model/commit';
import { settingsFrom } from '../src/model/settings';
import { knownSprints, knownVersions, withKnownPlans } from '../src/model/known-plans';
import type { WorkItem } from '../src/model/work-item';
import type { World } from '../src/model/world';
import { traceCommits } from '../src/trace/trace-commits';
import { type RawSet, loadIssues, loadRecordedSet } from './recorded-set';

/** The folder beside the project that recorded data is kept in; undefined when it is not there. */
export function sharedFolder(...names: readonly string[]): string | undefined {
  const path = resolve(process.env['THROUGHLINE_SHARED'] ?? '../shared', ...names);
  return existsSync(path) ? path : undefined;
}

/** The set with the most work items, not ingested yet; undefined when no set is there. */
export function largestSet(): RawSet | undefined {
  const folder = sharedFolder('data', 'sets');
  if (folder === undefined) return undefined;
  const sizes = readdirSync(folder)
    .map((name) => join(folder, name))
    .map((set) => ({ set, issues: loadIssues(set).length }));
  const [largest] = sizes.filter(({ issues }) => issues > 0).sort((a, b) => b.issues - a.issues);
  return largest && loadRecordedSet(largest.set);
}

/** The project with the most items, at the last instant at which anything happened. */
export function worldFrom(items: readonly WorkItem[], commits: readonly Commit[]): World {
  const counts = new Map<string, number>();
  for (const { projectKey } of items) counts.set(projectKey, (counts.get(projectKey) ?? 0) + 1);
  const [projectKey = ''] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  const asOf = items.reduce((last, { updatedAt }) => Math.max(last, updatedAt), 0);
  const versions = knownVersions(items, asOf);
  const sprints = knownSprints(items, asOf);
  const byKey = new Map(items.map((item) => [item.key, withKnownPlans(item, versions, sprints)]));
  const { links } = traceCommits({
    commits,
    pullRequests: [],
    allow: new Set(counts.keys()),
    knownItems: (key) => byKey.has(key),
    now: asOf,
  });
  const settings = settingsFrom();
  const complete = { kind: 'complete', asOf } as const;
  return {
    asOf,
    projectKey,
    settings,
    calendar: workingCalendar(settings.calendar),
    items: byKey,
    commits,
    links,
    pullRequests: [],
    reviewsToldBy: new Set<string>(),
    branches: [],
    waivers: [],
    coverage: { workItems: complete, commits: complete, pullRequests: complete, branches: complete },
  };
}
