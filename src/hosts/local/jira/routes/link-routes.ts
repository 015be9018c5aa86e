/** Links between items, and their types. */
import { isDocument } from '../adf';
import { linkTypeBean, linkedItemBean } from '../beans';
import { addComment, addLink, removeLink } from '../edit-item';
import { isRecord, type Named } from '../item';
import { NO_CONTENT, noSuchItem, notFound, ok } from '../reply';
import { bodyRecord, param, type Route, type RouteCall } from '../router';
import type { LinkSpan } from '../links';
import type { Site } from '../site-context';
import { itemOf, requirePermission, seeItem } from './see-item';

export const linkRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: '/rest/api/3/issueLinkType',
    answer: ({ site }) =>
      ok({ issueLinkTypes: [...site.dataSet.catalogue.linkTypes.values()].map((type) => linkTypeBean(site, type)) }),
  },
  { method: 'POST', pattern: '/rest/api/3/issueLink', answer: create },
  { method: 'GET', pattern: '/rest/api/3/issueLink/:link', answer: read },
  { method: 'DELETE', pattern: '/rest/api/3/issueLink/:link', answer: remove },
  {
    method: 'GET',
    pattern: '/rest/api/3/issue/:issue/remotelink',
    answer: (call) => ok(call.site.dataSet.remoteLinks.get(itemOf(call).id) ?? []),
  },
];

export function linkTypeNamed(site: Site, value: unknown): Named {
  const asked = isRecord(value) ? value : {};
  const type = [...site.dataSet.catalogue.linkTypes.values()].find(
    (known) => known.id === asked['id'] || known.name === asked['name'],
  );
  if (!type) throw notFound(`No issue link type with name '${String(asked['name'] ?? asked['id'])}' found.`);
  return type;
}

/** In Jira's request the `inwardIssue` is the source: it "blocks" the `outwardIssue`. */
function create(call: RouteCall) {
  const body = bodyRecord(call);
  const type = linkTypeNamed(call.site, body['type']);
  const end = (name: 'inwardIssue' | 'outwardIssue') => {
    const value = isRecord(body[name]) ? body[name] : {};
    return seeItem(call, String(value['key'] ?? value['id']));
  };
  const [source, destination] = [end('inwardIssue'), end('outwardIssue')];
  requirePermission(call, 'LINK_ISSUES', source.projectKey);
  addLink(call.site, call.principal, type, source, destination);
  const comment = isRecord(body['comment']) ? body['comment']['body'] : undefined;
  if (isDocument(comment)) addComment(call.site, call.principal, source, comment);
  return { status: 201 };
}

function linkOf(call: RouteCall): LinkSpan {
  const { site, principal } = call;
  const world = site.world();
  const link = world.links.find((candidate) => candidate.id === param(call, 'link'));
  const ends = link ? [world.find(link.sourceKey), world.find(link.destinationKey)] : [];
  if (!link || ends.some((view) => view && !site.access.canSee(principal, view)))
    throw notFound(`No issue link with id '${param(call, 'link')}' exists.`);
  return link;
}

function read(call: RouteCall) {
  const link = linkOf(call);
  const world = call.site.world();
  return ok({
    id: link.id,
    self: `${call.site.url}/rest/api/3/issueLink/${link.id}`,
    type: linkTypeBean(call.site, link.type),
    inwardIssue: linkedItemBean(call.site, world, link.sourceKey, link.sourceId),
    outwardIssue: linkedItemBean(call.site, world, link.destinationKey, link.destinationId),
  });
}

function remove(call: RouteCall) {
  const link = linkOf(call);
  const source = call.site.world().find(link.sourceKey) ?? call.site.world().find(link.destinationKey);
  if (!source) throw noSuchItem();
  requirePermission(call, 'LINK_ISSUES', source.projectKey);
  removeLink(call.site, call.principal, link.id);
  return NO_CONTENT;
}
