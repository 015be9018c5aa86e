/** Entity properties of items and projects: what apps keep there. */
import { causedBy, propertyChanged } from '../events';
import { isRecord, recordsIn } from '../item';
import { NO_CONTENT, badRequest, notFound, ok } from '../reply';
import { bodyRecord, param, type Route, type RouteCall } from '../router';
import { nextId, propertiesOf } from '../state';
import type { ItemView } from '../world';
import { itemOf, projectOf, requirePermission, seeItem } from './see-item';

const KEY_LENGTH = 255;
const VALUE_LENGTH = 32_768;

export const propertyRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: '/rest/api/3/issue/:issue/properties',
    answer: (call) => listKeys(call, ownerOfItem(call)),
  },
  {
    method: 'GET',
    pattern: '/rest/api/3/issue/:issue/properties/:key',
    answer: (call) => read(call, ownerOfItem(call)),
  },
  { method: 'PUT', pattern: '/rest/api/3/issue/:issue/properties/:key', answer: setOnItem },
  { method: 'DELETE', pattern: '/rest/api/3/issue/:issue/properties/:key', answer: removeFromItem },
  { method: 'POST', pattern: '/rest/api/3/issue/properties/multi', answer: setOnMany },
  { method: 'GET', pattern: '/rest/api/3/task/:task', answer: task },
  {
    method: 'GET',
    pattern: '/rest/api/3/project/:project/properties',
    answer: (call) => listKeys(call, ownerOfProject(call)),
  },
  {
    method: 'GET',
    pattern: '/rest/api/3/project/:project/properties/:key',
    answer: (call) => read(call, ownerOfProject(call)),
  },
  { method: 'PUT', pattern: '/rest/api/3/project/:project/properties/:key', answer: (call) => setOnProject(call) },
  {
    method: 'DELETE',
    pattern: '/rest/api/3/project/:project/properties/:key',
    answer: (call) => removeFromProject(call),
  },
];

interface Owner {
  readonly id: string;
  readonly path: string;
}

function ownerOfItem(call: RouteCall): Owner {
  const view = itemOf(call);
  return { id: `issue:${view.id}`, path: `/rest/api/3/issue/${view.id}/properties` };
}

function ownerOfProject(call: RouteCall): Owner {
  const project = projectOf(call);
  return { id: `project:${project.id}`, path: `/rest/api/3/project/${project.id}/properties` };
}

function listKeys(call: RouteCall, owner: Owner) {
  const keys = [...(call.site.state.properties.get(owner.id)?.keys() ?? [])];
  return ok({ keys: keys.map((key) => ({ key, self: `${call.site.url}${owner.path}/${encodeURIComponent(key)}` })) });
}

function read(call: RouteCall, owner: Owner) {
  const key = param(call, 'key');
  const properties = call.site.state.properties.get(owner.id);
  if (!properties?.has(key)) throw notFound(`The property with key '${key}' does not exist.`);
  return ok({ key, value: properties.get(key) });
}

/** 201 the first time, 200 afterwards. */
function put(call: RouteCall, ownerId: string, key: string, value: unknown) {
  if (key.length > KEY_LENGTH) throw badRequest(`The property key is too long: at most ${KEY_LENGTH} characters.`);
  if (value === undefined) throw badRequest('The property value must be a valid, non-empty JSON value.');
  if (JSON.stringify(value).length > VALUE_LENGTH)
    throw badRequest(`The property value is too long: at most ${VALUE_LENGTH} characters.`);
  const properties = propertiesOf(call.site.state, ownerId);
  const isNew = !properties.has(key);
  properties.set(key, value);
  call.site.state.revision += 1;
  return { status: isNew ? 201 : 200 };
}

function setOnItem(call: RouteCall) {
  const view = itemOf(call);
  requirePermission(call, 'EDIT_ISSUES', view.projectKey);
  const reply = put(call, `issue:${view.id}`, param(call, 'key'), call.body);
  call.site.raise(propertyChanged('set', view, param(call, 'key'), causedBy(call.site, call.principal)));
  return reply;
}

function removeFromItem(call: RouteCall) {
  const view = itemOf(call);
  requirePermission(call, 'EDIT_ISSUES', view.projectKey);
  remove(call, `issue:${view.id}`);
  call.site.raise(propertyChanged('deleted', view, param(call, 'key'), causedBy(call.site, call.principal)));
  return NO_CONTENT;
}

function remove(call: RouteCall, ownerId: string): void {
  const key = param(call, 'key');
  if (!call.site.state.properties.get(ownerId)?.delete(key))
    throw notFound(`The property with key '${key}' does not exist.`);
  call.site.state.revision += 1;
}

function setOnProject(call: RouteCall) {
  const project = projectOf(call);
  requirePermission(call, 'ADMINISTER_PROJECTS', String(project['key']));
  return put(call, `project:${project.id}`, param(call, 'key'), call.body);
}

function removeFromProject(call: RouteCall) {
  const project = projectOf(call);
  requirePermission(call, 'ADMINISTER_PROJECTS', String(project['key']));
  remove(call, `project:${project.id}`);
  return NO_CONTENT;
}

/** Jira does this in a task of its own and sends the caller there; here it is done at once. */
function setOnMany(call: RouteCall) {
  const changes = recordsIn(bodyRecord(call)['issues']).map((entry) => {
    const view: ItemView = seeItem(call, String(entry['issueID']));
    requirePermission(call, 'EDIT_ISSUES', view.projectKey);
    return { view, properties: isRecord(entry['properties']) ? entry['properties'] : {} };
  });
  if (changes.length === 0 || changes.length > 100) throw badRequest('issues must name 1 to 100 issues.');
  for (const { view, properties } of changes) {
    for (const [key, value] of Object.entries(properties)) {
      put(call, `issue:${view.id}`, key, value);
      call.site.raise(propertyChanged('set', view, key, causedBy(call.site, call.principal)));
    }
  }
  const id = nextId(call.site.state);
  return { status: 303, headers: { location: `${call.site.url}/rest/api/3/task/${id}` } };
}

function task(call: RouteCall) {
  const id = param(call, 'task');
  const at = call.site.now();
  return ok({
    self: `${call.site.url}/rest/api/3/task/${id}`,
    id,
    status: 'COMPLETE',
    progress: 100,
    submittedBy: 0,
    elapsedRuntime: 0,
    submitted: at,
    started: at,
    finished: at,
    lastUpdate: at,
  });
}
