/** Jira's JSON for the small things: people, statuses, versions, sprints, links. */
import { isSprintKnownAt, sprintStateAt } from './calendar';
import { describeCustomField, type FieldDescription } from './field-names';
import {
  instantFrom,
  isRecord,
  jiraInstant,
  namedFrom,
  personFrom,
  type HistoryEntry,
  type Named,
  type Person,
  type StoredComment,
} from './item';
import { asDocument } from './adf';
import type { LinkSpan } from './links';
import type { Site } from './site-context';
import type { ItemView, World } from './world';

type Json = Record<string, unknown>;

export function personBean(site: Site, person: Person): Json {
  return {
    self: `${site.url}/rest/api/3/user?accountId=${encodeURIComponent(person.accountId)}`,
    accountId: person.accountId,
    avatarUrls: avatarUrls(site, person.accountId),
    displayName: person.displayName,
    ...(person.emailAddress !== undefined && { emailAddress: person.emailAddress }),
    active: person.active,
    timeZone: 'Etc/UTC',
    accountType: person.accountType,
  };
}

export function userBean(site: Site, value: unknown): Json | null {
  const person = personFrom(value);
  return person ? personBean(site, site.dataSet.catalogue.people.get(person.accountId) ?? person) : null;
}

function avatarUrls(site: Site, seed: string): Json {
  const url = (size: number) => `${site.url}/avatar/${encodeURIComponent(seed)}?size=${size}`;
  return { '48x48': url(48), '24x24': url(24), '16x16': url(16), '32x32': url(32) };
}

export function statusBean(site: Site, value: unknown): Json | null {
  const status = namedFrom(value);
  if (!status) return null;
  const category = isRecord(status['statusCategory']) ? status['statusCategory'] : {};
  return {
    self: `${site.url}/rest/api/3/status/${status.id}`,
    description: '',
    iconUrl: `${site.url}/`,
    name: status.name,
    id: status.id,
    statusCategory: {
      self: `${site.url}/rest/api/3/statuscategory/${String(category['id'])}`,
      id: Number(category['id']),
      key: category['key'],
      colorName: category['colorName'],
      name: category['name'],
    },
  };
}

export function issueTypeBean(site: Site, value: unknown): Json | null {
  const type = namedFrom(value);
  if (!type) return null;
  return {
    self: `${site.url}/rest/api/3/issuetype/${type.id}`,
    id: type.id,
    description: '',
    iconUrl: `${site.url}/images/issuetypes/${type.id}.svg`,
    name: type.name,
    subtask: type['subtask'] === true,
    hierarchyLevel: typeof type['hierarchyLevel'] === 'number' ? type['hierarchyLevel'] : 0,
  };
}

/** Priorities and resolutions: an id, a name, an address. */
export function simpleBean(site: Site, kind: 'priority' | 'resolution', value: unknown): Json | null {
  const named = namedFrom(value);
  if (!named) return null;
  const self = `${site.url}/rest/api/3/${kind}/${named.id}`;
  if (kind === 'resolution') return { self, id: named.id, description: '', name: named.name };
  return { self, iconUrl: `${site.url}/images/icons/priorities/${named.id}.svg`, name: named.name, id: named.id };
}

export function projectBean(site: Site, project: Named): Json {
  return {
    self: `${site.url}/rest/api/3/project/${project.id}`,
    id: project.id,
    key: project['key'],
    name: project.name,
    projectTypeKey: 'software',
    simplified: false,
    avatarUrls: avatarUrls(site, `project-${project.id}`),
  };
}

export function projectBeanByKey(site: Site, key: string): Json | null {
  const project = site.dataSet.catalogue.projects.get(key);
  return project ? projectBean(site, project) : null;
}

export function versionBean(site: Site, world: World, value: unknown): Json {
  const own = namedFrom(value);
  const version: Named = { ...(own ?? { id: '', name: '' }), ...(own && site.dataSet.catalogue.versions.get(own.id)) };
  const releasedAt = world.releasedAt.get(version.id);
  const released = releasedAt !== undefined && releasedAt <= world.at;
  const releaseDate = typeof version['releaseDate'] === 'string' ? version['releaseDate'] : undefined;
  const isLate = !released && releaseDate !== undefined && Date.parse(releaseDate) + 86_400_000 <= world.at;
  const project = site.dataSet.catalogue.projects.get(String(version['projectKey']));
  return {
    self: `${site.url}/rest/api/3/version/${version.id}`,
    id: version.id,
    name: version.name,
    archived: version['archived'] === true,
    released,
    ...(releaseDate !== undefined && { releaseDate }),
    ...(releaseDate !== undefined && !released && { overdue: isLate }),
    ...(project && { projectId: Number(project.id) }),
  };
}

export function componentBean(site: Site, value: unknown): Json {
  const component = namedFrom(value);
  return { self: `${site.url}/rest/api/3/component/${component?.id ?? ''}`, id: component?.id, name: component?.name };
}

/** A sprint inside an item's Sprint field. */
export function sprintFieldBean(sprint: Named, at: number): Json {
  const state = sprintStateAt(sprint, at);
  return {
    id: Number(sprint.id),
    name: sprint.name,
    state,
    boardId: sprint['boardId'] ?? null,
    goal: sprint['goal'] ?? '',
    ...datesOf(sprint, state),
  };
}

/** A sprint as the agile API shows it. */
export function sprintBean(site: Site, sprint: Named, at: number): Json {
  const state = sprintStateAt(sprint, at);
  return {
    id: Number(sprint.id),
    self: `${site.url}/rest/agile/1.0/sprint/${sprint.id}`,
    state,
    name: sprint.name,
    ...datesOf(sprint, state),
    ...(sprint['boardId'] !== undefined && { originBoardId: Number(sprint['boardId']) }),
    goal: sprint['goal'] ?? '',
  };
}

function datesOf(sprint: Named, state: string): Json {
  const { startDate, endDate, completeDate } = sprint;
  return {
    ...(startDate !== undefined && { startDate }),
    ...(endDate !== undefined && { endDate }),
    ...(state === 'closed' && { completeDate }),
  };
}

export function knownSprints(site: Site): Named[] {
  return [...site.dataSet.catalogue.sprints.values()]
    .filter((sprint) => isSprintKnownAt(sprint, site.now()))
    .sort(
      (a, b) =>
        (instantFrom(a['startDate']) ?? Infinity) - (instantFrom(b['startDate']) ?? Infinity) ||
        Number(a.id) - Number(b.id),
    );
}

export function linkTypeBean(site: Site, type: Named): Json {
  return {
    id: type.id,
    name: type.name,
    inward: type['inward'],
    outward: type['outward'],
    self: `${site.url}/rest/api/3/issueLinkType/${type.id}`,
  };
}

/** The other end of a link as `key` sees it. */
export function linkBean(site: Site, world: World, link: LinkSpan, key: string): Json {
  const outward = link.sourceKey === key;
  const otherKey = outward ? link.destinationKey : link.sourceKey;
  return {
    id: link.id,
    self: `${site.url}/rest/api/3/issueLink/${link.id}`,
    type: linkTypeBean(site, link.type),
    [outward ? 'outwardIssue' : 'inwardIssue']: linkedItemBean(
      site,
      world,
      otherKey,
      outward ? link.destinationId : link.sourceId,
    ),
  };
}

/**
 * A linked item in brief. One outside the data set has its key and, because Jira always gives one,
 * an id (the source's, else one derived from the key), but no fields; asking for it answers 404.
 */
export function linkedItemBean(site: Site, world: World, key: string, sourceId?: string): Json {
  const view = world.find(key);
  if (view) return briefItemBean(site, view);
  const id = sourceId ?? outsideId(key);
  return { id, key, self: `${site.url}/rest/api/3/issue/${id}` };
}

export function outsideId(key: string): string {
  let hash = 0;
  for (const letter of key) hash = (hash * 31 + letter.charCodeAt(0)) % 900_000_000;
  return String(9_000_000_000 + hash);
}

export function briefItemBean(site: Site, view: ItemView): Json {
  return {
    id: view.id,
    key: view.key,
    self: `${site.url}/rest/api/3/issue/${view.id}`,
    fields: {
      summary: view.fields['summary'],
      status: statusBean(site, view.fields['status']),
      priority: simpleBean(site, 'priority', view.fields['priority']),
      issuetype: issueTypeBean(site, view.fields['issuetype']),
    },
  };
}

export function historyBean(site: Site, entry: HistoryEntry): Json {
  const items = entry.items.map(({ field, fieldtype, fieldId, from, fromString, to, toString }) => ({
    field,
    fieldtype,
    ...(fieldId && { fieldId }),
    from,
    fromString,
    to,
    toString,
  }));
  return {
    id: entry.id,
    ...(entry.author && { author: personBean(site, entry.author) }),
    created: jiraInstant(entry.at),
    items,
  };
}

export function commentBean(site: Site, itemId: string, comment: StoredComment): Json {
  const author = comment.author ? personBean(site, comment.author) : undefined;
  return {
    self: `${site.url}/rest/api/3/issue/${itemId}/comment/${comment.id}`,
    id: comment.id,
    ...(author && { author, updateAuthor: author }),
    body: asDocument(comment.body) ?? { type: 'doc', version: 1, content: [] },
    created: jiraInstant(comment.createdAt),
    updated: jiraInstant(comment.updatedAt),
    jsdPublic: true,
  };
}

export function fieldBean(field: FieldDescription): Json {
  return {
    id: field.id,
    key: field.id,
    name: field.name,
    custom: field.id.startsWith('customfield_'),
    orderable: true,
    navigable: true,
    searchable: true,
    clauseNames: field.clauseNames,
    schema: field.schema,
  };
}

export function fieldNameOf(site: Site, world: World, fieldId: string): string {
  const custom = site.dataSet.catalogue.customFields.get(fieldId);
  const known =
    custom === undefined ? world.fields.find((field) => field.id === fieldId) : describeCustomField(fieldId, custom);
  return known?.name ?? fieldId;
}
