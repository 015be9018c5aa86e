import { ben, createFakeHost, openFakeSite } from './fake-host';

type FakeHost = ReturnType<typeof createFakeHost>;

async function callBridge(fake: FakeHost, call: unknown, headers: Record<string, string> = {}) {
  const answer = await openFakeSite(fake).ask('/__host/bridge', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(call),
  });
  return { status: answer.status, said: (await answer.json()) as { value?: Record<string, unknown>; error?: string } };
}

const panel = { kind: 'issue', moduleKey: 'issue-panel', issueKey: 'PAY-1' };

describe('a frame asks the host through its bridge', () => {
  it('is told where it stands by the host, looked up in Jira', async () => {
    const { said } = await callBridge(createFakeHost(), { command: 'getContext', place: panel });
    expect(said.value).toEqual({
      accountId: 'a-ada',
      cloudId: 'c-1',
      environmentId: 'e-1',
      environmentType: 'DEVELOPMENT',
      localId: 'i-1/issue-panel',
      locale: 'en-US',
      timezone: 'UTC',
      moduleKey: 'issue-panel',
      siteUrl: 'http://localhost:4100',
      extension: {
        type: 'jira:issuePanel',
        issue: { id: '10001', key: 'PAY-1', type: 'Epic', typeId: '6' },
        project: { id: '10', key: 'PAY', type: 'software' },
        isNewToIssue: false,
        location: 'http://localhost:4100/browse/PAY-1',
      },
    });
  });

  it('hands the resolver the real place and the signed-in user, whatever the payload claims', async () => {
    const fake = createFakeHost();
    const payload = { issueKey: 'SECRET-1', extension: { issue: { key: 'SECRET-1' } }, accountId: 'a-ben' };
    const { said } = await callBridge(fake, {
      command: 'invoke',
      place: panel,
      data: { functionKey: 'item.read', payload },
    });
    expect(said.value).toEqual({ asked: 'item.read' });
    expect(fake.invoked).toEqual([
      expect.objectContaining({
        moduleType: 'jira:issuePanel',
        moduleKey: 'issue-panel',
        functionKey: 'item.read',
        payload,
        accountId: 'a-ada',
        extension: expect.objectContaining({ issue: expect.objectContaining({ key: 'PAY-1' }) }),
      }),
    ]);
  });

  it.each`
    why                                     | place                                                                                         | extension
    ${'a project page knows its sub page'}  | ${{ kind: 'project-page', moduleKey: 'project-page', projectKey: 'PAY', path: '/waits' }}     | ${{ type: 'jira:projectPage', project: { id: '10', key: 'PAY', type: 'software' }, location: 'http://localhost:4100/projects/PAY/apps/project-page/waits' }}
    ${'settings know their project'}        | ${{ kind: 'project-settings', moduleKey: 'project-settings', projectKey: 'PAY' }}             | ${{ type: 'jira:projectSettingsPage', project: { id: '10', key: 'PAY', type: 'software' }, location: 'http://localhost:4100/projects/PAY/settings/apps/project-settings' }}
    ${'the admin page belongs to the site'} | ${{ kind: 'admin', moduleKey: 'admin-page' }}                                                 | ${{ type: 'jira:adminPage', location: 'http://localhost:4100/admin/apps/admin-page' }}
    ${'an action form gets inputs, faults'} | ${{ kind: 'action-config', moduleKey: 'check-waits', inputs: { issueKey: '{{issue.key}}' } }} | ${{ type: 'action', data: { inputs: { issueKey: '{{issue.key}}' } }, errors: { invalidInputs: {} }, location: 'http://localhost:4100/automation' }}
  `('$why', async ({ place, extension }: { place: unknown; extension: unknown }) => {
    const { said } = await callBridge(createFakeHost(), { command: 'getContext', place });
    expect(said.value?.['extension']).toEqual(extension);
  });

  it('gives a gadget the configuration that the host keeps, and says when it is edited', async () => {
    const fake = createFakeHost();
    const { id } = fake.host.gadgets.add('health-gadget');
    fake.host.gadgets.configure(id, { projectKey: 'PAY' });
    const place = { kind: 'gadget', moduleKey: 'health-gadget', gadgetId: id, editing: true };
    const { said } = await callBridge(fake, { command: 'getContext', place });
    expect(said.value?.['extension']).toEqual({
      type: 'jira:dashboardGadget',
      dashboard: { id: '10000' },
      gadget: { id },
      gadgetConfiguration: { projectKey: 'PAY' },
      entryPoint: 'edit',
      location: 'http://localhost:4100/dashboards/10000',
    });
  });

  it('refuses to stand where the signed-in user may not, and calls no function', async () => {
    const fake = createFakeHost();
    const { status, said } = await callBridge(
      fake,
      { command: 'invoke', place: panel, data: { functionKey: 'item.read' } },
      { cookie: `local-jira-user=${ben.accountId}` },
    );
    expect(status).toBe(404);
    expect(said.error).toMatch(/PAY-1 does not exist, or you may not see it/);
    expect(fake.invoked).toEqual([]);
  });

  it.each`
    why                               | call                                                                                             | status | error
    ${'a module of another kind'}     | ${{ command: 'getContext', place: { kind: 'admin', moduleKey: 'issue-panel' } }}                 | ${404} | ${/no admin module with the key "issue-panel"/}
    ${'a place that is none'}         | ${{ command: 'getContext', place: { kind: 'moon' } }}                                            | ${400} | ${/at place\.kind/}
    ${'a command that is not for us'} | ${{ command: 'openRovo', place: panel }}                                                         | ${400} | ${/at command/}
    ${'a product that is not here'}   | ${{ command: 'fetchProduct', place: panel, data: { product: 'confluence', restPath: '/wiki' } }} | ${400} | ${/Only Jira is here/}
    ${'a payload over 500 KB'}        | ${{ command: 'invoke', place: panel, data: { functionKey: 'x', payload: 'x'.repeat(520_000) } }} | ${400} | ${/over 500 KB/}
    ${'a function that fails'}        | ${{ command: 'invoke', place: panel, data: { functionKey: 'break' } }}                           | ${502} | ${/There was an error invoking the function/}
  `('refuses $why', async ({ call, status, error }: { call: unknown; status: number; error: RegExp }) => {
    const answer = await callBridge(createFakeHost(), call);
    expect(answer.status).toBe(status);
    expect(answer.said.error).toMatch(error);
  });

  it('asks Jira as the user and answers in the shape of fetchProduct', async () => {
    const fake = createFakeHost();
    const data = {
      product: 'jira',
      restPath: '/rest/api/3/issue/PAY-1',
      fetchRequestInit: { method: 'GET', headers: [['Accept', 'application/json']] },
      isMultipartFormData: false,
    };
    const { said } = await callBridge(fake, { command: 'fetchProduct', place: panel, data });
    expect(said.value).toMatchObject({
      status: 200,
      isAttachment: false,
      headers: { 'content-type': 'application/json' },
    });
    expect(JSON.parse(said.value?.['body'] as string)).toMatchObject({ key: 'PAY-1' });
    expect(fake.jiraRequests.at(-1)?.principal).toEqual({ kind: 'user', accountId: 'a-ada' });
  });
});
