/** Everything about one work item, for its panel. */
import { ancestryOf } from '../model/ancestry';
import { type Commit, subjectOf } from '../model/commit';
import { type Instant, formatInstant } from '../model/instant';
import type { WorkItemKey } from '../model/key';
import { LINKER_IDS, type TraceLink } from '../model/link';
import type { WorkItem } from '../model/work-item';
import type { Facts, WaitRecord } from '../ports/facts';
import type { JiraReader } from '../ports/jira';
import type { Outside } from '../ports/outside';
import type { CommitView, ItemView, LinkView, WaitView } from './contract';
import { readCoverage } from './coverage-view';
import { findingView, isAboutVisible, keysIn } from './finding-view';
import { type Sight, lookAs } from './reader';

const COMMITS_SHOWN = 50;
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
  const links = await facts.readLinksTo([key, ...family.descendants.map((child) => child.key)]);
  const sight = await lookAs(reader, [
    key,
    ...family.ancestors.map((one) => one.key),
    ...family.children.map((one) => one.key),
    ...rows.flatMap(({ finding }) => keysIn(finding)),
    ...[ownWait, ...waitedForBy].flatMap(keysOfWait),
    ...links.map((link) => link.key),
  ]);
  const visibleLinks = links.filter((link) => sight.isVisible(link.key));
  const shas = new Map(visibleLinks.map((link) => [`${link.repo}@${link.sha}`, { repo: link.repo, sha: link.sha }]));
  const commits = await facts.readCommitsBySha([...shas.values()]);
  const context = { sight, verdicts: examination.verdicts, waivers: await facts.readWaivers(item.projectKey) };
  return {
    asOf: formatInstant(examination.asOf),
    item: sight.refTo(key),
    level: item.level >= 1 ? 'feature' : item.level < 0 ? 'subtask' : 'story',
    ancestors: family.ancestors.map((one) => sight.refTo(one.key)),
    children: family.children.slice(0, CHILDREN_SHOWN).map((child) => ({
      item: sight.refTo(child.key),
      commitCount: new Set(links.filter((link) => link.key === child.key).map((link) => link.sha)).size,
    })),
    commits: commitViews(commits, visibleLinks).slice(0, COMMITS_SHOWN),
    commitCount: examination.trace ? shas.size : undefined,
    wait: ownWait && waitView(ownWait, sight),
    waitedForBy: waitedForBy.filter((wait) => sight.isVisible(wait.waiter)).map((wait) => waitView(wait, sight)),
    findings: rows
      .filter(({ finding }) => isAboutVisible(finding, sight))
      .map(({ finding }) => findingView(finding, context)),
    coverage: await readCoverage(outside, item.projectKey, examination),
  };
}

interface Family {
  readonly ancestors: readonly WorkItem[];
  readonly children: readonly WorkItem[];
  /** Children and their children: a feature's stories and the stories' subtasks. */
  readonly descendants: readonly WorkItem[];
}

async function readFamily(facts: Facts, item: WorkItem, now: Instant): Promise<Family> {
  const above = new Map<WorkItemKey, WorkItem>();
  let parent = item.parent.at(-1)?.value;
  while (parent !== undefined && !above.has(parent) && parent !== item.key) {
    const [found] = await facts.readItemsByKey([parent]);
    if (!found) break;
    above.set(found.key, found);
    parent = found.parent.at(-1)?.value;
  }
  const children = await facts.readChildrenOf([item.key]);
  const grandchildren = await facts.readChildrenOf(children.map((child) => child.key));
  return { ancestors: ancestryOf(item, above, now).ancestors, children, descendants: [...children, ...grandchildren] };
}

/** Newest first; each with its links, most trusted first. */
function commitViews(commits: readonly Commit[], links: readonly TraceLink[]): CommitView[] {
  return [...commits]
    .sort((a, b) => b.committedAt - a.committedAt || (a.sha < b.sha ? -1 : 1))
    .map((commit) => ({
      repo: commit.repo,
      sha: commit.sha,
      at: formatInstant(commit.committedAt),
      subject: subjectOf(commit).slice(0, 200),
      links: links
        .filter((link) => link.sha === commit.sha && link.repo === commit.repo)
        .sort((a, b) => LINKER_IDS.indexOf(a.linker) - LINKER_IDS.indexOf(b.linker))
        .map(linkView),
    }));
}

function linkView(link: TraceLink): LinkView {
  return {
    key: link.key,
    linker: link.linker,
    evidence: link.evidence.text,
    quote: link.evidence.quote,
    confidence: link.confidence,
  };
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
