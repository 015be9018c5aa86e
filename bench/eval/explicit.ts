/**
 * How well explicit links do on a recorded project: traced as the product traces it, measured against
 * links that people posted on the work items, whatever the commits' messages say.
 *
 * What counts:
 * - A **truth pair** is a work item of the set and a commit of the set that a truth link joins: the
 *   commits it lists and the commit that merged them. Items and commits the set lacks do not count.
 * - **relatedOnly**: the truth link's commits, with the words and branch of their merge, name other
 *   items of the set's projects and never this one. Somebody posted a related fix; no reading of the
 *   texts could or should link it, so the pair is left out, and counted here. The same is so of a
 *   single commit that names another item itself while neither the texts around it name this one.
 * - **pairs** are those of the rest that some text proves: the item's key, in any case, between
 *   characters that are neither letters nor digits, stands in one of the commit's *witnesses*: its own
 *   message; the message of a merge that brought it in, without the name of the branch merged into;
 *   title, branch and body of its pull request and the message of that one's merge; and the messages
 *   of the commits it says it reverts, repeats or amends. This definition shares no code with the
 *   linkers and reads more than they do: paths, addresses and code prove here too.
 * - **unproven** is the share of truth pairs, related ones apart, that no text proves: the ground for
 *   suggestions.
 * - **recall** is found pairs by pairs.
 * - **precision** is asked of the commits that have a truth pair left: of our links on them, the share
 *   that is right. Truth is a sample: an item on which nobody posted a link has none, and a commit may
 *   serve two. A link is therefore right when truth holds the pair, or when the author named the item
 *   in this very commit's message. What is left to be wrong is everything we infer from the texts of
 *   others: branches, merges, pull requests, originals. `strictPrecision` accepts truth alone.
 */
import type { Commit, PullRequest, Sha } from '../../src/model/commit';
import { type WorkItemKey, projectOf } from '../../src/model/key';
import type { LinkerId, TraceLink } from '../../src/model/link';
import { DEFAULT_SETTINGS, type TraceSettings } from '../../src/model/settings';
import { classifyCommit } from '../../src/trace/classify';
import { traceCommits } from '../../src/trace/trace-commits';
import { type RecordedSet, type TruthLink, pullRequestsOf } from '../recorded-set';
import { Witnesses } from './witnesses';

export interface ExplicitEvaluation {
  /** Truth pairs that some text proves. */
  readonly pairs: number;
  readonly found: number;
  readonly recall: number;
  readonly precision: number;
  /** The same with truth as the only judge. */
  readonly strictPrecision: number;
  readonly relatedOnly: number;
  /** Share of the truth pairs, related ones apart, that no text proves. */
  readonly unproven: number;
  /** Pairs that a text proves and the trace lacks; `why` names the text. */
  readonly missed: readonly { readonly issue: WorkItemKey; readonly sha: Sha; readonly why: string }[];
  /** Links that count as wrong. */
  readonly wrong: readonly { readonly issue: WorkItemKey; readonly sha: Sha; readonly why: string }[];
  /** How many commits of the set came to each end. */
  readonly classes: Readonly<Record<'linked' | 'exempt' | 'untraced', number>>;
  /** Links on commits with a truth pair, by linker. */
  readonly linkers: Readonly<Partial<Record<LinkerId, { readonly links: number; readonly right: number }>>>;
}

export function evaluateExplicit(
  set: RecordedSet,
  settings: TraceSettings = DEFAULT_SETTINGS.trace,
): ExplicitEvaluation {
  const items = new Set(set.items.map(({ key }) => key));
  const pullRequests = pullRequestsOf(set);
  const links = traceWith(set, items, pullRequests);
  const linksOf = groupLinks(links);
  const witnesses = new Witnesses(set.commits, pullRequests, [...new Set([...items].map(projectOf))]);
  const truth = pairsOf(set.truth, items, witnesses);

  const missed: { issue: WorkItemKey; sha: Sha; why: string }[] = [];
  let [pairs, unproven] = [0, 0];
  for (const [commit, issues] of truth.pairs) {
    for (const issue of issues) {
      const proof = witnesses.proofOf(commit, issue);
      if (proof === undefined) unproven += 1;
      else {
        pairs += 1;
        const found = linksOf.get(commit.repo + commit.sha)?.some(({ key }) => key === issue) ?? false;
        if (!found) missed.push({ issue, sha: commit.sha, why: proof });
      }
    }
  }

  const wrong: { issue: WorkItemKey; sha: Sha; why: string }[] = [];
  const linkers: Partial<Record<LinkerId, { links: number; right: number }>> = {};
  let [judged, confirmed] = [0, 0];
  for (const [commit, issues] of truth.pairs) {
    for (const { key, linker, evidence } of linksOf.get(commit.repo + commit.sha) ?? []) {
      const right = issues.has(key) || witnesses.names(commit.message, key);
      const count = (linkers[linker] ??= { links: 0, right: 0 });
      judged += 1;
      count.links += 1;
      if (issues.has(key)) confirmed += 1;
      if (right) count.right += 1;
      else wrong.push({ issue: key, sha: commit.sha, why: `${linker}: ${evidence.text}` });
    }
  }
  return {
    pairs,
    found: pairs - missed.length,
    recall: (pairs - missed.length) / pairs,
    precision: (judged - wrong.length) / judged,
    strictPrecision: confirmed / judged,
    relatedOnly: truth.relatedOnly,
    unproven: unproven / (pairs + unproven),
    missed,
    wrong,
    classes: classesOf(set.commits, linksOf, settings),
    linkers,
  };
}

function traceWith(
  { commits }: RecordedSet,
  items: ReadonlySet<WorkItemKey>,
  pullRequests: readonly PullRequest[],
): readonly TraceLink[] {
  return traceCommits({
    commits,
    pullRequests,
    allow: new Set([...items].map(projectOf)),
    knownItems: (key) => items.has(key),
    now: 0,
  }).links;
}

/** Truth pairs by commit, without those that are related only. */
function pairsOf(
  truth: readonly TruthLink[],
  items: ReadonlySet<WorkItemKey>,
  witnesses: Witnesses,
): { readonly pairs: ReadonlyMap<Commit, ReadonlySet<WorkItemKey>>; readonly relatedOnly: number } {
  const all = new Map<Commit, Set<WorkItemKey>>();
  const related = new Map<Commit, Set<WorkItemKey>>();
  const add = (pairs: Map<Commit, Set<WorkItemKey>>, commit: Commit, issue: WorkItemKey): void => {
    pairs.set(commit, (pairs.get(commit) ?? new Set()).add(issue));
  };
  for (const link of truth) {
    if (!items.has(link.issue)) continue;
    const shas = new Set(link.mergeSha ? [...link.commits, link.mergeSha] : link.commits);
    const commits = [...shas].map((sha) => witnesses.commit(link.repo, sha)).filter((commit) => commit !== undefined);
    const texts = commits.map(({ message }) => message);
    const namesThis = texts.some((text) => witnesses.names(text, link.issue));
    const namesOther = texts.some((text) => witnesses.namesAny(text));
    for (const commit of commits) {
      add(all, commit, link.issue);
      const proven = witnesses.proofOf(commit, link.issue) !== undefined;
      if (!proven && ((namesOther && !namesThis) || witnesses.namesAny(commit.message)))
        add(related, commit, link.issue);
    }
  }
  let relatedOnly = 0;
  for (const [commit, issues] of related) {
    for (const issue of issues) if (all.get(commit)?.delete(issue)) relatedOnly += 1;
    if (all.get(commit)?.size === 0) all.delete(commit);
  }
  return { pairs: all, relatedOnly };
}

function groupLinks(links: readonly TraceLink[]): ReadonlyMap<string, readonly TraceLink[]> {
  const grouped = new Map<string, TraceLink[]>();
  for (const link of links) {
    const known = grouped.get(link.repo + link.sha);
    if (known) known.push(link);
    else grouped.set(link.repo + link.sha, [link]);
  }
  return grouped;
}

function classesOf(
  commits: readonly Commit[],
  linksOf: ReadonlyMap<string, readonly TraceLink[]>,
  settings: TraceSettings,
): ExplicitEvaluation['classes'] {
  const classes = { linked: 0, exempt: 0, untraced: 0 };
  for (const commit of commits) {
    const { class: end } = classifyCommit(commit, linksOf.has(commit.repo + commit.sha), settings);
    if (end !== 'suggested') classes[end] += 1;
  }
  return classes;
}
