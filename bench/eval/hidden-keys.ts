/**
 * A recorded set as the suggester is judged by it: every key is hidden, and who named one knows the answer.
 *
 * In: a recorded set. Out: items and commits as the suggester reads them, explicit links with the
 * instant each became known, the answers, and the commits that no explicit linker could place.
 */
import type { Commit } from '../../src/model/commit';
import { exemptionOf } from '../../src/model/exemption';
import { type WorkItemKey, projectOf } from '../../src/model/key';
import type { TraceLink } from '../../src/model/link';
import { settingsFrom } from '../../src/model/settings';
import { valueAt } from '../../src/model/span';
import type { WorkItem } from '../../src/model/work-item';
import type { KnownLink, SuggestItem } from '../../src/trace/suggest/choice';
import { wordsOf } from '../../src/trace/suggest/words';
import { traceCommits } from '../../src/trace/trace-commits';
import { type RecordedSet, pullRequestsOf } from '../recorded-set';

export interface HiddenKeys {
  readonly items: readonly SuggestItem[];
  readonly commits: readonly Commit[];
  /** Links of every explicit linker. */
  readonly links: readonly KnownLink[];
  /** Keys in messages, by commit; exempt commits left out. */
  readonly answers: ReadonlyMap<Commit, ReadonlySet<WorkItemKey>>;
  /** All explicit links, by commit; exempt commits left out. */
  readonly labels: ReadonlyMap<Commit, ReadonlySet<WorkItemKey>>;
  /** Commits that no linker placed and that are not exempt. */
  readonly unkeyed: ReadonlySet<Commit>;
  readonly exempt: (commit: Commit) => boolean;
}

const DESCRIPTION_WORDS = 150;

export function hideKeysOf(set: RecordedSet): HiddenKeys {
  const known = new Set(set.items.map(({ key }) => key));
  const { links } = traceCommits({
    commits: set.commits,
    pullRequests: pullRequestsOf(set),
    allow: new Set([...known].map(projectOf)),
    knownItems: (key) => known.has(key),
    now: 0,
  });
  const settings = settingsFrom().trace;
  const exemptCommits = new Set(set.commits.filter((commit) => exemptionOf(commit, settings) !== undefined));
  const exempt = (commit: Commit): boolean => exemptCommits.has(commit);
  const byId = new Map(set.commits.map((commit) => [`${commit.repo}@${commit.sha}`, commit]));
  const answers = new Map<Commit, Set<WorkItemKey>>();
  const labels = new Map<Commit, Set<WorkItemKey>>();
  const linked = new Set<Commit>();
  for (const link of links) {
    const commit = byId.get(`${link.repo}@${link.sha}`);
    if (!commit) continue;
    linked.add(commit);
    if (exempt(commit)) continue;
    labels.set(commit, (labels.get(commit) ?? new Set()).add(link.key));
    if (link.linker === 'message-key') answers.set(commit, (answers.get(commit) ?? new Set()).add(link.key));
  }
  return {
    items: set.items.map((item) => suggestItemOf(item, set.descriptions.get(item.key) ?? '')),
    commits: set.commits,
    links: links.map((link) => ({ repo: link.repo, sha: link.sha, key: link.key, knownAt: knownAt(link, byId) })),
    answers,
    labels,
    unkeyed: new Set(set.commits.filter((commit) => !linked.has(commit) && !exempt(commit))),
    exempt,
  };
}

export function suggestItemOf(item: WorkItem, description: string): SuggestItem {
  const last = item.resolution.at(-1);
  return {
    key: item.key,
    summary: item.summary,
    words: wordsOf(description, DESCRIPTION_WORDS).join(' '),
    createdAt: item.createdAt,
    resolvedAt:
      last && last.value !== undefined && valueAt(item.resolution, last.from) !== undefined ? last.from : undefined,
    level: item.level,
    status: item.status,
    assignee: item.assignee,
  };
}

/** A key handed on by a merge is known when the merge is. */
function knownAt(link: TraceLink, byId: ReadonlyMap<string, Commit>): number | undefined {
  const { via } = link.evidence;
  if (via === undefined) return undefined;
  return byId.get(`${link.repo}@${via}`)?.committedAt;
}
