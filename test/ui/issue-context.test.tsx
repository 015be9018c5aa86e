import { screen } from '@testing-library/react';
import type { ItemProperty } from '../../static/app/src/bridge';
import IssueContext from '../../static/app/src/item/issue-context';
import { type JiraAnswer, drawScreen } from './bridge-fake';

/** Ages are counted up to this instant. */
jest.useFakeTimers({
  now: Date.parse('2017-11-13T09:00:00.000Z'),
  doNotFake: [
    'nextTick',
    'setImmediate',
    'clearImmediate',
    'setInterval',
    'clearInterval',
    'setTimeout',
    'clearTimeout',
    'queueMicrotask',
    'performance',
    'requestAnimationFrame',
    'cancelAnimationFrame',
    'requestIdleCallback',
    'cancelIdleCallback',
    'hrtime',
  ],
});

const PROPERTY: ItemProperty = {
  v: 1,
  asOf: '2017-11-13T09:00:00.000Z',
  feature: '20003',
  level: 'story',
  waitingSince: '2017-11-06T09:00:00.000Z',
  waitingExact: true,
  waitsOn: [
    { id: '20009', since: '2017-11-06T09:00:00.000Z', exact: true },
    { id: '66666', since: '2017-11-07T09:00:00.000Z', exact: false },
  ],
  unknownBlockers: 1,
  waitedForBy: [],
  findingIds: [],
  findings: [],
  commits: [
    {
      repo: 'daemon',
      sha: 'a'.repeat(40),
      at: '2017-11-10T09:00:00.000Z',
      linker: 'message-key',
      evidence: 'DAEMON-17 in the subject',
    },
  ],
  commitCount: 1,
};

const NAMES: Readonly<Record<string, { key: string; summary: string }>> = {
  '20003': { key: 'DAEMON-3', summary: 'Plugins survive' },
  '20009': { key: 'DAEMON-9', summary: 'Say when ready' },
};

/** Jira with this property on the item, for a reader who may see only the items in NAMES. */
function jiraWith(property: ItemProperty | undefined, bulkStatus = 200) {
  return (path: string, body: string | undefined): JiraAnswer => {
    if (path.includes('/properties/throughline'))
      return property ? { status: 200, body: { value: property } } : { status: 404 };
    const { issueIdsOrKeys } = JSON.parse(body ?? '{}') as { issueIdsOrKeys: string[] };
    return {
      status: bulkStatus,
      body: {
        issues: issueIdsOrKeys.flatMap((id) => {
          const name = NAMES[id];
          return name
            ? [
                {
                  id,
                  key: name.key,
                  fields: { summary: name.summary, status: { name: 'To Do', statusCategory: { key: 'new' } } },
                },
              ]
            : [];
        }),
      },
    };
  };
}

const shownText = () => document.body.textContent;

test('With the property on the item it paints everything and calls no function.', async () => {
  const { asked } = drawScreen(<IssueContext />, { jira: jiraWith(PROPERTY) });
  await screen.findByText('DAEMON-3');
  expect(asked.functions).toEqual([]);
  expect(asked.jira).toEqual(['/rest/api/3/issue/20017/properties/throughline', '/rest/api/3/issue/bulkfetch']);
  expect(shownText()).toContain('Waits on 2 items and 1 unknown blocker since 6 Nov 2017: 5 working days.');
});

test('Items Jira does not return are counted, and nothing about them is shown.', async () => {
  drawScreen(<IssueContext />, { jira: jiraWith(PROPERTY) });
  await screen.findByText('DAEMON-9');
  expect(shownText()).toContain('1 item you cannot see');
  expect(shownText()).not.toContain('66666');
});

test('When Jira cannot name items, they are not called hidden.', async () => {
  drawScreen(<IssueContext />, { jira: jiraWith(PROPERTY, 500) });
  await screen.findByText('Names could not be read');
  expect(shownText()).not.toContain('you cannot see');
  expect(shownText()).toContain('2 items, name not read yet');
});

test('A time that no history proves is marked as about.', async () => {
  const estimated = { ...PROPERTY, waitingExact: false };
  drawScreen(<IssueContext />, { jira: jiraWith(estimated) });
  await screen.findByText('DAEMON-9');
  expect(shownText()).toContain('≈');
  expect(shownText()).toContain('Jira keeps no history entry that proves this time');
});

test('Where commits were never received their number is unknown, not zero.', async () => {
  const { commitCount: _count, ...property } = { ...PROPERTY, commits: [], waitsOn: [], unknownBlockers: 0 };
  const { waitingSince: _since, ...notWaiting } = property;
  drawScreen(<IssueContext />, { jira: jiraWith(notWaiting) });
  await screen.findByText('DAEMON-3');
  expect(shownText()).toContain('Unknown: no repository has sent commits yet.');
  expect(shownText()).not.toContain('Clear');
  expect(shownText()).not.toContain('0 commits');
});

test('Without the property it asks the function, and a refusal says what to do.', async () => {
  const { asked } = drawScreen(<IssueContext />, {
    jira: jiraWith(undefined),
    functions: {
      'item.read': () => ({ ok: false, reason: 'not-ready', message: 'Start reading on the project page.' }),
    },
  });
  await screen.findByText('Start reading on the project page.');
  expect(asked.functions).toEqual([{ name: 'item.read', take: {} }]);
});

test('When the function does not answer, one calm sentence and a way to try again remain.', async () => {
  drawScreen(<IssueContext />, { jira: jiraWith(undefined) });
  await screen.findByText('Try again');
  expect(shownText()).toContain('Throughline did not answer. Nothing is lost');
});
