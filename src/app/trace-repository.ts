/** Looks through the commits of a repository that have not been looked through, and keeps what it finds. */
import type { Commit, RepositoryName } from '../model/commit';
import { DAY_MS, type Instant } from '../model/instant';
import { type WorkItemKey, projectOf } from '../model/key';
import { type LedgerActor, type LedgerEntry, entriesByPair, nextEntry, pairName, stateOf } from '../model/ledger';
import { settingsFrom } from '../model/settings';
import type { Outside } from '../ports/outside';
import type { Work } from '../ports/work-queue';
import { TRACE_VERSION } from '../trace/linkers';
import { askToJoinMembers } from './join-members';
import { type Trace, traceCommits } from '../trace/trace-commits';
import { classifyCommits } from './classify-commits';
import { readServing } from './serving-repositories';

type TraceWork = Extract<Work, { kind: 'trace' }>;

/** Branches live so long; what is older and still needed is fetched by name. */
const LOOK_BACK_MS = 45 * DAY_MS;
/** Rounds of fetching what the trace asked for; each round reaches further down a branch. */
const MOST_ROUNDS = 20;

/** The first guesses are waited for; later ones let a burst of pushes pass and are made once. */
const SOON_SECONDS = 5;
const LATER_SECONDS = 300;

const BY_LINKERS: LedgerActor = { kind: 'linker', version: TRACE_VERSION };

/** Writes to the ledger what linkers now find and no longer find; tracing again adds nothing. */
export async function traceRepository(outside: Outside, { repo }: TraceWork, now: Instant): Promise<void> {
  const { facts, jira, queue } = outside;
  const state = await facts.readRepository(repo);
  if (state?.untracedFrom === undefined) return;
  const commits = await facts.readCommits(repo, state.untracedFrom - LOOK_BACK_MS);
  const known = new Set(await facts.readAllKeys());
  const allow = new Set((await jira.readProjects()).map(({ key }) => key));
  const movedKeys = await facts.readMovedKeys();
  const request = {
    pullRequests: await facts.readPullRequests(repo),
    allow,
    knownItems: (key: WorkItemKey) => known.has(key),
    movedKeys,
    patterns: settingsFrom(await outside.memory.readSettings()).trace.patterns,
    now,
  };
  const { trace, given } = await traceFetching(outside, commits, request);
  const said = await facts.readEntriesOf(given);
  // A link to an item that was deleted, or that Jira does not show just now, is not taken back.
  const canEnd = (key: WorkItemKey): boolean => movedKeys.has(key) || (known.has(key) && allow.has(projectOf(key)));
  const looked = new Set(commits.map(({ sha }) => sha));
  const fresh = entriesFor(trace, said, { now, endsOf: ({ sha, key }) => looked.has(sha) && canEnd(key) });
  await facts.appendEntries(fresh);
  await facts.saveUnknownKeys(trace.unknownKeys);
  await facts.forgetUnknownKeys((await facts.readUnknownKeysIn(repo)).filter((key) => known.has(key)));
  await classifyCommits(outside, given, [...said, ...fresh]);
  await askForVerdicts(outside, repo, fresh);
  await queue.push([{ kind: 'suggest', repo }], (await facts.readSuggester(repo)) ? LATER_SECONDS : SOON_SECONDS);
  await askToJoinMembers(outside, [repo]);
  // Only now, and only if nothing asked again: a run that is killed is done again.
  await facts.markTraced(repo, state.touches);
}

/**
 * What to add so that the ledger says what the trace says. A link that is found in a better way, or
 * not at all any more, is superseded. Links that rest on other commits are only given up when every
 * commit the trace asked for was there: a branch whose beginning is out of sight proves nothing.
 */
function entriesFor(
  trace: Trace,
  said: readonly LedgerEntry[],
  { now, endsOf }: { readonly now: Instant; readonly endsOf: (entry: LedgerEntry) => boolean },
): LedgerEntry[] {
  const byPair = entriesByPair(said);
  const links = new Map(trace.links.map((link) => [pairName(link), link]));
  const fresh: LedgerEntry[] = [];
  for (const [name, before] of byPair) {
    const { found } = stateOf(before);
    if (!found) continue;
    const link = links.get(name);
    if (link ? link.linker === found.linker : !endsOf(found) || !isSettled(found, trace)) continue;
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

function isSettled({ linker }: LedgerEntry, { wanted }: Trace): boolean {
  return wanted.length === 0 || (linker !== 'merge-parent' && linker !== 'inherited');
}

/** New links concern their projects, new commits those that the repository serves. */
async function askForVerdicts(outside: Outside, repo: RepositoryName, fresh: readonly LedgerEntry[]): Promise<void> {
  const { facts, queue } = outside;
  const servingOf = await readServing(outside);
  const linked = new Set(fresh.map((entry) => projectOf(entry.key)));
  const concerned = (await facts.readProjects())
    .map(({ key }) => key)
    .filter((key) => linked.has(key) || servingOf(key).includes(repo));
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
  request: Omit<Parameters<typeof traceCommits>[0], 'commits'>,
): Promise<{ readonly trace: Trace; readonly given: readonly Commit[] }> {
  const given = [...commits];
  const asked = new Set<string>();
  for (let round = 0; ; round += 1) {
    const trace = traceCommits({ ...request, commits: given });
    const wanted = trace.wanted.filter(({ sha }) => !asked.has(sha));
    if (wanted.length === 0 || round === MOST_ROUNDS) return { trace, given };
    for (const { sha } of wanted) asked.add(sha);
    const found = await outside.facts.readCommitsBySha(wanted);
    if (found.length === 0) return { trace, given };
    given.push(...found);
  }
}
