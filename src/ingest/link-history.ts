/**
 * When each link of an item was made and, if it was, removed.
 *
 * A changelog entry names the other key and a sentence ("This issue is blocked by DAEMON-17"), not
 * the link's id. An entry and a present link belong together when key and phrase agree, or, on a
 * site that writes the sentence in another language, when only one is left of each for that key.
 */
import type { Instant } from '../model/instant';
import type { WorkItemKey } from '../model/key';
import type { History, Span } from '../model/span';
import type { ItemLink } from '../model/work-item';

export interface LinkType {
  readonly name: string;
  readonly inward: string;
  readonly outward: string;
}

export interface LinkChange {
  readonly at: Instant;
  readonly kind: 'made' | 'removed';
  readonly otherKey: WorkItemKey;
  /** Jira's sentence: `This issue is blocked by DAEMON-17`. */
  readonly sentence: string;
}

/** A link that a history entry opened; the sentence tells what kind. */
interface Opened {
  readonly at: Instant;
  readonly otherKey: WorkItemKey;
  readonly phrase: string;
  taken: boolean;
}

export function linkHistory(
  present: readonly ItemLink[],
  changes: readonly LinkChange[],
  createdAt: Instant,
  types: readonly LinkType[],
): History<ItemLink> {
  const spans: Span<ItemLink>[] = [];
  const open: Opened[] = [];
  for (const change of changes) {
    const phrase = phraseOf(change);
    if (change.kind === 'made') {
      open.push({ at: change.at, otherKey: change.otherKey, phrase, taken: false });
      continue;
    }
    const opened = open.findLast((made) => !made.taken && made.otherKey === change.otherKey && made.phrase === phrase);
    if (opened) opened.taken = true;
    const from = opened?.at ?? createdAt;
    if (change.at <= from) continue;
    const value = removedLink(change, phrase, types);
    spans.push({ from, until: change.at, value, exact: opened !== undefined });
  }

  const started = new Map<ItemLink, Opened>();
  for (const link of present) {
    const opened = open.findLast(
      (made) => !made.taken && made.otherKey === link.otherKey && made.phrase === link.phrase.toLowerCase(),
    );
    if (opened) {
      opened.taken = true;
      started.set(link, opened);
    }
  }
  for (const link of present) {
    const opened = started.get(link) ?? onlyOneLeft(link, present, started, open);
    spans.push({ from: opened?.at ?? createdAt, until: undefined, value: link, exact: opened !== undefined });
  }
  return spans.sort((a, b) => a.from - b.from || Number(a.value.id) - Number(b.value.id));
}

function onlyOneLeft(
  link: ItemLink,
  present: readonly ItemLink[],
  started: ReadonlyMap<ItemLink, Opened>,
  open: readonly Opened[],
): Opened | undefined {
  const links = present.filter((other) => other.otherKey === link.otherKey && !started.has(other));
  const entries = open.filter((made) => made.otherKey === link.otherKey && !made.taken);
  return links.length === 1 && entries.length === 1 ? entries[0] : undefined;
}

function phraseOf({ sentence, otherKey }: LinkChange): string {
  const withoutKey = sentence.endsWith(otherKey) ? sentence.slice(0, -otherKey.length) : sentence;
  return withoutKey
    .replace(/^This (?:issue|work item) /, '')
    .trim()
    .toLowerCase();
}

function removedLink({ otherKey, at }: LinkChange, phrase: string, types: readonly LinkType[]): ItemLink {
  const inward = types.find((type) => type.inward.toLowerCase() === phrase);
  const type = types.find((candidate) => candidate.outward.toLowerCase() === phrase) ?? inward;
  return {
    id: `removed:${otherKey}:${at}`,
    type: type?.name ?? phrase,
    phrase:
      type === undefined
        ? phrase
        : type === inward && type.outward.toLowerCase() !== phrase
          ? type.inward
          : type.outward,
    side: inward !== undefined && inward === type && inward.outward.toLowerCase() !== phrase ? 'inward' : 'outward',
    otherKey,
  };
}
