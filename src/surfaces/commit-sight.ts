/** What a reader may know of commits: texts without keys they may not see, links only to items they see. */
import { type Commit, subjectOf } from '../model/commit';
import { formatInstant } from '../model/instant';
import { type WorkItemKey, projectOf } from '../model/key';
import { LINKER_IDS, type TraceLink } from '../model/link';
import type { Suggestion } from '../model/suggestion';
import type { JiraReader } from '../ports/jira';
import type { Outside } from '../ports/outside';
import { findMentions } from '../trace/find-keys';
import type { CommitView, ItemRef, LinkView, SuggestionView } from './contract';
import { HIDDEN_ITEM, type Sight, lookAs } from './reader';

export interface CommitSight extends Sight {
  /** The text with every key of this site's projects that the reader may not see replaced. */
  redactText(text: string): string;
  /** A branch that names an item the reader may not see is not shown: the rest of its name tells what the item is about. */
  branchShown(branch: string | undefined): string | undefined;
}

/** Characters of a subject. */
export const SUBJECT_SHOWN = 200;
/** Jira is asked about so many of the keys that stand in texts only; the others count as hidden. */
const MOST_NAMED = 500;

/** Words that hang on a key tell what its item is about: `sec-12-buy-the-bank`, `SEC-12b`, `sec-12/buy`. */
const HANGS_ON = /(?:[\w-]|\/[a-z])[^\s'"`,;:()[\]<>]*/y;

/** Looks at these items, and at everything the texts name, in the reader's name. */
export async function lookAtCommits(
  { facts, jira }: Outside,
  reader: JiraReader,
  keys: readonly WorkItemKey[],
  texts: readonly string[],
): Promise<CommitSight> {
  const projects = new Set([
    ...[...(await jira.readProjects()), ...(await facts.readProjects())].map(({ key }) => key),
    ...keys.map(projectOf),
  ]);
  const known = new Set(keys);
  const named = new Set(texts.flatMap((text) => findMentions(text, projects).map(({ key }) => key)));
  const others = [...named].filter((key) => !known.has(key)).slice(0, MOST_NAMED);
  const sight = await lookAs(reader, [...known, ...others]);
  const hiddenIn = (text: string) => findMentions(text, projects).filter(({ key }) => !sight.isVisible(key));
  return {
    ...sight,
    redactText: (text) => {
      let shown = '';
      let from = 0;
      for (const { start, end } of hiddenIn(text)) {
        if (start < from) continue;
        HANGS_ON.lastIndex = end;
        shown += text.slice(from, start) + HIDDEN_ITEM;
        from = HANGS_ON.test(text) ? HANGS_ON.lastIndex : end;
      }
      return shown + text.slice(from);
    },
    branchShown: (branch) => (branch === undefined || hiddenIn(branch).length > 0 ? undefined : branch),
  };
}

/** With its links, most trusted first. */
export function commitView(commit: Commit, links: readonly TraceLink[], redact: (text: string) => string): CommitView {
  return {
    repo: commit.repo,
    sha: commit.sha,
    at: formatInstant(commit.committedAt),
    // Cut afterwards: a key cut in two is another key.
    subject: redact(subjectOf(commit)).slice(0, SUBJECT_SHOWN),
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

/** Open ones, of items that this reader sees, likeliest first. */
export function suggestionViews(suggestions: readonly Suggestion[], sight: CommitSight): SuggestionView[] {
  return suggestions.flatMap(({ key, probability, preTicked, reasons }) => {
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
