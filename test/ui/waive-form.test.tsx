import { act, fireEvent, screen } from '@testing-library/react';
import { WaiveForm } from '../../static/app/src/finding/waive-form';
import { drawScreen, ok } from './bridge-fake';

const FINDING = { id: 'blocking-wait/work-item:DAEMON-17', title: 'Waits longer than agreed' };

function openForm(answer: () => unknown = () => ok<'finding.waive'>({ id: FINDING.id })) {
  let done = 0;
  const drawn = drawScreen(
    <WaiveForm
      finding={FINDING}
      kind="accepted"
      asOf="2017-11-13T09:00:00.000Z"
      onDone={() => (done += 1)}
      onCancel={() => undefined}
    />,
    { functions: { 'finding.waive': answer } },
  );
  const submit = () => act(async () => fireEvent.click(screen.getByRole('button', { name: 'Waive' })));
  const type = (label: RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
  return { ...drawn, submit, type, isDone: () => done === 1 };
}

test.each`
  why                     | reason       | until           | says
  ${'no reason'}          | ${''}        | ${'2017-12-01'} | ${'Say why, so that others can judge it later.'}
  ${'a reason of blanks'} | ${'   '}     | ${'2017-12-01'} | ${'Say why, so that others can judge it later.'}
  ${'a day that is past'} | ${'Agreed.'} | ${'2017-11-13'} | ${'Choose a day in the future.'}
  ${'no day'}             | ${'Agreed.'} | ${''}           | ${'Choose a day in the future.'}
`(
  'With $why nothing is sent, and it says so.',
  async ({ reason, until, says }: Record<'reason' | 'until' | 'says', string>) => {
    const { asked, submit, type } = openForm();
    type(/^Reason/, reason);
    type(/^Until/, until);
    await submit();
    expect(screen.getByText(says)).toBeTruthy();
    expect(asked.functions).toEqual([]);
  },
);

test('With a reason and a day it is sent once, and the form is done.', async () => {
  const { asked, submit, type, isDone } = openForm();
  type(/^Reason/, ' The customer agreed. ');
  type(/^Until/, '2017-11-14');
  await submit();
  expect(asked.functions).toEqual([
    {
      name: 'finding.waive',
      take: {
        finding: FINDING.id,
        reason: 'The customer agreed.',
        until: '2017-11-14T23:59:59.000Z',
        kind: 'accepted',
      },
    },
  ]);
  expect(isDone()).toBe(true);
});

test('A refusal is shown and the reason is kept.', async () => {
  const { submit, type, isDone } = openForm(() => ({
    ok: false,
    reason: 'no-permission',
    message: 'Only administrators may do this.',
  }));
  type(/^Reason/, 'Agreed.');
  await submit();
  expect(screen.getByText('Only administrators may do this.')).toBeTruthy();
  expect(screen.getByLabelText<HTMLTextAreaElement>(/^Reason/).value).toBe('Agreed.');
  expect(isDone()).toBe(false);
});
