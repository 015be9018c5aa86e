/** Guesses which work items the commits of a repository serve that name none, and keeps the guesses. */
import type { Commit, RepositoryName } from '../model/commit';
import { exemptionOf } from '../model/exemption';
import { withAuthors } from '../model/identity';
import { DAY_MS, type Instant } from '../model/instant';
import { type LedgerEntry, entriesByPair, pairName, stateOf } from '../model/ledger';
import type { TraceLink } from '../model/link';
import type { Suggestion } from '../model/suggestion';
import type { WorkItem } from '../model/work-item';
import type { Facts } from '../ports/facts';
import type { Outside } from '../ports/outside';
import type { Work } from '../ports/work-queue';
import type { ChoiceRequest, KnownLink, SuggestItem } from '../trace/suggest/choice';
import { fitModel } from '../trace/suggest/fit-model';
import { SHIPPED_MODEL } from '../trace/suggest/shipped-model';
import { suggestLinks as suggest } from '../trace/suggest/suggest-links';
import { classifyCommits, settleDecisions } from './classify-commits';
import { projectsConcerned } from './serving-repositories';
import { readTraceAndMembers } from './trace-settings';

type SuggestWork = Extract<Work, { kind: 'suggest' }>;

/** Older commits are left in peace: half of what one function can hold. */
const MOST_COMMITS = 20_000;
/** Items that come without any commit change guesses too; once a day is soon enough. */
const STALE_AFTER_MS = DAY_MS;
/** A model is fitted again when links have grown by a twentieth, or after a week. */
const GROWTH = 1.05;
const REFIT_AFTER_MS = 7 * DAY_MS;

/** Does nothing when nothing came since the last time; every run ends in the same guesses for the same facts. */
export async function suggestLinks(outside: Outside, { repo }: SuggestWork, now: Instant): Promise<void> {
  const { facts } = outside;
  const state = await facts.readRepository(repo);
  // What awaits its trace is not known to be without a link; the trace asks again when it is done.
  if (!state || state.untracedFrom !== undefined) return;
  const last = await facts.readSuggester(repo);
  if (last && last.touches === state.touches && now - last.at < STALE_AFTER_MS) return;
  const { trace, members } = await readTraceAndMembers(outside);
  const commits = withAuthors(await facts.readCommits(repo, await facts.findOldestOf(repo, MOST_COMMITS)), members);
  const exempt = (commit: Commit): boolean => exemptionOf(commit, trace) !== undefined;
  const known = new Set(await facts.readAllKeys());
  const links = (await facts.readLinks(repo)).filter(({ key }) => known.has(key));
  const decisions = await facts.readDecisions(repo);
  const decided = decidedIn(decisions);
  const linked = new Set(links.map(({ sha }) => sha));
  const request: ChoiceRequest = {
    items: await readSuggestItems(outside, repo),
    commits,
    links: knownLinks(links, commits),
    rejected: decided.filter(({ act }) => act === 'rejected'),
    exempt,
  };
  const isDue = !last || now - last.fittedAt >= REFIT_AFTER_MS || linked.size > last.links * GROWTH;
  const model = isDue ? fitModel({ ...request, shipped: SHIPPED_MODEL }) : last.model;
  const open = commits.filter((commit) => !linked.has(commit.sha) && !exempt(commit));
  const asked = new Set(open);
  const fresh = suggest({ ...request, wanted: (commit) => asked.has(commit), model });
  // Everything was erased meanwhile: what is left of this run must not bring it back.
  if (!(await facts.readRepository(repo))) return;
  await facts.saveSuggestions(commits, [...(await answered(facts, decided)), ...fresh]);
  const said = await facts.readEntriesOf(open);
  await classifyCommits(outside, open, said, (key) => known.has(key));
  await settleDecisions(outside, repo, [...decisions, ...said]);
  await facts.saveSuggester(repo, {
    model,
    links: isDue ? linked.size : last.links,
    fittedAt: isDue ? now : last.fittedAt,
    touches: state.touches,
    at: now,
  });
}

/** Once a day: work items that moved on, or came, change guesses although no commit came. */
export async function suggestDaily({ facts, queue }: Outside, now: Instant): Promise<void> {
  const due: Work[] = [];
  for (const { name } of await facts.readRepositoryStates()) {
    const last = await facts.readSuggester(name);
    if (!last || now - last.at >= STALE_AFTER_MS) due.push({ kind: 'suggest', repo: name });
  }
  await queue.push(due);
}

/** Items of the projects it serves; of every project while it serves none. */
async function readSuggestItems(outside: Outside, repo: RepositoryName): Promise<SuggestItem[]> {
  const { facts } = outside;
  const served = await projectsConcerned(outside, repo, []);
  const projects = served.length > 0 ? served : (await facts.readProjects()).map(({ key }) => key);
  const items: SuggestItem[] = [];
  for (const project of projects) {
    const words = await facts.readItemWords(project);
    for (const item of await facts.readProjectItems(project)) items.push(suggestItem(item, words.get(item.id) ?? ''));
  }
  return items;
}

function suggestItem(item: WorkItem, words: string): SuggestItem {
  const { key, summary, createdAt, level, status, assignee, resolution } = item;
  const last = resolution.at(-1);
  return {
    key,
    summary,
    words,
    createdAt,
    resolvedAt: last?.value === undefined ? undefined : last.from,
    level,
    status,
    assignee,
  };
}

/** A merge hands its key on when it happens, so its links were not known before. */
function knownLinks(links: readonly TraceLink[], commits: readonly Commit[]): KnownLink[] {
  const times = new Map(commits.map(({ sha, committedAt }) => [sha, committedAt]));
  return links.map(({ repo, sha, key, linker, evidence }) => ({
    repo,
    sha,
    key,
    knownAt: linker === 'merge-parent' && evidence.via !== undefined ? times.get(evidence.via) : undefined,
  }));
}

/** The decisions in force. */
function decidedIn(said: readonly LedgerEntry[]): LedgerEntry[] {
  return [...entriesByPair(said).values()].flatMap((entries) => stateOf(entries).decision ?? []);
}

/** What was suggested when somebody decided stays, so that an undo finds it again. */
async function answered(facts: Facts, decided: readonly LedgerEntry[]): Promise<Suggestion[]> {
  const names = new Set(decided.map(pairName));
  return (await facts.readSuggestionsOf(decided)).filter((suggestion) => names.has(pairName(suggestion)));
}
