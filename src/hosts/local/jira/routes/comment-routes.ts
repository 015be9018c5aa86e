/** Comments, and the notifications people ask Jira to send. */
import { isDocument } from '../adf';
import { commentBean } from '../beans';
import { actorId } from '../events';
import { addComment } from '../edit-item';
import { isRecord, personFrom, recordsIn } from '../item';
import { NO_CONTENT, badField, badRequest, notFound, ok } from '../reply';
import { bodyRecord, numberFrom, param, type Route, type RouteCall } from '../router';
import { itemOf, requirePermission } from './see-item';

export const commentRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/rest/api/3/issue/:issue/comment', answer: list },
  { method: 'POST', pattern: '/rest/api/3/issue/:issue/comment', answer: add },
  { method: 'GET', pattern: '/rest/api/3/issue/:issue/comment/:comment', answer: read },
  { method: 'POST', pattern: '/rest/api/3/issue/:issue/notify', answer: notify },
];

function list(call: RouteCall) {
  const view = itemOf(call);
  const newestFirst = call.query.get('orderBy') === '-created';
  const held = [...call.site.world().commentsOf(view.id)];
  const comments = newestFirst ? held.reverse() : held;
  const startAt = numberFrom(call, 'startAt', 0);
  const maxResults = numberFrom(call, 'maxResults', 100, 5000);
  return ok({
    startAt,
    maxResults,
    total: comments.length,
    comments: comments.slice(startAt, startAt + maxResults).map((comment) => commentBean(call.site, view.id, comment)),
  });
}

function add(call: RouteCall) {
  const view = itemOf(call);
  requirePermission(call, 'ADD_COMMENTS', view.projectKey);
  const { body } = bodyRecord(call);
  if (!isDocument(body)) throw badField('comment', 'Comment body is not valid!');
  const comment = addComment(call.site, call.principal, view, body);
  return { status: 201, body: commentBean(call.site, view.id, comment) };
}

function read(call: RouteCall) {
  const view = itemOf(call);
  const comment = call.site
    .world()
    .commentsOf(view.id)
    .find((candidate) => candidate.id === param(call, 'comment'));
  if (!comment) throw notFound(`Can not find a comment for the id: ${param(call, 'comment')}.`);
  return ok(commentBean(call.site, view.id, comment));
}

/** Kept in the outbox instead of sent. People without access to the item are left out, as in Jira. */
function notify(call: RouteCall) {
  const { site, principal } = call;
  const view = itemOf(call);
  const body = bodyRecord(call);
  const to = isRecord(body['to']) ? body['to'] : {};
  const people = [
    ...recordsIn(to['users']).map((user) => String(user['accountId'])),
    ...['reporter', 'assignee'].flatMap((role) =>
      to[role] === true ? (personFrom(view.fields[role])?.accountId ?? []) : [],
    ),
  ];
  const recipients = [...new Set(people)].filter(
    (accountId) =>
      site.dataSet.catalogue.people.has(accountId) && site.access.canSee({ kind: 'user', accountId }, view),
  );
  if (recipients.length === 0) throw badRequest('No recipients were defined for notification.');
  site.state.outbox.push({
    at: site.now(),
    itemKey: view.key,
    from: actorId(site, principal) ?? '',
    subject: typeof body['subject'] === 'string' ? body['subject'] : `(${view.key}) ${String(view.fields['summary'])}`,
    textBody: typeof body['textBody'] === 'string' ? body['textBody'] : '',
    htmlBody: typeof body['htmlBody'] === 'string' ? body['htmlBody'] : '',
    to: recipients,
  });
  return NO_CONTENT;
}
