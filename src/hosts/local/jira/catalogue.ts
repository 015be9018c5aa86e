/** Everything a site's items refer to by id: gathered from the items and their histories. */
import { fieldIdOf } from './field-names';
import {
  isRecord,
  namedFrom,
  personFrom,
  recordsIn,
  SPRINT,
  type FieldValues,
  type HistoryEntry,
  type Named,
  type Person,
} from './item';

export interface Catalogue {
  readonly projects: Map<string, Named>;
  readonly statuses: Map<string, Named>;
  readonly issueTypes: Map<string, Named>;
  /** In order of id, which is Jira's order of urgency: the first is the most urgent. */
  readonly priorities: Map<string, Named>;
  readonly resolutions: Map<string, Named>;
  readonly linkTypes: Map<string, Named>;
  /** Each knows its project in `projectKey`. */
  readonly versions: Map<string, Named>;
  readonly components: Map<string, Named>;
  readonly sprints: Map<string, Named>;
  readonly people: Map<string, Person>;
  /** Custom fields by id, with the name the source gives them. */
  readonly customFields: Map<string, string>;
}

export function emptyCatalogue(): Catalogue {
  return {
    projects: new Map(),
    statuses: new Map(),
    issueTypes: new Map(),
    priorities: new Map(),
    resolutions: new Map(),
    linkTypes: new Map(),
    versions: new Map(),
    components: new Map(),
    sprints: new Map(),
    people: new Map(),
    customFields: new Map(),
  };
}

/** Adds what one item refers to. The first description of a thing wins. */
export function noteItem(catalogue: Catalogue, fields: FieldValues, history: readonly HistoryEntry[]): void {
  const project = namedFrom(fields['project']);
  const projectKey = project ? String(project['key']) : '';
  if (project) note(catalogue.projects, projectKey, project);
  noteOne(catalogue.statuses, fields['status']);
  noteOne(catalogue.issueTypes, fields['issuetype']);
  noteOne(catalogue.priorities, fields['priority']);
  noteOne(catalogue.resolutions, fields['resolution']);
  for (const link of recordsIn(fields['issuelinks'])) noteOne(catalogue.linkTypes, link['type']);
  for (const list of ['fixVersions', 'versions']) {
    for (const version of recordsIn(fields[list])) noteOne(catalogue.versions, { ...version, projectKey });
  }
  for (const component of recordsIn(fields['components'])) noteOne(catalogue.components, { ...component, projectKey });
  for (const sprint of recordsIn(fields[SPRINT])) noteOne(catalogue.sprints, sprint);
  for (const role of ['assignee', 'reporter', 'creator']) notePerson(catalogue, personFrom(fields[role]));
  for (const field of Object.keys(fields)) {
    if (field.startsWith('customfield_')) note(catalogue.customFields, field, fieldNameOr(field));
  }
  for (const entry of history) noteHistoryEntry(catalogue, entry);
}

export function notePerson(catalogue: Catalogue, person: Person | undefined): void {
  if (person) note(catalogue.people, person.accountId, person);
}

function noteHistoryEntry(catalogue: Catalogue, entry: HistoryEntry): void {
  notePerson(catalogue, entry.author);
  for (const item of entry.items) {
    const fieldId = fieldIdOf(item);
    if (fieldId?.startsWith('customfield_')) catalogue.customFields.set(fieldId, item.field);
  }
}

/**
 * A status that only histories mention. Its category is that of a known status of the same name,
 * else what Jira's own names mean, else in progress.
 */
export function statusNamed(catalogue: Catalogue, id: string, name: string): Named {
  const known = catalogue.statuses.get(id);
  if (known) return known;
  const twin = [...catalogue.statuses.values()].find((status) => status.name.toLowerCase() === name.toLowerCase());
  const status: Named = { id, name, statusCategory: twin?.['statusCategory'] ?? categoryOf(name) };
  catalogue.statuses.set(id, status);
  return status;
}

/** Where work of a project begins: its commonest status of the "to do" category. */
export function firstStatusOf(catalogue: Catalogue, statusesSeen: readonly string[]): Named {
  const counts = new Map<string, number>();
  for (const id of statusesSeen) counts.set(id, (counts.get(id) ?? 0) + 1);
  const candidates = [...catalogue.statuses.values()].filter(isToDo);
  candidates.sort((a, b) => (counts.get(b.id) ?? 0) - (counts.get(a.id) ?? 0) || Number(a.id) - Number(b.id));
  return candidates[0] ?? { id: '1', name: 'Open', statusCategory: TO_DO };
}

export function categoryKeyOf(status: unknown): string {
  const category = isRecord(status) ? status['statusCategory'] : undefined;
  return isRecord(category) ? String(category['key']) : 'undefined';
}

function isToDo(status: Named): boolean {
  return categoryKeyOf(status) === 'new';
}

const TO_DO = { id: 2, key: 'new', colorName: 'blue-gray', name: 'To Do' };
const IN_PROGRESS = { id: 4, key: 'indeterminate', colorName: 'yellow', name: 'In Progress' };
const DONE = { id: 3, key: 'done', colorName: 'green', name: 'Done' };
export const STATUS_CATEGORIES = [TO_DO, IN_PROGRESS, DONE];

function categoryOf(name: string): typeof TO_DO {
  if (/^(open|to do|reopened|backlog|new|received)$/i.test(name)) return TO_DO;
  if (/^(closed|resolved|done)$/i.test(name)) return DONE;
  return IN_PROGRESS;
}

function fieldNameOr(fieldId: string): string {
  const known: Readonly<Record<string, string>> = {
    customfield_10014: 'Epic Link',
    customfield_10016: 'Story Points',
    customfield_10020: 'Sprint',
    customfield_10021: 'Flagged',
  };
  return known[fieldId] ?? fieldId.replace('customfield_', 'Custom field ');
}

function noteOne(into: Map<string, Named>, value: unknown): void {
  const named = namedFrom(value);
  if (named) note(into, named.id, named);
}

function note<T>(into: Map<string, T>, id: string, value: T): void {
  if (!into.has(id)) into.set(id, value);
}
