/** Everything about one work item, for its panel. */
import { type Commit, commitName, subjectOf } from '../model/commit';
import { type Instant, formatInstant } from '../model/instant';
import type { WorkItemKey } from '../model/key';
import type { TraceLink } from '../model/link';
import type { WaitRecord } from '../ports/facts';
import type { JiraReader } from '../ports/jira';
import type { Outside } from '../ports/outside';
import { commitView, lookAtCommits } from './commit-sight';
import type { ItemView, WaitView } from './contract';
import { readCoverage } from './coverage-view';
import { type Family, readFamily, readServingCommits } from './family';
import { findingView, isAboutVisible, keysIn, sentencesOf } from './finding-view';
import type { Sight } from './reader';

const COMMITS_SHOWN = 50;
/** Of so many the newest ones that the reader may see are shown. */
const COMMITS_LOOKED_AT = 200;
const CHILDREN_SHOWN = 100;
/** A chain can end with hundreds; the project page sums them all. */
const ROOTS_SHOWN = 10;

/**
 * Undefined when the item is not ingested, or its project not examined: then nothing is known of its
 * waits and findings. The caller has checked that the reader sees it.
 */
export async function readItemView(
  outside: Outside,
  reader: JiraReader,
  key: WorkItemKey,
  now: Instant,
): Promise<ItemView | undefined> {
  const { facts } = outside;
  const [item] = await facts.readItemsByKey([key]);
  const examination = item && (await facts.readExamination(item.projectKey));
  if (!examination) return undefined;
  const family = await readFamily(facts, item, now);
  const { rows } = await facts.readFindings(item.projectKey, { subjectKey: key, offset: 0, limit: 50 });
  const waits = await facts.readWaits(item.projectKey);
  const ownWait = waits.find((wait) => wait.waiter === key);
  const waitedForBy = waits.filter((wait) => wait.causes.some((cause) => cause.key === key));
  const { serving, links, commits } = await readServingCommits(outside, item, family);
  const newest = commits.slice(0, COMMITS_LOOKED_AT);
  const linksOf = groupBy(links, commitName);
  const named = (await facts.readLinksOf(newest)).map((link) => link.key);
  const children = family.children.slice(0, CHILDREN_SHOWN);
  const asked = [
    key,
    ...family.ancestors.map((one) => one.key),
    ...children.map((one) => one.key),
    ...rows.flatMap(({ finding }) => keysIn(finding)),
    ...[ownWait, ...waitedForBy].flatMap(keysOfWait),
    ...named,
  ];
  const sight = await lookAtCommits(outside, reader, asked, [
    ...newest.map(subjectOf),
    ...newest
      .flatMap((commit) => linksOf.get(commitName(commit)) ?? [])
      .flatMap(({ evidence }) => [evidence.text, evidence.quote ?? '']),
    ...rows.flatMap(({ finding }) => sentencesOf(finding)),
  ]);
  const shown = newest
    .map((commit) =>
      commitView(
        commit,
        (linksOf.get(commitName(commit)) ?? []).filter((link) => sight.isVisible(link.key)),
        sight.redactText,
      ),
    )
    .filter((commit) => commit.links.length > 0)
    .slice(0, COMMITS_SHOWN);
  const counts = countByChild(links, commits, family);
  const context = { sight, verdicts: examination.verdicts, waivers: await facts.readWaivers(item.projectKey) };
  return {
    asOf: formatInstant(examination.asOf),
    item: sight.refTo(key),
    level: item.level >= 1 ? 'feature' : item.level < 0 ? 'subtask' : 'story',
    ancestors: family.ancestors.map((one) => sight.refTo(one.key)),
    children: children.map((child) => ({
      item: sight.refTo(child.key),
      commitCount: counts.get(child.key) ?? 0,
    })),
    commits: shown,
    canDecide: await reader.hasProjectPermission('EDIT_ISSUES', item.projectKey),
    commitCount: examination.trace ? commits.length : undefined,
    wait: ownWait && waitView(ownWait, sight),
    waitedForBy: waitedForBy.filter((wait) => sight.isVisible(wait.waiter)).map((wait) => waitView(wait, sight)),
    findings: rows
      .filter(({ finding }) => isAboutVisible(finding, sight))
      .map(({ finding }) => findingView(finding, context)),
    coverage: await readCoverage(outside, item.projectKey, examination, serving),
  };
}

/** Commits that serve each child or anything below it; each commit once, however many links it has. */
function countByChild(
  links: readonly TraceLink[],
  commits: readonly Commit[],
  { childAbove }: Family,
): ReadonlyMap<WorkItemKey, number> {
  const present = new Set(commits.map(commitName));
  const ofChild = new Map<WorkItemKey, Set<string>>();
  for (const link of links) {
    const child = childAbove.get(link.key);
    if (child === undefined || !present.has(commitName(link))) continue;
    ofChild.set(child, (ofChild.get(child) ?? new Set()).add(commitName(link)));
  }
  return new Map([...ofChild].map(([key, ids]) => [key, ids.size]));
}

function groupBy<T>(values: readonly T[], nameOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const group = groups.get(nameOf(value));
    if (group) group.push(value);
    else groups.set(nameOf(value), [value]);
  }
  return groups;
}

/** Every key that the view of a wait names. */
export function keysOfWait(wait: WaitRecord | undefined): WorkItemKey[] {
  if (!wait) return [];
  return [wait.waiter, ...wait.causes.map((cause) => cause.key), ...rootsShown(wait)].filter(
    (key) => key !== undefined,
  );
}

function rootsShown({ roots }: WaitRecord): WorkItemKey[] {
  return roots.slice(0, ROOTS_SHOWN).map(({ key }) => key);
}

export function waitView(wait: WaitRecord, sight: Sight): WaitView {
  return {
    waiter: sight.refTo(wait.waiter),
    since: { at: formatInstant(wait.since), exact: wait.sinceExact },
    workingDays: wait.workingDays,
    causes: wait.causes.map((cause) => ({
      ...(cause.key === undefined
        ? {}
        : {
            item:
              cause.unknown && sight.isVisible(cause.key)
                ? { kind: 'unknown' as const, key: cause.key }
                : sight.refTo(cause.key),
          }),
      text: cause.text,
      since: { at: formatInstant(cause.since), exact: cause.exact },
      unknown: cause.unknown,
    })),
    roots: rootsShown(wait).map((key) => sight.refTo(key)),
    moreRoots: Math.max(0, wait.roots.length - ROOTS_SHOWN),
    personDays: wait.personDays,
  };
}
