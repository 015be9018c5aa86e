/** The recipes against the local Jira with the demo's data; only the app itself is faked. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAutomation } from '../../../../src/hosts/local/automation/automation';
import type { ProductEvent } from '../../../../src/hosts/local/contract';
import { loadDataSet } from '../../../../src/hosts/local/jira/data-set';
import { createLocalJira } from '../../../../src/hosts/local/jira/site';
import { day, manifest, monday, overdueWait, projectFolder } from './fake-site';

const dataSet = loadDataSet(join(projectFolder, 'demo'));
const recipe = (name: string) => readFileSync(join(projectFolder, 'recipes', name), 'utf8');

function openSite() {
  let now = monday;
  const clock = { now: () => now };
  const aliases = {
    throughlineWaitingSince: { propertyKey: 'throughline', path: 'waitingSince', type: 'date' },
  } as const;
  const jira = createLocalJira({ dataSet, clock, aliases });
  const automation = createAutomation({
    jira,
    platform: { manifest, runAction: async (_key, inputs, accountId) => overdueWait(inputs, accountId) },
    clock,
    owner: jira.adminAccountId,
  });
  const events: ProductEvent[] = [];
  jira.onEvent((event) => events.push(event));
  const call = async (method: string, path: string, body: unknown, kind: 'app' | 'user' = 'user') => {
    const response = await jira.handle({
      method,
      path,
      body: JSON.stringify(body),
      principal: kind === 'app' ? { kind } : { kind, accountId: jira.adminAccountId },
    });
    if (response.status >= 400) throw new Error(`${method} ${path}: ${response.body}`);
    return response.body === '' ? undefined : JSON.parse(response.body);
  };
  const openKeys = async (count: number): Promise<string[]> => {
    const found = await call('POST', '/rest/api/3/search/jql', {
      jql: 'statusCategory != Done ORDER BY key',
      fields: ['key'],
      maxResults: count,
    });
    return found.issues.map(({ key }: { key: string }) => key);
  };
  return { jira, automation, events, call, openKeys, moveClockTo: (at: number) => (now = at) };
}

it('alerts about work items whose property says that they have waited for three days', async () => {
  const site = openSite();
  const [long = '', short = ''] = await site.openKeys(2);
  await site.call(
    'PUT',
    `/rest/api/3/issue/${long}/properties/throughline`,
    { waitingSince: new Date(monday - 7 * day).toISOString() },
    'app',
  );
  await site.call(
    'PUT',
    `/rest/api/3/issue/${short}/properties/throughline`,
    { waitingSince: new Date(monday).toISOString() },
    'app',
  );
  expect(await site.automation.importRecipe(recipe('alert-on-long-waits.json'))).toMatchObject({ kind: 'saved' });
  site.moveClockTo(monday + day);
  const [record] = await site.automation.runDue();
  expect(record).toMatchObject({ outcome: 'success', items: [{ key: long, condition: true }] });
  expect(site.automation.alerts(10)).toMatchObject([{ to: site.jira.adminAccountId, items: [{ key: long }] }]);
});

it('comments on a work item as soon as it is linked as blocked', async () => {
  const site = openSite();
  const [blocker = '', blocked = ''] = await site.openKeys(2);
  expect(await site.automation.importRecipe(recipe('comment-when-linked-as-blocked.json'))).toMatchObject({
    kind: 'saved',
  });
  // In this request Jira's own words are the other way round: the inward end is where the link starts.
  await site.call('POST', '/rest/api/3/issueLink', {
    type: { name: 'Blocks' },
    inwardIssue: { key: blocker },
    outwardIssue: { key: blocked },
  });
  for (const event of site.events.splice(0)) await site.automation.onEvent(event);
  expect(site.automation.auditLog(10)).toMatchObject([
    { outcome: 'success', items: [{ key: blocked, done: 'Commented.' }] },
  ]);
  const { comments } = await site.call('GET', `/rest/api/3/issue/${blocked}/comment?orderBy=-created`, undefined);
  expect(JSON.stringify(comments[0].body)).toContain(`${blocked} has waited on PAY-99`);
});

it("stops a rule that answers its own comments, through Jira's real events", async () => {
  const site = openSite();
  const [key = ''] = await site.openKeys(1);
  const saved = await site.automation.saveRule({
    name: 'Answers itself',
    trigger: { kind: 'event', events: ['commented'] },
    action: { key: 'check-blocking-waits', inputs: { issueKey: '{{issue.key}}' } },
    then: { kind: 'comment', text: 'Still waits.' },
  });
  expect(saved.kind).toBe('saved');
  await site.call('POST', `/rest/api/3/issue/${key}/comment`, { body: { type: 'doc', version: 1, content: [] } });
  for (let event = site.events.shift(), times = 0; event && times < 50; event = site.events.shift(), times += 1)
    await site.automation.onEvent(event);
  expect(site.automation.auditLog(50).map(({ outcome }) => outcome)).toEqual([
    'failed',
    ...Array.from({ length: 11 }, () => 'success'),
  ]);
});

it("refuses JQL in the local Jira's words", async () => {
  const { automation } = openSite();
  const outcome = await automation.importRecipe({
    ...JSON.parse(recipe('alert-on-long-waits.json')),
    jql: 'throughlineWatingSince <= -3d',
  });
  expect(outcome).toMatchObject({
    kind: 'refused',
    problems: [{ field: 'jql', message: expect.stringContaining('throughlineWatingSince') }],
  });
});

it('refuses an order in the filter of an event, where it would mean nothing', async () => {
  const { automation } = openSite();
  const filtered = (jql: string) =>
    automation.importRecipe({ ...JSON.parse(recipe('comment-when-linked-as-blocked.json')), jql });
  expect(await filtered('statusCategory != Done ORDER BY key')).toMatchObject({
    kind: 'refused',
    problems: [{ field: 'jql', remedy: expect.stringContaining('takes no ORDER BY') }],
  });
  expect(await filtered('statusCategory != Done OR priority = High')).toMatchObject({ kind: 'saved' });
});
