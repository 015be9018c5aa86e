/** How a commit was traced, what was said about it and what is flagged, as text for a terminal. */
import { projectsConcerned } from '../app/serving-repositories';
import { readTraceAndMembers } from '../app/trace-settings';
import { type Commit, subjectOf } from '../model/commit';
import { type Instant, formatInstant } from '../model/instant';
import { type LedgerEntry, linksAt } from '../model/ledger';
import type { TraceLink } from '../model/link';
import { type Suggestion, openSuggestions } from '../model/suggestion';
import type { JiraReader } from '../ports/jira';
import { OLDEST_TIME_TOLD_MS } from '../model/team';
import type { Outside } from '../ports/outside';
import { classifyCommit } from '../trace/classify';
import { explainLink } from '../trace/explain-link';
import { verdictLines, verdictsOf } from './explain-verdicts';
import { authorLine } from './member-words';
import { type Sight, lookAs } from './reader';
import { wayUp } from './way-up';

const COMMITS_EXPLAINED = 10;

/** Every commit whose sha begins so; undefined when there is none, or none the reader may know of. */
export async function explainCommits(
  outside: Outside,
  reader: JiraReader,
  sha: string,
  now: Instant,
): Promise<string | undefined> {
  const { facts } = outside;
  const texts: string[] = [];
  for (const commit of await facts.findCommits(sha.toLowerCase(), COMMITS_EXPLAINED)) {
    const entries = await facts.readEntriesOf([commit]);
    const suggestions = openSuggestions(await facts.readSuggestionsOf([commit]), entries);
    const links = linksAt(entries);
    const sight = await lookAs(
      reader,
      [...entries, ...suggestions].map(({ key }) => key),
    );
    if (links.length > 0 && !links.some(({ key }) => sight.isVisible(key))) continue;
    texts.push(await explainCommit(outside, commit, { entries, links, suggestions, sight }, now));
  }
  return texts.length === 0 ? undefined : texts.join('\n\n');
}

/** Beside its time, the author would be an event of a person's. */
const TOO_OLD_TO_NAME = 'its author is not told, because it is older than 90 days';

interface Known {
  readonly entries: readonly LedgerEntry[];
  readonly links: readonly TraceLink[];
  readonly suggestions: readonly Suggestion[];
  readonly sight: Sight;
}

async function explainCommit(
  outside: Outside,
  commit: Commit,
  { entries, links, suggestions, sight }: Known,
  now: Instant,
): Promise<string> {
  const { trace, members } = await readTraceAndMembers(outside);
  const author = members.find(({ identity }) => identity === commit.authorHash);
  const outcome = classifyCommit({ ...commit, author: author?.account }, links.length > 0, trace);
  const visible = links.filter(({ key }) => sight.isVisible(key));
  const hidden = links.length - visible.length;
  const offered = suggestions.filter(({ key }) => sight.isVisible(key));
  const isSuggested = outcome.class === 'untraced' && offered.length > 0;
  const verdicts = await verdictsOf(
    outside,
    await projectsConcerned(
      outside,
      commit.repo,
      links.map(({ key }) => key),
    ),
    ({ subject }) => subject.kind === 'commit' && subject.repo === commit.repo && subject.sha === commit.sha,
  );
  const ways: string[] = [];
  for (const { key } of visible) ways.push(await wayUp(outside, key, now));
  return [
    `Commit ${commit.sha} of ${commit.repo}`,
    `  ${subjectOf(commit).slice(0, 120)}`,
    `  committed ${formatInstant(commit.committedAt)}, ${commit.filesChanged} files changed${commit.parents.length > 1 ? `, merges ${commit.parents.length} parents` : ''}`,
    `  ${now - commit.committedAt > OLDEST_TIME_TOLD_MS ? TOO_OLD_TO_NAME : authorLine(author, commit.authorHash)}`,
    '',
    isSuggested
      ? 'It is suggested: no link is known, and nobody has answered the suggestion yet.'
      : `It is ${outcome.class}${outcome.reason ? `: ${outcome.reason}` : ''}.${outcome.setting ? ` The trace setting ${outcome.setting} decides that.` : ''}`,
    ...visible.flatMap((link) => ['', ...explainLink(link).map((line) => `  ${line}`)]),
    ...(hidden > 0 ? ['', `  It also serves ${hidden} ${hidden === 1 ? 'item' : 'items'} you cannot see.`] : []),
    ...(links.length === 0 && outcome.class === 'untraced'
      ? [
          '',
          '  No known key stands in its message, branch, pull request or merge, and it inherits none from a commit it reverts or repeats.',
        ]
      : []),
    ...(isSuggested ? offered.flatMap(suggestionLines) : []),
    ...(ways.length > 0 ? ['', 'What it serves:', ...ways.map((way) => `  ${way}`)] : []),
    ...ledgerLines(entries.filter(({ key }) => sight.isVisible(key))),
    ...verdictLines(verdicts),
  ].join('\n');
}

function suggestionLines({ key, probability, reasons, model }: Suggestion): string[] {
  return [
    '',
    `  It may serve ${key}: ${Math.floor(100 * probability)}%, says the model ${model}, because`,
    ...reasons.map(({ text }) => `    · ${text}`),
  ];
}

/** Everything said about it, oldest first. A person is told as an account. */
function ledgerLines(entries: readonly LedgerEntry[]): string[] {
  if (entries.length === 0) return [];
  const sorted = [...entries].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  return [
    '',
    'The ledger says:',
    ...sorted.map(({ at, act, key, linker, by }) => {
      const who = by.kind === 'person' ? `account ${by.accountId}` : `${linker}, linkers ${by.version}`;
      return `  ${formatInstant(at)}  ${key} ${act} by ${who}`;
    }),
  ];
}
