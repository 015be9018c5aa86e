/** Looks through the commits of a repository that have not been looked through, and keeps the links. */
import type { Commit } from '../model/commit';
import { DAY_MS, type Instant } from '../model/instant';
import type { TraceLink } from '../model/link';
import type { Outside } from '../ports/outside';
import type { Work } from '../ports/work-queue';
import { type Trace, traceCommits } from '../trace/trace-commits';

type TraceWork = Extract<Work, { kind: 'trace' }>;

/** Branches live so long; what is older and still needed is fetched by name. */
const LOOK_BACK_MS = 45 * DAY_MS;
/** Rounds of fetching what the trace asked for; each round reaches further down a branch. */
const MOST_ROUNDS = 20;

/** Adds links and unknown keys, never removes any; tracing again adds nothing. */
export async function traceRepository(outside: Outside, { repo }: TraceWork, now: Instant): Promise<void> {
  const { facts, jira, queue } = outside;
  const state = await facts.readRepository(repo);
  if (state?.untracedFrom === undefined) return;
  // Marked as traced before looking: what comes meanwhile marks it again.
  await facts.saveRepository({ ...state, untracedFrom: undefined });
  const commits = await facts.readCommits(repo, state.untracedFrom - LOOK_BACK_MS);
  const known = new Set(await facts.readAllKeys());
  const request = {
    pullRequests: await facts.readPullRequests(repo),
    allow: new Set((await jira.readProjects()).map(({ key }) => key)),
    knownItems: (key: string) => known.has(key),
    now,
  };
  const trace = await traceFetching(outside, commits, request);
  const stored = new Set((await facts.readLinks(repo)).map(nameOf));
  const fresh = trace.links.filter((link) => !stored.has(nameOf(link)));
  await facts.saveLinks(fresh);
  await facts.saveUnknownKeys(trace.unknownKeys);
  await facts.forgetUnknownKeys((await facts.readUnknownKeysIn(repo)).filter((key) => known.has(key)));
  const projects = (await facts.readProjects()).map(({ key }) => key);
  await facts.markStale(projects);
  await queue.push(
    projects.map((projectKey) => ({ kind: 'examine', projectKey })),
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
