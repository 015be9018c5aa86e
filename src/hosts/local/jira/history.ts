/** The history of an item: read from the source, or, where it has none, what its dates prove. */
import {
  instantFrom,
  isRecord,
  personFrom,
  recordsIn,
  type FieldValues,
  type HistoryEntry,
  type HistoryItem,
  type Named,
} from './item';

/** Reads `changelog.histories` in any order; entries without an instant are dropped. */
export function readHistory(changelog: unknown): HistoryEntry[] {
  if (!isRecord(changelog)) return [];
  const entries: HistoryEntry[] = [];
  for (const raw of recordsIn(changelog['histories'])) {
    const entry = readHistoryEntry(raw);
    if (entry) entries.push(entry);
  }
  return inOrder(entries);
}

export function readHistoryEntry(raw: unknown): HistoryEntry | undefined {
  if (!isRecord(raw)) return undefined;
  const at = instantFrom(raw['created']);
  if (at === undefined) return undefined;
  const author = personFrom(raw['author']);
  return { id: String(raw['id']), at, ...(author && { author }), items: recordsIn(raw['items']).map(readHistoryItem) };
}

export function inOrder(entries: readonly HistoryEntry[]): HistoryEntry[] {
  return [...entries].sort((a, b) => a.at - b.at || Number(a.id) - Number(b.id));
}

/**
 * What a resolution date proves when there is no changelog: at that instant the item left its first
 * status and got its resolution. Who did it is not known, and nothing else is claimed.
 */
export function provenHistory(itemId: string, fields: FieldValues, firstStatus: Named): HistoryEntry[] {
  const at = instantFrom(fields['resolutiondate']);
  const { status, resolution } = fields;
  if (at === undefined || !isRecord(status) || !isRecord(resolution)) return [];
  return [
    {
      id: `9${itemId}`,
      at,
      items: [
        change('status', firstStatus.id, firstStatus.name, String(status['id']), String(status['name'])),
        change('resolution', null, null, String(resolution['id']), String(resolution['name'])),
      ],
    },
  ];
}

function change(
  field: string,
  from: string | null,
  fromString: string | null,
  to: string,
  toString: string,
): HistoryItem {
  return { field, fieldtype: 'jira', fieldId: field, from, fromString, to, toString };
}

function readHistoryItem(raw: Readonly<Record<string, unknown>>): HistoryItem {
  return {
    field: String(raw['field']),
    fieldtype: raw['fieldtype'] === 'custom' ? 'custom' : 'jira',
    ...(typeof raw['fieldId'] === 'string' && { fieldId: raw['fieldId'] }),
    from: textOf(raw, 'from'),
    fromString: textOf(raw, 'fromString'),
    to: textOf(raw, 'to'),
    toString: textOf(raw, 'toString'),
  };
}

/** `hasOwn`, because every object inherits a `toString`. */
function textOf(raw: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = Object.hasOwn(raw, name) ? raw[name] : null;
  return value === null || value === undefined ? null : String(value);
}
