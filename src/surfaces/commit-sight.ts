/** What a reader may know of commits: texts without keys they may not see, links only to items they see. */
import { type Commit, subjectOf } from '../model/commit';
import { formatInstant } from '../model/instant';
import { type ProjectKey, type WorkItemKey, projectOf } from '../model/key';
import { LINKER_IDS, type TraceLink } from '../model/link';
import { POSSIBLE, type Suggestion } from '../model/suggestion';
import type { JiraReader } from '../ports/jira';
import type { Outside } from '../ports/outside';
import type { CommitView, ItemRef, LinkView, SuggestionView } from './contract';
import { type Sight, keysInText, lookAs } from './reader';

export interface CommitSight extends Sight {
  /** The text with every key of this site's projects that the reader may not see replaced. */
  redactText(text: string): string;
}

/** Looks at these items, and at everything the texts name, in the reader's name. */
export async function lookAtCommits(
  { facts, jira }: Outside,
  reader: JiraReader,
  keys: readonly WorkItemKey[],
  texts: readonly string[],
): Promise<CommitSight> {
  const projects = new Set<ProjectKey>(
    [...(await jira.readProjects()), ...(await facts.readProjects())].map(({ key }) => key),
  );
  const named = (text: string): WorkItemKey[] => keysInText(text).filter((key) => projects.has(projectOf(key)));
  const sight = await lookAs(reader, [...new Set([...keys, ...texts.flatMap(named)])]);
  return { ...sight, redactText: (text) => sight.redact(text, named(text)) };
}

/** With its links, most trusted first. */
export function commitView(commit: Commit, links: readonly TraceLink[], redact: (text: string) => string): CommitView {
  return {
    repo: commit.repo,
    sha: commit.sha,
    at: formatInstant(commit.committedAt),
    subject: redact(subjectOf(commit).slice(0, 200)),
    links: [...links]
      .sort((a, b) => LINKER_IDS.indexOf(a.linker) - LINKER_IDS.indexOf(b.linker))
      .map((link) => linkView(link, redact)),
  };
}

export function linkView(link: TraceLink, redact: (text: string) => string): LinkView {
  return {
    key: link.key,
    linker: link.linker,
    evidence: redact(link.evidence.text),
    quote: link.evidence.quote === undefined ? undefined : redact(link.evidence.quote),
    confidence: link.confidence,
    decided: link.linker === 'person',
  };
}

/** Those that may be offered to this reader, likeliest first. */
export function suggestionViews(suggestions: readonly Suggestion[], sight: CommitSight): SuggestionView[] {
  return suggestions
    .filter(({ probability }) => probability >= POSSIBLE)
    .flatMap(({ key, probability, preTicked, reasons }) => {
      const item = sight.refTo(key);
      return isSeen(item)
        ? [
            {
              item,
              probability,
              band: preTicked ? ('likely' as const) : ('possible' as const),
              reasons: reasons.map(({ text }) => sight.redactText(text)),
            },
          ]
        : [];
    });
}

function isSeen(item: ItemRef): item is ItemRef & { readonly kind: 'seen' } {
  return item.kind === 'seen';
}
