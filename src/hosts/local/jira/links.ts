/**
 * Links between items, each with the time it is known to have existed.
 *
 * Jira keeps one record a link, from a source to a destination: the source shows the destination
 * as `outwardIssue` (it "blocks" it), the destination shows the source as `inwardIssue`.
 */
import { namedFrom, recordsIn, isRecord, type HistoryEntry, type HistoryItem, type Item, type Named } from './item';

export interface LinkSpan {
  readonly id: string;
  readonly type: Named;
  readonly sourceKey: string;
  readonly destinationKey: string;
  /** Ids as the source of the data gives them; needed only for ends outside the data set. */
  readonly sourceId?: string;
  readonly destinationId?: string;
  /** Known from histories; undefined means as long as both ends have existed. */
  readonly from?: number;
  /** Exclusive; undefined means still there. */
  readonly until?: number;
}

/** All links in the items' last state, and those that histories say were taken away. */
export function gatherLinks(items: readonly Item[], linkTypes: ReadonlyMap<string, Named>): LinkSpan[] {
  const spans = new Map<string, LinkSpan>();
  for (const item of items) {
    for (const raw of recordsIn(item.fields['issuelinks'])) {
      const span = presentLink(item, raw);
      if (!span) continue;
      const known = spans.get(span.id);
      spans.set(span.id, known ? { ...known, ...span } : span);
    }
  }
  return [...spans.values(), ...removedLinks(items, [...linkTypes.values()])];
}

function presentLink(item: Item, raw: Readonly<Record<string, unknown>>): LinkSpan | undefined {
  const type = namedFrom(raw['type']);
  const outward = isRecord(raw['outwardIssue']);
  const other = outward ? raw['outwardIssue'] : raw['inwardIssue'];
  if (!type || !isRecord(other) || typeof other['key'] !== 'string' || raw['id'] === undefined) return undefined;
  const phrase = String(outward ? type['outward'] : type['inward']);
  const added = item.history.findLast((entry) =>
    entry.items.some((change) => change.to === other['key'] && says(change.toString, phrase)),
  );
  const otherId = typeof other['id'] === 'string' ? other['id'] : undefined;
  return {
    id: String(raw['id']),
    type,
    ...(outward
      ? { sourceKey: item.key, destinationKey: other['key'], ...(otherId && { destinationId: otherId }) }
      : { sourceKey: other['key'], destinationKey: item.key, ...(otherId && { sourceId: otherId }) }),
    ...(added && { from: added.at }),
  };
}

/** Links a history shows being removed; both ends record it, so only the outward side is read. */
function removedLinks(items: readonly Item[], types: readonly Named[]): LinkSpan[] {
  const spans: LinkSpan[] = [];
  for (const item of items) {
    for (const entry of item.history) {
      for (const change of entry.items) {
        if (change.field !== 'Link' || change.from === null) continue;
        const type = types.find((candidate) => says(change.fromString, String(candidate['outward'])));
        if (!type || type['outward'] === type['inward']) continue;
        const added = lastAdded(item.history, change, entry.at);
        spans.push({
          id: `8${item.id}${entry.id}`,
          type,
          sourceKey: item.key,
          destinationKey: change.from,
          ...(added !== undefined && { from: added }),
          until: entry.at,
        });
      }
    }
  }
  return spans;
}

function lastAdded(history: readonly HistoryEntry[], removed: HistoryItem, before: number): number | undefined {
  return history
    .filter(
      (entry) =>
        entry.at <= before &&
        entry.items.some(
          (item) => item.field === 'Link' && item.to === removed.from && item.toString === removed.fromString,
        ),
    )
    .at(-1)?.at;
}

/** Histories word a link as `This issue blocks DEMO-2`. */
function says(text: string | null, phrase: string): boolean {
  return text !== null && text.startsWith(`This issue ${phrase} `);
}
