/** Guesses which work items the commits of a repository serve that name none, and keeps the guesses. */
import type { Commit, RepositoryName } from '../model/commit';
import { exemptionOf } from '../model/exemption';
import { withAuthors } from '../model/identity';
import { DAY_MS, type Instant } from '../model/instant';
import { entriesByPair, stateOf } from '../model/ledger';
import type { TraceLink } from '../model/link';
import { settingsFrom } from '../model/settings';
import type { WorkItem } from '../model/work-item';
import type { Facts } from '../ports/facts';
import type { Outside } from '../ports/outside';
import type { Work } from '../ports/work-queue';
import type { ChoiceRequest, KnownLink, SuggestItem } from '../trace/suggest/choice';
import { fitModel } from '../trace/suggest/fit-model';
import { SHIPPED_MODEL } from '../trace/suggest/shipped-model';
import { suggestLinks as suggest } from '../trace/suggest/suggest-links';
import { classifyCommits } from './classify-commits';
import { readMembers } from './join-members';
import { readTraceSettings } from './trace-settings';

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
  if (!state) return;
  const last = await facts.readSuggester(repo);
  if (last && last.touches === state.touches && now - last.at < STALE_AFTER_MS) return;
  const trace = await readTraceSettings(outside);
  const members = await readMembers(facts, settingsFrom(await outside.memory.readSettings()));
  const commits = withAuthors((await facts.readCommits(repo, 0)).slice(-MOST_COMMITS), members);
  const exempt = (commit: Commit): boolean => exemptionOf(commit, trace) !== undefined;
  const links = await facts.readLinks(repo);
  const linked = new Set(links.map(({ sha }) => sha));
  const request: ChoiceRequest = {
    items: await readSuggestItems(facts, repo),
    commits,
    links: knownLinks(links, commits),
    rejected: await readRejected(facts, repo),
    exempt,
  };
  const isDue = !last || now - last.fittedAt >= REFIT_AFTER_MS || linked.size > last.links * GROWTH;
  const model = isDue ? fitModel({ ...request, shipped: SHIPPED_MODEL }) : last.model;
  const open = commits.filter((commit) => !linked.has(commit.sha) && !exempt(commit));
  const asked = new Set(open);
  await facts.saveSuggestions(open, suggest({ ...request, wanted: (commit) => asked.has(commit), model }));
  await classifyCommits(outside, open, await facts.readEntriesOf(open));
  await facts.saveSuggester(repo, {
    model,
    links: isDue ? linked.size : last.links,
    fittedAt: isDue ? now : last.fittedAt,
    touches: state.touches,
    at: now,
  });
}

/** Items of the projects that its links lead to; of every project while it has none. */
async function readSuggestItems(facts: Facts, repo: RepositoryName): Promise<SuggestItem[]> {
  const linked = (await facts.countLinks()).filter((count) => count.repo === repo).map(({ projectKey }) => projectKey);
  const projects = (await facts.readProjects()).map(({ key }) => key);
  const meant = projects.filter((key) => linked.includes(key));
  const items: SuggestItem[] = [];
  for (const project of meant.length > 0 ? meant : projects) {
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

async function readRejected(facts: Facts, repo: RepositoryName): Promise<KnownLink[]> {
  const said = entriesByPair(await facts.readDecisions(repo));
  return [...said.values()].flatMap((entries) => {
    const { decision } = stateOf(entries);
    return decision?.act === 'rejected' ? [{ repo, sha: decision.sha, key: decision.key }] : [];
  });
}
