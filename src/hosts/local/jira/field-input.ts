/** What people write into fields: Jira's input shapes → stored values, or a refusal naming the field. */
import { isDocument } from './adf';
import { EPIC_LINK, FLAGGED, SPRINT, STORY_POINTS, isRecord, namedFrom, type Named } from './item';
import { badField } from './reply';
import type { Site } from './site-context';

type Read = (site: Site, value: unknown, projectKey: string) => unknown;

/** The stored value for a field. Throws a refusal for a field that cannot be set or a value it cannot take. */
export function readFieldInput(site: Site, fieldId: string, value: unknown, projectKey: string): unknown {
  const read = READ[fieldId] ?? (site.dataSet.catalogue.customFields.has(fieldId) ? plain : undefined);
  if (!read)
    throw badField(fieldId, `Field '${fieldId}' cannot be set. It is not on the appropriate screen, or unknown.`);
  return value === null || value === undefined ? emptyOf(fieldId) : read(site, value, projectKey);
}

const LISTS = new Set(['labels', 'components', 'fixVersions', 'versions']);

function emptyOf(fieldId: string): unknown {
  if (fieldId === 'summary') throw badField('summary', 'You must specify a summary of the issue.');
  return LISTS.has(fieldId) ? [] : null;
}

const READ: Readonly<Record<string, Read>> = {
  summary: (_site, value) => {
    if (typeof value !== 'string' || value.trim() === '')
      throw badField('summary', 'You must specify a summary of the issue.');
    if (value.length > 255) throw badField('summary', 'Summary must be less than 255 characters.');
    return value;
  },
  description: document('description'),
  environment: document('environment'),
  duedate: (_site, value) => {
    if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value))
      throw badField('duedate', 'Error parsing date string: use yyyy-MM-dd.');
    return value;
  },
  labels: (_site, value) => {
    const labels = Array.isArray(value) ? value : [undefined];
    if (labels.some((label) => typeof label !== 'string' || /\s/.test(label)))
      throw badField('labels', "The label can't contain spaces.");
    return labels;
  },
  assignee: person('assignee'),
  reporter: person('reporter'),
  issuetype: one('issuetype', (site) => site.dataSet.catalogue.issueTypes),
  priority: one('priority', (site) => site.dataSet.catalogue.priorities),
  resolution: one('resolution', (site) => site.dataSet.catalogue.resolutions),
  components: many('components', (site) => site.dataSet.catalogue.components),
  fixVersions: many('fixVersions', (site) => site.dataSet.catalogue.versions),
  versions: many('versions', (site) => site.dataSet.catalogue.versions),
  parent: (site, value) => {
    const idOrKey = isRecord(value) ? String(value['key'] ?? value['id']) : '';
    const parent = site.world().find(idOrKey);
    if (!parent) throw badField('parent', 'Could not find issue by id or key.');
    return { id: parent.id, key: parent.key };
  },
  [EPIC_LINK]: (site, value) => {
    const epic = site.world().find(String(value));
    if (!epic) throw badField(EPIC_LINK, `Issue '${String(value)}' does not exist.`);
    return epic.key;
  },
  [STORY_POINTS]: (_site, value) => {
    if (typeof value !== 'number') throw badField(STORY_POINTS, 'Operation value must be a number');
    return value;
  },
  [SPRINT]: (site, value) => {
    const sprint = site.dataSet.catalogue.sprints.get(String(value));
    if (!sprint) throw badField(SPRINT, `Number value expected as the Sprint id, but ${String(value)} is no sprint.`);
    return [sprint];
  },
  [FLAGGED]: (_site, value) => {
    const options = Array.isArray(value) ? value.filter(isRecord) : [];
    if (options.some((option) => option['value'] !== 'Impediment'))
      throw badField(FLAGGED, `Option value '${String(options[0]?.['value'])}' is not valid`);
    return options.length === 0 ? null : [{ id: '10019', value: 'Impediment' }];
  },
};

function plain(_site: Site, value: unknown): unknown {
  return value;
}

function document(fieldId: string): Read {
  return (_site, value) => {
    if (!isDocument(value))
      throw badField(fieldId, 'Operation value must be an Atlassian Document (see the Atlassian Document Format)');
    return value;
  };
}

function person(fieldId: string): Read {
  return (site, value) => {
    const accountId = isRecord(value) ? (value['accountId'] ?? value['id']) : undefined;
    if (accountId === null) return null;
    const known = typeof accountId === 'string' ? site.dataSet.catalogue.people.get(accountId) : undefined;
    if (!known?.active) throw badField(fieldId, `User '${String(accountId)}' cannot be assigned issues.`);
    return known;
  };
}

function one(fieldId: string, known: (site: Site) => ReadonlyMap<string, Named>): Read {
  return (site, value) => pick(fieldId, value, [...known(site).values()]);
}

function many(fieldId: string, known: (site: Site) => ReadonlyMap<string, Named>): Read {
  return (site, value, projectKey) => {
    const ofProject = [...known(site).values()].filter(
      (named) => named['projectKey'] === undefined || named['projectKey'] === projectKey,
    );
    return (Array.isArray(value) ? value : [value]).map((single) => pick(fieldId, single, ofProject));
  };
}

function pick(fieldId: string, value: unknown, known: readonly Named[]): Named {
  const wanted = isRecord(value) ? value : {};
  const found = known.find((named) => named.id === String(wanted['id']) || named.name === wanted['name']);
  if (!found) throw badField(fieldId, `The ${fieldId} selected is invalid.`);
  return namedFrom(found) ?? found;
}
