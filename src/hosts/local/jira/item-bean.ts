/** A work item as REST v3 answers it: the fields asked for, and the parts asked to be expanded. */
import { asDocument } from './adf';
import {
  briefItemBean,
  commentBean,
  componentBean,
  fieldNameOf,
  historyBean,
  issueTypeBean,
  linkBean,
  linkedItemBean,
  projectBeanByKey,
  simpleBean,
  sprintFieldBean,
  statusBean,
  userBean,
  versionBean,
} from './beans';
import { commentsEstimatedAt, sprintsShownAt } from './calendar';
import { EPIC_LINK, SPRINT, instantFrom, jiraInstant, recordsIn } from './item';
import type { Principal } from '../contract';
import type { Site } from './site-context';
import type { ItemView, World } from './world';

export interface ItemBeanOptions {
  /** As in the `fields` parameter: ids, `*all`, `*navigable`, and ids with a minus to leave out. */
  readonly fields: readonly string[];
  readonly expand: readonly string[];
  /** Property keys to include, or `*all`. */
  readonly properties: readonly string[];
  readonly principal: Principal;
}

type Json = Record<string, unknown>;
type Render = (site: Site, world: World, view: ItemView, principal: Principal) => unknown;

/** How many histories an expanded changelog holds; the rest is paged by its own resource. */
const EXPANDED_HISTORIES = 100;

export function itemBean(site: Site, view: ItemView, options: ItemBeanOptions): Json {
  const world = site.world();
  const wanted = chooseFields(world, view, options.fields);
  const fields = Object.fromEntries(wanted.map((id) => [id, renderField(site, world, view, id, options.principal)]));
  const expand = new Set(options.expand);
  return {
    expand: 'renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations',
    id: view.id,
    self: `${site.url}/rest/api/3/issue/${view.id}`,
    key: view.key,
    ...(expand.has('names') && { names: namesOf(site, wanted) }),
    ...(expand.has('changelog') && { changelog: expandedHistory(site, view) }),
    ...(options.properties.length > 0 && { properties: propertiesIn(site, view, options.properties) }),
    ...(wanted.length > 0 && { fields }),
  };
}

export function namesOf(site: Site, fieldIds: readonly string[]): Record<string, string> {
  return Object.fromEntries(fieldIds.map((id) => [id, fieldNameOf(site, site.world(), id)]));
}

/** The ids behind a `fields` parameter, in the order of the site's fields. */
export function chooseFields(world: World, view: ItemView, asked: readonly string[]): string[] {
  const all = new Set([...world.fields.map((field) => field.id), ...Object.keys(view.fields)]);
  for (const id of HIDDEN) all.delete(id);
  const byName = new Map(world.fields.map((field) => [field.name.toLowerCase(), field.id]));
  const chosen = new Set<string>(
    asked.some((name) => name.startsWith('*')) || asked.every((name) => name.startsWith('-')) ? all : [],
  );
  if (asked.includes('*navigable')) chosen.delete('comment');
  for (const name of asked) {
    if (name.startsWith('*')) continue;
    const left = name.startsWith('-');
    const plain = left ? name.slice(1) : name;
    const id = all.has(plain) ? plain : byName.get(plain.toLowerCase());
    if (id === undefined) continue;
    if (left) chosen.delete(id);
    else chosen.add(id);
  }
  return [...all].filter((id) => chosen.has(id));
}

/** Kept by sources but no field of REST v3. */
const HIDDEN = ['_timeInStatus', 'epic', 'sprint', 'closedSprints', 'flagged'];

const RENDER: Readonly<Record<string, Render>> = {
  issuetype: (site, _world, view) => issueTypeBean(site, view.fields['issuetype']),
  status: (site, _world, view) => statusBean(site, view.fields['status']),
  project: (site, _world, view) => projectBeanByKey(site, view.projectKey),
  priority: (site, _world, view) => simpleBean(site, 'priority', view.fields['priority']),
  resolution: (site, _world, view) => simpleBean(site, 'resolution', view.fields['resolution']),
  assignee: (site, _world, view) => userBean(site, view.fields['assignee']),
  reporter: (site, _world, view) => userBean(site, view.fields['reporter']),
  creator: (site, _world, view) => userBean(site, view.fields['creator'] ?? view.fields['reporter']),
  created: (_site, _world, view) => jiraInstant(view.createdAt),
  updated: (_site, _world, view) => jiraInstant(view.updatedAt),
  resolutiondate: (_site, _world, view) => {
    const at = instantFrom(view.fields['resolutiondate']);
    return at === undefined ? null : jiraInstant(at);
  },
  description: (_site, _world, view) => asDocument(view.fields['description']),
  environment: (_site, _world, view) => asDocument(view.fields['environment']),
  components: (site, _world, view) => recordsIn(view.fields['components']).map((value) => componentBean(site, value)),
  fixVersions: (site, world, view) =>
    recordsIn(view.fields['fixVersions']).map((value) => versionBean(site, world, value)),
  versions: (site, world, view) => recordsIn(view.fields['versions']).map((value) => versionBean(site, world, value)),
  issuelinks: (site, world, view, principal) =>
    world
      .linksOf(view.key)
      .filter((link) =>
        isOtherEndVisible(site, world, link.sourceKey === view.key ? link.destinationKey : link.sourceKey, principal),
      )
      .map((link) => linkBean(site, world, link, view.key)),
  subtasks: (site, world, view, principal) =>
    world
      .childrenOf(view.key)
      .filter((child) => isSubtask(child) && site.access.canSee(principal, child))
      .map((child) => briefItemBean(site, child)),
  parent: (site, world, view, principal) => {
    const key = world.parentKeyOf(view);
    return key === undefined || !isOtherEndVisible(site, world, key, principal)
      ? undefined
      : linkedItemBean(site, world, key);
  },
  comment: (site, world, view) => commentField(site, world, view),
  [EPIC_LINK]: (_site, world, view) => (isSubtask(view) ? null : (world.parentKeyOf(view) ?? null)),
  [SPRINT]: (site, world, view) => {
    const sprints = sprintsShownAt(view.fields, site.dataSet.catalogue.sprints, world.at);
    return sprints.length === 0 ? null : sprints.map((sprint) => sprintFieldBean(sprint, world.at));
  },
};

function renderField(site: Site, world: World, view: ItemView, id: string, principal: Principal): unknown {
  const render = RENDER[id];
  return render ? render(site, world, view, principal) : (view.fields[id] ?? null);
}

/** Jira leaves out links to items the reader may not see; outside the data set nothing is hidden. */
function isOtherEndVisible(site: Site, world: World, key: string, principal: Principal): boolean {
  const other = world.find(key);
  return !other || site.access.canSee(principal, other);
}

function isSubtask(view: ItemView): boolean {
  const type = view.fields['issuetype'];
  return typeof type === 'object' && type !== null && (type as Json)['subtask'] === true;
}

function commentField(site: Site, world: World, view: ItemView): Json {
  const held = world.commentsOf(view.id);
  const total = Math.max(
    held.length,
    site.dataSet.comments.length > 0
      ? 0
      : commentsEstimatedAt(view.fields['comment'], view.createdAt, world.at) + held.length,
  );
  return {
    comments: held.map((comment) => commentBean(site, view.id, comment)),
    self: `${site.url}/rest/api/3/issue/${view.id}/comment`,
    maxResults: total,
    total,
    startAt: 0,
  };
}

/** Newest first, as Jira expands it. */
function expandedHistory(site: Site, view: ItemView): Json {
  const newest = [...view.history].reverse().slice(0, EXPANDED_HISTORIES);
  return {
    startAt: 0,
    maxResults: newest.length,
    total: view.history.length,
    histories: newest.map((entry) => historyBean(site, entry)),
  };
}

function propertiesIn(site: Site, view: ItemView, asked: readonly string[]): Json {
  const all = site.state.properties.get(`issue:${view.id}`) ?? new Map<string, unknown>();
  return Object.fromEntries([...all].filter(([key]) => asked.includes('*all') || asked.includes(key)));
}
