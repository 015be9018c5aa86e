import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileStore, memoryStore } from '../../../../src/hosts/local/automation/automation-store';
import { automationLimits } from '../../../../src/hosts/local/automation/limits';
import { day, developer, draftOf, itemOf, lead, monday, overdueWait, savedId, siteOf, waitingQuery } from './fake-site';

const items = [itemOf(1), itemOf(2), itemOf(3)];
const onComment = { trigger: { kind: 'event', events: ['commented'] } } as const;
const commentOn = (key: string) => ({
  eventType: 'avi:jira:commented:issue',
  timestamp: monday,
  selfGenerated: false,
  issue: { key },
});

describe('a run', () => {
  it('asks the action about every work item as the connection user, and sends one digest', async () => {
    const site = siteOf({ items });
    const record = await site.automation.runNow(await savedId(site));
    expect(record).toMatchObject({
      outcome: 'success',
      trigger: 'by hand',
      at: monday,
      message: '3 looked at, 3 acted on.',
    });
    expect(site.actionCalls.map(({ inputs, accountId }) => [inputs['issueKey'], accountId])).toEqual([
      ['PAY-1', lead],
      ['PAY-2', lead],
      ['PAY-3', lead],
    ]);
    expect(site.requests.every(({ principal }) => principal.kind === 'user' && principal.accountId === lead)).toBe(
      true,
    );
    expect(site.automation.alerts(10)).toHaveLength(1);
    expect(site.automation.alerts(10)[0]).toMatchObject({
      kind: 'alert',
      to: lead,
      runId: record.id,
      items: [{ key: 'PAY-1' }, { key: 'PAY-2' }, { key: 'PAY-3' }],
    });
  });

  it('alerts assignees each of their own work items', async () => {
    const site = siteOf({ items: [itemOf(1), itemOf(2, { assignee: { accountId: lead } }), itemOf(3)] });
    await site.automation.runNow(
      await savedId(site, { then: { kind: 'alert', to: 'assignee', text: '{{wait.message}}' } }),
    );
    const told = site.automation.alerts(10).map(({ to, items: about }) => [to, about.map(({ key }) => key)]);
    expect(told).toEqual([
      [lead, ['PAY-2']],
      [developer, ['PAY-1', 'PAY-3']],
    ]);
  });

  it('passes on nothing when the condition is not met', async () => {
    const site = siteOf({
      items,
      action: (inputs) => ({ ...overdueWait(inputs, lead), overdue: inputs['issueKey'] === 'PAY-2' }),
    });
    const record = await site.automation.runNow(await savedId(site));
    expect(record.items.map(({ condition }) => condition)).toEqual([false, true, false]);
    expect(site.automation.alerts(10)[0]?.text).toBe('PAY-2 has waited on PAY-99 for 5 working days.');
  });

  it('says that no actions were performed when no condition was met', async () => {
    const site = siteOf({ items, action: (inputs) => ({ ...overdueWait(inputs, lead), overdue: false }) });
    expect(await site.automation.runNow(await savedId(site))).toMatchObject({ outcome: 'no actions performed' });
    expect(site.automation.alerts(10)).toEqual([]);
  });

  it('turns inputs into the types the action declares', async () => {
    const site = siteOf({ items: [itemOf(1)] });
    await site.automation.runNow(
      await savedId(site, {
        action: { key: 'check-blocking-waits', inputs: { issueKey: '{{issue.key}}', longerThanDays: '3' } },
      }),
    );
    expect(site.actionCalls[0]?.inputs).toEqual({ issueKey: 'PAY-1', longerThanDays: 3 });
  });

  it('stops at a work item whose input comes out unfit, and says why', async () => {
    const site = siteOf({ items: [itemOf(1)] });
    const record = await site.automation.runNow(
      await savedId(site, {
        action: {
          key: 'check-blocking-waits',
          inputs: { issueKey: '{{issue.key}}', longerThanDays: '{{issue.summary}}' },
        },
      }),
    );
    expect(record).toMatchObject({
      outcome: 'failed',
      items: [{ error: 'The input "Longer than (working days)" needs a number, and came out as "Refund step 1".' }],
    });
    expect(site.actionCalls).toEqual([]);
  });

  it('stops at a work item that lacks a required input', async () => {
    const site = siteOf({ items: [itemOf(1)] });
    const record = await site.automation.runNow(
      await savedId(site, { action: { key: 'check-blocking-waits', inputs: { issueKey: '{{issue.parent.key}}' } } }),
    );
    expect(record.items[0]?.error).toBe(
      'The input "Work item" came out empty: give it a value that every work item has.',
    );
    expect(site.actionCalls).toEqual([]);
  });

  it('looks at every page, but at no more than Jira allows, and says so', async () => {
    const many = Array.from({ length: automationLimits.itemsPerRun + 1 }, (_, index) => itemOf(index + 1));
    const cut = siteOf({ items: many });
    const record = await cut.automation.runNow(await savedId(cut));
    expect(record.items).toHaveLength(automationLimits.itemsPerRun);
    expect(record.message).toContain('Only the first 999 work items');
    const whole = siteOf({ items: many.slice(1) });
    const untold = await whole.automation.runNow(await savedId(whole));
    expect(untold.message).toBe('999 looked at, 999 acted on.');
  });

  it('asks Jira only for the fields the rule reads', async () => {
    const site = siteOf({ items });
    await site.automation.runNow(
      await savedId(site, { then: { kind: 'alert', to: 'assignee', text: '{{issue.priority.name}} {{issue.key}}' } }),
    );
    const search = site.requests.findLast(({ path }) => path === '/rest/api/3/search/jql');
    expect(JSON.parse(search?.body ?? '{}').fields.toSorted()).toEqual(['assignee', 'priority', 'summary']);
  });
});

describe('what goes wrong', () => {
  it('stops only the work item whose action refuses, with the words of the action', async () => {
    const site = siteOf({
      items,
      action: (inputs) =>
        inputs['issueKey'] === 'PAY-2'
          ? { errors: [{ message: 'Allow Throughline under Connected apps.' }] }
          : overdueWait(inputs, lead),
    });
    const record = await site.automation.runNow(await savedId(site));
    expect(record.outcome).toBe('some errors');
    expect(record.items.map(({ error }) => error)).toEqual([
      undefined,
      'Allow Throughline under Connected apps.',
      undefined,
    ]);
    expect(record.message).toBe('3 looked at, 2 acted on. Allow Throughline under Connected apps.');
  });

  it('fails when every work item does, whether the action refuses or breaks', async () => {
    const refusing = siteOf({ items, action: () => ({ errors: [{ message: 'No.' }] }) });
    expect(await refusing.automation.runNow(await savedId(refusing))).toMatchObject({
      outcome: 'failed',
      message: '3 looked at, 0 acted on. No.',
    });
    const breaking = siteOf({
      items,
      action: () => {
        throw new Error('timed out');
      },
    });
    expect((await breaking.automation.runNow(await savedId(breaking))).message).toContain(
      'The action "Check blocking waits" failed: timed out',
    );
  });

  it('tells the owner of the first failure only, until the rule has worked again', async () => {
    let broken = true;
    const site = siteOf({
      items: [itemOf(1)],
      action: (inputs) => (broken ? { errors: [{ message: 'No.' }] } : overdueWait(inputs, lead)),
    });
    const id = await savedId(site);
    const failures = () => site.automation.alerts(10).filter(({ kind }) => kind === 'rule failure').length;
    await site.automation.runNow(id);
    await site.automation.runNow(id);
    expect(failures()).toBe(1);
    broken = false;
    await site.automation.runNow(id);
    broken = true;
    await site.automation.runNow(id);
    expect(failures()).toBe(2);
  });

  it('says whom it could not tell', async () => {
    const site = siteOf({ items: [itemOf(1, { assignee: null })] });
    const record = await site.automation.runNow(
      await savedId(site, { then: { kind: 'alert', to: 'assignee', text: 'x' } }),
    );
    expect(record.items[0]?.error).toBe(
      'Nobody was told: the work item has no assignee. Send to the rule owner instead, or leave such items out with JQL.',
    );
  });

  it("says in Jira's words why a comment could not be written", async () => {
    const site = siteOf({ items: [itemOf(1)], brokenPath: '/comment' });
    const record = await site.automation.runNow(await savedId(site, { then: { kind: 'comment', text: 'Waits.' } }));
    expect(record.items[0]?.error).toBe('The comment was not written: You may not do this.');
  });

  it('asks a busy Jira again, but not for ever', async () => {
    const busy = siteOf({ items, throttled: automationLimits.tries - 1 });
    expect((await busy.automation.saveRule(draftOf())).kind).toBe('saved');
    const busier = siteOf({ items, throttled: automationLimits.tries });
    expect(await busier.automation.saveRule(draftOf())).toMatchObject({
      kind: 'refused',
      problems: [{ field: 'rule', message: expect.stringContaining('Rate limit exceeded') }],
    });
  });

  it('says when a query that was fine no longer is', async () => {
    const queries: Record<string, readonly string[]> = { [waitingQuery]: [] };
    const site = siteOf({ items, queries });
    const id = await savedId(site);
    delete queries[waitingQuery];
    expect(await site.automation.runNow(id)).toMatchObject({
      outcome: 'failed',
      items: [],
      message: expect.stringContaining("Field 'nonsense' does not exist"),
    });
  });
});

describe('not repeating itself', () => {
  it('suppresses an alert that was sent less than a day ago, and says so in the log', async () => {
    const site = siteOf({ items: [itemOf(1)] });
    const id = await savedId(site);
    await site.automation.runNow(id);
    site.moveClockTo(monday + day - 1);
    const again = await site.automation.runNow(id);
    expect(again).toMatchObject({
      outcome: 'no actions performed',
      message: '1 looked at, 1 already alerted in the last 24 hours.',
      items: [{ done: 'Suppressed: the same alert was sent at 2017-11-13T09:00:00.000Z, less than a day ago.' }],
    });
    site.moveClockTo(monday + day);
    expect((await site.automation.runNow(id)).outcome).toBe('success');
    expect(site.automation.alerts(10)).toHaveLength(2);
  });

  it('lets no rule silence another', async () => {
    const site = siteOf({ items: [itemOf(1)] });
    const [first, second] = [await savedId(site), await savedId(site)];
    await site.automation.runNow(first);
    expect((await site.automation.runNow(second)).outcome).toBe('success');
  });
});

describe('a schedule', () => {
  it('runs when it falls due, at most once for any jump of the clock', async () => {
    const site = siteOf({ items });
    await savedId(site);
    expect(await site.automation.runDue()).toEqual([]);
    site.moveClockTo(monday + day - 1);
    expect(await site.automation.runDue()).toEqual([]);
    site.moveClockTo(monday + 10 * day);
    expect(await site.automation.runDue()).toMatchObject([{ trigger: 'schedule', outcome: 'success' }]);
    expect(await site.automation.runDue()).toEqual([]);
  });

  it('goes on after the site began anew at an earlier time, which knows nothing of what rules did later', async () => {
    const site = siteOf({ items });
    const id = await savedId(site);
    await site.automation.runNow(id);
    site.moveClockTo(monday - 5 * day);
    site.automation.beginAnew();
    expect(site.automation.rules()).toHaveLength(1);
    expect(site.automation.auditLog(10)).toEqual([]);
    expect(site.automation.alerts(10)).toEqual([]);
    expect(await site.automation.runDue()).toEqual([]);
    site.moveClockTo(monday - 4 * day);
    expect(await site.automation.runDue()).toHaveLength(1);
  });

  it('does not make up for what it missed while it was switched off', async () => {
    const site = siteOf({ items });
    const id = await savedId(site);
    site.automation.setEnabled(id, false);
    site.moveClockTo(monday + 2 * day + 1);
    expect(await site.automation.runDue()).toEqual([]);
    site.automation.setEnabled(id, true);
    expect(await site.automation.runDue()).toEqual([]);
    expect(site.automation.nextRunAt(id)).toBe(monday + 3 * day);
  });
});

describe('an event', () => {
  const created = {
    eventType: 'avi:jira:created:issue',
    timestamp: monday,
    selfGenerated: false,
    issue: { key: 'PAY-2' },
  };
  const onCreation = {
    trigger: { kind: 'event', events: ['created'] },
    then: { kind: 'comment', text: '{{issue.summary}}: {{wait.message}}' },
  } as const;

  it('runs the rule for its work item alone', async () => {
    const site = siteOf({ items });
    await savedId(site, onCreation);
    expect(await site.automation.onEvent(created)).toMatchObject([
      { trigger: 'Work item created', outcome: 'success', items: [{ key: 'PAY-2', done: 'Commented.' }] },
    ]);
    expect(site.comments).toEqual(['PAY-2: Refund step 2: PAY-2 has waited on PAY-99 for 5 working days.']);
  });

  it("does nothing for a work item that does not match the rule's JQL", async () => {
    const site = siteOf({ items, queries: { [waitingQuery]: ['PAY-1'] } });
    await savedId(site, onCreation);
    expect(await site.automation.onEvent(created)).toMatchObject([
      { outcome: 'no actions performed', message: "No work item to look at. PAY-2 does not match the rule's JQL." },
    ]);
  });

  it('finds its work item however many match the JQL', async () => {
    const many = Array.from({ length: automationLimits.itemsPerRun + 1 }, (_, index) => itemOf(index + 1));
    const site = siteOf({ items: many });
    await savedId(site, onCreation);
    expect(await site.automation.onEvent({ ...created, issue: { key: 'PAY-1000' } })).toMatchObject([
      { outcome: 'success', items: [{ key: 'PAY-1000' }] },
    ]);
  });

  it('starts no rule that is off, on a schedule, or waiting for something else', async () => {
    const site = siteOf({ items });
    await savedId(site);
    await savedId(site, onComment);
    site.automation.setEnabled(await savedId(site, onCreation), false);
    expect(await site.automation.onEvent(created)).toEqual([]);
    expect(site.automation.auditLog(10)).toEqual([]);
  });

  it('says when the connection user cannot see the work item', async () => {
    const site = siteOf({ items });
    await savedId(site, onCreation);
    const [record] = await site.automation.onEvent({ ...created, issue: { key: 'PAY-404' } });
    expect(record).toMatchObject({
      outcome: 'no actions performed',
      message: expect.stringContaining('cannot see the work item PAY-404'),
    });
  });

  it('lets a rule start itself through its own comments only so often', async () => {
    const site = siteOf({ items });
    const waiting: Parameters<typeof site.automation.onEvent>[0][] = [];
    site.listen((event) => waiting.push(event));
    await savedId(site, { ...onComment, then: { kind: 'comment', text: 'Still waits.' } });
    await site.automation.onEvent(commentOn('PAY-1'));
    // The bound is there so that a broken guard fails this test instead of hanging it.
    for (let event = waiting.shift(), times = 0; event && times < 50; event = waiting.shift(), times += 1)
      await site.automation.onEvent(event);
    expect(site.comments).toHaveLength(1 + automationLimits.restarts);
    expect(site.automation.auditLog(1)).toMatchObject([
      { outcome: 'failed', message: expect.stringContaining('10 times in a row') },
    ]);
    await site.automation.onEvent(commentOn('PAY-1'));
    expect(site.automation.auditLog(1)).toMatchObject([{ outcome: 'success' }]);
  });
});

describe('untrusted text', () => {
  it('stays text, in a comment and in an alert', async () => {
    const summary = '{{rule.name}} <img src=x> *bold*\nsecond';
    const site = siteOf({ items: [itemOf(1, { summary })] });
    const id = await savedId(site, { then: { kind: 'comment', text: 'About {{issue.summary}}' } });
    await site.automation.runNow(id);
    const body = JSON.parse(site.requests.find(({ path }) => path.endsWith('/comment'))?.body ?? '{}').body;
    expect(body.content).toEqual([
      { type: 'paragraph', content: [{ type: 'text', text: 'About {{rule.name}} <img src=x> *bold*' }] },
      { type: 'paragraph', content: [{ type: 'text', text: 'second' }] },
    ]);
  });
});

it("sends Jira's own notification as plain text", async () => {
  const site = siteOf({ items: [itemOf(1)] });
  await site.automation.runNow(
    await savedId(site, {
      then: { kind: 'notify', to: 'assignee', subject: '{{issue.key}} waits', text: '{{issue.url}}' },
    }),
  );
  const sent = site.requests.find(({ path }) => path.endsWith('/notify'));
  expect(JSON.parse(sent?.body ?? '{}')).toEqual({
    subject: 'PAY-1 waits',
    textBody: 'https://acme.example/browse/PAY-1',
    to: { assignee: true },
  });
});

it('runs a rule on events by hand only for a named work item', async () => {
  const site = siteOf({ items });
  const id = await savedId(site, onComment);
  expect(await site.automation.runNow(id)).toMatchObject({
    outcome: 'failed',
    message: expect.stringContaining('name its key'),
  });
  expect(await site.automation.runNow(id, 'PAY-3')).toMatchObject({ outcome: 'success', items: [{ key: 'PAY-3' }] });
});

it('changes a rule in place, and forgets a deleted one but not what it did', async () => {
  const site = siteOf({ items });
  const id = await savedId(site);
  await site.automation.runNow(id);
  expect(await site.automation.saveRule(draftOf({ id, name: 'Renamed' }))).toMatchObject({
    kind: 'saved',
    rule: { id, name: 'Renamed' },
  });
  expect(site.automation.rules()).toHaveLength(1);
  expect(site.automation.deleteRule(id)).toBe(true);
  expect(site.automation.deleteRule(id)).toBe(false);
  expect(site.automation.rules()).toEqual([]);
  expect(site.automation.auditLog(10, id)).toHaveLength(1);
  await expect(async () => site.automation.runNow(id)).rejects.toThrow('may have been deleted');
});

it('shows the newest of the audit log first, of one rule or of all', async () => {
  const site = siteOf({ items });
  const [first, second] = [await savedId(site), await savedId(site)];
  for (const id of [first, second, first]) await site.automation.runNow(id);
  expect(site.automation.auditLog(2).map(({ ruleId }) => ruleId)).toEqual([first, second]);
  expect(site.automation.auditLog(10, second)).toHaveLength(1);
  expect(site.automation.auditLog(0)).toEqual([]);
});

describe('each store', () => {
  const folder = mkdtempSync(join(tmpdir(), 'automation-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each`
    name      | storeOf
    ${'memory'} | ${(store = memoryStore()) => () => store}
    ${'file'} | ${() => () => fileStore(join(folder, 'deeper', 'automation.json'))}
  `('$name: remembers rules, runs, alerts and what was said', async ({ storeOf }) => {
    const open = storeOf();
    const before = siteOf({ items, store: open() });
    const id = await savedId(before);
    await before.automation.runNow(id);
    const after = siteOf({ items, store: open() });
    expect(after.automation.rules()).toEqual(before.automation.rules());
    expect(after.automation.auditLog(10)).toEqual(before.automation.auditLog(10));
    expect(after.automation.alerts(10)).toEqual(before.automation.alerts(10));
    expect(await after.automation.runNow(id)).toMatchObject({ outcome: 'no actions performed' });
    expect(new Set(after.automation.auditLog(10).map((record) => record.id)).size).toBe(2);
  });
});
