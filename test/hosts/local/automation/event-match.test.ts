import { matchEvent } from '../../../../src/hosts/local/automation/event-match';

const link = {
  eventType: 'avi:jira:created:issuelink',
  sourceIssueId: 10001,
  destinationIssueId: 10002,
  issueLinkType: { name: 'Blocks' },
};
const moved = {
  eventType: 'avi:jira:updated:issue',
  issue: { key: 'PAY-1' },
  changelog: { items: [{ field: 'status', fieldId: 'status' }] },
};
const due = {
  eventType: 'avi:jira:updated:issue',
  issue: { id: '10001' },
  changelog: { items: [{ field: 'Due date', fieldId: 'duedate' }] },
};

it.each`
  why                                           | trigger                                                | event                                                                 | item
  ${'a new work item'}                          | ${{ events: ['created'] }}                             | ${{ eventType: 'avi:jira:created:issue', issue: { key: 'PAY-1' } }}   | ${'PAY-1'}
  ${'a comment'}                                | ${{ events: ['created', 'commented'] }}                | ${{ eventType: 'avi:jira:commented:issue', issue: { key: 'PAY-1' } }} | ${'PAY-1'}
  ${'a link, for its source'}                   | ${{ events: ['linked'] }}                              | ${link}                                                               | ${'10001'}
  ${'a link, for its destination'}              | ${{ events: ['linked'], linkEnd: 'destination' }}      | ${link}                                                               | ${'10002'}
  ${'a link of a named type, in any case'}      | ${{ events: ['linked'], linkTypes: ['blocks'] }}       | ${link}                                                               | ${'10001'}
  ${'not a link of another type'}               | ${{ events: ['linked'], linkTypes: ['Relates'] }}      | ${link}                                                               | ${undefined}
  ${'a transition'}                             | ${{ events: ['transitioned'] }}                        | ${moved}                                                              | ${'PAY-1'}
  ${'not a transition: another field'}          | ${{ events: ['transitioned'] }}                        | ${due}                                                                | ${undefined}
  ${'any field'}                                | ${{ events: ['field changed'] }}                       | ${due}                                                                | ${'10001'}
  ${'a named field, by its id'}                 | ${{ events: ['field changed'], fields: ['duedate'] }}  | ${due}                                                                | ${'10001'}
  ${'a named field, by its name'}               | ${{ events: ['field changed'], fields: ['due date'] }} | ${due}                                                                | ${'10001'}
  ${'not another field than the named'}         | ${{ events: ['field changed'], fields: ['summary'] }}  | ${due}                                                                | ${undefined}
  ${'nothing, when the event says no item'}     | ${{ events: ['created'] }}                             | ${{ eventType: 'avi:jira:created:issue' }}                            | ${undefined}
  ${'nothing, when it is about something else'} | ${{ events: ['created'] }}                             | ${{ eventType: 'avi:jira:deleted:issue', issue: { key: 'PAY-1' } }}   | ${undefined}
`('starts on $why', ({ trigger, event, item }) => {
  const start = matchEvent({ kind: 'event', ...trigger }, { timestamp: 0, selfGenerated: false, ...event });
  expect(start?.itemIdOrKey).toBe(item);
});
