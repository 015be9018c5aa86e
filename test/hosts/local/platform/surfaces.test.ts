import { openFixture, startOfTime, type Fixture } from './fixture-platform';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture();
}, 60_000);
afterAll(() => fixture.platform.close());

describe('a resolver', () => {
  test('learns from the platform who calls and from where', async () => {
    const { answer } = await fixture.ask('context', {}, 'ada');
    expect(answer).toMatchObject({
      accountId: 'ada',
      cloudId: 'cloud-of-birds',
      environmentType: 'DEVELOPMENT',
      moduleKey: 'panel',
      siteUrl: 'http://localhost:9000',
      installContext: 'ari:cloud:jira::site/cloud-of-birds',
      extension: { type: 'jira:issueContext', issue: { key: 'BIRD-1' } },
    });
  });

  test('sees the app, its scopes and the time it has left', async () => {
    const { answer } = await fixture.ask('app');
    expect(answer).toMatchObject({
      appAri: 'ari:cloud:ecosystem::app/5f0d2c3e-8a41-4c55-9a5e-6b1f3a1d7e20',
      moduleKey: 'panel',
      permissions: { scopes: ['storage:app', 'read:jira-work', 'report:personal-data'] },
      installationAri: `ari:cloud:ecosystem::installation/${fixture.platform.installationId}`,
    });
    expect((answer as { left: number }).left).toBeGreaterThan(20_000);
  });

  test('reads the host clock, not the machine clock', async () => {
    const { answer } = await fixture.ask('now');
    expect(answer).toMatchObject({ year: 2026, isDate: true });
    expect((answer as { now: number }).now - startOfTime).toBeLessThan(60_000);
  });

  test('that is not defined fails with the words of the SDK', async () => {
    await expect(fixture.ask('no-such-thing')).rejects.toThrow(
      "There was an error invoking the function - Resolver has no definition for 'no-such-thing'.",
    );
  });

  test('writes to a log that the host keeps with the call', async () => {
    await fixture.ask('talk', { amount: 2, width: 3 });
    const [record] = fixture.platform.invocations(1);
    expect(record).toMatchObject({
      functionKey: 'fn-resolver',
      outcome: 'ok',
      accountId: 'ada',
      logs: ['xxx { each: 0 }', 'xxx { each: 1 }'],
    });
  });
});

describe('a resolver at its limits', () => {
  test('may be asked with 500 KB and no more', async () => {
    const padding = 500 * 1024 - JSON.stringify({ amount: 1, padding: '' }).length;
    expect(await fixture.ask('big', { amount: 1, padding: 'x'.repeat(padding) })).toEqual({ answer: 'x' });
    await expect(fixture.ask('big', { amount: 1, padding: 'x'.repeat(padding + 1) })).rejects.toThrow(
      'The request holds 512001 bytes',
    );
  });

  test('may answer with 5 MB and no more', async () => {
    const most = 5 * 1024 * 1024 - JSON.stringify({ answer: '' }).length;
    expect((await fixture.ask('big', { amount: most })).answer).toHaveLength(most);
    await expect(fixture.ask('big', { amount: most + 1 })).rejects.toThrow('returned more than 5242880 bytes');
  });

  test('loses log lines beyond the hundredth', async () => {
    await fixture.ask('talk', { amount: 103, width: 1 });
    const [record] = fixture.platform.invocations(1);
    expect(record?.logs).toHaveLength(101);
    expect(record?.logs.at(-1)).toContain('3 more lines were dropped');
  });

  test('loses log lines beyond 200 KB', async () => {
    await fixture.ask('talk', { amount: 3, width: 100_000 });
    expect(fixture.platform.invocations(1)[0]?.logs.at(-1)).toContain('1 more lines were dropped');
  });

  test('is ended when it overruns its time, and the next call finds a fresh runtime', async () => {
    const hasty = await openFixture({ limits: { defaultSeconds: 2 } });
    await expect(hasty.ask('spin')).rejects.toThrow('fn-resolver ran longer than 2 s');
    expect(hasty.platform.invocations(1)).toMatchObject([{ outcome: 'timeout' }]);
    expect(await hasty.ask('big', { amount: 1 })).toEqual({ answer: 'x' });
    await hasty.platform.close();
  });

  test('is ended when it takes more memory than it was given', async () => {
    await expect(fixture.ask('memory', { amount: 400 })).rejects.toThrow('fn-resolver used more than 256 MB');
    expect(await fixture.ask('memory', { amount: 1 })).toEqual({ answer: 1 });
  });

  test('that leaves a promise behind is told to await it', async () => {
    let hear: (line: string) => void = () => {};
    const heard = new Promise<string>((resolve) => (hear = resolve));
    const single = await openFixture({ onHostLog: (line) => hear(line) });
    await single.ask('leave-behind');
    expect(await heard).toBe('fn-resolver called /api/v1/set after it had returned: await every promise.');
    await single.platform.close();
  });
});

describe('Jira', () => {
  const issue = { path: ['rest', 'api', '3', 'field'] };
  const asked = () => fixture.asked.at(-1);

  test('is asked as the user who is there, as the app, or as nobody', async () => {
    await fixture.ask('jira-as-user', issue, 'ada');
    expect(asked()).toMatchObject({
      method: 'GET',
      path: '/rest/api/3/field',
      principal: { kind: 'user', accountId: 'ada' },
    });
    await fixture.ask('jira-as-app', issue);
    expect(asked()?.principal).toEqual({ kind: 'app' });
    await fixture.ask('jira-as-nobody', issue);
    expect(asked()?.principal).toEqual({ kind: 'anonymous' });
  });

  test('gets the body and its headers', async () => {
    const body = { permissions: ['BROWSE'] };
    await fixture.ask('jira-as-app', { path: ['rest', 'api', '3', 'search'], method: 'POST', body });
    expect(asked()).toMatchObject({
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
  });

  test('is not asked when the manifest lacks the scope, and the host log says which', async () => {
    const before = fixture.asked.length;
    const write = { path: ['rest', 'api', '3', 'issue'], method: 'POST', body: {} };
    expect(await fixture.ask('jira-as-app', write)).toMatchObject({
      answer: { status: 401, body: { message: 'Unauthorized; scope does not match' } },
    });
    expect(await fixture.ask('jira-as-app', { path: ['rest', 'agile', '1.0', 'board'] })).toMatchObject({
      answer: { status: 401 },
    });
    expect(fixture.asked).toHaveLength(before);
    expect(fixture.platform.hostLog().slice(-2)).toEqual([
      'POST /rest/api/3/issue was refused for lack of scope: add write:jira-work to permissions.scopes in manifest.yml.',
      'GET /rest/agile/1.0/board was refused for lack of scope: add read:board-scope:jira-software to permissions.scopes in manifest.yml.',
    ]);
  });

  test('is not asked in the name of somebody else without leave to impersonate', async () => {
    expect(await fixture.ask('jira-as-user', { ...issue, accountId: 'grace' }, 'ada')).toMatchObject({
      refused: { kind: 'NeedsAuthenticationError' },
    });
    expect(await fixture.ask('jira-as-user', { ...issue, accountId: 'ada' }, 'ada')).toMatchObject({
      answer: { status: 200 },
    });
  });
});

describe('the outside world', () => {
  test('is out of reach unless the manifest names it', async () => {
    expect(await fixture.ask('fetch', { url: 'https://elsewhere.example.com/' })).toMatchObject({
      refused: { name: 'REQUEST_EGRESS_ALLOWLIST_ERR', status: 403 },
    });
    expect(await fixture.ask('fetch', { url: 'http://birds.example.com/' })).toMatchObject({
      refused: { name: 'REQUEST_EGRESS_ALLOWLIST_ERR' },
    });
  });

  test('gets 501 for what the platform does not know, with a line in the log', async () => {
    expect(await fixture.ask('graph', { query: 'query { me { id } }' })).toMatchObject({ answer: { status: 501 } });
    expect(fixture.platform.hostLog().at(-1)).toBe(
      'The local platform does not know POST /graphql (fpp app stargate).',
    );
  });

  test('events no module declares fail, and accounts that were closed are named', async () => {
    expect(await fixture.ask('events', { keys: ['hatched'] })).toMatchObject({
      answer: { type: 'success', failedEvents: [{ event: { key: 'hatched' } }] },
    });
    const at = '2026-03-01T00:00:00Z';
    const open = { accountId: '5be24ad8b1653240376955d2', updatedAt: at };
    const closed = { accountId: '5be24ba3f91c106033269289', updatedAt: at };
    expect(await fixture.ask('accounts', { accounts: [open] })).toEqual({ answer: [] });
    expect(await fixture.ask('accounts', { accounts: [open, closed] })).toEqual({
      answer: [{ accountId: closed.accountId, status: 'closed' }],
    });
  });

  test('a push to a queue that nobody reads is refused', async () => {
    expect(await fixture.ask('push-elsewhere', { events: [{ body: {} }] })).toMatchObject({
      refused: { kind: 'InternalServerError' },
    });
  });
});

describe('a web trigger', () => {
  const call = (path: string, output?: string) => {
    const id = path.split('/')[2] ?? '';
    return fixture.platform.callWebTrigger(id, {
      method: 'POST',
      path: `${path}/extra`,
      headers: { 'x-signature': ['s'] },
      queryParameters: output === undefined ? {} : { output: [output] },
      body: '{"a":1}',
    });
  };

  test('keeps its address, and is given another only on request', async () => {
    const path = await fixture.platform.webTriggerPath('hook');
    expect(path).toMatch(/^\/public\/[\w-]{16}$/);
    expect(await fixture.ask('hook-url', { key: 'hook' })).toEqual({ answer: `http://localhost:9000${path}` });
    const fresh = (await fixture.ask('hook-url', { key: 'hook', forceCreate: true })).answer as string;
    expect(fresh).not.toContain(path);
    expect((await fixture.ask('hook-urls')).answer).toContainEqual({ moduleKey: 'hook', url: fresh });
    await fixture.ask('forget-hook', { url: fresh });
    expect(await call(new URL(fresh).pathname)).toBeUndefined();
    expect(await fixture.ask('forget-hook', { url: fresh })).toMatchObject({
      refused: { message: expect.stringContaining('no such web trigger') as string },
    });
  });

  test.each`
    output        | statusCode | contentType           | body
    ${undefined}  | ${202}     | ${'application/json'} | ${'{"ok":true}'}
    ${'denied'}   | ${401}     | ${'text/plain'}       | ${'denied'}
    ${'invented'} | ${424}     | ${'text/plain'}       | ${'The web trigger failed'}
  `(
    'that returns output $output answers $statusCode',
    async ({
      output,
      statusCode,
      contentType,
      body,
    }: {
      output?: string;
      statusCode: number;
      contentType: string;
      body: string;
    }) => {
      const path = await fixture.platform.webTriggerPath('hook');
      expect(await call(path, output)).toEqual({ statusCode, headers: { 'content-type': [contentType] }, body });
    },
  );

  test('sees the request with its headers as lists and its body as it came', async () => {
    const path = await fixture.platform.webTriggerPath('hook');
    await call(path);
    expect((await fixture.ask('kvs', { call: 'get', args: ['hook'] })).answer).toEqual({
      method: 'POST',
      path: `${path}/extra`,
      userPath: '/extra',
      headers: { 'x-signature': ['s'] },
      queryParameters: {},
      body: '{"a":1}',
    });
  });

  test('that is dynamic answers with what it likes', async () => {
    const path = await fixture.platform.webTriggerPath('free-hook');
    expect(await call(path)).toEqual({ statusCode: 418, headers: { 'x-bird': ['robin'] }, body: '{"a":1}' });
  });

  test('whose address nobody made does not exist', async () => {
    expect(await call('/public/invented')).toBeUndefined();
    await expect(fixture.platform.webTriggerPath('ghost')).rejects.toThrow('no webtrigger with key "ghost"');
  });
});

describe('an automation action', () => {
  test('runs as the user of the rule and returns its outputs', async () => {
    expect(await fixture.platform.runAction('count-birds', { place: 'oak' }, 'grace')).toEqual({
      birds: 3,
      by: 'grace',
    });
  });

  test('returns its errors to the rule', async () => {
    expect(await fixture.platform.runAction('count-birds', {}, 'grace')).toEqual({
      errors: [{ message: 'A place is needed' }],
    });
  });

  test('fails when it throws, and when it is given what it does not declare', async () => {
    await expect(fixture.platform.runAction('count-birds', { place: 'nowhere' }, 'grace')).rejects.toThrow(
      'No such place',
    );
    await expect(fixture.platform.runAction('count-birds', { colour: 'red' }, 'grace')).rejects.toThrow(
      'declares no input "colour"',
    );
  });
});

test('a JQL function turns its arguments into JQL, or into a message', async () => {
  const clause = { field: 'issue', operator: 'in' };
  expect(await fixture.platform.runJqlFunction('jql-seen', { ...clause, arguments: ['oak'] })).toEqual({
    jql: 'labels = "oak"',
  });
  expect(await fixture.platform.runJqlFunction('jql-seen', { ...clause, arguments: [''] })).toEqual({
    error: 'Name a place',
  });
});
