/** The site itself and its vocabulary: fields, statuses, types, priorities, resolutions. */
import { fieldBean, issueTypeBean, simpleBean, statusBean } from '../beans';
import { jiraInstant } from '../item';
import { notFound, ok } from '../reply';
import { pageOf, param, type Route, type RouteCall } from '../router';

export const siteRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/rest/api/3/serverInfo', answer: serverInfo, isPublic: true },
  { method: 'GET', pattern: '/rest/api/3/field', answer: ({ site }) => ok(site.world().fields.map(fieldBean)) },
  {
    method: 'GET',
    pattern: '/rest/api/3/status',
    answer: ({ site }) => ok(statuses(site).map((status) => statusBean(site, status))),
  },
  { method: 'GET', pattern: '/rest/api/3/status/:status', answer: status },
  { method: 'GET', pattern: '/rest/api/3/statuses/search', answer: searchStatuses },
  {
    method: 'GET',
    pattern: '/rest/api/3/issuetype',
    answer: ({ site }) => ok([...site.dataSet.catalogue.issueTypes.values()].map((type) => issueTypeBean(site, type))),
  },
  {
    method: 'GET',
    pattern: '/rest/api/3/priority',
    answer: ({ site }) =>
      ok([...site.dataSet.catalogue.priorities.values()].map((priority) => simpleBean(site, 'priority', priority))),
  },
  {
    method: 'GET',
    pattern: '/rest/api/3/resolution',
    answer: ({ site }) =>
      ok(
        [...site.dataSet.catalogue.resolutions.values()].map((resolution) =>
          simpleBean(site, 'resolution', resolution),
        ),
      ),
  },
];

function serverInfo({ site }: RouteCall) {
  return ok({
    baseUrl: site.url,
    displayUrl: site.url,
    version: '1001.0.0-SNAPSHOT',
    versionNumbers: [1001, 0, 0],
    deploymentType: 'Cloud',
    buildNumber: 100_000,
    buildDate: '2017-01-01T00:00:00.000+0000',
    serverTime: jiraInstant(site.now()),
    scmInfo: 'local',
    serverTitle: site.dataSet.name,
  });
}

function statuses(site: RouteCall['site']) {
  return [...site.dataSet.catalogue.statuses.values()];
}

function status(call: RouteCall) {
  const idOrName = param(call, 'status');
  const found = statuses(call.site).find((known) => known.id === idOrName || known.name === idOrName);
  if (!found) throw notFound(`The status with the id or name '${idOrName}' does not exist.`);
  return ok(statusBean(call.site, found));
}

const SEARCH_CATEGORIES: Readonly<Record<string, string>> = { new: 'TODO', indeterminate: 'IN_PROGRESS', done: 'DONE' };

function searchStatuses(call: RouteCall) {
  const page = pageOf(call, statuses(call.site), 200, '/rest/api/3/statuses/search');
  const values = page.values.map((known) => {
    const category = known['statusCategory'] as { readonly key?: string } | undefined;
    return {
      id: known.id,
      name: known.name,
      statusCategory: SEARCH_CATEGORIES[category?.key ?? ''] ?? 'TODO',
      description: '',
      scope: { type: 'GLOBAL' },
    };
  });
  return ok({ ...page, values });
}
