/** The history items for a field that went from one value to another, in Jira's shapes. */
import { textOf } from './adf';
import { historyNameOf } from './field-names';
import { EPIC_LINK, FLAGGED, SPRINT, isRecord, namedFrom, personFrom, recordsIn, type HistoryItem } from './item';

/** None when nothing changed. Lists of versions and components give one item for each member that came or went. */
export function fieldChange(
  fieldId: string,
  before: unknown,
  after: unknown,
  customFields: ReadonlyMap<string, string>,
): HistoryItem[] {
  const base = {
    field: historyNameOf(fieldId, customFields),
    fieldtype: fieldId.startsWith('customfield_') ? 'custom' : 'jira',
    fieldId,
  };
  if (fieldId === 'fixVersions' || fieldId === 'versions' || fieldId === 'components') {
    const [old, now] = [recordsIn(before), recordsIn(after)];
    const gone = old.filter((value) => !now.some((other) => other['id'] === value['id']));
    const come = now.filter((value) => !old.some((other) => other['id'] === value['id']));
    return [
      ...gone.map((value) => ({ ...base, ...sides(namedSide(value), NOTHING) })),
      ...come.map((value) => ({ ...base, ...sides(NOTHING, namedSide(value)) })),
    ];
  }
  const [from, to] = [sideOf(fieldId, before), sideOf(fieldId, after)];
  return from.id === to.id && from.text === to.text ? [] : [{ ...base, ...sides(from, to) }];
}

interface Side {
  readonly id: string | null;
  readonly text: string | null;
}

const NOTHING: Side = { id: null, text: null };

function sides(from: Side, to: Side): Pick<HistoryItem, 'from' | 'fromString' | 'to' | 'toString'> {
  return { from: from.id, fromString: from.text, to: to.id, toString: to.text };
}

function sideOf(fieldId: string, value: unknown): Side {
  if (value === null || value === undefined)
    return fieldId === 'labels' || fieldId === SPRINT ? { id: fieldId === SPRINT ? '' : null, text: '' } : NOTHING;
  if (fieldId === 'labels') return { id: null, text: (value as unknown[]).map(String).join(' ') };
  if (fieldId === SPRINT) {
    const sprints = recordsIn(value);
    return {
      id: sprints.map((sprint) => String(sprint['id'])).join(', '),
      text: sprints.map((sprint) => String(sprint['name'])).join(', '),
    };
  }
  if (fieldId === FLAGGED)
    return {
      id: `[${recordsIn(value)
        .map((option) => String(option['id']))
        .join(', ')}]`,
      text: recordsIn(value)
        .map((option) => String(option['value']))
        .join(', '),
    };
  if (fieldId === EPIC_LINK) return { id: null, text: String(value) };
  if (fieldId === 'duedate') return { id: String(value), text: `${String(value)} 00:00:00.0` };
  if (fieldId === 'parent')
    return isRecord(value) ? { id: String(value['id'] ?? ''), text: String(value['key'] ?? '') } : NOTHING;
  const person = personFrom(value);
  if (person) return { id: person.accountId, text: person.displayName };
  const named = namedFrom(value);
  if (named) return namedSide(named);
  return { id: null, text: isRecord(value) ? textOf(value) : String(value) };
}

function namedSide(value: unknown): Side {
  const named = namedFrom(value);
  return named ? { id: named.id, text: named.name } : NOTHING;
}
