/** Many items at once: by query, by key, and what a query means. */
import { itemBean, namesOf, chooseFields } from '../item-bean';
import { isRecord } from '../item';
import { JqlError } from '../jql/jql-error';
import { parseQuery, prepareQuery, runQuery } from '../jql/query';
import { queryStructure } from '../jql/structure';
import { badRequest, ok } from '../reply';
import { bodyRecord, listFrom, numberFrom, stringsIn, type Route, type RouteCall } from '../router';
import type { ItemView } from '../world';

const PAGE = 100;
/** Ids and keys alone are cheap: Jira gives this many of them at once. */
const PAGE_OF_KEYS = 5000;

export const searchRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/rest/api/3/search/jql', answer: (call) => search(call, askedInQuery(call)) },
  { method: 'POST', pattern: '/rest/api/3/search/jql', answer: (call) => search(call, askedInBody(call)) },
  { method: 'POST', pattern: '/rest/api/3/search/approximate-count', answer: count },
  { method: 'POST', pattern: '/rest/api/3/issue/bulkfetch', answer: bulkFetch },
  { method: 'POST', pattern: '/rest/api/3/jql/match', answer: match },
  { method: 'POST', pattern: '/rest/api/3/jql/parse', answer: parse },
];

interface Asked {
  readonly jql: string;
  readonly fields: readonly string[];
  readonly expand: readonly string[];
  readonly properties: readonly string[];
  readonly maxResults: number;
  readonly nextPageToken: string | undefined;
}

function askedInQuery(call: RouteCall): Asked {
  return {
    jql: call.query.get('jql') ?? '',
    fields: listFrom(call, 'fields'),
    expand: listFrom(call, 'expand'),
    properties: listFrom(call, 'properties'),
    maxResults: numberFrom(call, 'maxResults', 50),
    nextPageToken: call.query.get('nextPageToken') ?? undefined,
  };
}

function askedInBody(call: RouteCall): Asked {
  const body = bodyRecord(call);
  const maxResults = body['maxResults'] ?? 50;
  if (typeof maxResults !== 'number' || !Number.isInteger(maxResults) || maxResults < 0)
    throw badRequest('maxResults must be a whole number of 0 or more.');
  return {
    jql: String(body['jql'] ?? ''),
    fields: stringsIn(body['fields'], 'fields'),
    expand: typeof body['expand'] === 'string' ? body['expand'].split(',').map((part) => part.trim()) : [],
    properties: stringsIn(body['properties'], 'properties'),
    maxResults,
    nextPageToken: typeof body['nextPageToken'] === 'string' ? body['nextPageToken'] : undefined,
  };
}

async function search(call: RouteCall, asked: Asked) {
  const { site, principal } = call;
  const query = await prepareQuery(site, principal, asked.jql);
  if (!query.isBounded)
    throw badRequest('Unbounded JQL queries are not allowed here. Please add a search restriction to your query.');
  const found = query.order(
    site.world().items.filter((view) => site.access.canSee(principal, view) && query.matches(view)),
  );
  const onlyKeys =
    asked.fields.every((field) => field === 'id' || field === 'key') &&
    asked.expand.length === 0 &&
    asked.properties.length === 0;
  const size = Math.max(1, Math.min(asked.maxResults, onlyKeys ? PAGE_OF_KEYS : PAGE));
  const start = asked.nextPageToken === undefined ? 0 : readToken(asked.nextPageToken, asked.jql);
  const page = found.slice(start, start + size);
  const isLast = start + page.length >= found.length;
  return ok({
    issues: page.map((view) =>
      onlyKeys ? keysOf(call, view, asked.fields) : itemBean(site, view, { ...asked, principal }),
    ),
    ...(asked.expand.includes('names') &&
      page[0] && { names: namesOf(site, chooseFields(site.world(), page[0], asked.fields)) }),
    ...(!isLast && { nextPageToken: writeToken(start + page.length, asked.jql) }),
    isLast,
  });
}

/** Without `fields` Jira answers ids alone. */
function keysOf(call: RouteCall, view: ItemView, fields: readonly string[]): Readonly<Record<string, unknown>> {
  if (!fields.includes('key')) return { id: view.id };
  return { expand: '', id: view.id, self: `${call.site.url}/rest/api/3/issue/${view.id}`, key: view.key };
}

/** A token belongs to its query: with another, Jira refuses it. */
function writeToken(start: number, jql: string): string {
  return Buffer.from(JSON.stringify({ start, jql })).toString('base64url');
}

function readToken(token: string, jql: string): number {
  let content: unknown;
  try {
    content = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
  } catch {
    content = undefined;
  }
  if (!isRecord(content) || typeof content['start'] !== 'number' || content['jql'] !== jql)
    throw badRequest('The nextPageToken is invalid or belongs to another query.');
  return content['start'];
}

async function count(call: RouteCall) {
  const jql = String(bodyRecord(call)['jql'] ?? '');
  const found = await runQuery(call.site, call.principal, jql);
  return ok({ count: found.length });
}

/** Items that do not exist or are hidden are left out without a word, as in Jira. */
function bulkFetch(call: RouteCall) {
  const { site, principal } = call;
  const body = bodyRecord(call);
  const asked = stringsIn(body['issueIdsOrKeys'], 'issueIdsOrKeys');
  if (asked.length === 0) throw badRequest('issueIdsOrKeys must name at least one issue.');
  if (asked.length > PAGE)
    throw badRequest(
      `The maximum number of issues that can be fetched is ${PAGE}, but ${asked.length} were requested.`,
    );
  const views = new Set(
    asked.flatMap((idOrKey) => site.world().find(idOrKey) ?? []).filter((view) => site.access.canSee(principal, view)),
  );
  const fields = stringsIn(body['fields'], 'fields');
  const options = {
    fields: fields.length === 0 ? ['*navigable'] : fields,
    expand: stringsIn(body['expand'], 'expand'),
    properties: stringsIn(body['properties'], 'properties'),
    principal,
  };
  return ok({ issues: [...views].map((view) => itemBean(site, view, options)), issueErrors: [] });
}

async function match(call: RouteCall) {
  const { site, principal } = call;
  const body = bodyRecord(call);
  const ids = stringsIn(body['issueIds'], 'issueIds');
  const views = ids.flatMap((id) => site.world().find(id) ?? []).filter((view) => site.access.canSee(principal, view));
  const matches = stringsIn(body['jqls'], 'jqls').map(async (jql) => {
    try {
      const query = await prepareQuery(site, principal, jql);
      return { matchedIssues: views.filter(query.matches).map((view) => Number(view.id)), errors: [] };
    } catch (error) {
      if (!(error instanceof JqlError)) throw error;
      return { matchedIssues: [], errors: [error.message] };
    }
  });
  return ok({ matches: await Promise.all(matches) });
}

async function parse(call: RouteCall) {
  const strict = call.query.get('validation') !== 'none';
  const queries = stringsIn(bodyRecord(call)['queries'], 'queries');
  if (queries.length === 0) throw badRequest('queries must name at least one query.');
  const parsed = queries.map(async (query) => {
    try {
      const jast = parseQuery(query);
      if (strict) await prepareQuery(call.site, call.principal, query);
      return { query, structure: queryStructure(jast) };
    } catch (error) {
      if (!(error instanceof JqlError)) throw error;
      return { query, errors: [error.message] };
    }
  });
  return ok({ queries: await Promise.all(parsed) });
}
