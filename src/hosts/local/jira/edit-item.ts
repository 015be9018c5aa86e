/** Changes to items: kept beside the data set, written to the item's history, raised as events. */
import type { Principal } from '../contract';
import { categoryKeyOf } from './catalogue';
import { causedBy, itemCommented, itemCreated, itemDeleted, itemUpdated, linkChanged } from './events';
import { fieldChange } from './field-change';
import {
  EPIC_LINK,
  isRecord,
  namedFrom,
  type HistoryItem,
  type Item,
  type Named,
  type Person,
  type StoredComment,
} from './item';
import type { LinkSpan } from './links';
import { badField, badRequest, noSuchItem } from './reply';
import type { Site } from './site-context';
import { editsOf, nextId } from './state';
import type { ItemView } from './world';

export type FieldInputs = ReadonlyMap<string, unknown>;

/** Sets fields; unchanged ones leave no trace. */
export function changeFields(site: Site, principal: Principal, view: ItemView, inputs: FieldInputs): void {
  const values = withConsequences(site, view, inputs);
  const items: HistoryItem[] = [];
  const edits = editsOf(site.state, view.id);
  const at = site.now();
  for (const [fieldId, value] of values) {
    const change = fieldChange(fieldId, view.fields[fieldId], value, site.dataSet.catalogue.customFields);
    if (change.length === 0) continue;
    edits.values.set(fieldId, { at, value });
    if (!SILENT.has(fieldId)) items.push(...change);
  }
  if (items.length === 0) return;
  record(site, principal, view.id, items);
  const changed = site.world().find(view.id) ?? view;
  for (const event of itemUpdated(site, changed, items, causedBy(site, principal))) site.raise(event);
}

/** Kept in fields, but no entry of their own in Jira's histories. */
const SILENT = new Set(['resolutiondate']);

/** A resolution brings its date; a parent of a story is its epic. */
function withConsequences(site: Site, view: ItemView, inputs: FieldInputs): Map<string, unknown> {
  const values = new Map(inputs);
  if (values.has('resolution'))
    values.set('resolutiondate', values.get('resolution') === null ? null : new Date(site.now()).toISOString());
  const epic = values.get(EPIC_LINK);
  if (values.has(EPIC_LINK) && !values.has('parent'))
    values.set('parent', typeof epic === 'string' ? { id: site.world().find(epic)?.id, key: epic } : null);
  const parent = values.get('parent');
  const isSubtask = isRecord(view.fields['issuetype']) && view.fields['issuetype']['subtask'] === true;
  if (values.has('parent') && !values.has(EPIC_LINK) && !isSubtask)
    values.set(EPIC_LINK, isRecord(parent) ? (parent['key'] ?? null) : null);
  return values;
}

export function actorOf(site: Site, principal: Principal): Person | undefined {
  if (principal.kind === 'app') return site.app;
  return principal.kind === 'user' ? site.dataSet.catalogue.people.get(principal.accountId) : undefined;
}

function record(site: Site, principal: Principal, itemId: string, items: readonly HistoryItem[]): void {
  const edits = editsOf(site.state, itemId);
  const author = actorOf(site, principal);
  edits.history.push({ id: nextId(site.state), at: site.now(), ...(author && { author }), items });
  touch(site, itemId);
}

function touch(site: Site, itemId: string): void {
  editsOf(site.state, itemId).touchedAt = site.now();
  site.state.revision += 1;
}

/** Moves an item to a status; entering "done" needs a resolution, leaving it takes the resolution away. */
export function transition(site: Site, principal: Principal, view: ItemView, to: Named, inputs: FieldInputs): void {
  const values = new Map<string, unknown>(inputs).set('status', to);
  const isDone = categoryKeyOf(to) === 'done';
  if (!values.has('resolution')) {
    const standard = [...site.dataSet.catalogue.resolutions.values()].find((resolution) =>
      /^(done|fixed|完成)$/i.test(resolution.name),
    );
    values.set(
      'resolution',
      isDone ? (namedFrom(view.fields['resolution']) ?? standard ?? { id: '10000', name: 'Done' }) : null,
    );
  }
  changeFields(site, principal, view, values);
}

export function createItem(site: Site, principal: Principal, projectKey: string, inputs: FieldInputs): ItemView {
  const { catalogue } = site.dataSet;
  const project = catalogue.projects.get(projectKey);
  const type = inputs.get('issuetype');
  if (!project) throw badField('project', 'valid project is required');
  if (!namedFrom(type)) throw badField('issuetype', 'Specify an issue type');
  if (isRecord(type) && type['subtask'] === true && !inputs.get('parent'))
    throw badRequest('Issue type is a sub-task but parent issue key or id not specified.');
  const at = site.now();
  const actor = actorOf(site, principal) ?? null;
  const standard = {
    project,
    status: firstStatus(site, projectKey),
    priority: [...catalogue.priorities.values()][2] ?? null,
    resolution: null,
    resolutiondate: null,
    assignee: null,
    reporter: actor,
    creator: actor,
    labels: [],
    components: [],
    fixVersions: [],
    versions: [],
    description: null,
    duedate: null,
  };
  const key = `${projectKey}-${highestNumber(site, projectKey) + 1}`;
  const item: Item = {
    id: nextId(site.state),
    key,
    projectKey,
    createdAt: at,
    fields: { ...standard, ...Object.fromEntries(inputs) },
    history: [],
    formerKeys: [],
  };
  site.state.created.set(item.id, item);
  touch(site, item.id);
  const view = site.world().find(item.id);
  if (!view) throw new Error(`${key} was created but is not on the site`);
  site.raise(itemCreated(site, view, causedBy(site, principal)));
  return view;
}

/** Where new work of the project starts: the status most of its unfinished items began in. */
function firstStatus(site: Site, projectKey: string): Named {
  const open = site
    .world()
    .items.filter((view) => view.projectKey === projectKey && categoryKeyOf(view.fields['status']) === 'new');
  const counts = new Map<string, number>();
  for (const view of open) {
    const id = namedFrom(view.fields['status'])?.id ?? '';
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const commonest = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
  const { statuses } = site.dataSet.catalogue;
  const status =
    statuses.get(commonest ?? '') ?? [...statuses.values()].find((candidate) => categoryKeyOf(candidate) === 'new');
  if (!status)
    throw new Error(`Project ${projectKey} has no status to start in: the data set knows none of category "new"`);
  return status;
}

/** Counts items of the data set that do not exist yet, whose keys must stay free. */
function highestNumber(site: Site, projectKey: string): number {
  const keys = [...site.dataSet.items, ...site.state.created.values()]
    .filter((item) => item.projectKey === projectKey)
    .map((item) => item.key);
  return Math.max(0, ...keys.map((key) => Number(key.split('-').at(-1))));
}

/** Takes an item away, with its links; its subtasks only when asked. No events are raised for those, as in Jira. */
export function deleteItem(site: Site, principal: Principal, view: ItemView, withSubtasks: boolean): void {
  const subtasks = site
    .world()
    .childrenOf(view.key)
    .filter((child) => isRecord(child.fields['issuetype']) && child.fields['issuetype']['subtask'] === true);
  if (subtasks.length > 0 && !withSubtasks)
    throw badRequest(
      `The issue '${view.key}' has subtasks. You must specify the 'deleteSubtasks' parameter to delete this issue and all its subtasks.`,
    );
  const event = itemDeleted(site, view, causedBy(site, principal));
  for (const gone of [view, ...subtasks]) {
    for (const link of site.world().linksOf(gone.key)) site.state.removedLinks.set(link.id, site.now());
    site.state.deleted.add(gone.id);
    site.state.properties.delete(`issue:${gone.id}`);
  }
  site.state.revision += 1;
  site.raise(event);
}

export function addComment(site: Site, principal: Principal, view: ItemView, body: unknown): StoredComment {
  const author = actorOf(site, principal);
  const at = site.now();
  const comment: StoredComment = {
    id: nextId(site.state),
    itemId: view.id,
    ...(author && { author }),
    createdAt: at,
    updatedAt: at,
    body,
  };
  site.state.comments.push(comment);
  touch(site, view.id);
  site.raise(itemCommented(site, site.world().find(view.id) ?? view, comment, causedBy(site, principal)));
  return comment;
}

export function addLink(
  site: Site,
  principal: Principal,
  type: Named,
  source: ItemView,
  destination: ItemView,
): LinkSpan {
  const link: LinkSpan = { id: nextId(site.state), type, sourceKey: source.key, destinationKey: destination.key };
  site.state.links.push(link);
  const phrase = (direction: 'inward' | 'outward', key: string) => `This issue ${String(type[direction])} ${key}`;
  record(site, principal, source.id, [linkItem(null, null, destination.key, phrase('outward', destination.key))]);
  record(site, principal, destination.id, [linkItem(null, null, source.key, phrase('inward', source.key))]);
  site.raise(linkChanged('created', site, site.world(), link, causedBy(site, principal)));
  return link;
}

export function removeLink(site: Site, principal: Principal, linkId: string): void {
  const world = site.world();
  const link = world.links.find((candidate) => candidate.id === linkId);
  if (!link) throw noSuchItem();
  const event = linkChanged('deleted', site, world, link, causedBy(site, principal));
  site.state.removedLinks.set(link.id, site.now());
  const { type } = link;
  const [source, destination] = [world.find(link.sourceKey), world.find(link.destinationKey)];
  if (source)
    record(site, principal, source.id, [
      linkItem(link.destinationKey, `This issue ${String(type['outward'])} ${link.destinationKey}`, null, null),
    ]);
  if (destination)
    record(site, principal, destination.id, [
      linkItem(link.sourceKey, `This issue ${String(type['inward'])} ${link.sourceKey}`, null, null),
    ]);
  site.state.revision += 1;
  site.raise(event);
}

function linkItem(
  from: string | null,
  fromString: string | null,
  to: string | null,
  toString: string | null,
): HistoryItem {
  return { field: 'Link', fieldtype: 'jira', from, fromString, to, toString };
}
