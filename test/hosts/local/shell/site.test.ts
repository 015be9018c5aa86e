import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appOrigin, ben, createFakeHost, openFakeSite, type Ask } from './fake-host';

const json = { 'content-type': 'application/json' };

describe('who may ask the site', () => {
  const moveClock = { method: 'POST', body: '{"to":1}', headers: json };

  it.each`
    why                                     | path                         | ask                                               | status
    ${'the shell page moves the clock'}     | ${'/__host/clock'}           | ${moveClock}                                      | ${200}
    ${'a frame of the app does not'}        | ${'/__host/clock'}           | ${{ ...moveClock, from: appOrigin }}              | ${403}
    ${'another site does not'}              | ${'/__host/clock'}           | ${{ ...moveClock, from: 'https://evil.example' }} | ${403}
    ${'nor a page that names no origin'}    | ${'/__host/clock'}           | ${{ ...moveClock, from: undefined }}              | ${403}
    ${'a frame may not read the log'}       | ${'/__host/log'}             | ${{ headers: { 'sec-fetch-site': 'same-site' } }} | ${403}
    ${'a frame may not edit Jira directly'} | ${'/rest/api/3/issue/PAY-1'} | ${{ method: 'PUT', body: '{}', from: appOrigin }} | ${403}
    ${'a command line may ask Jira'}        | ${'/rest/api/3/issue/PAY-1'} | ${{}}                                             | ${200}
    ${'nobody reaches us by another name'}  | ${'/__host/state'}           | ${{ headers: { host: 'rebound.example:4100' } }}  | ${421}
    ${'nor by another port'}                | ${'/__host/state'}           | ${{ headers: { host: 'localhost:4101' } }}        | ${421}
  `('$why', async ({ path, ask, status }: { path: string; ask: Ask; status: number }) => {
    const fake = createFakeHost();
    const answer = await openFakeSite(fake).ask(path, ask);
    expect(answer.status).toBe(status);
    expect(fake.moves).toEqual(status === 200 && path === '/__host/clock' ? [1] : []);
  });

  it('lets nobody frame the shell page, and lets it frame the app alone', async () => {
    const webFolder = mkdtempSync(join(tmpdir(), 'shell-'));
    mkdirSync(join(webFolder, 'assets'));
    writeFileSync(join(webFolder, 'index.html'), '<!doctype html><title>page</title>');
    const answer = await openFakeSite(createFakeHost(), webFolder).ask('/browse/PAY-1');
    expect(await answer.text()).toContain('<title>page</title>');
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain(`frame-src ${appOrigin};`);
  });

  it('serves nothing from outside the built page', async () => {
    const webFolder = mkdtempSync(join(tmpdir(), 'shell-'));
    writeFileSync(join(webFolder, 'index.html'), 'the page');
    const answer = await openFakeSite(createFakeHost(), webFolder).ask('/assets/..%2f..%2f..%2f..%2fetc%2fpasswd');
    expect(await answer.text()).toBe('the page');
  });
});

describe('automation rules', () => {
  it.each`
    method      | path                                         | body
    ${'GET'}    | ${'/__host/automation'}                      | ${undefined}
    ${'POST'}   | ${'/__host/automation/rules'}                | ${'{}'}
    ${'POST'}   | ${'/__host/automation/import'}               | ${'{}'}
    ${'GET'}    | ${'/__host/automation/rules/rule-1/recipe'}  | ${undefined}
    ${'PUT'}    | ${'/__host/automation/rules/rule-1/enabled'} | ${'true'}
    ${'DELETE'} | ${'/__host/automation/rules/rule-1'}         | ${undefined}
    ${'POST'}   | ${'/__host/automation/rules/rule-1/run'}     | ${'{}'}
  `('$method $path is for the site admin alone', async ({ method, path, body }) => {
    const site = openFakeSite(createFakeHost());
    const asBen = await site.ask(path, {
      method,
      body,
      headers: { ...json, cookie: `local-jira-user=${ben.accountId}` },
    });
    expect(asBen.status).toBe(403);
    expect(await asBen.json()).toEqual({ error: expect.stringContaining('Only site administrators') });
    expect((await site.ask(path, { method, body, headers: json })).status).not.toBe(403);
  });
});

describe("Jira's REST on the site", () => {
  it('is asked in the name of whoever signed in, not of an Authorization header', async () => {
    const fake = createFakeHost();
    const site = openFakeSite(fake);
    const signedIn = await site.ask('/__host/sign-in', {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ accountId: ben.accountId }),
    });
    const cookie = signedIn.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly/);
    await site.ask('/rest/api/3/issue/PAY-1?fields=summary', {
      headers: { cookie: cookie.split(';')[0] ?? '', authorization: 'Basic YTpi' },
    });
    expect(fake.jiraRequests).toEqual([
      expect.objectContaining({
        method: 'GET',
        path: '/rest/api/3/issue/PAY-1?fields=summary',
        principal: { kind: 'user', accountId: ben.accountId },
      }),
    ]);
    expect(Object.keys(fake.jiraRequests[0]?.headers ?? {})).not.toEqual(expect.arrayContaining(['authorization']));
  });

  it('signs nobody in who is not there', async () => {
    const answer = await openFakeSite(createFakeHost()).ask('/__host/sign-in', {
      method: 'POST',
      headers: json,
      body: '{"accountId":"nobody"}',
    });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  it('answers an empty 204 as such', async () => {
    const answer = await openFakeSite(createFakeHost()).ask('/rest/api/3/nothing');
    expect(answer.status).toBe(204);
    expect(await answer.text()).toBe('');
  });
});

describe('a web trigger on the site', () => {
  it('hands over the body byte for byte, header names in small letters and values as lists', async () => {
    const fake = createFakeHost();
    const body = '\uFEFF{"message":"naïve – 📦"}';
    const answer = await openFakeSite(fake).ask('/public/wt-1?a=1&a=2', {
      method: 'POST',
      body,
      headers: { 'X-Hub-Signature-256': 'sha256=ab' },
      from: 'https://git.example',
    });
    expect(answer.status).toBe(202);
    expect(await answer.json()).toEqual({ accepted: true });
    expect(fake.webTriggerRequests).toEqual([
      expect.objectContaining({
        method: 'POST',
        path: '/public/wt-1',
        body,
        queryParameters: { a: ['1', '2'] },
        headers: expect.objectContaining({ 'x-hub-signature-256': ['sha256=ab'] }),
      }),
    ]);
  });

  it('takes four megabytes and refuses more than five', async () => {
    const fake = createFakeHost();
    const site = openFakeSite(fake);
    expect((await site.ask('/public/wt-1', { method: 'POST', body: 'x'.repeat(4 * 1024 * 1024) })).status).toBe(202);
    expect((await site.ask('/public/wt-1', { method: 'POST', body: 'x'.repeat(5 * 1024 * 1024 + 1) })).status).toBe(
      413,
    );
    expect(fake.webTriggerRequests).toHaveLength(1);
  });

  it('says so when nothing has the address', async () => {
    expect((await openFakeSite(createFakeHost()).ask('/public/gone', { method: 'POST', body: '{}' })).status).toBe(404);
  });
});

describe('the host answers about itself', () => {
  it('names modules with the addresses their frames load', async () => {
    const answer = await openFakeSite(createFakeHost()).ask('/__host/state');
    const state = (await answer.json()) as { modules: { key: string }[]; user: unknown; webTriggerUrl?: string };
    expect(state.user).toEqual({ accountId: 'a-ada', displayName: 'Ada North', note: 'Site admin', isAdmin: true });
    expect(state.modules.find(({ key }) => key === 'issue-panel')).toEqual({
      type: 'jira:issuePanel',
      key: 'issue-panel',
      title: 'Throughline',
      source: 'http://localhost:4101/app/index.html',
      iconUrl: 'http://localhost:4101/app/icon.svg',
    });
    expect(state.webTriggerUrl).toBe('http://localhost:4100/public/wt-1');
  });

  it('names where a newcomer may begin', async () => {
    const state = (await (await openFakeSite(createFakeHost()).ask('/__host/state')).json()) as { tour: unknown };
    expect(state.tour).toEqual([{ text: 'A work item that waits', path: '/browse/PAY-1' }]);
  });

  it('keeps the address of the web trigger from all but the admin', async () => {
    const answer = await openFakeSite(createFakeHost()).ask('/__host/state', {
      headers: { cookie: `local-jira-user=${ben.accountId}` },
    });
    const state = (await answer.json()) as { user: { isAdmin: boolean }; webTriggerUrl?: string };
    expect(state.user.isAdmin).toBe(false);
    expect(state.webTriggerUrl).toBeUndefined();
  });

  it('keeps what a gadget was configured with', async () => {
    const site = openFakeSite(createFakeHost());
    const added = (await (
      await site.ask('/__host/gadgets', { method: 'POST', headers: json, body: '{"moduleKey":"health-gadget"}' })
    ).json()) as { id: string };
    await site.ask(`/__host/gadgets/${added.id}`, { method: 'PUT', headers: json, body: '{"projectKey":"PAY"}' });
    expect(await (await site.ask('/__host/gadgets')).json()).toEqual([
      { id: added.id, dashboardId: '10000', moduleKey: 'health-gadget', configuration: { projectKey: 'PAY' } },
    ]);
    await site.ask(`/__host/gadgets/${added.id}`, { method: 'DELETE' });
    expect(await (await site.ask('/__host/gadgets')).json()).toEqual([]);
  });

  it('passes on why a rule cannot be saved', async () => {
    const answer = await openFakeSite(createFakeHost()).ask('/__host/automation/rules', {
      method: 'POST',
      headers: json,
      body: '{}',
    });
    expect(await answer.json()).toEqual({
      kind: 'refused',
      problems: [{ field: 'name', message: 'The rule has no name.', remedy: 'Give it one.' }],
    });
  });

  it('says in words what a rule that is gone could not do', async () => {
    const answer = await openFakeSite(createFakeHost()).ask('/__host/automation/rules/r-9/run', {
      method: 'POST',
      headers: json,
      body: '{}',
    });
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({ error: 'no such rule' });
  });

  it('refuses to move while it is busy', async () => {
    const fake = createFakeHost({ startMoving: () => ({ refused: 'The host is busy.' }) });
    const answer = await openFakeSite(fake).ask('/__host/clock', { method: 'POST', headers: json, body: '{"to":5}' });
    expect(answer.status).toBe(409);
    expect(await answer.json()).toEqual({ error: 'The host is busy.' });
  });
});

describe('explaining a trace or verdict', () => {
  it.each`
    why                             | explain                                | path                                 | status | text
    ${'asks what it was given'}     | ${async (of: string) => `about ${of}`} | ${'/__throughline/explain?of=PAY-1'} | ${200} | ${'about PAY-1'}
    ${'wants to know about what'}   | ${async (of: string) => `about ${of}`} | ${'/__throughline/explain'}          | ${400} | ${/Name a commit or work item/}
    ${'says when it knows nothing'} | ${async () => undefined}               | ${'/__throughline/explain?of=PAY-1'} | ${404} | ${/Nothing is known of PAY-1/}
  `(
    '$why',
    async ({
      explain,
      path,
      status,
      text,
    }: {
      explain: (of: string) => Promise<string | undefined>;
      path: string;
      status: number;
      text: string | RegExp;
    }) => {
      const answer = await openFakeSite(createFakeHost({ explain })).ask(path);
      expect(answer.status).toBe(status);
      expect(await answer.text()).toEqual(typeof text === 'string' ? text : expect.stringMatching(text));
    },
  );
});

describe('answering the command line', () => {
  it('asks the app what it was asked, and passes its answer on', async () => {
    const asked: unknown[] = [];
    const askApp = async (...question: unknown[]) => {
      asked.push(question);
      return { ok: true, value: { commits: [] } };
    };
    const site = openFakeSite(createFakeHost({ askApp }));
    const body = JSON.stringify({ shas: ['a'] });
    const answer = await site.ask('/__throughline/blame', { method: 'POST', headers: json, body, from: undefined });
    expect(await answer.json()).toEqual({ commits: [] });
    await site.ask('/__throughline/export?of=map&format=csv&cursor=2');
    expect(asked).toEqual([
      ['trace.blame', { shas: ['a'] }],
      ['trace.export', { of: 'map', format: 'csv', cursor: '2' }],
    ]);
  });

  it.each`
    reason             | status
    ${'bad-request'}   | ${400}
    ${'no-permission'} | ${403}
    ${'not-found'}     | ${404}
    ${'not-ready'}     | ${503}
    ${'unavailable'}   | ${503}
  `('says in words that it is $reason', async ({ reason, status }: { reason: string; status: number }) => {
    const site = openFakeSite(
      createFakeHost({ askApp: async () => ({ ok: false, reason, message: 'Ask for less.' }) }),
    );
    const answer = await site.ask('/__throughline/export');
    expect(answer.status).toBe(status);
    expect(await answer.text()).toBe('Ask for less.');
  });

  it('refuses what another page sends', async () => {
    const site = openFakeSite(createFakeHost());
    const answer = await site.ask('/__throughline/blame', {
      method: 'POST',
      headers: json,
      body: '{}',
      from: 'https://elsewhere.example',
    });
    expect(answer.status).toBe(403);
  });
});
