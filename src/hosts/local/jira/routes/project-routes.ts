/** Projects, their versions and statuses. */
import { issueTypeBean, personBean, projectBean, statusBean, versionBean } from '../beans';
import { namedFrom, type Named } from '../item';
import { ok } from '../reply';
import { listFrom, pageOf, type Route, type RouteCall } from '../router';
import { projectOf } from './see-item';

export const projectRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/rest/api/3/project/search', answer: search },
  { method: 'GET', pattern: '/rest/api/3/project/:project', answer: (call) => ok(details(call, projectOf(call))) },
  {
    method: 'GET',
    pattern: '/rest/api/3/project/:project/versions',
    answer: (call) => ok(versionsOf(call, projectOf(call))),
  },
  { method: 'GET', pattern: '/rest/api/3/project/:project/statuses', answer: statuses },
];

function search(call: RouteCall) {
  const { site, principal } = call;
  const query = (call.query.get('query') ?? '').toLowerCase();
  const [keys, ids] = [listFrom(call, 'keys'), listFrom(call, 'id')];
  const projects = [...site.dataSet.catalogue.projects.values()].filter((project) => {
    const key = String(project['key']);
    const isAsked = (keys.length === 0 || keys.includes(key)) && (ids.length === 0 || ids.includes(project.id));
    return isAsked && site.access.canBrowse(principal, key) && `${key} ${project.name}`.toLowerCase().includes(query);
  });
  const page = pageOf(call, projects, 50, '/rest/api/3/project/search');
  return ok({ ...page, values: page.values.map((project) => projectBean(site, project)) });
}

function details(call: RouteCall, project: Named) {
  const { site } = call;
  const key = String(project['key']);
  const lead = site.access.admin;
  return {
    ...projectBean(site, project),
    description: '',
    lead: personBean(site, lead),
    components: [...site.dataSet.catalogue.components.values()]
      .filter((component) => component['projectKey'] === key)
      .map((component) => ({
        id: component.id,
        name: component.name,
        self: `${site.url}/rest/api/3/component/${component.id}`,
      })),
    issueTypes: typesIn(call, key).map((type) => issueTypeBean(site, type)),
    versions: versionsOf(call, project),
    assigneeType: 'UNASSIGNED',
    roles: {},
    style: 'classic',
    isPrivate: false,
    properties: {},
  };
}

function versionsOf(call: RouteCall, project: Named) {
  const world = call.site.world();
  const versions = [...call.site.dataSet.catalogue.versions.values()].filter(
    (version) => version['projectKey'] === project['key'],
  );
  return versions.map((version) => versionBean(call.site, world, version));
}

function typesIn(call: RouteCall, projectKey: string): Named[] {
  const used = new Map<string, Named>();
  for (const item of call.site.dataSet.items) {
    const type = item.projectKey === projectKey ? namedFrom(item.fields['issuetype']) : undefined;
    if (type) used.set(type.id, type);
  }
  return [...used.values()];
}

/** The data says nothing of workflows: every type may have every status used in the project. */
function statuses(call: RouteCall) {
  const key = String(projectOf(call)['key']);
  const used = new Set(
    call.site.dataSet.items
      .filter((item) => item.projectKey === key)
      .map((item) => namedFrom(item.fields['status'])?.id),
  );
  const beans = [...call.site.dataSet.catalogue.statuses.values()]
    .filter((status) => used.has(status.id))
    .map((status) => statusBean(call.site, status));
  return ok(
    typesIn(call, key).map((type) => ({
      self: `${call.site.url}/rest/api/3/issuetype/${type.id}`,
      id: type.id,
      name: type.name,
      subtask: type['subtask'] === true,
      statuses: beans,
    })),
  );
}
