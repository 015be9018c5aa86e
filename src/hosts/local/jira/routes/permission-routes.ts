/** What somebody may do: in bulk, for the app's own checks, and for the person asking. */
import type { Principal } from '../../contract';
import { GLOBAL_PERMISSIONS, PROJECT_PERMISSIONS } from '../access';
import { recordsIn } from '../item';
import { badRequest, forbidden, ok } from '../reply';
import { bodyRecord, listFrom, stringsIn, type Route, type RouteCall } from '../router';
import { seeItem } from './see-item';

const MOST = 1000;

export const permissionRoutes: readonly Route[] = [
  { method: 'POST', pattern: '/rest/api/3/permissions/check', answer: check },
  { method: 'GET', pattern: '/rest/api/3/mypermissions', answer: mine },
];

/** Answers ids of the projects and items for which the permission is held; the rest is left out. */
function check(call: RouteCall) {
  const { site } = call;
  const body = bodyRecord(call);
  const asked = recordsIn(body['projectPermissions']);
  const whose = subjectOf(call, body['accountId']);
  const known = new Set<string>(PROJECT_PERMISSIONS);
  const grants = asked.flatMap((request) => {
    const [issues, projects] = [stringsIn(request['issues'], 'issues'), stringsIn(request['projects'], 'projects')];
    if (issues.length > MOST || projects.length > MOST)
      throw badRequest(`At most ${MOST} issues and ${MOST} projects can be checked at once.`);
    return stringsIn(request['permissions'], 'permissions').map((permission) => {
      if (!known.has(permission)) throw badRequest(`Unrecognized permission: ${permission}`);
      return {
        permission,
        issues: issues
          .flatMap((id) => site.world().find(id) ?? [])
          .filter(
            (view) => site.access.canSee(whose, view) && site.access.hasProject(whose, permission, view.projectKey),
          )
          .map((view) => Number(view.id)),
        projects: projects
          .filter((id) => site.access.hasProject(whose, permission, keyOfProject(call, id)))
          .map(Number),
      };
    });
  });
  const globalPermissions = stringsIn(body['globalPermissions'], 'globalPermissions').filter((permission) =>
    site.access.hasGlobal(whose, permission),
  );
  return ok({ globalPermissions, projectPermissions: grants });
}

/** Asking about others is for Jira's admins and for apps. */
function subjectOf(call: RouteCall, accountId: unknown): Principal {
  if (typeof accountId !== 'string') return call.principal;
  const isSelf = call.principal.kind === 'user' && call.principal.accountId === accountId;
  if (!isSelf && call.principal.kind !== 'app' && !call.site.access.hasGlobal(call.principal, 'ADMINISTER'))
    throw forbidden('You do not have permission to check the permissions of other users.');
  return accountId === call.site.app.accountId ? { kind: 'app' } : { kind: 'user', accountId };
}

function keyOfProject(call: RouteCall, id: string): string {
  const project = [...call.site.dataSet.catalogue.projects.values()].find((candidate) => candidate.id === id);
  return String(project?.['key'] ?? '');
}

function mine(call: RouteCall) {
  const { site, principal } = call;
  const asked = listFrom(call, 'permissions');
  if (asked.length === 0) throw badRequest("The 'permissions' query parameter is required.");
  const issue = call.query.get('issueKey') ?? call.query.get('issueId');
  const project = call.query.get('projectKey') ?? keyOfProject(call, call.query.get('projectId') ?? '');
  const view = issue === null ? undefined : seeItem(call, issue);
  const projectKeys = view
    ? [view.projectKey]
    : project === ''
      ? [...site.dataSet.catalogue.projects.keys()]
      : [project];
  const permissions = asked.map((permission) => {
    const isGlobal = (GLOBAL_PERMISSIONS as readonly string[]).includes(permission);
    if (!isGlobal && !(PROJECT_PERMISSIONS as readonly string[]).includes(permission))
      throw badRequest(`Unrecognized permission: ${permission}`);
    const havePermission = isGlobal
      ? site.access.hasGlobal(principal, permission)
      : projectKeys.some((key) => site.access.hasProject(principal, permission, key));
    return [
      permission,
      {
        id: permission,
        key: permission,
        name: permission.toLowerCase().replaceAll('_', ' '),
        type: isGlobal ? 'GLOBAL' : 'PROJECT',
        description: '',
        havePermission,
      },
    ];
  });
  return ok({ permissions: Object.fromEntries(permissions) });
}
