/** Changelogs: of one item by pages, and of many at once. */
import { historyBean } from '../beans';
import { fieldIdOf } from '../field-names';
import { isRecord } from '../item';
import { badRequest, ok } from '../reply';
import { bodyRecord, pageOf, stringsIn, type Route, type RouteCall } from '../router';
import { itemOf } from './see-item';

const MOST_ITEMS = 1000;
const MOST_FIELDS = 10;
const MOST_ENTRIES = 10_000;

export const historyRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: '/rest/api/3/issue/:issue/changelog',
    answer: (call) => {
      const view = itemOf(call);
      const page = pageOf(call, view.history, 100, `/rest/api/3/issue/${view.id}/changelog`);
      return ok({ ...page, values: page.values.map((entry) => historyBean(call.site, entry)) });
    },
  },
  { method: 'POST', pattern: '/rest/api/3/changelog/bulkfetch', answer: bulkFetch },
];

/** Entries of all the items asked for, oldest first; a page may end in the middle of an item. */
function bulkFetch(call: RouteCall) {
  const { site, principal } = call;
  const body = bodyRecord(call);
  const asked = stringsIn(body['issueIdsOrKeys'], 'issueIdsOrKeys');
  const fieldIds = stringsIn(body['fieldIds'], 'fieldIds');
  if (asked.length === 0 || asked.length > MOST_ITEMS)
    throw badRequest(`issueIdsOrKeys must name 1 to ${MOST_ITEMS} issues.`);
  if (fieldIds.length > MOST_FIELDS) throw badRequest(`fieldIds must name at most ${MOST_FIELDS} fields.`);
  const size = typeof body['maxResults'] === 'number' ? Math.max(1, Math.min(body['maxResults'], MOST_ENTRIES)) : 1000;
  const start = readStart(body['nextPageToken']);

  const views = [...new Set(asked.flatMap((idOrKey) => site.world().find(idOrKey) ?? []))].filter((view) =>
    site.access.canSee(principal, view),
  );
  const entries = views.flatMap((view) =>
    view.history
      .map((entry) => ({
        ...entry,
        items:
          fieldIds.length === 0 ? entry.items : entry.items.filter((item) => fieldIds.includes(fieldIdOf(item) ?? '')),
      }))
      .filter((entry) => entry.items.length > 0)
      .map((entry) => ({ issueId: view.id, entry })),
  );
  const page = entries.slice(start, start + size);
  const byItem = new Map<string, unknown[]>();
  for (const { issueId, entry } of page)
    byItem.set(issueId, [...(byItem.get(issueId) ?? []), historyBean(site, entry)]);
  const isLast = start + page.length >= entries.length;
  return ok({
    issueChangeLogs: [...byItem].map(([issueId, changeHistories]) => ({ issueId, changeHistories })),
    ...(!isLast && {
      nextPageToken: Buffer.from(JSON.stringify({ start: start + page.length })).toString('base64url'),
    }),
  });
}

function readStart(token: unknown): number {
  if (token === undefined || token === null) return 0;
  let content: unknown;
  try {
    content = JSON.parse(Buffer.from(String(token), 'base64url').toString('utf8'));
  } catch {
    content = undefined;
  }
  if (!isRecord(content) || typeof content['start'] !== 'number') throw badRequest('The nextPageToken is invalid.');
  return content['start'];
}
