/**
 * An item as it was: its last known fields with every later change undone, newest first.
 * Pure: an item, an instant and the catalogue in; fields out.
 */
import { statusNamed, type Catalogue } from './catalogue';
import { fieldIdOf } from './field-names';
import {
  EPIC_LINK,
  FLAGGED,
  SPRINT,
  STORY_POINTS,
  namedFrom,
  recordsIn,
  type FieldValues,
  type HistoryEntry,
  type HistoryItem,
  type Item,
  type Named,
} from './item';

type Fields = Record<string, unknown>;
type Undo = (fields: Fields, change: HistoryItem, catalogue: Catalogue) => void;

/** The history up to and including an instant. */
export function historyUntil(history: readonly HistoryEntry[], at: number): readonly HistoryEntry[] {
  const later = history.findIndex((entry) => entry.at > at);
  return later === -1 ? history : history.slice(0, later);
}

/** The fields of an item at an instant at or after its creation. */
export function fieldsAt(item: Item, at: number, catalogue: Catalogue): FieldValues {
  const past = historyUntil(item.history, at);
  const fields: Fields = { ...item.fields };
  let resolutionTouched = false;
  for (const entry of item.history.slice(past.length).reverse()) {
    for (const change of [...entry.items].reverse()) {
      const fieldId = fieldIdOf(change);
      if (fieldId === undefined) continue;
      resolutionTouched ||= fieldId === 'resolution';
      (UNDO[fieldId] ?? undoCustom(fieldId))?.(fields, change, catalogue);
    }
  }
  if (resolutionTouched) fields['resolutiondate'] = fields['resolution'] === null ? null : resolvedIn(past);
  return fields;
}

/** When the resolution was last set, as an ISO instant; null when no entry says. */
function resolvedIn(past: readonly HistoryEntry[]): string | null {
  const entry = past
    .filter(({ items }) => items.some((item) => fieldIdOf(item) === 'resolution' && item.to !== null))
    .at(-1);
  return entry ? new Date(entry.at).toISOString() : null;
}

const UNDO: Readonly<Record<string, Undo>> = {
  status: (fields, change, catalogue) => {
    if (change.from !== null) fields['status'] = statusNamed(catalogue, change.from, change.fromString ?? change.from);
  },
  issuetype: one('issuetype', (catalogue) => catalogue.issueTypes),
  priority: one('priority', (catalogue) => catalogue.priorities),
  resolution: one('resolution', (catalogue) => catalogue.resolutions),
  assignee: person('assignee'),
  reporter: person('reporter'),
  summary: text('summary'),
  description: text('description'),
  environment: text('environment'),
  duedate: (fields, change) => {
    fields['duedate'] = (change.from ?? change.fromString)?.slice(0, 10) ?? null;
  },
  labels: (fields, change) => {
    fields['labels'] = (change.fromString ?? '').split(' ').filter((label) => label !== '');
  },
  fixVersions: member('fixVersions', (catalogue) => catalogue.versions),
  versions: member('versions', (catalogue) => catalogue.versions),
  components: member('components', (catalogue) => catalogue.components),
  parent: (fields, change) => {
    fields['parent'] =
      change.from === null ? null : { id: change.from, ...(change.fromString && { key: change.fromString }) };
  },
  timeestimate: seconds('timeestimate'),
  timeoriginalestimate: seconds('timeoriginalestimate'),
  timespent: seconds('timespent'),
  security: (fields, change) => {
    fields['security'] = change.from === null ? null : { id: change.from, name: change.fromString };
  },
  [EPIC_LINK]: (fields, change) => {
    const key = change.fromString || null;
    fields[EPIC_LINK] = key;
    fields['parent'] = key === null ? null : { key };
  },
  [SPRINT]: (fields, change, catalogue) => {
    const ids = (change.from ?? '')
      .split(',')
      .map((id) => id.trim())
      .filter((id) => id !== '');
    fields[SPRINT] = ids.length === 0 ? null : ids.map((id) => catalogue.sprints.get(id) ?? { id, name: id });
  },
  [STORY_POINTS]: (fields, change) => {
    fields[STORY_POINTS] = change.fromString ? Number(change.fromString) : null;
  },
  [FLAGGED]: (fields, change) => {
    fields[FLAGGED] = change.fromString ? [{ id: '10019', value: change.fromString }] : null;
  },
};

function one(field: string, known: (catalogue: Catalogue) => ReadonlyMap<string, Named>): Undo {
  return (fields, change, catalogue) => {
    const { from, fromString } = change;
    fields[field] = from === null ? null : (known(catalogue).get(from) ?? { id: from, name: fromString ?? from });
  };
}

function person(field: string): Undo {
  return (fields, change, catalogue) => {
    const { from, fromString } = change;
    fields[field] =
      from === null
        ? null
        : (catalogue.people.get(from) ?? { accountId: from, displayName: fromString ?? from, active: true });
  };
}

function text(field: string): Undo {
  return (fields, change) => {
    fields[field] = change.fromString;
  };
}

function seconds(field: string): Undo {
  return (fields, change) => {
    fields[field] = change.from === null ? null : Number(change.from);
  };
}

/** Lists change one member at a time: what came in goes out, what went out comes back. */
function member(field: string, known: (catalogue: Catalogue) => ReadonlyMap<string, Named>): Undo {
  return (fields, change, catalogue) => {
    const { from, fromString } = change;
    const rest = recordsIn(fields[field]).filter((value) => namedFrom(value)?.id !== change.to);
    const returning = from === null ? [] : [known(catalogue).get(from) ?? { id: from, name: fromString ?? from }];
    fields[field] = [...rest, ...returning];
  };
}

/** A custom field of unknown shape can only be undone when it held plain text. */
function undoCustom(fieldId: string): Undo | undefined {
  if (!fieldId.startsWith('customfield_')) return undefined;
  return (fields, change) => {
    if (typeof fields[fieldId] === 'string' || fields[fieldId] === undefined) fields[fieldId] = change.fromString;
  };
}
