import { act, fireEvent, screen } from '@testing-library/react';
import type { SettingsView } from '../../static/app/src/bridge';
import { SettingsForm } from '../../static/app/src/settings/settings-form';
import { drawScreen, ok } from './bridge-fake';

const VIEW: SettingsView = {
  scope: 'project',
  settings: {
    calendar: { timeZone: 'UTC', workingWeekdays: [1, 2, 3, 4, 5], holidays: [] },
    waiting: { linkPhrases: ['is blocked by'], statuses: ['Blocked'], flagCounts: true, priorities: ['High', 'Low'] },
    trace: {
      patterns: [],
      servedProjects: [],
      exemptPrefixes: ['MINOR:'],
      keptBranches: ['release', 'support/'],
      botAuthors: [],
      mergesExempt: true,
      botsExempt: true,
      versionBumpsExempt: true,
      toolCommitsExempt: true,
    },
    people: { minimumGroup: 5, namesForAdministrators: false, teams: [] },
    goals: { features: [], fixVersions: [], labels: [] },
    thresholds: { 'overdue-promise': { graceDays: 4 } },
    disabledDetectors: [],
  },
  change: { thresholds: { 'overdue-promise': { graceDays: 4 } } },
  detectors: [
    {
      id: 'overdue-promise',
      line: 1,
      title: 'The date has passed',
      rationale: 'A promise broken.',
      thresholds: [
        {
          detector: 'overdue-promise',
          name: 'graceDays',
          label: 'Grace',
          help: 'Days allowed.',
          unit: 'days',
          default: 0,
          min: 0,
          max: 30,
        },
        {
          detector: 'overdue-promise',
          name: 'lookBackDays',
          label: 'Look back',
          help: 'Days.',
          unit: 'days',
          default: 90,
          min: 1,
          max: 365,
        },
      ],
    },
  ],
  linkTypes: [{ name: 'Blocks', inward: 'is blocked by', outward: 'blocks' }],
  canEdit: true,
  waivers: [],
};

async function openForm(view: SettingsView = VIEW) {
  const drawn = drawScreen(<SettingsForm />, {
    functions: { 'settings.read': () => ok<'settings.read'>(view), 'settings.save': () => ok<'settings.save'>(view) },
    jira: () => ({ status: 200, body: [{ name: 'Blocked' }, { name: 'Closed', statusCategory: { key: 'done' } }] }),
  });
  await screen.findByText('No unsaved changes.');
  await screen.findByRole('checkbox', { name: 'Blocked' });
  const sent = async () => {
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Save changes' })));
    return drawn.asked.functions.filter(({ name }) => name === 'settings.save').map(({ take }) => take);
  };
  return { ...drawn, sent };
}

const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const saveButton = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Save changes' });

test('Only what this scope changes is sent, together with what it had changed before.', async () => {
  const { sent } = await openForm();
  type('Look back', '120');
  expect(await sent()).toEqual([
    { change: { thresholds: { 'overdue-promise': { graceDays: 4, lookBackDays: 120 } } } },
  ]);
});

test('A value typed back to what holds is no change.', async () => {
  await openForm();
  type('Look back', '120');
  expect(saveButton().disabled).toBe(false);
  type('Look back', '90');
  expect(saveButton().disabled).toBe(true);
  expect(screen.getByText('No unsaved changes.')).toBeTruthy();
});

test('A reset takes the value out of what is stored.', async () => {
  const { sent } = await openForm();
  fireEvent.click(screen.getByRole('button', { name: 'Reset to default (0): Grace' }));
  expect(await sent()).toEqual([{ change: {} }]);
});

test('A number out of range is named and cannot be saved.', async () => {
  await openForm();
  type('Look back', '9999');
  expect(saveButton().disabled).toBe(true);
  expect(screen.getByText('Look back: Enter a number from 1 to 365.')).toBeTruthy();
});

test('Ticking a phrase keeps the others, and unticking it leaves no change.', async () => {
  const { sent } = await openForm();
  const blocks = () => screen.getByRole('checkbox', { name: 'blocks from link type Blocks' });
  fireEvent.click(blocks());
  fireEvent.click(blocks());
  expect(saveButton().disabled).toBe(true);
  fireEvent.click(blocks());
  expect(await sent()).toEqual([{ change: { ...VIEW.change, waiting: { linkPhrases: ['is blocked by', 'blocks'] } } }]);
});

test('The order of priorities is sent as it is typed, one a line.', async () => {
  const { sent } = await openForm();
  type('Priorities, most urgent first', 'High\nMedium\nLow');
  expect(await sent()).toEqual([{ change: { ...VIEW.change, waiting: { priorities: ['High', 'Medium', 'Low'] } } }]);
});

test('A goal typed is sent, and taken out again is no change.', async () => {
  const { sent } = await openForm();
  type('Features that are goals', 'PAY-7');
  type('Labels of goals', 'north-star');
  type('Features that are goals', '');
  expect(await sent()).toEqual([{ change: { ...VIEW.change, goals: { labels: ['north-star'] } } }]);
});

test('Statuses that are done are not offered as waiting.', async () => {
  await openForm();
  expect(screen.queryByRole('checkbox', { name: 'Closed' })).toBeNull();
});

test('A detector switched off is sent as one id.', async () => {
  const { sent } = await openForm();
  fireEvent.click(screen.getByRole('checkbox', { name: /The date has passed/ }));
  expect(await sent()).toEqual([{ change: { ...VIEW.change, disabledDetectors: ['overdue-promise'] } }]);
});

test('Who may not change the settings gets no way to save them.', async () => {
  drawScreen(<SettingsForm />, {
    functions: { 'settings.read': () => ok<'settings.read'>({ ...VIEW, canEdit: false }) },
  });
  await screen.findByText('You can look but not change');
  expect(screen.queryByRole('button', { name: 'Save changes' })).toBeNull();
  expect(screen.getByRole('group', { name: 'Settings' })).toHaveProperty('disabled', true);
});

test('Forms of naming are the site’s: half a form is never sent, and a whole one with its project.', async () => {
  const { sent } = await openForm({ ...VIEW, scope: 'site' });
  fireEvent.click(screen.getByRole('button', { name: 'Add a form' }));
  expect(screen.getByText('A form of naming work items is not complete.')).toBeTruthy();
  fireEvent.change(screen.getByLabelText('Means project'), { target: { value: 'pay' } });
  expect(await sent()).toEqual([
    {
      change: {
        thresholds: { 'overdue-promise': { graceDays: 4 } },
        trace: { patterns: [{ template: '[#{number}]', project: 'PAY' }] },
      },
    },
  ]);
});

test('In a project, how commits are traced can be read and not changed.', async () => {
  await openForm();
  expect(screen.getByText(/set for the whole site, on the Throughline admin page/)).toBeTruthy();
  expect(screen.getByRole('checkbox', { name: 'Merges are exempt' }).closest('fieldset')?.disabled).toBe(true);
});

test('A team is named and filled, and cannot be saved without a name.', async () => {
  const { sent } = await openForm();
  fireEvent.click(screen.getByRole('button', { name: 'Add a team' }));
  expect(saveButton().disabled).toBe(true);
  expect(screen.getByText('Teams: Give the team a name.')).toBeTruthy();
  type('Name', 'Core');
  expect(screen.getByText('0 members: nothing is shown of this team before it has 5.')).toBeTruthy();
  expect(await sent()).toEqual([{ change: { ...VIEW.change, people: { teams: [{ name: 'Core', members: [] }] } } }]);
});

test('Two teams of one name are one too many; taken out again, nothing is left to save.', async () => {
  await openForm();
  for (const name of ['Core', 'core ']) {
    fireEvent.click(screen.getByRole('button', { name: 'Add a team' }));
    const field = screen.getAllByLabelText('Name').at(-1);
    if (field) fireEvent.change(field, { target: { value: name } });
  }
  expect(screen.getByText('Teams: Two teams are called core.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Remove core' }));
  fireEvent.click(screen.getByRole('button', { name: 'Remove Core' }));
  expect(screen.getByText('No unsaved changes.')).toBeTruthy();
});
