import { fieldsFor, readValue } from '../../../../src/hosts/local/automation/smart-values';

const fields = {
  summary: 'Refund fails',
  status: { name: 'In Progress', statusCategory: { name: 'In Progress' } },
  labels: ['urgent', 'refund'],
  fixVersions: [{ name: '1.2' }, { name: '1.3' }],
  assignee: null,
  customfield_10020: { value: 'Payments' },
};
const scope = {
  item: { id: '10001', key: 'PAY-1', fields },
  siteUrl: 'https://acme.example',
  ruleName: 'Long waits',
  now: Date.UTC(2017, 10, 13, 9),
  outputs: { overdue: false, workingDays: 5, waitsOn: '' },
  entityName: 'wait',
};

it.each`
  path                               | text
  ${'issue.key'}                     | ${'PAY-1'}
  ${'issue.id'}                      | ${'10001'}
  ${'issue.url'}                     | ${'https://acme.example/browse/PAY-1'}
  ${'issue.summary'}                 | ${'Refund fails'}
  ${'issue.status.name'}             | ${'In Progress'}
  ${'issue.labels'}                  | ${'urgent, refund'}
  ${'issue.fixVersions.name'}        | ${'1.2, 1.3'}
  ${'issue.assignee.displayName'}    | ${''}
  ${'issue.duedate'}                 | ${''}
  ${'issue.customfield_10020.value'} | ${'Payments'}
  ${'issue.customfield_10020'}       | ${''}
  ${'now'}                           | ${'2017-11-13T09:00:00.000Z'}
  ${'rule.name'}                     | ${'Long waits'}
  ${'wait.overdue'}                  | ${'false'}
  ${'wait.workingDays'}              | ${'5'}
  ${'wait.message'}                  | ${''}
  ${'wait.constructor.name'}         | ${''}
  ${'somebody.else'}                 | ${''}
`('{{$path}} is "$text"', ({ path, text }) => {
  expect(readValue(path, scope)).toBe(text);
});

it('asks Jira for each field once, and for none that needs no asking', () => {
  expect(
    fieldsFor([
      'issue.key',
      'issue.status.name',
      'issue.status.statusCategory.name',
      'issue.customfield_10020.value',
      'wait.message',
      'now',
    ]),
  ).toEqual(['status', 'customfield_10020']);
});
