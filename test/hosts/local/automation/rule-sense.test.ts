import { draftOf, itemOf, siteOf } from './fake-site';

const site = siteOf({ items: [itemOf(1)] });
const action = (inputs: object) => ({
  action: { key: 'check-blocking-waits', inputs: { issueKey: '{{issue.key}}', ...inputs } },
});
const alert = (text: string) => ({ then: { kind: 'alert', to: 'rule owner', text } });
const condition = (changes: object) => ({
  condition: { left: '{{wait.overdue}}', operator: 'equals', right: 'true', ...changes },
});

it('accepts a rule that makes sense', async () => {
  expect(await site.automation.saveRule(draftOf())).toMatchObject({
    kind: 'saved',
    rule: { enabled: true, connectionUser: 'account-lead' },
  });
});

it.each`
  why                                       | changes                                                                 | field                             | says
  ${'a rule without a name'}                | ${{ name: ' ' }}                                                        | ${'name'}                         | ${'no name'}
  ${'a time that is none'}                  | ${{ trigger: { kind: 'schedule', every: 'day', at: '25:00' } }}         | ${'trigger.at'}                   | ${'09:00'}
  ${'no event'}                             | ${{ trigger: { kind: 'event', events: [] } }}                           | ${'trigger.events'}               | ${'at least one event'}
  ${'an event nobody knows'}                | ${{ trigger: { kind: 'event', events: ['renamed'] } }}                  | ${'trigger.events.0'}             | ${'"linked"'}
  ${'a schedule without JQL'}               | ${{ jql: '' }}                                                          | ${'jql'}                          | ${'which work items'}
  ${'JQL that Jira refuses'}                | ${{ jql: 'nonsense = 1' }}                                              | ${'jql'}                          | ${"Field 'nonsense' does not exist"}
  ${'smart values in JQL'}                  | ${{ jql: 'key = {{issue.key}}' }}                                       | ${'jql'}                          | ${'without smart values'}
  ${'an action the app does not have'}      | ${{ action: { key: 'make-coffee', inputs: {} } }}                       | ${'action.key'}                   | ${'check-blocking-waits'}
  ${'a required input left out'}            | ${action({ issueKey: '' })}                                             | ${'action.inputs.issueKey'}       | ${'"Work item" is missing'}
  ${'an input the action does not have'}    | ${action({ colour: 'red' })}                                            | ${'action.inputs.colour'}         | ${'issueKey, longerThanDays'}
  ${'an input of the wrong type'}           | ${action({ longerThanDays: 'three' })}                                  | ${'action.inputs.longerThanDays'} | ${'"three" is not a number'}
  ${'an output used as an input'}           | ${action({ issueKey: '{{wait.waitsOn}}' })}                             | ${'action.inputs.issueKey'}       | ${'no value before the action ran'}
  ${'an output the action does not have'}   | ${alert('{{wait.reason}}')}                                             | ${'then.text'}                    | ${'There is no smart value {{wait.reason}}'}
  ${'a smart value spelt wrong'}            | ${alert('{{issue.asignee.accountId}}')}                                 | ${'then.text'}                    | ${'issue.assignee.accountId'}
  ${'a smart value left open'}              | ${alert('Look at {{issue.key')}                                         | ${'then.text'}                    | ${'End it with }}'}
  ${'nothing to say'}                       | ${alert(' ')}                                                           | ${'then.text'}                    | ${'nothing to say'}
  ${'a notification without a subject'}     | ${{ then: { kind: 'notify', to: 'assignee', subject: '', text: 'x' } }} | ${'then.subject'}                 | ${'nothing to say'}
  ${'a condition that compares nothing'}    | ${condition({ left: '' })}                                              | ${'condition.left'}               | ${'compares nothing'}
  ${'a condition with half a comparison'}   | ${condition({ right: '' })}                                             | ${'condition.right'}              | ${'nothing to compare with'}
  ${'a condition with an unknown operator'} | ${condition({ operator: 'matches' })}                                   | ${'condition.operator'}           | ${'"equals"'}
  ${'an account Jira does not know'}        | ${{ connectionUser: 'account-nobody' }}                                 | ${'connectionUser'}               | ${'does not know this account'}
  ${'a part no rule has'}                   | ${{ colour: 'red' }}                                                    | ${'colour'}                       | ${'not a part of a rule'}
  ${'an id that was deleted'}               | ${{ id: 'rule-99' }}                                                    | ${'id'}                           | ${'no rule "rule-99"'}
`('refuses $why, naming the field and a remedy', async ({ changes, field, says }) => {
  const outcome = await site.automation.saveRule({ ...draftOf(), ...changes });
  const problems = outcome.kind === 'refused' ? outcome.problems : [];
  expect(problems.map((problem) => problem.field)).toEqual([field]);
  expect(`${problems[0]?.message} ${problems[0]?.remedy}`).toContain(says);
});

it('accepts a custom field by its id, and an event rule without JQL', async () => {
  const { jql: _none, ...draft } = draftOf({
    trigger: { kind: 'event', events: ['created'] },
    then: { kind: 'comment', text: '{{issue.customfield_10020}} {{wait.message}}' },
  });
  expect((await site.automation.saveRule(draft)).kind).toBe('saved');
});

it('names every problem at once', async () => {
  const outcome = await site.automation.saveRule({ ...draftOf(), name: '', jql: '', ...alert('') });
  expect(outcome.kind === 'refused' && outcome.problems.map(({ field }) => field)).toEqual([
    'name',
    'then.text',
    'jql',
  ]);
});
