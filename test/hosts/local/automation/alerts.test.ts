import { digestAlerts, type AlertLine } from '../../../../src/hosts/local/automation/alerts';

const hour = 60 * 60 * 1000;
const line: AlertLine = {
  ruleId: 'rule-1',
  to: 'lead',
  key: 'PAY-1',
  waitingSince: '2017-11-06T09:00:00.000Z',
  text: 'PAY-1 waits.',
};

it('tells one person of several work items in one message', () => {
  const { digests } = digestAlerts(
    [line, { ...line, key: 'PAY-2', text: 'PAY-2 waits.' }, { ...line, to: 'developer' }],
    {},
    0,
  );
  expect(digests).toEqual([
    {
      to: 'lead',
      text: '2 work items:\nPAY-1: PAY-1 waits.\nPAY-2: PAY-2 waits.',
      items: [
        { key: 'PAY-1', text: 'PAY-1 waits.' },
        { key: 'PAY-2', text: 'PAY-2 waits.' },
      ],
    },
    { to: 'developer', text: 'PAY-1 waits.', items: [{ key: 'PAY-1', text: 'PAY-1 waits.' }] },
  ]);
});

it.each`
  why                                 | next                                                     | later            | sent
  ${'not again within a day'}         | ${line}                                                  | ${24 * hour - 1} | ${0}
  ${'again after a day'}              | ${line}                                                  | ${24 * hour}     | ${1}
  ${'of another work item'}           | ${{ ...line, key: 'PAY-2' }}                             | ${hour}          | ${1}
  ${'in other words'}                 | ${{ ...line, text: 'PAY-1 still waits.' }}               | ${hour}          | ${1}
  ${'of a wait that began anew'}      | ${{ ...line, waitingSince: '2017-11-10T09:00:00.000Z' }} | ${hour}          | ${1}
  ${'by another rule'}                | ${{ ...line, ruleId: 'rule-2' }}                         | ${hour}          | ${1}
  ${'to another person'}              | ${{ ...line, to: 'developer' }}                          | ${hour}          | ${1}
  ${'after the clock was moved back'} | ${line}                                                  | ${-hour}         | ${1}
`('tells $why', ({ next, later, sent }) => {
  const first = digestAlerts([line], {}, 100 * hour);
  const second = digestAlerts([next], first.sentAt, 100 * hour + later);
  expect(second.digests).toHaveLength(sent);
  expect(second.suppressed.size).toBe(1 - sent);
});

it('forgets what is too old to matter', () => {
  const { sentAt } = digestAlerts([line], {}, 0);
  expect(digestAlerts([], sentAt, 24 * hour).sentAt).toEqual({});
});
