/**
 * What a Jira event asks us to look at again. Events arrive late, twice and out of order, so nothing
 * is taken from them but ids: the state itself is always read from Jira.
 */
import * as v from '@badrap/valita';
import type { WorkItemId, WorkItemKey } from '../model/key';
import { IdSchema } from './jira-issue';
import { nullish, readJson } from './outside-json';
import { type Rejected, rejected } from './rejected';
import { faultOf } from './schema-faults';

export type JiraEvent =
  | { readonly kind: 'item-changed'; readonly ids: readonly WorkItemId[] }
  | { readonly kind: 'item-deleted'; readonly id: WorkItemId; readonly key: WorkItemKey }
  | { readonly kind: 'link-changed'; readonly ids: readonly WorkItemId[] }
  | { readonly kind: 'sprint-changed'; readonly sprintId: string }
  | { readonly kind: 'version-changed'; readonly versionId: string; readonly projectId: string | undefined };

const EventSchema = v.object({
  eventType: v
    .string()
    .assert((type) => /^avi:jira(?:-software)?:[a-z-]+:[a-z:-]+$/.test(type), 'a type such as avi:jira:updated:issue'),
});
const Issue = v.object({ issue: v.object({ id: IdSchema, key: v.string() }) });
const Link = v.object({ sourceIssueId: IdSchema, destinationIssueId: IdSchema });
const SprintEvent = v.object({ sprint: v.object({ id: IdSchema }) });
const VersionEvent = v.object({ version: v.object({ id: IdSchema, projectId: nullish(IdSchema) }) });

/**
 * Accepted: avi:jira:updated:issue · avi:jira:created:issuelink · avi:jira-software:closed:sprint
 * Refused:  avi:jira:viewed:issue and avi:jira:set:issue-property (they change nothing we keep);
 *           avi:jira:deleted:project (the reconcile asks Jira which projects there still are)
 */
export function parseJiraEvent(event: unknown): JiraEvent | Rejected {
  const head = readJson(EventSchema, event);
  if (!head.ok) return rejected('event without a type', faultOf(head, event));
  const { eventType } = head.value;
  const [, , verb = '', ...rest] = eventType.split(':');
  switch (rest.join(':')) {
    case 'issue':
      if (verb === 'viewed' || verb === 'mentioned')
        return rejected(`event ${eventType}`, 'It changes nothing that is kept.');
      return read(eventType, Issue, event, ({ issue }) =>
        verb === 'deleted' ? { kind: 'item-deleted', ...issue } : { kind: 'item-changed', ids: [issue.id] },
      );
    case 'comment':
      return read(eventType, Issue, event, ({ issue }) => ({ kind: 'item-changed', ids: [issue.id] }));
    case 'issuelink':
      return read(eventType, Link, event, ({ sourceIssueId, destinationIssueId }) => ({
        kind: 'link-changed',
        ids: [...new Set([sourceIssueId, destinationIssueId])],
      }));
    case 'sprint':
      return read(eventType, SprintEvent, event, ({ sprint }) => ({ kind: 'sprint-changed', sprintId: sprint.id }));
    case 'version':
      return read(eventType, VersionEvent, event, ({ version }) => ({
        kind: 'version-changed',
        versionId: version.id,
        projectId: version.projectId ?? undefined,
      }));
    default:
      return rejected(`event ${eventType}`, 'It changes nothing that is kept.');
  }
}

function read<T>(
  eventType: string,
  schema: v.Type<T>,
  event: unknown,
  toEvent: (payload: T) => JiraEvent,
): JiraEvent | Rejected {
  const parsed = readJson(schema, event);
  return parsed.ok ? toEvent(parsed.value) : rejected(`event ${eventType}`, faultOf(parsed, event));
}
