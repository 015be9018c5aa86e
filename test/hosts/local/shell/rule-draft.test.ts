import type { Rule } from '../../../../src/hosts/local/automation/rule';
import { parseDraft } from '../../../../src/hosts/local/automation/rule-shape';
import { draftOf, problemAt } from '../../../../src/hosts/local/shell/web/automation/rule-draft';

const rule: Rule = {
  id: 'rule-1',
  name: 'Long waits',
  enabled: false,
  connectionUser: 'a-ada',
  trigger: { kind: 'schedule', every: 'day', at: '09:00' },
  jql: 'statusCategory != Done',
  action: { key: 'check-blocking-waits', inputs: { issueKey: '{{issue.key}}' } },
  then: { kind: 'alert', to: 'rule owner', text: '{{wait.message}}' },
};

it('saves a rule without what the page was told about it besides', () => {
  const shown = { ...rule, nextRunAt: 1 };
  expect(parseDraft(shown)).toMatchObject({ kind: 'refused', problems: [{ field: 'nextRunAt' }] });
  expect(parseDraft(draftOf(shown))).toEqual({ kind: 'shaped', value: rule });
});

it.each`
  field             | words
  ${'jql'}          | ${'No such field. Try it.'}
  ${'trigger'}      | ${'No time. Give one. No day. Name one.'}
  ${'trigger.days'} | ${'No day. Name one.'}
  ${'then.text'}    | ${undefined}
`('says at $field: $words', ({ field, words }) => {
  const problems = [
    { field: 'jql', message: 'No such field.', remedy: 'Try it.' },
    { field: 'trigger.at', message: 'No time.', remedy: 'Give one.' },
    { field: 'trigger.days', message: 'No day.', remedy: 'Name one.' },
  ];
  expect(problemAt(problems, field)).toBe(words);
});
