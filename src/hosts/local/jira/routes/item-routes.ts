/** One work item: read, create, change, delete, assign, move through the workflow. */
import { isDocument } from '../adf';
import { statusBean } from '../beans';
import { categoryKeyOf } from '../catalogue';
import { addComment, addLink, changeFields, createItem, deleteItem, transition } from '../edit-item';
import { readFieldInput } from '../field-input';
import { itemBean } from '../item-bean';
import { isRecord, recordsIn, type Named } from '../item';
import { NO_CONTENT, Refusal, badField, badRequest, ok } from '../reply';
import { bodyRecord, listFrom, type Route, type RouteCall } from '../router';
import type { ItemView } from '../world';
import { linkTypeNamed } from './link-routes';
import { bodyFields, itemOf, requirePermission, seeItem } from './see-item';

export const itemRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: '/rest/api/3/issue/:issue',
    answer: (call) => ok(itemBean(call.site, itemOf(call), beanOptions(call))),
  },
  { method: 'POST', pattern: '/rest/api/3/issue', answer: create },
  { method: 'PUT', pattern: '/rest/api/3/issue/:issue', answer: edit },
  { method: 'DELETE', pattern: '/rest/api/3/issue/:issue', answer: remove },
  { method: 'PUT', pattern: '/rest/api/3/issue/:issue/assignee', answer: assign },
  {
    method: 'GET',
    pattern: '/rest/api/3/issue/:issue/transitions',
    answer: (call) => ok({ expand: 'transitions', transitions: transitionsOf(call, itemOf(call)) }),
  },
  { method: 'POST', pattern: '/rest/api/3/issue/:issue/transitions', answer: move },
];

function beanOptions(call: RouteCall) {
  const fields = listFrom(call, 'fields');
  return {
    fields: fields.length === 0 ? ['*all'] : fields,
    expand: listFrom(call, 'expand'),
    properties: listFrom(call, 'properties'),
    principal: call.principal,
  };
}

function create(call: RouteCall) {
  const fields = bodyFields(call);
  const asked = isRecord(fields['project']) ? fields['project'] : {};
  const project = [...call.site.dataSet.catalogue.projects.values()].find(
    (candidate) => candidate['key'] === asked['key'] || candidate.id === String(asked['id']),
  );
  const projectKey = String(project?.['key'] ?? '');
  if (!project || !call.site.access.canBrowse(call.principal, projectKey))
    throw badField('project', 'valid project is required');
  requirePermission(call, 'CREATE_ISSUES', projectKey);
  if (fields['summary'] === undefined) throw badField('summary', 'You must specify a summary of the issue.');
  const inputs = readInputs(call, fields, projectKey, new Set(['project']));
  const view = createItem(call.site, call.principal, projectKey, inputs);
  return { status: 201, body: { id: view.id, key: view.key, self: `${call.site.url}/rest/api/3/issue/${view.id}` } };
}

function edit(call: RouteCall) {
  const view = itemOf(call);
  requirePermission(call, 'EDIT_ISSUES', view.projectKey);
  const inputs = readInputs(call, bodyFields(call), view.projectKey, new Set());
  const update = bodyRecord(call)['update'];
  const afterwards = isRecord(update) ? readUpdates(call, view, update, inputs) : [];
  changeFields(call.site, call.principal, view, inputs);
  for (const act of afterwards) act();
  if (call.query.get('returnIssue') === 'true')
    return ok(
      itemBean(call.site, seeItem(call, view.id), {
        fields: ['*all'],
        expand: [],
        properties: [],
        principal: call.principal,
      }),
    );
  return NO_CONTENT;
}

function readInputs(
  call: RouteCall,
  fields: Readonly<Record<string, unknown>>,
  projectKey: string,
  except: ReadonlySet<string>,
): Map<string, unknown> {
  const names = Object.keys(fields).filter((id) => !except.has(id));
  return new Map(names.map((id) => [id, readFieldInput(call.site, id, fields[id], projectKey)]));
}

/** `update` operations become new values; comments and links, which are no fields, wait until the rest is valid. */
function readUpdates(
  call: RouteCall,
  view: ItemView,
  update: Readonly<Record<string, unknown>>,
  inputs: Map<string, unknown>,
): (() => void)[] {
  const afterwards: (() => void)[] = [];
  for (const [fieldId, operations] of Object.entries(update)) {
    for (const operation of recordsIn(operations)) {
      if (fieldId === 'comment') afterwards.push(commentToAdd(call, view, operation));
      else if (fieldId === 'issuelinks') afterwards.push(linkToAdd(call, view, operation));
      else
        inputs.set(
          fieldId,
          applyOperation(call, view, fieldId, operation, inputs.get(fieldId) ?? view.fields[fieldId]),
        );
    }
  }
  return afterwards;
}

function applyOperation(
  call: RouteCall,
  view: ItemView,
  fieldId: string,
  operation: Readonly<Record<string, unknown>>,
  current: unknown,
): unknown {
  const [verb, value] = Object.entries(operation)[0] ?? [];
  if (verb === 'set' || verb === 'edit') return readFieldInput(call.site, fieldId, value, view.projectKey);
  const list: readonly unknown[] = Array.isArray(current) ? current : [];
  const member = (readFieldInput(call.site, fieldId, [value], view.projectKey) as readonly unknown[] | null)?.[0];
  const isSame = (other: unknown) =>
    isRecord(other) && isRecord(member) ? other['id'] === member['id'] : other === member;
  if (verb === 'add') return [...list.filter((other) => !isSame(other)), member];
  if (verb === 'remove') return list.filter((other) => !isSame(other));
  throw badField(
    fieldId,
    `Field with id '${fieldId}' does not support operation '${String(verb)}' Supported operation(s) are: 'add, set, remove'`,
  );
}

function commentToAdd(call: RouteCall, view: ItemView, operation: Readonly<Record<string, unknown>>): () => void {
  const body = isRecord(operation['add']) ? operation['add']['body'] : undefined;
  if (!isDocument(body)) throw badField('comment', 'Comment body is not valid!');
  return () => addComment(call.site, call.principal, view, body);
}

function linkToAdd(call: RouteCall, view: ItemView, operation: Readonly<Record<string, unknown>>): () => void {
  const added = isRecord(operation['add']) ? operation['add'] : {};
  const type = linkTypeNamed(call.site, added['type']);
  const end = (name: string) =>
    isRecord(added[name]) ? seeItem(call, String(added[name]['key'] ?? added[name]['id'])) : undefined;
  const [inward, outward] = [end('inwardIssue'), end('outwardIssue')];
  if (outward) return () => addLink(call.site, call.principal, type, view, outward);
  if (inward) return () => addLink(call.site, call.principal, type, inward, view);
  throw badField('issuelinks', 'Neither an outward nor an inward issue was given.');
}

function remove(call: RouteCall) {
  const view = itemOf(call);
  requirePermission(call, 'DELETE_ISSUES', view.projectKey);
  deleteItem(call.site, call.principal, view, call.query.get('deleteSubtasks') === 'true');
  return NO_CONTENT;
}

function assign(call: RouteCall) {
  const view = itemOf(call);
  requirePermission(call, 'ASSIGN_ISSUES', view.projectKey);
  const { accountId } = bodyRecord(call);
  if (accountId === undefined) throw badRequest('accountId is required; null takes the assignee away.');
  const assignee = accountId === null ? null : readFieldInput(call.site, 'assignee', { accountId }, view.projectKey);
  changeFields(call.site, call.principal, view, new Map([['assignee', assignee]]));
  return NO_CONTENT;
}

/** The data says nothing of workflows: every status in use in the project can be reached from every other. */
function reachable(call: RouteCall, view: ItemView): Named[] {
  const used = new Set(
    call.site.dataSet.items
      .filter((item) => item.projectKey === view.projectKey)
      .map((item) => String((item.fields['status'] as Named).id)),
  );
  return [...call.site.dataSet.catalogue.statuses.values()].filter((status) => used.has(status.id));
}

function transitionsOf(call: RouteCall, view: ItemView) {
  const current = String((view.fields['status'] as Named).id);
  return reachable(call, view).flatMap((status, index) => {
    if (status.id === current) return [];
    const id = String(index * 10 + 11);
    return [
      {
        id,
        name: status.name,
        to: statusBean(call.site, status),
        hasScreen: categoryKeyOf(status) === 'done',
        isGlobal: true,
        isInitial: false,
        isAvailable: true,
        isConditional: false,
        isLooped: false,
      },
    ];
  });
}

function move(call: RouteCall) {
  const view = itemOf(call);
  requirePermission(call, 'TRANSITION_ISSUES', view.projectKey);
  const asked = bodyRecord(call)['transition'];
  const id = isRecord(asked) ? String(asked['id']) : undefined;
  if (id === undefined) throw badRequest("Missing 'transition' identifier");
  const to = transitionsOf(call, view).some((known) => known.id === id)
    ? reachable(call, view)[(Number(id) - 11) / 10]
    : undefined;
  if (!to) throw new Refusal(400, [`Transition id '${id}' is not valid for this issue.`]);
  transition(call.site, call.principal, view, to, readInputs(call, bodyFields(call), view.projectKey, new Set()));
  return NO_CONTENT;
}
