/** Who committed, and whose account that is: kept up with what arrives, answered whenever it is asked. */
import type { RepositoryName } from '../model/commit';
import { type Identity, type IdentityFacts, type IdentityUse, accountsByIdentity } from '../model/identity';
import { type Settings, settingsFrom } from '../model/settings';
import type { Facts } from '../ports/facts';
import type { Outside } from '../ports/outside';
import type { Work } from '../ports/work-queue';
import { identityUses, joinIdentities } from '../trace/learn-members';
import { markEverythingUntraced, retraceEverything } from './read-project';

type MembersWork = Extract<Work, { kind: 'members' }>;

/** Lets the traces of one burst end first. */
const SETTLE_SECONDS = 3;

/** Asks for another look at who committed to these repositories. */
export async function askToJoinMembers({ queue }: Outside, repos: readonly RepositoryName[]): Promise<void> {
  await queue.push(
    repos.map((repo) => ({ kind: 'members', repo })),
    SETTLE_SECONDS,
  );
}

/** Every identity with the account it counts as under these settings, most commits first. */
export async function readMembers(facts: Facts, settings: Settings): Promise<Identity[]> {
  return joinIdentities(await facts.readIdentities(), settings.trace.botAuthors);
}

/** Keeps what a repository tells of its authors; doing it again changes nothing. */
export async function joinMembers(outside: Outside, { repo }: MembersWork): Promise<void> {
  const { facts, memory } = outside;
  const before = await facts.readIdentities();
  const links = await facts.readLinks(repo);
  const items = await facts.readItemsByKey([...new Set(links.map(({ key }) => key))]);
  const assignees = new Map(items.map(({ key, assignee }) => [key, assignee]));
  const uses = identityUses(await facts.readBriefCommits(repo), links, (key) => assignees.get(key));
  const known = before.uses.filter((use) => use.repo === repo);
  const others = before.uses.filter((use) => use.repo !== repo);
  if (textOf(known) === textOf(uses)) return;
  const { botAuthors } = settingsFrom(await memory.readSettings()).trace;
  const after: IdentityFacts = { ...before, uses: [...others, ...uses] };
  const isNews = outcomeOf(before, botAuthors) !== outcomeOf(after, botAuthors);
  // Marked before it is saved: whoever is cut off in between leaves work to do rather than a wrong class.
  if (isNews) await markEverythingUntraced(outside);
  await facts.saveIdentityUses(repo, uses);
  // Bots' commits are exempt, and guesses rest on who wrote a commit.
  if (!isNews) return;
  await retraceEverything(outside);
  await renewVerdicts(outside);
}

/** Authors count in every project: all are examined again. */
export async function renewVerdicts({ facts, queue }: Outside): Promise<void> {
  const projects = (await facts.readProjects()).map(({ key }) => key);
  await facts.markStale(projects);
  await queue.push(
    projects.map((projectKey) => ({ kind: 'examine', projectKey })),
    3,
  );
}

function textOf(uses: readonly IdentityUse[]): string {
  return JSON.stringify([...uses].sort((a, b) => (a.identity < b.identity ? -1 : 1)));
}

/** What verdicts depend on: who is whose, and who is a bot. */
function outcomeOf(facts: IdentityFacts, botAuthors: readonly string[]): string {
  const identities = joinIdentities(facts, botAuthors);
  const bots = identities.filter(({ isBot }) => isBot).map(({ identity }) => identity);
  return JSON.stringify([[...accountsByIdentity(identities)].sort(), bots.sort()]);
}
