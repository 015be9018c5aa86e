/** Looks through the commits of a repository that have not been looked through, and keeps the links. */
import type { Commit, RepositoryName } from '../model/commit';
import { DAY_MS, type Instant } from '../model/instant';
import { projectOf } from '../model/key';
import type { TraceLink } from '../model/link';
import type { Outside } from '../ports/outside';
import type { Work } from '../ports/work-queue';
import { askToJoinMembers } from './join-members';
import { servingRepositories } from './load-world';
import { type Trace, traceCommits } from '../trace/trace-commits';

type TraceWork = Extract<Work, { kind: 'trace' }>;

/** Branches live so long; what is older and still needed is fetched by name. */
const LOOK_BACK_MS = 45 * DAY_MS;
/** Rounds of fetching what the trace asked for; each round reaches further down a branch. */
const MOST_ROUNDS = 20;

/** Adds links and unknown keys, never removes any; tracing again adds nothing. */
export async function traceRepository(outside: Outside, { repo }: TraceWork, now: Instant): Promise<void> {
  const { facts, jira } = outside;
  const state = await facts.readRepository(repo);
  if (state?.untracedFrom === undefined) return;
  const commits = await facts.readCommits(repo, state.untracedFrom - LOOK_BACK_MS);
  const known = new Set(await facts.readAllKeys());
  const request = {
    pullRequests: await facts.readPullRequests(repo),
    allow: new Set((await jira.readProjects()).map(({ key }) => key)),
    knownItems: (key: string) => known.has(key),
    movedKeys: await facts.readMovedKeys(),
    now,
  };
  const trace = await traceFetching(outside, commits, request);
  const stored = new Set((await facts.readLinksOf(trace.links)).map(nameOf));
  const fresh = trace.links.filter((link) => !stored.has(nameOf(link)));
  await facts.saveLinks(fresh);
  await facts.saveUnknownKeys(trace.unknownKeys);
  await facts.forgetUnknownKeys((await facts.readUnknownKeysIn(repo)).filter((key) => known.has(key)));
  await askForVerdicts(outside, repo, fresh);
  await askToJoinMembers(outside, [repo]);
  // Only now, and only if nothing asked again: a run that is killed is done again.
  await facts.markTraced(repo, state.touches);
}

/** New links concern their projects, new commits those that the repository serves. */
async function askForVerdicts(
  { facts, queue }: Outside,
  repo: RepositoryName,
  fresh: readonly TraceLink[],
): Promise<void> {
  const counts = await facts.countLinks();
  const linked = new Set(fresh.map((link) => projectOf(link.key)));
  const concerned = (await facts.readProjects())
    .map(({ key }) => key)
    .filter((key) => linked.has(key) || servingRepositories(counts, key).includes(repo));
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
): Promise<Trace> {
  const given = [...commits];
  const asked = new Set<string>();
  for (let round = 0; ; round += 1) {
    const trace = traceCommits({ ...request, commits: given });
    const wanted = trace.wanted.filter(({ sha }) => !asked.has(sha));
    if (wanted.length === 0 || round === MOST_ROUNDS) return trace;
    for (const { sha } of wanted) asked.add(sha);
    const found = await outside.facts.readCommitsBySha(wanted);
    if (found.length === 0) return trace;
    given.push(...found);
  }
}

function nameOf(link: TraceLink): string {
  return `${link.sha} ${link.key} ${link.linker}`;
}
