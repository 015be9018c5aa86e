/** Keeps the class of commits in step with what the ledger and the suggestions say about them. */
import { type Commit, type RepositoryName, commitName } from '../model/commit';
import type { WorkItemKey } from '../model/key';
import { type LedgerEntry, entriesByPair, pairName, stateOf, weighEntries } from '../model/ledger';
import { type Suggestion, openSuggestions } from '../model/suggestion';
import type { CommitClass } from '../ports/link-facts';
import type { Outside } from '../ports/outside';
import { classifyCommit } from '../trace/classify';
import { readTraceAndMembers } from './trace-settings';

/**
 * `entries` is everything said about these commits. A link to an item that is not there any more
 * says nothing, here as in an examination. Answers the classes.
 */
export async function classifyCommits(
  outside: Outside,
  commits: readonly Commit[],
  entries: readonly LedgerEntry[],
  isThere: (key: WorkItemKey) => boolean,
): Promise<CommitClass[]> {
  const { facts } = outside;
  const { trace } = await readTraceAndMembers(outside);
  const states = new Map([...entriesByPair(entries)].map(([name, said]) => [name, stateOf(said)]));
  const linked = new Set(
    entries.filter((entry) => isThere(entry.key) && states.get(pairName(entry))?.stands).map(commitName),
  );
  const suggestions = new Map<string, Suggestion[]>();
  const unlinked = commits.filter((commit) => !linked.has(commitName(commit)));
  for (const suggestion of openSuggestions(await facts.readSuggestionsOf(unlinked), entries)) {
    const name = commitName(suggestion);
    suggestions.set(name, [...(suggestions.get(name) ?? []), suggestion]);
  }
  const classes = commits.map((commit): CommitClass => {
    const open = suggestions.get(commitName(commit)) ?? [];
    const { class: traced, reason } = classifyCommit(commit, linked.has(commitName(commit)), trace);
    const isSuggested = traced === 'untraced' && open.length > 0;
    return {
      repo: commit.repo,
      sha: commit.sha,
      class: isSuggested ? 'suggested' : traced,
      reason,
      committedAt: commit.committedAt,
      authorHash: commit.authorHash,
      top: isSuggested ? permille(open[0]?.probability ?? 0) : 0,
      expected: isSuggested ? Math.min(1000, permille(open.reduce((sum, one) => sum + one.probability, 0))) : 0,
    };
  });
  const before = new Map((await facts.readClassesOf(commits)).map((row) => [commitName(row), row]));
  await facts.saveClasses(classes.filter((row) => !isSame(row, before.get(commitName(row)))));
  return classes;
}

/**
 * Brings the ledger and the classes of commits in step after somebody else may have written at the
 * same time: everything is read anew. Answers what is said about them, and their classes.
 */
export async function settleCommits(
  outside: Outside,
  commits: readonly Commit[],
): Promise<{ readonly entries: readonly LedgerEntry[]; readonly classes: readonly CommitClass[] }> {
  const { facts } = outside;
  const said = await facts.readEntriesOf(commits);
  const entries = [...entriesByPair(said).values()].flatMap(weighEntries);
  const weights = new Map(said.map(({ id, weight }) => [id, weight]));
  await facts.correctWeights(entries.filter(({ id, weight }) => weights.get(id) !== weight));
  const there = new Set((await facts.readItemsByKey([...new Set(said.map(({ key }) => key))])).map(({ key }) => key));
  return { entries, classes: await classifyCommits(outside, commits, entries, (key) => there.has(key)) };
}

/** What people said about a repository's commits while a long run did not know of it counts after all. */
export async function settleDecisions(
  outside: Outside,
  repo: RepositoryName,
  known: readonly LedgerEntry[],
): Promise<void> {
  const ids = new Set(known.map(({ id }) => id));
  const late = (await outside.facts.readDecisions(repo)).filter(({ id }) => !ids.has(id));
  if (late.length > 0) await settleCommits(outside, await outside.facts.readCommitsBySha(late));
}

function isSame(row: CommitClass, before: CommitClass | undefined): boolean {
  return (
    before !== undefined &&
    row.class === before.class &&
    row.reason === before.reason &&
    row.top === before.top &&
    row.expected === before.expected &&
    row.committedAt === before.committedAt &&
    row.authorHash === before.authorHash
  );
}

function permille(probability: number): number {
  return Math.round(probability * 1000);
}
