/** Finding the item or project a request is about, for someone who may see it. */
import { bodyRecord, param, type RouteCall } from '../router';
import { Refusal, forbidden, noSuchItem, notFound } from '../reply';
import { isRecord, type Named } from '../item';
import type { ItemView } from '../world';

/** The item of `:issue` in the path. Not there and not visible are the same answer. */
export function itemOf(call: RouteCall): ItemView {
  return seeItem(call, param(call, 'issue'));
}

export function seeItem(call: RouteCall, idOrKey: string): ItemView {
  const view = call.site.world().find(idOrKey);
  if (!view || !call.site.access.canSee(call.principal, view)) throw noSuchItem();
  return view;
}

export function projectOf(call: RouteCall): Named {
  const idOrKey = param(call, 'project');
  const projects = call.site.dataSet.catalogue.projects;
  const project =
    projects.get(idOrKey.toUpperCase()) ?? [...projects.values()].find((candidate) => candidate.id === idOrKey);
  if (!project || !call.site.access.canBrowse(call.principal, String(project['key'])))
    throw notFound(`No project could be found with key '${idOrKey}'.`);
  return project;
}

export function requirePermission(call: RouteCall, permission: string, projectKey: string): void {
  if (!call.site.access.hasProject(call.principal, permission, projectKey))
    throw forbidden('You do not have permission to perform this operation.');
}

/** The `fields` of a body, empty when absent. */
export function bodyFields(call: RouteCall): Readonly<Record<string, unknown>> {
  const fields = bodyRecord(call)['fields'];
  if (fields === undefined || fields === null) return {};
  if (!isRecord(fields)) throw new Refusal(400, ['fields must be an object.']);
  return fields;
}
