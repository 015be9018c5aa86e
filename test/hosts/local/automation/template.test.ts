import fc from 'fast-check';
import { fillTemplate, parseTemplate, pathsIn } from '../../../../src/hosts/local/automation/template';

const read = (path: string) => ({ 'issue.key': 'PAY-1', 'issue.summary': '{{issue.key}} <b>&' })[path] ?? '';

it.each`
  why                                      | text                         | filled
  ${'text stays as it is'}                 | ${'No values here'}          | ${'No values here'}
  ${'blanks inside do not matter'}         | ${'{{ issue.key }} waits'}   | ${'PAY-1 waits'}
  ${'a value that is not there is empty'}  | ${'[{{issue.duedate}}]'}     | ${'[]'}
  ${'an empty value has a stand-in'}       | ${'due {{issue.duedate|?}}'} | ${'due ?'}
  ${'a value is never read as a template'} | ${'{{issue.summary}}'}       | ${'{{issue.key}} <b>&'}
  ${'what nothing closes stays text'}      | ${'{{issue.key}} {{issue'}   | ${'PAY-1 {{issue'}
`('$why', ({ text, filled }) => {
  expect(fillTemplate(text, read)).toBe(filled);
});

it('says where a smart value was opened and not closed', () => {
  expect(parseTemplate('{{issue.key}} {{issue').unclosedAt).toBe(14);
  expect(parseTemplate('{{issue.key}} }}').unclosedAt).toBeUndefined();
});

it('gives back a text whose values stand for themselves, whatever the text', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('{{', '}}', '{', '}', 'a.b', 'x')), (pieces) => {
      const text = pieces.join('');
      expect(fillTemplate(text, (path) => `{{${path}}}`)).toBe(text);
    }),
  );
});

it('finds every value a text asks for', () => {
  expect(pathsIn('{{issue.key}}: {{wait.message|unknown}} {{issue.key}}')).toEqual([
    'issue.key',
    'wait.message',
    'issue.key',
  ]);
});
