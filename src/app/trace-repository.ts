/** Looks through the commits of a repository that have not been looked through, and keeps what it finds. */
import type { Commit, RepositoryName } from '../model/commit';
import { DAY_MS, type Instant } from '../model/instant';
import { type WorkItemKey, projectOf } from '../model/key';
import {
  type LedgerActor,
  type LedgerEntry,
  type LinkedPair,
  type NewEntry,
  entriesByPair,
  linksAt,
  nextEntry,
  pairName,
  stateOf,
} from '../model/ledger';
import type { TraceLink } from '../model/link';
import { settingsFrom } from '../model/settings';
import type { Outside } from '../ports/outside';
import type { Work } from '../ports/work-queue';
import { TRACE_VERSION } from '../trace/linkers';
import { askToJoinMembers } from './join-members';
import { type Trace, type TraceRequest, traceCommits } from '../trace/trace-commits';
import { classifyCommits, settleDecisions } from './classify-commits';
import { projectsConcerned } from './serving-repositories';

type TraceWork = Extract<Work, { kind: 'trace' }>;

/** Branches live so long; what is older and still needed is fetched by name. */
const LOOK_BACK_MS = 45 * DAY_MS;
/** Rounds of fetching what the trace asked for; each round reaches further down a branch. */
const MOST_ROUNDS = 20;

/** The first guesses are waited for, and come after the authors are known; later ones let a burst of pushes pass and are made once. */
const SOON_SECONDS = 15;
const LATER_SECONDS = 300;

const BY_LINKERS: LedgerActor = { kind: 'linker', version: TRACE_VERSION };

/** Writes to the ledger what linkers now find and no longer find; tracing again adds nothing. */
export async function traceRepository(outside: Outside, { repo }: TraceWork, now: Instant): Promise<void> {
  const { facts, jira, queue } = outside;
  const state = await facts.readRepository(repo);
  if (state?.untracedFrom === undefined) return;
  const since = state.untracedFrom - LOOK_BACK_MS;
  const commits = await facts.readCommits(repo, since);
  const isWhole = !(await facts.hasCommitsBefore(repo, since));
  const known = new Set(await facts.readAllKeys());
  const allow = new Set((await jira.readProjects()).map(({ key }) => key));
  const movedKeys = await facts.readMovedKeys();
  const request = {
    pullRequests: await facts.readPullRequests(repo),
    allow,
    knownItems: (key: WorkItemKey) => known.has(key),
    movedKeys,
    patterns: settingsFrom(await outside.memory.readSettings()).trace.patterns,
    isWhole,
    now,
  };
  const { trace, given } = await traceFetching(outside, commits, request);
  const said = await facts.readEntriesOf(given);
  const moved = moveDecisions(said, movedKeys, now);
  const looked = new Set(commits.map(({ sha }) => sha));
  const canEnd = ({ sha, key, linker }: LedgerEntry): boolean =>
    looked.has(sha) &&
    // A link to an item that was deleted, or that Jira does not show just now, is not taken back.
    (movedKeys.has(key) || (known.has(key) && allow.has(projectOf(key)))) &&
    // What rests on other commits is only given up by a look at all of them.
    (isWhole || (linker !== 'merge-parent' && linker !== 'inherited'));
  const fresh = entriesFor(trace, [...said, ...moved], { now, canEnd });
  // Everything was erased meanwhile: what is left of this run must not bring it back.
  if (!(await facts.readRepository(repo))) return;
  await facts.appendEntries([...moved, ...fresh]);
  await facts.saveUnknownKeys(trace.unknownKeys);
  await facts.forgetUnknownKeys((await facts.readUnknownKeysIn(repo)).filter((key) => known.has(key)));
  await classifyCommits(outside, given, [...said, ...moved, ...fresh], (key) => known.has(key));
  await settleDecisions(outside, repo, [...said, ...moved]);
  await askForVerdicts(outside, repo, [...moved, ...fresh]);
  await askToJoinMembers(outside, [repo]);
  // Only now, and only if nothing asked again: a run that is killed is done again.
  await facts.markTraced(repo, state.touches);
  await queue.push([{ kind: 'suggest', repo }], (await facts.readSuggester(repo)) ? LATER_SECONDS : SOON_SECONDS);
}

/**
 * What to add so that the ledger says what the trace says. A link that is found in a better way, or
 * not at all any more, is superseded.
 */
function entriesFor(
  trace: Trace,
  said: readonly LedgerEntry[],
  { now, canEnd }: { readonly now: Instant; readonly canEnd: (entry: LedgerEntry) => boolean },
): LedgerEntry[] {
  const byPair = entriesByPair(said);
  const links = new Map(trace.links.map((link) => [pairName(link), link]));
  const fresh: LedgerEntry[] = [];
  for (const [name, before] of byPair) {
    const { found } = stateOf(before);
    if (!found) continue;
    const link = links.get(name);
    if (link ? link.linker === found.linker : !canEnd(found)) continue;
    const { linker, confidence, evidence } = found;
    const end = nextEntry(found, before, { act: 'superseded', linker, confidence, evidence, by: BY_LINKERS }, now);
    fresh.push(end);
    byPair.set(name, [...before, end]);
  }
  for (const [name, link] of links) {
    const before = byPair.get(name) ?? [];
    if (stateOf(before).found) continue;
    const { linker, confidence, evidence } = link;
    fresh.push(nextEntry(link, before, { act: 'found', linker, confidence, evidence, by: BY_LINKERS }, now));
  }
  return fresh;
}

/** What people said about an item goes with it when it moves to another key. */
function moveDecisions(
  said: readonly LedgerEntry[],
  movedKeys: ReadonlyMap<WorkItemKey, WorkItemKey>,
  now: Instant,
): LedgerEntry[] {
  const byPair = entriesByPair(said);
  const entries: LedgerEntry[] = [];
  const add = (pair: LinkedPair, entry: NewEntry): void => {
    const before = byPair.get(pairName(pair)) ?? [];
    const next = nextEntry(pair, before, entry, now);
    byPair.set(pairName(pair), [...before, next]);
    entries.push(next);
  };
  for (const before of [...byPair.values()]) {
    const { decision } = stateOf(before);
    const present = decision && movedKeys.get(decision.key);
    if (!decision || present === undefined) continue;
    const { repo, sha, key, act, linker, confidence, evidence, by } = decision;
    const there = { repo, sha, key: present };
    if (!stateOf(byPair.get(pairName(there)) ?? []).decision)
      add(there, {
        act,
        linker,
        confidence,
        evidence: { ...evidence, text: `moved from ${key}: ${evidence.text}` },
        by,
      });
    // Every decision about the old key, or the one before would hold again.
    while (stateOf(byPair.get(pairName(decision)) ?? []).decision)
      add(decision, { act: 'undone', linker, confidence, evidence, by: BY_LINKERS });
  }
  return entries;
}

/** New links concern their projects, new commits those that the repository serves. */
async function askForVerdicts(outside: Outside, repo: RepositoryName, fresh: readonly LedgerEntry[]): Promise<void> {
  const { facts, queue } = outside;
  const concerned = await projectsConcerned(
    outside,
    repo,
    fresh.map(({ key }) => key),
  );
  await facts.markStale(concerned);
  await queue.push(
    concerned.map((projectKey) => ({ kind: 'examine', projectKey })),
    3,
  );
}

/** Gives the trace what it asks for, until it asks for nothing that is stored. */
async function traceFetching(
  outside: Outside,
  commits: readonly Commit[],
  request: Omit<TraceRequest, 'commits' | 'standing'>,
): Promise<{ readonly trace: Trace; readonly given: readonly Commit[] }> {
  const given = [...commits];
  const standing: TraceLink[] = [];
  const asked = new Set<string>();
  for (let round = 0; ; round += 1) {
    const trace = traceCommits({ ...request, commits: given, standing });
    const wanted = trace.wanted.filter(({ sha }) => !asked.has(sha));
    if (wanted.length === 0 || round === MOST_ROUNDS) return { trace, given };
    for (const { sha } of wanted) asked.add(sha);
    const found = await outside.facts.readCommitsBySha(wanted);
    if (found.length === 0) return { trace, given };
    for (const commit of found) given.push(commit);
    for (const link of linksAt(await outside.facts.readEntriesOf(found)))
      if (link.linker !== 'person') standing.push(link);
  }
}
