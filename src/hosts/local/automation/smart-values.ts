/** Which smart values a rule may use, and what each holds for one work item. */
import type { ActionModule } from './action-module';
import type { FoundItem } from './jira-door';
import { formatInstant } from '../../../model/instant';

/** Smart value → the Jira field it reads; `key` and `url` need none. */
const issueValues: Readonly<Record<string, string | undefined>> = {
  'issue.key': undefined,
  'issue.id': undefined,
  'issue.url': undefined,
  'issue.summary': 'summary',
  'issue.status.name': 'status',
  'issue.status.statusCategory.name': 'status',
  'issue.issueType.name': 'issuetype',
  'issue.priority.name': 'priority',
  'issue.project.key': 'project',
  'issue.project.name': 'project',
  'issue.parent.key': 'parent',
  'issue.assignee.accountId': 'assignee',
  'issue.assignee.displayName': 'assignee',
  'issue.reporter.accountId': 'reporter',
  'issue.reporter.displayName': 'reporter',
  'issue.resolution.name': 'resolution',
  'issue.fixVersions.name': 'fixVersions',
  'issue.components.name': 'components',
  'issue.labels': 'labels',
  'issue.created': 'created',
  'issue.updated': 'updated',
  'issue.duedate': 'duedate',
  'issue.resolutiondate': 'resolutiondate',
};

const ruleValues = ['now', 'rule.name'];

/** Every smart value an editor can offer; those of the action exist only after it ran. */
export function offeredValues(action: ActionModule | undefined): {
  readonly before: readonly string[];
  readonly after: readonly string[];
} {
  const before = [...Object.keys(issueValues), ...ruleValues];
  const outputs = action ? Object.keys(action.outputs).map((name) => `${action.entityName}.${name}`) : [];
  return { before, after: [...before, ...outputs] };
}

/** True for a custom field by its id, which no list can name beforehand. */
export function isCustomFieldValue(path: string): boolean {
  return path.startsWith('issue.customfield_') && path.length > 'issue.customfield_'.length;
}

/** The Jira fields that these smart values read. */
export function fieldsFor(paths: readonly string[]): string[] {
  const fields = paths.map((path) => (isCustomFieldValue(path) ? path.split('.')[1] : issueValues[path]));
  return [...new Set(fields.filter((field) => field !== undefined))];
}

export interface ValueScope {
  readonly item: FoundItem;
  readonly siteUrl: string;
  readonly ruleName: string;
  readonly now: number;
  /** Undefined until the action ran. */
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly entityName: string;
}

/** The text a smart value stands for; '' when there is none. */
export function readValue(path: string, scope: ValueScope): string {
  const [root = '', ...rest] = path.split('.');
  if (path === 'now') return formatInstant(scope.now);
  if (path === 'rule.name') return scope.ruleName;
  if (root === scope.entityName) return textOf(stepInto(scope.outputs, rest));
  if (root !== 'issue') return '';
  if (path === 'issue.key') return scope.item.key;
  if (path === 'issue.id') return scope.item.id;
  if (path === 'issue.url') return `${scope.siteUrl}/browse/${scope.item.key}`;
  const [, ...inField] = rest;
  const field = fieldsFor([path])[0];
  return field === undefined ? '' : textOf(stepInto(scope.item.fields[field], inField));
}

/** Steps through records by own names only; a list is stepped through item by item, as Jira does. */
function stepInto(value: unknown, names: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((entry) => stepInto(entry, names));
  const [name, ...rest] = names;
  if (name === undefined) return value;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return stepInto((value as Readonly<Record<string, unknown>>)[name], rest);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value))
    return value
      .map(textOf)
      .filter((text) => text !== '')
      .join(', ');
  return '';
}
