/** Which features a file or folder serves, by the commits that touched it, as text for a terminal. */
import { readWithAncestors } from '../app/read-ancestors';
import { featureOf } from '../model/ancestry';
import { commitName } from '../model/commit';
import { type Instant, formatDay } from '../model/instant';
import type { WorkItemKey } from '../model/key';
import { isFeature } from '../model/work-item';
import type { TraceClass } from '../model/link';
import type { CommitClass } from '../ports/link-facts';
import type { JiraReader } from '../ports/jira';
import type { Outside } from '../ports/outside';
import { lookAs } from './reader';

/** The newest so many are looked at. */
const MOST_COMMITS = 2_000;
/** Jira is asked about so many items; the others count as hidden. */
const MOST_ITEMS = 1_000;
const ITEMS_SHOWN = 100;

/** Undefined when no commit touched a path that begins so. */
export async function explainPath(
  { facts }: Outside,
  reader: JiraReader,
  path: string,
  now: Instant,
): Promise<string | undefined> {
  const repos = (await facts.readRepositoryStates()).map(({ name }) => name);
  const rows = await facts.listClasses({ repos, path }, 'newest', undefined, MOST_COMMITS + 1);
  const looked = rows.slice(0, MOST_COMMITS);
  if (looked.length === 0) return undefined;
  const links = await facts.readLinksOf(looked);
  const items = await readWithAncestors(
    facts,
    links.map(({ key }) => key),
  );
  const sight = await lookAs(reader, [...items.keys()].slice(0, MOST_ITEMS));
  const commitsOf = new Map<WorkItemKey, Set<string>>();
  for (const link of links) {
    const { key } = link;
    if (!sight.isVisible(key)) continue;
    const item = items.get(key);
    const feature = item && featureOf(item, items, now)?.key;
    // Of a feature that the reader may not see, its summary would tell.
    const served = feature !== undefined && sight.isVisible(feature) ? feature : key;
    commitsOf.set(served, (commitsOf.get(served) ?? new Set()).add(commitName(link)));
  }
  const served = [...commitsOf].sort(([a, x], [b, y]) => y.size - x.size || (a < b ? -1 : 1));
  const [newest, oldest] = [looked[0], looked.at(-1)];
  return [
    `${path}: ${rows.length > MOST_COMMITS ? `the newest ${MOST_COMMITS}` : looked.length} commits touched a path that begins so, in ${reposOf(looked)}`,
    `  between ${formatDay(oldest?.committedAt ?? now)} and ${formatDay(newest?.committedAt ?? now)}`,
    `  ${classLine(looked)}`,
    '',
    served.length === 0 ? 'No commit of it serves an item you can see.' : 'It serves:',
    ...served.slice(0, ITEMS_SHOWN).map(([key, commits]) => {
      const item = items.get(key);
      const summary = item ? ` ${item.summary.slice(0, 80)}` : '';
      const kind =
        item === undefined ? '' : isFeature(item) ? ` (${item.type})` : ` (${item.type}, no feature you can see)`;
      return `  ${key}${kind}${summary}: ${commits.size} ${commits.size === 1 ? 'commit' : 'commits'}`;
    }),
    ...(served.length > ITEMS_SHOWN ? [`  … and ${served.length - ITEMS_SHOWN} more`] : []),
    '',
    'For single lines: throughline blame <file> --line <n>',
  ].join('\n');
}

function reposOf(rows: readonly CommitClass[]): string {
  return [...new Set(rows.map(({ repo }) => repo))].sort().join(', ');
}

function classLine(rows: readonly CommitClass[]): string {
  const counts: Record<TraceClass, number> = { linked: 0, suggested: 0, exempt: 0, untraced: 0 };
  for (const row of rows) counts[row.class] += 1;
  return Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
}
