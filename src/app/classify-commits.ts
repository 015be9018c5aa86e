/** Keeps the class of commits in step with what the ledger and the suggestions say about them. */
import type { Commit } from '../model/commit';
import { type LedgerEntry, entriesByPair, pairName, stateOf } from '../model/ledger';
import { POSSIBLE, type Suggestion } from '../model/suggestion';
import type { CommitClass } from '../ports/link-facts';
import type { Outside } from '../ports/outside';
import { classifyCommit } from '../trace/classify';
import { readTraceSettings } from './trace-settings';

/**
 * `entries` is everything said about these commits. Settings of the trace are the site's: commits
 * belong to repositories, and a repository may serve several projects. Answers the classes.
 */
export async function classifyCommits(
  outside: Outside,
  commits: readonly Commit[],
  entries: readonly LedgerEntry[],
): Promise<CommitClass[]> {
  const { facts } = outside;
  const trace = await readTraceSettings(outside);
  const states = new Map([...entriesByPair(entries)].map(([name, said]) => [name, stateOf(said)]));
  const linked = new Set(entries.filter((entry) => states.get(pairName(entry))?.stands).map(commitName));
  const suggestions = new Map<string, Suggestion[]>();
  for (const suggestion of await facts.readSuggestionsOf(commits.filter((commit) => !linked.has(commitName(commit))))) {
    if (states.get(pairName(suggestion))?.decision || suggestion.probability < POSSIBLE) continue;
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

function commitName({ repo, sha }: { readonly repo: string; readonly sha: string }): string {
  return `${repo}@${sha}`;
}

function permille(probability: number): number {
  return Math.round(probability * 1000);
}
