import { capital, messageOf } from '../../../../src/hosts/local/shell/web/automation/rule-words';

it.each`
  item                                            | says
  ${{ error: 'No.', outputs: { message: 'A.' } }} | ${'No.'}
  ${{ outputs: { message: 'PAY-1 waits.' } }}     | ${'PAY-1 waits.'}
  ${{ outputs: { message: 3 } }}                  | ${''}
  ${{}}                                           | ${''}
`('the audit log says "$says"', ({ item, says }) => {
  expect(messageOf({ key: 'PAY-1', done: 'Nothing was done.', ...item })).toBe(says);
});

it('writes outcomes as sentences begin', () => {
  expect(capital('no actions performed')).toBe('No actions performed');
});
