/** A small project with a full history: PAY, a payments team in March 2026. */
import { dataSetOf } from './site-under-test';

const PROJECT = { id: '10000', key: 'PAY', name: 'Payments' };
const STORY = { id: '10001', name: 'Story', subtask: false, hierarchyLevel: 0 };
const EPIC = { id: '10000', name: 'Epic', subtask: false, hierarchyLevel: 1 };
const TO_DO = { id: '1', name: 'To Do', statusCategory: { id: 2, key: 'new', name: 'To Do', colorName: 'blue-gray' } };
const IN_PROGRESS = {
  id: '3',
  name: 'In Progress',
  statusCategory: { id: 4, key: 'indeterminate', name: 'In Progress', colorName: 'yellow' },
};
const DONE = { id: '5', name: 'Done', statusCategory: { id: 3, key: 'done', name: 'Done', colorName: 'green' } };
export const ADA = { accountId: 'acc-ada', displayName: 'Ada Birch', active: true, accountType: 'atlassian' };
export const BO = { accountId: 'acc-bo', displayName: 'Bo Cedar', active: true, accountType: 'atlassian' };
export const CY = { accountId: 'acc-cy', displayName: 'Cy Dale', active: true, accountType: 'atlassian' };
const BLOCKS = { id: '10000', name: 'Blocks', inward: 'is blocked by', outward: 'blocks' };
const V1 = { id: '20001', name: '1.0', released: true, releaseDate: '2026-03-20' };
const V2 = { id: '20002', name: '2.0', released: false, releaseDate: '2026-04-20' };

const day = (number: number) => `2026-03-${String(number).padStart(2, '0')}T10:00:00.000+0000`;

function issue(
  id: string,
  key: string,
  summary: string,
  fields: Readonly<Record<string, unknown>>,
  histories: readonly unknown[],
) {
  return {
    id,
    key,
    fields: {
      summary,
      issuetype: STORY,
      status: TO_DO,
      project: PROJECT,
      priority: { id: '3', name: 'Medium' },
      resolution: null,
      resolutiondate: null,
      assignee: null,
      reporter: ADA,
      created: day(1),
      updated: day(1),
      labels: [],
      components: [],
      fixVersions: [],
      versions: [],
      issuelinks: [],
      subtasks: [],
      duedate: null,
      description: null,
      customfield_10014: null,
      customfield_10016: null,
      ...fields,
    },
    changelog: { histories },
  };
}

function entry(id: string, on: number, author: unknown, ...items: readonly unknown[]) {
  return { id, author, created: day(on), items };
}

const changed = (
  field: string,
  from: string | null,
  fromString: string | null,
  to: string | null,
  toString: string | null,
) => ({
  field,
  fieldtype: 'jira',
  fieldId: field,
  from,
  fromString,
  to,
  toString,
});

/**
 * PAY-2 was started by Bo on the 3rd, handed to Cy on the 5th, done on the 10th, moved from version
 * 1.0 to 2.0 on the 8th. PAY-3 blocks PAY-2 since the 4th. PAY-4 is closed, reopened, closed again.
 */
export function payments() {
  return dataSetOf({
    issues: [
      issue(
        '1',
        'PAY-1',
        'Pay by card',
        { issuetype: EPIC, priority: { id: '1', name: 'Highest' }, duedate: '2026-03-25' },
        [],
      ),
      issue(
        '2',
        'PAY-2',
        'Refund to the "same card"',
        {
          status: DONE,
          resolution: { id: '10000', name: 'Done' },
          resolutiondate: day(10),
          assignee: CY,
          fixVersions: [V2],
          labels: ['risky'],
          customfield_10014: 'PAY-1',
          parent: { id: '1', key: 'PAY-1' },
          customfield_10016: 5,
          updated: day(10),
          issuelinks: [{ id: '501', type: BLOCKS, inwardIssue: { id: '3', key: 'PAY-3' } }],
        },
        [
          entry(
            '13',
            10,
            CY,
            changed('status', '3', 'In Progress', '5', 'Done'),
            changed('resolution', null, null, '10000', 'Done'),
          ),
          entry(
            '11',
            3,
            BO,
            changed('status', '1', 'To Do', '3', 'In Progress'),
            changed('assignee', null, null, BO.accountId, BO.displayName),
          ),
          entry('12', 5, BO, changed('assignee', BO.accountId, BO.displayName, CY.accountId, CY.displayName)),
          entry('14', 4, ADA, {
            field: 'Link',
            fieldtype: 'jira',
            from: null,
            fromString: null,
            to: 'PAY-3',
            toString: 'This issue is blocked by PAY-3',
          }),
          entry(
            '15',
            8,
            ADA,
            {
              field: 'Fix Version',
              fieldtype: 'jira',
              fieldId: 'fixVersions',
              from: '20001',
              fromString: '1.0',
              to: null,
              toString: null,
            },
            {
              field: 'Fix Version',
              fieldtype: 'jira',
              fieldId: 'fixVersions',
              from: null,
              fromString: null,
              to: '20002',
              toString: '2.0',
            },
          ),
          entry('16', 6, ADA, {
            field: 'labels',
            fieldtype: 'jira',
            fieldId: 'labels',
            from: '',
            fromString: 'urgent',
            to: '',
            toString: 'risky',
          }),
          entry('17', 7, ADA, {
            field: 'Story Points',
            fieldtype: 'custom',
            from: null,
            fromString: '3',
            to: null,
            toString: '5',
          }),
          entry('18', 2, ADA, changed('summary', null, 'Refund', null, 'Refund to the "same card"')),
        ],
      ),
      issue(
        '3',
        'PAY-3',
        'Bank approves refunds',
        {
          status: IN_PROGRESS,
          assignee: BO,
          priority: { id: '5', name: 'Lowest' },
          issuelinks: [{ id: '501', type: BLOCKS, outwardIssue: { id: '2', key: 'PAY-2' } }],
          updated: day(4),
        },
        [
          entry(
            '21',
            4,
            ADA,
            {
              field: 'Link',
              fieldtype: 'jira',
              from: null,
              fromString: null,
              to: 'PAY-2',
              toString: 'This issue blocks PAY-2',
            },
            changed('status', '1', 'To Do', '3', 'In Progress'),
          ),
        ],
      ),
      issue(
        '4',
        'PAY-4',
        'Statement by e-mail',
        {
          created: day(2),
          status: DONE,
          resolution: { id: '10001', name: "Won't do" },
          resolutiondate: day(12),
          fixVersions: [V1],
          updated: day(12),
        },
        [
          entry(
            '31',
            6,
            BO,
            changed('status', '1', 'To Do', '5', 'Done'),
            changed('resolution', null, null, '10000', 'Done'),
          ),
          entry(
            '32',
            9,
            ADA,
            changed('status', '5', 'Done', '1', 'To Do'),
            changed('resolution', '10000', 'Done', null, null),
          ),
          entry(
            '33',
            12,
            BO,
            changed('status', '1', 'To Do', '5', 'Done'),
            changed('resolution', null, null, '10001', "Won't do"),
          ),
        ],
      ),
    ],
    comments: [
      {
        issueKey: 'PAY-3',
        id: '900',
        author: BO,
        created: day(5),
        updated: day(5),
        body: 'The bank wants a form.\n\nSigned.',
      },
    ],
  });
}

export const MARCH = (on: number, hour = 12) =>
  Date.parse(`2026-03-${String(on).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00Z`);
