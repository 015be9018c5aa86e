/** Whether a product event starts a rule, and for which work item. */
import type { ProductEvent } from '../contract';
import { recordIn, recordsIn, textIn } from './json-border';
import { ruleEventLabels, type EventTrigger, type RuleEvent } from './rule';

export interface EventStart {
  /** As the audit log names it. */
  readonly label: string;
  /** Key or id of the work item the rule runs for. */
  readonly itemIdOrKey: string;
}

/** Undefined when the event is none of those the trigger waits for. */
export function matchEvent(trigger: EventTrigger, event: ProductEvent): EventStart | undefined {
  const name = trigger.events.find((candidate) => isEvent(candidate, trigger, event));
  const itemIdOrKey = name && itemOf(name, trigger, event);
  return name && itemIdOrKey !== undefined ? { label: ruleEventLabels[name], itemIdOrKey } : undefined;
}

function isEvent(name: RuleEvent, trigger: EventTrigger, event: ProductEvent): boolean {
  switch (name) {
    case 'created':
      return event.eventType === 'avi:jira:created:issue';
    case 'commented':
      return event.eventType === 'avi:jira:commented:issue';
    case 'linked':
      return event.eventType === 'avi:jira:created:issuelink' && hasLinkType(trigger, event);
    case 'transitioned':
      return event.eventType === 'avi:jira:updated:issue' && changedFields(event).includes('status');
    case 'field changed':
      return event.eventType === 'avi:jira:updated:issue' && hasField(trigger, changedFields(event));
  }
}

function hasLinkType(trigger: EventTrigger, event: ProductEvent): boolean {
  return isAmong(textIn(recordIn(event, 'issueLinkType'), 'name') ?? '', trigger.linkTypes);
}

function hasField(trigger: EventTrigger, changed: readonly string[]): boolean {
  return changed.some((field) => isAmong(field, trigger.fields));
}

/** No names mean every name; case does not matter, as in Jira. */
function isAmong(name: string, names: readonly string[] | undefined): boolean {
  if (names === undefined || names.length === 0) return true;
  return names.some((candidate) => candidate.toLowerCase() === name.toLowerCase());
}

/** Names and ids of the fields an update touched. */
function changedFields(event: ProductEvent): string[] {
  return recordsIn(recordIn(event, 'changelog'), 'items').flatMap((change) =>
    [textIn(change, 'field'), textIn(change, 'fieldId')].filter((field) => field !== undefined),
  );
}

function itemOf(name: RuleEvent, trigger: EventTrigger, event: ProductEvent): string | undefined {
  if (name !== 'linked') {
    const item = recordIn(event, 'issue');
    return textIn(item, 'key') ?? idIn(item, 'id');
  }
  return idIn(event, trigger.linkEnd === 'destination' ? 'destinationIssueId' : 'sourceIssueId');
}

/** Jira sends ids of links as numbers and ids of work items as text. */
function idIn(record: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = record[name];
  return typeof value === 'number' || (typeof value === 'string' && value !== '') ? String(value) : undefined;
}
