/** Jira issues as a Cloud site answers them, with only what a test is about. */
export interface ChangeOf {
  readonly at: string;
  readonly field: string;
  readonly fieldId?: string;
  readonly from?: string | null;
  readonly fromName?: string | null;
  readonly to?: string | null;
  readonly toName?: string | null;
}

let lastHistory = 0;

export function historyOf(...changes: readonly ChangeOf[]): unknown {
  lastHistory += 1;
  return {
    id: String(10_000 + lastHistory),
    created: changes[0]?.at,
    author: { accountId: 'developer-1', accountType: 'atlassian' },
    items: changes.map(({ field, fieldId, from = null, fromName = null, to = null, toName = null }) => ({
      field,
      ...(fieldId === undefined ? {} : { fieldId }),
      fieldtype: 'jira',
      from,
      fromString: fromName,
      to,
      toString: toName,
    })),
  };
}

export const OPEN = { id: '1', name: 'Open', statusCategory: { id: 2, key: 'new', name: 'To Do' } };
export const STARTED = {
  id: '3',
  name: 'In Progress',
  statusCategory: { id: 4, key: 'indeterminate', name: 'In Progress' },
};
export const CLOSED = { id: '6', name: 'Closed', statusCategory: { id: 3, key: 'done', name: 'Done' } };

/** An open story, created on 2 March 2026 and not touched since. */
export function issueOf(
  fields: Readonly<Record<string, unknown>> = {},
  histories: readonly unknown[] = [],
): Record<string, unknown> {
  return {
    id: '10017',
    key: 'PAY-17',
    fields: {
      summary: 'Refunds round to the cent',
      status: OPEN,
      issuetype: { id: '7', name: 'Story', subtask: false, hierarchyLevel: 0 },
      project: { id: '10000', key: 'PAY' },
      created: '2026-03-02T09:00:00.000+0000',
      updated: '2026-03-02T09:00:00.000+0000',
      resolution: null,
      resolutiondate: null,
      priority: null,
      assignee: null,
      reporter: null,
      duedate: null,
      labels: [],
      components: [],
      fixVersions: [],
      issuelinks: [],
      parent: null,
      customfield_10014: null,
      customfield_10020: null,
      customfield_10021: null,
      ...fields,
    },
    changelog: { startAt: 0, maxResults: histories.length, total: histories.length, histories },
  };
}
