/** Who may see and do what. The app sees everything; nobody signed in sees nothing. */
import type { Principal } from '../contract';
import type { DataSet } from './data-set';
import { isRecord, personFrom, type Person } from './item';
import type { ItemView } from './world';

export interface AccessRules {
  /** Signed in when the site opens; administers Jira and every project. */
  readonly adminAccountId?: string;
  /** Project key → account ids that may browse it. A project not named here is open to everyone. */
  readonly members?: Readonly<Record<string, readonly string[]>>;
  /** Project key → account ids that administer it, besides the Jira admin. */
  readonly projectAdmins?: Readonly<Record<string, readonly string[]>>;
  /** Item key → account ids that may see it (issue security). */
  readonly restricted?: Readonly<Record<string, readonly string[]>>;
}

export interface Access {
  readonly admin: Person;
  canBrowse(principal: Principal, projectKey: string): boolean;
  canSee(principal: Principal, view: ItemView): boolean;
  hasGlobal(principal: Principal, permission: string): boolean;
  hasProject(principal: Principal, permission: string, projectKey: string): boolean;
  isProjectAdmin(accountId: string, projectKey: string): boolean;
  /** Projects a person may not browse. */
  hiddenProjects(accountId: string): readonly string[];
}

export const GLOBAL_PERMISSIONS = ['ADMINISTER', 'SYSTEM_ADMIN', 'USER_PICKER', 'BULK_CHANGE'] as const;
export const PROJECT_PERMISSIONS = [
  'BROWSE_PROJECTS',
  'ADMINISTER_PROJECTS',
  'CREATE_ISSUES',
  'EDIT_ISSUES',
  'DELETE_ISSUES',
  'TRANSITION_ISSUES',
  'ASSIGN_ISSUES',
  'ASSIGNABLE_USER',
  'LINK_ISSUES',
  'RESOLVE_ISSUES',
  'SCHEDULE_ISSUES',
  'ADD_COMMENTS',
  'MANAGE_SPRINTS_PERMISSION',
  'VIEW_DEV_TOOLS',
] as const;

const FOR_PROJECT_ADMINS = new Set(['ADMINISTER_PROJECTS', 'DELETE_ISSUES', 'MANAGE_SPRINTS_PERMISSION']);
const FOR_EVERYONE = new Set(['USER_PICKER', 'BULK_CHANGE']);

export function decideAccess(dataSet: DataSet, rules: AccessRules): Access {
  const ranking = rankByWork(dataSet);
  const admin = findAdmin(dataSet, rules, ranking);
  const members = rules.members ?? membersWithoutOutsider(dataSet, ranking, admin);
  const isMember = (accountId: string, projectKey: string) =>
    accountId === admin.accountId || (members[projectKey]?.includes(accountId) ?? true);
  const isProjectAdmin = (accountId: string, projectKey: string) =>
    accountId === admin.accountId ||
    (rules.projectAdmins?.[projectKey]?.includes(accountId) ?? accountId === busiestIn(dataSet, projectKey));

  const canBrowse = (principal: Principal, projectKey: string) =>
    dataSet.catalogue.projects.has(projectKey) &&
    (principal.kind === 'app' || (principal.kind === 'user' && isMember(principal.accountId, projectKey)));
  return {
    admin,
    canBrowse,
    canSee: (principal, view) => {
      if (!canBrowse(principal, view.projectKey)) return false;
      return principal.kind !== 'user' || maySeeRestricted(principal.accountId, view, rules, isProjectAdmin);
    },
    hasGlobal: (principal, permission) =>
      principal.kind === 'user' &&
      (FOR_EVERYONE.has(permission) || (permission === 'ADMINISTER' && principal.accountId === admin.accountId)),
    hasProject: (principal, permission, projectKey) => {
      if (!canBrowse(principal, projectKey)) return false;
      if (principal.kind !== 'user' || !FOR_PROJECT_ADMINS.has(permission)) return true;
      return isProjectAdmin(principal.accountId, projectKey);
    },
    isProjectAdmin,
    hiddenProjects: (accountId) => [...dataSet.catalogue.projects.keys()].filter((key) => !isMember(accountId, key)),
  };
}

/** A security level hides an item from all but those named; unnamed, from all but its people and admins. */
function maySeeRestricted(
  accountId: string,
  view: ItemView,
  rules: AccessRules,
  isProjectAdmin: Access['isProjectAdmin'],
): boolean {
  const named = rules.restricted?.[view.key];
  if (named) return named.includes(accountId);
  if (!isRecord(view.fields['security'])) return true;
  const people = [view.fields['assignee'], view.fields['reporter']].map((value) => personFrom(value)?.accountId);
  return people.includes(accountId) || isProjectAdmin(accountId, view.projectKey);
}

/** Active people, those with most assigned work first. */
export function rankByWork(dataSet: DataSet): Person[] {
  const work = new Map<string, number>();
  for (const item of dataSet.items) {
    const id = personFrom(item.fields['assignee'])?.accountId;
    if (id) work.set(id, (work.get(id) ?? 0) + 1);
  }
  const people = [...dataSet.catalogue.people.values()].filter(
    (person) => person.active && person.accountType === 'atlassian',
  );
  return people.sort(
    (a, b) =>
      (work.get(b.accountId) ?? 0) - (work.get(a.accountId) ?? 0) || a.displayName.localeCompare(b.displayName, 'en'),
  );
}

function findAdmin(dataSet: DataSet, rules: AccessRules, ranking: readonly Person[]): Person {
  if (rules.adminAccountId === undefined) {
    return ranking[0] ?? { accountId: 'admin', displayName: 'Site admin', active: true, accountType: 'atlassian' };
  }
  const named = dataSet.catalogue.people.get(rules.adminAccountId);
  if (!named)
    throw new Error(`adminAccountId ${rules.adminAccountId} is nobody in the data set: choose one of users()`);
  return named;
}

/**
 * By default one person is kept out of one project, so that the "no permission" state can be seen:
 * the least busy of those who never worked in it.
 */
function membersWithoutOutsider(dataSet: DataSet, ranking: readonly Person[], admin: Person): Record<string, string[]> {
  const assigned = ranking.filter((person) => person !== admin);
  for (const projectKey of [...dataSet.catalogue.projects.keys()].reverse()) {
    const involved = new Set(
      dataSet.items.filter((item) => item.projectKey === projectKey).flatMap((item) => peopleOf(item.fields)),
    );
    const outsider = assigned
      .filter((person) => !involved.has(person.accountId) && hasAssignedWork(dataSet, person))
      .at(-1);
    if (outsider)
      return { [projectKey]: ranking.filter((person) => person !== outsider).map((person) => person.accountId) };
  }
  return {};
}

function hasAssignedWork(dataSet: DataSet, person: Person): boolean {
  return dataSet.items.some((item) => personFrom(item.fields['assignee'])?.accountId === person.accountId);
}

function peopleOf(fields: ItemView['fields']): string[] {
  return ['assignee', 'reporter'].flatMap((role) => personFrom(fields[role])?.accountId ?? []);
}

function busiestIn(dataSet: DataSet, projectKey: string): string | undefined {
  const work = new Map<string, number>();
  for (const item of dataSet.items) {
    const id = item.projectKey === projectKey ? personFrom(item.fields['assignee'])?.accountId : undefined;
    if (id) work.set(id, (work.get(id) ?? 0) + 1);
  }
  return [...work].sort((a, b) => b[1] - a[1])[0]?.[0];
}
