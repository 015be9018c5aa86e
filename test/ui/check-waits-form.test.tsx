import { act, fireEvent, screen } from '@testing-library/react';
import CheckWaitsForm from '../../static/app/src/action/check-waits-form';
import { drawScreen } from './bridge-fake';

async function openForm(extension: Readonly<Record<string, unknown>> = {}) {
  const drawn = drawScreen(<CheckWaitsForm />, { extension });
  await act(async () => undefined);
  return drawn;
}

test('A new action begins with the work item of the rule, and the editor hears of it.', async () => {
  const { asked } = await openForm();
  expect(asked.submitted).toEqual([{ issueKey: '{{issue.key}}' }]);
});

test('Every change is handed to the rule editor, numbers as numbers.', async () => {
  const { asked } = await openForm({ data: { inputs: { issueKey: 'DAEMON-17' } } });
  await act(async () => fireEvent.change(screen.getByLabelText('Longer than'), { target: { value: '3' } }));
  expect(asked.submitted.at(-1)).toEqual({ issueKey: 'DAEMON-17', longerThanDays: 3 });
});

test('What is no number is named and not handed on.', async () => {
  const { asked } = await openForm();
  await act(async () => fireEvent.change(screen.getByLabelText('Longer than'), { target: { value: 'three' } }));
  expect(screen.getByText('Enter a number of working days, 0 or more.')).toBeTruthy();
  expect(asked.submitted.at(-1)).toEqual({ issueKey: '{{issue.key}}' });
});

test('A message of the rule editor stands at its field until the field changes.', async () => {
  await openForm({
    data: { inputs: { issueKey: 'nonsense' } },
    errors: { invalidInputs: { issueKey: { message: 'There is no such work item.' } } },
  });
  expect(screen.getByText('There is no such work item.')).toBeTruthy();
  await act(async () => fireEvent.change(screen.getByLabelText(/^Work item/), { target: { value: 'DAEMON-17' } }));
  expect(screen.queryByText('There is no such work item.')).toBeNull();
});
