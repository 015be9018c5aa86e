/** Jira's fields: their ids, their names in the interface and in histories, and their schemas. */
import { EPIC_LINK, FLAGGED, SPRINT, STORY_POINTS, type HistoryItem } from './item';

export interface FieldDescription {
  readonly id: string;
  readonly name: string;
  readonly clauseNames: readonly string[];
  readonly schema: Readonly<Record<string, unknown>>;
}

const SYSTEM_FIELDS: readonly (readonly [
  id: string,
  name: string,
  type: string,
  items?: string | undefined,
  ...clauses: string[],
])[] = [
  ['summary', 'Summary', 'string'],
  ['description', 'Description', 'string'],
  ['issuetype', 'Issue Type', 'issuetype', undefined, 'issuetype', 'type'],
  ['status', 'Status', 'status'],
  ['project', 'Project', 'project'],
  ['priority', 'Priority', 'priority'],
  ['resolution', 'Resolution', 'resolution'],
  ['assignee', 'Assignee', 'user'],
  ['reporter', 'Reporter', 'user'],
  ['creator', 'Creator', 'user'],
  ['created', 'Created', 'datetime', undefined, 'created', 'createdDate'],
  ['updated', 'Updated', 'datetime', undefined, 'updated', 'updatedDate'],
  ['resolutiondate', 'Resolved', 'datetime', undefined, 'resolutiondate', 'resolved'],
  ['duedate', 'Due date', 'date', undefined, 'due', 'duedate'],
  ['labels', 'Labels', 'array', 'string'],
  ['components', 'Components', 'array', 'component', 'component'],
  ['fixVersions', 'Fix versions', 'array', 'version', 'fixVersion'],
  ['versions', 'Affects versions', 'array', 'version', 'affectedVersion'],
  ['issuelinks', 'Linked Issues', 'array', 'issuelinks'],
  ['subtasks', 'Sub-tasks', 'array', 'issuelinks'],
  ['parent', 'Parent', 'issuelink'],
  ['comment', 'Comment', 'comments-page'],
  ['environment', 'Environment', 'string'],
  ['security', 'Security Level', 'securitylevel', undefined, 'level'],
  ['timeestimate', 'Remaining Estimate', 'number'],
  ['timeoriginalestimate', 'Original estimate', 'number'],
  ['timespent', 'Time Spent', 'number'],
];

export function systemFields(): FieldDescription[] {
  return SYSTEM_FIELDS.map(([id, name, type, items, ...clauses]) => ({
    id,
    name,
    clauseNames: clauses.length > 0 ? clauses : [id],
    schema: { type, ...(items && { items }), system: id },
  }));
}

const CUSTOM_SCHEMAS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  [EPIC_LINK]: { type: 'any', custom: 'com.pyxis.greenhopper.jira:gh-epic-link' },
  [STORY_POINTS]: { type: 'number', custom: 'com.pyxis.greenhopper.jira:jsw-story-points' },
  [SPRINT]: { type: 'array', items: 'json', custom: 'com.pyxis.greenhopper.jira:gh-sprint' },
  [FLAGGED]: {
    type: 'array',
    items: 'option',
    custom: 'com.atlassian.jira.plugin.system.customfieldtypes:multicheckboxes',
  },
};

export function describeCustomField(id: string, name: string): FieldDescription {
  const customId = Number(id.replace('customfield_', ''));
  const schema = CUSTOM_SCHEMAS[id] ?? {
    type: 'any',
    custom: 'com.atlassian.jira.plugin.system.customfieldtypes:readonlyfield',
  };
  return { id, name, clauseNames: [`cf[${customId}]`, name], schema: { ...schema, customId } };
}

/** Histories call some fields by other names than their ids. */
const IDS_IN_HISTORIES: Readonly<Record<string, string>> = {
  'fix version': 'fixVersions',
  version: 'versions',
  component: 'components',
  'epic link': EPIC_LINK,
  sprint: SPRINT,
  'story points': STORY_POINTS,
  'story point estimate': STORY_POINTS,
  flagged: FLAGGED,
  impediment: FLAGGED,
  parent: 'parent',
  issueparentassociation: 'parent',
};

const SAME_IN_HISTORIES = new Set(SYSTEM_FIELDS.map(([id]) => id));

/** The field a history item is about; undefined for what is no field (`Workflow`, `Link`, …). */
export function fieldIdOf(item: HistoryItem): string | undefined {
  if (item.fieldId && item.fieldId !== 'issuelinks') return item.fieldId;
  const name = item.field.toLowerCase();
  return IDS_IN_HISTORIES[name] ?? (SAME_IN_HISTORIES.has(name) ? name : undefined);
}

/** What histories call a field. */
export function historyNameOf(fieldId: string, customFields: ReadonlyMap<string, string>): string {
  const names: Readonly<Record<string, string>> = {
    fixVersions: 'Fix Version',
    versions: 'Version',
    components: 'Component',
    parent: 'IssueParentAssociation',
  };
  return names[fieldId] ?? customFields.get(fieldId) ?? fieldId;
}
