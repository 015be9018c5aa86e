import fc from 'fast-check';
import { parseJiraEvent } from '../../src/ingest/jira-event';

const issue = { id: '10017', key: 'PAY-17', fields: { summary: 'secret' } };

test.each([
  ['avi:jira:created:issue', { issue }, { kind: 'item-changed', ids: ['10017'] }],
  ['avi:jira:updated:issue', { issue, changelog: { items: [] } }, { kind: 'item-changed', ids: ['10017'] }],
  ['avi:jira:assigned:issue', { issue }, { kind: 'item-changed', ids: ['10017'] }],
  ['avi:jira:commented:issue', { issue, comment: { id: '1' } }, { kind: 'item-changed', ids: ['10017'] }],
  ['avi:jira:deleted:comment', { issue, comment: { id: '1' } }, { kind: 'item-changed', ids: ['10017'] }],
  ['avi:jira:deleted:issue', { issue }, { kind: 'item-deleted', id: '10017', key: 'PAY-17' }],
  [
    'avi:jira:created:issuelink',
    { id: 5, sourceIssueId: 10017, destinationIssueId: 10018 },
    { kind: 'link-changed', ids: ['10017', '10018'] },
  ],
  [
    'avi:jira:deleted:issuelink',
    { id: 5, sourceIssueId: 10017, destinationIssueId: 10017 },
    { kind: 'link-changed', ids: ['10017'] },
  ],
  [
    'avi:jira-software:closed:sprint',
    { sprint: { id: 7, state: 'closed' } },
    { kind: 'sprint-changed', sprintId: '7' },
  ],
  [
    'avi:jira:released:version',
    { version: { id: '3', projectId: 10000 } },
    { kind: 'version-changed', versionId: '3', projectId: '10000' },
  ],
])('%s asks to look again', (eventType, payload, expected) => {
  expect(parseJiraEvent({ eventType, selfGenerated: false, ...payload })).toEqual(expected);
});

test.each([
  ['an event that changes nothing we keep', { eventType: 'avi:jira:viewed:issue', issue }],
  ['a property of an item', { eventType: 'avi:jira:set:issue-property', issue }],
  ['a project', { eventType: 'avi:jira:softdeleted:project', project: { id: 1, key: 'PAY' } }],
  ['another product', { eventType: 'avi:confluence:updated:page' }],
  ['no type', { issue }],
  ['no issue', { eventType: 'avi:jira:updated:issue' }],
  ['half a link', { eventType: 'avi:jira:created:issuelink', sourceIssueId: 1 }],
])('%s is refused with a reason', (_why, event) => {
  expect(parseJiraEvent(event)).toMatchObject({ kind: 'rejected', why: expect.stringMatching(/\.$/) });
});

test('law: no JSON makes it throw', () => {
  fc.assert(fc.property(fc.jsonValue(), (event) => parseJiraEvent(event) !== undefined));
});
