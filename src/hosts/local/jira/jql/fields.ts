/**
 * What JQL knows about each field: which values an item has in it and what each may be called.
 * Every operator in operators.ts works from this one description.
 */
import { textOf } from '../adf';
import { categoryKeyOf, STATUS_CATEGORIES } from '../catalogue';
import { sprintsShownAt } from '../calendar';
import { describeCustomField } from '../field-names';
import { EPIC_LINK, SPRINT, STORY_POINTS, instantFrom, isRecord, namedFrom, recordsIn } from '../item';
import type { Site } from '../site-context';
import type { ItemView, World } from '../world';
import { instants, keyRank, keyValues, knowsNamed, lists, named, people, words, type JqlField } from './field-shapes';
import { propertyField } from './property-fields';

export function findField(
  site: Site,
  world: World,
  name: string,
  property?: { readonly key: string; readonly path: string },
): JqlField | undefined {
  if (property)
    return name.toLowerCase() === 'issue.property'
      ? propertyField(site, world, property.key, property.path)
      : undefined;
  const lower = name.toLowerCase();
  const built = BUILT_IN[CLAUSE_NAMES[lower] ?? lower];
  if (built) return built(site, world);
  const alias = Object.entries(site.aliases).find(([key]) => key.toLowerCase() === lower)?.[1];
  if (alias) return propertyField(site, world, alias.propertyKey, alias.path, { name, type: alias.type });
  return customField(site, lower);
}

/** Other names of the same clause. */
const CLAUSE_NAMES: Readonly<Record<string, string>> = {
  issuekey: 'key',
  issue: 'key',
  id: 'key',
  type: 'issuetype',
  createddate: 'created',
  updateddate: 'updated',
  resolutiondate: 'resolved',
  duedate: 'due',
  component: 'component',
  components: 'component',
  fixversions: 'fixversion',
  'fix versions': 'fixversion',
  versions: 'affectedversion',
  label: 'labels',
  'issue type': 'issuetype',
  'due date': 'due',
  'cf[10014]': 'epic link',
  'cf[10020]': 'sprint',
  issuelinktype: 'issuelinktype',
  parentepic: 'parent',
  level: 'security',
  'story points': 'story points',
  'cf[10016]': 'story points',
  flagged: 'flagged',
  'cf[10021]': 'flagged',
};

type Builder = (site: Site, world: World) => JqlField;

const BUILT_IN: Readonly<Record<string, Builder>> = {
  project: (site) => {
    const projects = site.dataSet.catalogue.projects;
    const values = (view: ItemView) => [
      [view.projectKey, projects.get(view.projectKey)?.name ?? '', projects.get(view.projectKey)?.id ?? ''],
    ];
    return {
      name: 'project',
      kind: 'names',
      values,
      size: (view) => view.projectKey,
      knows: knowsNamed([...projects.values()], (project) => [String(project['key'])]),
    };
  },
  key: (_site, world) => ({
    name: 'key',
    kind: 'rank',
    values: (view) => [[view.key, view.id]],
    size: (view) => keyRank(view.key),
    sizeOfName: (name) => keyRank(world.find(name)?.key ?? name),
  }),
  issuetype: (site) => named('issuetype', 'issuetype', [...site.dataSet.catalogue.issueTypes.values()]),
  status: (site) => named('status', 'status', [...site.dataSet.catalogue.statuses.values()], 'status'),
  statuscategory: () => ({
    name: 'statusCategory',
    kind: 'names',
    values: (view) => {
      const category = isRecord(view.fields['status']) ? view.fields['status']['statusCategory'] : undefined;
      const key = categoryKeyOf(view.fields['status']);
      const standard = STATUS_CATEGORIES.find((candidate) => candidate.key === key);
      return [
        [
          key,
          String(namedFrom(category)?.name ?? ''),
          String(standard?.id ?? ''),
          standard?.name ?? '',
          key === 'indeterminate' ? 'in progress' : '',
        ],
      ];
    },
    size: (view) => STATUS_CATEGORIES.findIndex((category) => category.key === categoryKeyOf(view.fields['status'])),
    knows: (name) =>
      STATUS_CATEGORIES.some((category) =>
        [category.key, category.name.toLowerCase(), String(category.id)].includes(name.toLowerCase()),
      ),
  }),
  resolution: (site) => ({
    ...named('resolution', 'resolution', [...site.dataSet.catalogue.resolutions.values()], 'resolution'),
    values: (view) => {
      const resolution = namedFrom(view.fields['resolution']);
      return resolution ? [[resolution.id, resolution.name]] : [];
    },
  }),
  priority: (site) => {
    const order = [...site.dataSet.catalogue.priorities.values()];
    const rank = (name: string) => {
      const index = order.findIndex(
        (priority) => priority.id === name || priority.name.toLowerCase() === name.toLowerCase(),
      );
      return index === -1 ? undefined : order.length - index;
    };
    return {
      ...named('priority', 'priority', order, 'priority'),
      kind: 'rank',
      size: (view) => rank(namedFrom(view.fields['priority'])?.id ?? ''),
      sizeOfName: rank,
    };
  },
  assignee: (site) => people(site, 'assignee', 'assignee'),
  reporter: (site) => people(site, 'reporter', 'reporter'),
  creator: (site) => people(site, 'creator'),
  created: () => instants('created', (view) => view.createdAt),
  updated: () => instants('updated', (view) => view.updatedAt),
  resolved: () => instants('resolved', (view) => instantFrom(view.fields['resolutiondate'])),
  due: () => ({ ...instants('due', (view) => instantFrom(view.fields['duedate'])), kind: 'day' }),
  labels: () => ({
    name: 'labels',
    kind: 'names',
    values: (view) =>
      Array.isArray(view.fields['labels']) ? view.fields['labels'].map((label) => [String(label)]) : [],
  }),
  component: (site) => ({
    ...lists('component', 'components'),
    knows: knowsNamed([...site.dataSet.catalogue.components.values()]),
  }),
  fixversion: (site) => ({
    ...lists('fixVersion', 'fixVersions'),
    historyField: 'fixVersions',
    knows: knowsNamed([...site.dataSet.catalogue.versions.values()]),
  }),
  affectedversion: (site) => ({
    ...lists('affectedVersion', 'versions'),
    knows: knowsNamed([...site.dataSet.catalogue.versions.values()]),
  }),
  sprint: (site, world) => ({
    name: 'Sprint',
    kind: 'names',
    values: (view) =>
      sprintsShownAt(view.fields, site.dataSet.catalogue.sprints, world.at).map((sprint) => [sprint.id, sprint.name]),
    knows: knowsNamed([
      ...site.dataSet.catalogue.sprints.values(),
      ...[...site.dataSet.catalogue.sprints.keys()].map((id) => ({ id, name: id })),
    ]),
  }),
  parent: (_site, world) => ({
    name: 'parent',
    kind: 'names',
    values: (view) => keyValues(world, world.parentKeyOf(view)),
  }),
  'epic link': (_site, world) => ({
    name: 'Epic Link',
    kind: 'names',
    values: (view) =>
      isRecord(view.fields['issuetype']) && view.fields['issuetype']['subtask'] === true
        ? []
        : keyValues(world, world.parentKeyOf(view)),
    historyField: EPIC_LINK,
  }),
  'story points': () => {
    const size = (view: ItemView) =>
      typeof view.fields[STORY_POINTS] === 'number' ? view.fields[STORY_POINTS] : undefined;
    return {
      name: 'Story Points',
      kind: 'number',
      size,
      values: (view) => (size(view) === undefined ? [] : [[String(size(view))]]),
    };
  },
  flagged: () => ({
    name: 'Flagged',
    kind: 'names',
    values: (view) => recordsIn(view.fields['customfield_10021']).map((option) => [String(option['value'])]),
  }),
  issuelinktype: (_site, world) => ({
    name: 'issueLinkType',
    kind: 'names',
    values: (view) =>
      world
        .linksOf(view.key)
        .map((link) => [
          link.type.name,
          String(link.sourceKey === view.key ? link.type['outward'] : link.type['inward']),
        ]),
  }),
  security: () => named('level', 'security', undefined),
  summary: () => words('summary', (view) => [textOf(view.fields['summary'])]),
  description: () => words('description', (view) => [textOf(view.fields['description'])]),
  comment: (_site, world) =>
    words('comment', (view) => world.commentsOf(view.id).map((comment) => textOf(comment.body))),
  text: (_site, world) =>
    words('text', (view) => [
      textOf(view.fields['summary']),
      textOf(view.fields['description']),
      ...world.commentsOf(view.id).map((comment) => textOf(comment.body)),
    ]),
};

function customField(site: Site, lower: string): JqlField | undefined {
  for (const [id, name] of site.dataSet.catalogue.customFields) {
    const field = describeCustomField(id, name);
    if (id === SPRINT || (!field.clauseNames.some((clause) => clause.toLowerCase() === lower) && id !== lower))
      continue;
    const value = (view: ItemView) => view.fields[id];
    return {
      name,
      kind: 'names',
      values: (view) =>
        (Array.isArray(value(view)) ? (value(view) as unknown[]) : [value(view)]).flatMap((one) => callNames(one)),
      size: (view) =>
        typeof value(view) === 'number' || typeof value(view) === 'string'
          ? (value(view) as number | string)
          : undefined,
    };
  }
  return undefined;
}

function callNames(value: unknown): string[][] {
  if (value === null || value === undefined) return [];
  if (!isRecord(value)) return [[String(value)]];
  return [
    [value['id'], value['value'], value['name'], value['accountId']].filter((name) => name !== undefined).map(String),
  ];
}
