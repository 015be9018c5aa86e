/**
 * Product events as Forge delivers them
 * (https://developer.atlassian.com/platform/forge/events-reference/jira/).
 */
import type { Principal, ProductEvent } from '../contract';
import {
  commentBean,
  issueTypeBean,
  linkTypeBean,
  outsideId,
  projectBeanByKey,
  sprintBean,
  statusBean,
  versionBean,
} from './beans';
import { jiraInstant, personFrom, type HistoryItem, type Named, type StoredComment } from './item';
import type { LinkSpan } from './links';
import type { Site } from './site-context';
import type { ItemView, World } from './world';

/** Who and when; a principal of the data set's own past is nobody in particular. */
export interface Cause {
  readonly at: number;
  readonly accountId?: string;
  readonly selfGenerated: boolean;
}

export function causedBy(site: Site, principal: Principal): Cause {
  const accountId = actorId(site, principal);
  return { at: site.now(), ...(accountId && { accountId }), selfGenerated: principal.kind === 'app' };
}

export function actorId(site: Site, principal: Principal): string | undefined {
  if (principal.kind === 'user') return principal.accountId;
  return principal.kind === 'app' ? site.app.accountId : undefined;
}

function event(eventType: string, cause: Cause, payload: Readonly<Record<string, unknown>>): ProductEvent {
  return {
    eventType,
    timestamp: cause.at,
    selfGenerated: cause.selfGenerated,
    ...(cause.accountId && { atlassianId: cause.accountId }),
    ...payload,
  };
}

export function itemCreated(site: Site, view: ItemView, cause: Cause): ProductEvent {
  return event('avi:jira:created:issue', cause, { issue: itemPayload(site, view), ...associated([cause.accountId]) });
}

export function itemDeleted(site: Site, view: ItemView, cause: Cause): ProductEvent {
  return event('avi:jira:deleted:issue', cause, { issue: itemPayload(site, view), ...associated([cause.accountId]) });
}

/** An update, and when the assignee changed also Jira's separate event for that. */
export function itemUpdated(site: Site, view: ItemView, items: readonly HistoryItem[], cause: Cause): ProductEvent[] {
  const payload = {
    issue: itemPayload(site, view),
    changelog: { items },
    ...associated([cause.accountId, personFrom(view.fields['assignee'])?.accountId]),
    ...statusesIn(site, items),
    jiraEventTypeName: eventTypeName(site, items),
  };
  const updated = event('avi:jira:updated:issue', cause, payload);
  return items.some((item) => item.field === 'assignee')
    ? [updated, event('avi:jira:assigned:issue', cause, payload)]
    : [updated];
}

export function itemCommented(site: Site, view: ItemView, comment: StoredComment, cause: Cause): ProductEvent {
  return event('avi:jira:commented:issue', cause, {
    issue: itemPayload(site, view),
    comment: commentBean(site, view.id, comment),
    ...associated([cause.accountId]),
  });
}

export function propertyChanged(kind: 'set' | 'deleted', view: ItemView, key: string, cause: Cause): ProductEvent {
  return event(`avi:jira:${kind}:issue-property`, cause, { issue: { id: view.id, key: view.key }, property: { key } });
}

/** Link events carry ids, never keys. */
export function linkChanged(
  kind: 'created' | 'deleted',
  site: Site,
  world: World,
  link: LinkSpan,
  cause: Cause,
): ProductEvent {
  const end = (key: string, sourceId: string | undefined) => {
    const view = world.find(key);
    const project = view && site.dataSet.catalogue.projects.get(view.projectKey);
    return { item: Number(view?.id ?? sourceId ?? outsideId(key)), project: project ? Number(project.id) : undefined };
  };
  const [source, destination] = [end(link.sourceKey, link.sourceId), end(link.destinationKey, link.destinationId)];
  const { id, name, inward, outward } = linkTypeBean(site, link.type);
  return event(`avi:jira:${kind}:issuelink`, cause, {
    id: Number(link.id),
    sourceIssueId: source.item,
    destinationIssueId: destination.item,
    sourceProjectId: source.project,
    destinationProjectId: destination.project,
    issueLinkType: { id: Number(id), name, inward, outward },
  });
}

export function sprintChanged(kind: 'started' | 'closed', site: Site, sprint: Named, cause: Cause): ProductEvent {
  const bean = sprintBean(site, sprint, cause.at);
  return event(`avi:jira-software:${kind}:sprint`, cause, { sprint: { ...bean, id: String(sprint.id) } });
}

export function versionReleased(site: Site, world: World, version: Named, cause: Cause): ProductEvent {
  return event('avi:jira:released:version', cause, {
    version: { ...versionBean(site, { ...world, at: cause.at }, version), released: true },
  });
}

function itemPayload(site: Site, view: ItemView): Readonly<Record<string, unknown>> {
  const brief = (value: unknown) => {
    const person = personFrom(value);
    return person ? { accountId: person.accountId } : null;
  };
  return {
    id: view.id,
    key: view.key,
    fields: {
      summary: view.fields['summary'],
      issuetype: issueTypeBean(site, view.fields['issuetype']),
      creator: brief(view.fields['creator'] ?? view.fields['reporter']),
      created: jiraInstant(view.createdAt),
      project: projectBeanByKey(site, view.projectKey),
      reporter: brief(view.fields['reporter']),
      assignee: brief(view.fields['assignee']),
      updated: jiraInstant(view.updatedAt),
      status: statusBean(site, view.fields['status']),
    },
  };
}

function associated(accountIds: readonly (string | undefined)[]): Readonly<Record<string, unknown>> {
  const known = [...new Set(accountIds.filter((id) => id !== undefined))];
  return known.length === 0 ? {} : { associatedUsers: known.map((accountId) => ({ accountId })) };
}

function statusesIn(site: Site, items: readonly HistoryItem[]): Readonly<Record<string, unknown>> {
  const change = items.find((item) => item.field === 'status');
  if (!change) return {};
  const statuses = [change.from, change.to].flatMap((id) =>
    id === null ? [] : (statusBean(site, site.dataSet.catalogue.statuses.get(id)) ?? []),
  );
  return { associatedStatuses: statuses };
}

function eventTypeName(site: Site, items: readonly HistoryItem[]): string {
  const resolution = items.find((item) => item.field === 'resolution');
  const status = items.find((item) => item.field === 'status');
  if (resolution && resolution.from === null && resolution.to !== null)
    return closes(site, status) ? 'issue_closed' : 'issue_resolved';
  if (resolution && resolution.to === null) return 'issue_reopened';
  if (status) return 'issue_generic';
  return items.some((item) => item.field === 'assignee') ? 'issue_assigned' : 'issue_updated';
}

function closes(site: Site, status: HistoryItem | undefined): boolean {
  return status !== undefined && site.dataSet.catalogue.statuses.get(status.to ?? '')?.name === 'Closed';
}
