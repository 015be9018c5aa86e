import type { Principal } from '../../../../src/hosts/local/contract';
import { ADA, BO, CY, payments, MARCH } from './payments';
import { openSite } from './site-under-test';

const APP: Principal = { kind: 'app' };
const DOCUMENT = {
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Ask the bank.' }] }],
};

function openPayments() {
  const site = openSite(payments(), { adminAccountId: ADA.accountId });
  site.moveTo(MARCH(15));
  return site;
}

describe('changing a field', () => {
  test.each`
    field                  | value                      | item
    ${'summary'}           | ${'Refund quickly'}        | ${{ field: 'summary', fromString: 'Bank approves refunds', toString: 'Refund quickly' }}
    ${'assignee'}          | ${{ accountId: 'acc-cy' }} | ${{ field: 'assignee', from: 'acc-bo', fromString: 'Bo Cedar', to: 'acc-cy', toString: 'Cy Dale' }}
    ${'assignee'}          | ${null}                    | ${{ field: 'assignee', from: 'acc-bo', to: null, toString: null }}
    ${'priority'}          | ${{ name: 'Highest' }}     | ${{ field: 'priority', from: '5', fromString: 'Lowest', to: '1', toString: 'Highest' }}
    ${'duedate'}           | ${'2026-04-01'}            | ${{ field: 'duedate', from: null, to: '2026-04-01', toString: '2026-04-01 00:00:00.0' }}
    ${'labels'}            | ${['a', 'b']}              | ${{ field: 'labels', fromString: '', toString: 'a b' }}
    ${'fixVersions'}       | ${[{ name: '2.0' }]}       | ${{ field: 'Fix Version', fieldId: 'fixVersions', from: null, to: '20002', toString: '2.0' }}
    ${'description'}       | ${DOCUMENT}                | ${{ field: 'description', fromString: null, toString: 'Ask the bank.' }}
    ${'customfield_10016'} | ${8}                       | ${{ field: 'Story Points', fieldtype: 'custom', fromString: null, toString: '8' }}
    ${'parent'}            | ${{ key: 'PAY-1' }}        | ${{ field: 'IssueParentAssociation', to: '1', toString: 'PAY-1' }}
  `('$field writes its history and raises an update', async ({ field, value, item }) => {
    const site = openPayments();
    expect((await site.send('PUT', '/rest/api/3/issue/PAY-3', { fields: { [field]: value } })).status).toBe(204);
    const { at } = await site.get('/rest/api/3/issue/PAY-3?expand=changelog');
    expect(at('changelog.histories.0')).toMatchObject({
      author: { accountId: ADA.accountId },
      created: '2026-03-15T12:00:00.000+0000',
    });
    expect(at('changelog.histories.0.items')).toContainEqual(expect.objectContaining(item));
    expect(at('fields.updated')).toBe('2026-03-15T12:00:00.000+0000');
    expect(site.events[0]).toMatchObject({
      eventType: 'avi:jira:updated:issue',
      selfGenerated: false,
      atlassianId: ADA.accountId,
      issue: { id: '3', key: 'PAY-3' },
    });
    expect(site.events[0]?.['changelog']).toEqual({ items: at('changelog.histories.0.items') });
  });

  it('leaves no trace when nothing changed', async () => {
    const site = openPayments();
    await site.send('PUT', '/rest/api/3/issue/PAY-3', {
      fields: { assignee: { accountId: BO.accountId }, labels: [] },
    });
    expect(site.events).toEqual([]);
  });

  it('adds to and removes from a list by update operations', async () => {
    const site = openPayments();
    await site.send('PUT', '/rest/api/3/issue/PAY-2', {
      update: {
        labels: [{ add: 'new' }, { remove: 'risky' }],
        fixVersions: [{ add: { name: '1.0' } }],
        comment: [{ add: { body: DOCUMENT } }],
      },
    });
    const { at } = await site.get('/rest/api/3/issue/PAY-2');
    expect([at('fields.labels'), at('fields.fixVersions.*.name'), at('fields.comment.total')]).toEqual([
      ['new'],
      ['2.0', '1.0'],
      1,
    ]);
  });

  test.each`
    fields                                   | errors
    ${{ summary: '' }}                       | ${{ summary: 'You must specify a summary of the issue.' }}
    ${{ assignee: { accountId: 'nobody' } }} | ${{ assignee: "User 'nobody' cannot be assigned issues." }}
    ${{ priority: { name: 'Urgentest' } }}   | ${{ priority: 'The priority selected is invalid.' }}
    ${{ labels: ['two words'] }}             | ${{ labels: "The label can't contain spaces." }}
    ${{ description: 'plain text' }}         | ${{ description: 'Operation value must be an Atlassian Document (see the Atlassian Document Format)' }}
    ${{ created: '2026-01-01' }}             | ${{ created: "Field 'created' cannot be set. It is not on the appropriate screen, or unknown." }}
    ${{ parent: { key: 'PAY-99' } }}         | ${{ parent: 'Could not find issue by id or key.' }}
  `('refuses $fields as Jira does, changing nothing', async ({ fields, errors }) => {
    const site = openPayments();
    const answer = await site.send('PUT', '/rest/api/3/issue/PAY-3', { fields: { ...fields, duedate: '2026-05-01' } });
    expect([answer.status, answer.body]).toEqual([400, { errorMessages: [], errors }]);
    expect(site.events).toEqual([]);
    expect((await site.get('/rest/api/3/issue/PAY-3')).at('fields.duedate')).toBeNull();
  });
});

describe('assigning', () => {
  it("raises Jira's update and its separate event for assignments", async () => {
    const site = openPayments();
    await site.send('PUT', '/rest/api/3/issue/PAY-3/assignee', { accountId: CY.accountId }, APP);
    expect(site.events.map((event) => [event.eventType, event.selfGenerated])).toEqual([
      ['avi:jira:updated:issue', true],
      ['avi:jira:assigned:issue', true],
    ]);
  });
});

describe('the workflow', () => {
  it('resolves an item on the way into "done" and unresolves it on the way out', async () => {
    const site = openPayments();
    const move = async (to: string) => {
      const known = (await site.get('/rest/api/3/issue/PAY-3/transitions')).at('transitions') as readonly {
        id: string;
        name: string;
      }[];
      return site.send('POST', '/rest/api/3/issue/PAY-3/transitions', {
        transition: { id: known.find((one) => one.name === to)?.id },
      });
    };
    expect((await move('Done')).status).toBe(204);
    const done = await site.get('/rest/api/3/issue/PAY-3');
    expect([
      done.at('fields.status.name'),
      done.at('fields.resolution.name'),
      done.at('fields.resolutiondate'),
    ]).toEqual(['Done', 'Done', '2026-03-15T12:00:00.000+0000']);
    expect((await move('To Do')).status).toBe(204);
    const open = await site.get('/rest/api/3/issue/PAY-3');
    expect([open.at('fields.status.name'), open.at('fields.resolution'), open.at('fields.resolutiondate')]).toEqual([
      'To Do',
      null,
      null,
    ]);
    expect(site.events.map((event) => event['jiraEventTypeName'])).toEqual(['issue_resolved', 'issue_reopened']);
    expect((await move('Nowhere')).status).toBe(400);
  });
});

describe('creating and deleting', () => {
  it('gives a new item the next key, tells of it, and finds it by query', async () => {
    const site = openPayments();
    const answer = await site.send('POST', '/rest/api/3/issue', {
      fields: {
        project: { key: 'PAY' },
        summary: 'Chargebacks',
        issuetype: { name: 'Story' },
        parent: { key: 'PAY-1' },
      },
    });
    expect([answer.status, answer.at('key')]).toEqual([201, 'PAY-5']);
    expect(site.events).toMatchObject([
      {
        eventType: 'avi:jira:created:issue',
        issue: { key: 'PAY-5', fields: { summary: 'Chargebacks', status: { name: 'To Do' } } },
      },
    ]);
    expect(await site.keys('parent = PAY-1 order by key')).toEqual(['PAY-2', 'PAY-5']);
  });

  it('keeps the keys of items the data set will create later', async () => {
    const site = openPayments();
    site.moveTo(MARCH(1, 23));
    const answer = await site.send('POST', '/rest/api/3/issue', {
      fields: { project: { id: '10000' }, summary: 'Early', issuetype: { id: '10001' } },
    });
    expect(answer.at('key')).toBe('PAY-5');
  });

  it('takes a deleted item away with its links', async () => {
    const site = openPayments();
    expect((await site.send('DELETE', '/rest/api/3/issue/PAY-3')).status).toBe(204);
    expect((await site.get('/rest/api/3/issue/PAY-3')).status).toBe(404);
    expect((await site.get('/rest/api/3/issue/PAY-2')).at('fields.issuelinks')).toEqual([]);
    expect(site.events).toMatchObject([{ eventType: 'avi:jira:deleted:issue', issue: { id: '3', key: 'PAY-3' } }]);
  });
});

describe('links', () => {
  it('run from the inward issue to the outward one, and tell of it by ids', async () => {
    const site = openPayments();
    const created = await site.send('POST', '/rest/api/3/issueLink', {
      type: { name: 'Blocks' },
      inwardIssue: { key: 'PAY-4' },
      outwardIssue: { key: 'PAY-1' },
    });
    expect(created.status).toBe(201);
    const { at } = await site.get('/rest/api/3/issue/PAY-4?expand=changelog');
    expect(at('fields.issuelinks')).toMatchObject([{ type: { outward: 'blocks' }, outwardIssue: { key: 'PAY-1' } }]);
    expect(at('changelog.histories.0.items')).toMatchObject([
      { field: 'Link', to: 'PAY-1', toString: 'This issue blocks PAY-1' },
    ]);
    expect(site.events).toEqual([
      {
        eventType: 'avi:jira:created:issuelink',
        timestamp: MARCH(15),
        selfGenerated: false,
        atlassianId: ADA.accountId,
        id: Number(at('fields.issuelinks.0.id')),
        sourceIssueId: 4,
        destinationIssueId: 1,
        sourceProjectId: 10000,
        destinationProjectId: 10000,
        issueLinkType: { id: 10000, name: 'Blocks', inward: 'is blocked by', outward: 'blocks' },
      },
    ]);
  });

  it('can be read and taken away', async () => {
    const site = openPayments();
    expect((await site.get('/rest/api/3/issueLink/501')).body).toMatchObject({
      inwardIssue: { key: 'PAY-3' },
      outwardIssue: { key: 'PAY-2' },
    });
    expect((await site.send('DELETE', '/rest/api/3/issueLink/501')).status).toBe(204);
    expect((await site.get('/rest/api/3/issueLink/501')).status).toBe(404);
    expect(site.events).toMatchObject([
      { eventType: 'avi:jira:deleted:issuelink', sourceIssueId: 3, destinationIssueId: 2 },
    ]);
  });
});

describe('comments and mail', () => {
  it('keeps a comment and tells of it', async () => {
    const site = openPayments();
    expect((await site.send('POST', '/rest/api/3/issue/PAY-3/comment', { body: DOCUMENT })).status).toBe(201);
    const { at } = await site.get('/rest/api/3/issue/PAY-3/comment');
    expect([at('total'), at('comments.0.body.content.*.content.0.text'), at('comments.1.body')]).toEqual([
      2,
      ['The bank wants a form.', 'Signed.'],
      DOCUMENT,
    ]);
    expect(site.events).toMatchObject([
      { eventType: 'avi:jira:commented:issue', issue: { key: 'PAY-3' }, comment: { body: DOCUMENT } },
    ]);
  });

  it('keeps notifications in the outbox, for those who may see the item', async () => {
    const site = openPayments();
    const asked = {
      subject: 'Waiting',
      textBody: 'PAY-2 waits',
      to: { assignee: true, users: [{ accountId: ADA.accountId }, { accountId: 'nobody' }] },
    };
    expect((await site.send('POST', '/rest/api/3/issue/PAY-3/notify', asked, APP)).status).toBe(204);
    expect(site.jira.outbox()).toEqual([
      {
        at: MARCH(15),
        itemKey: 'PAY-3',
        from: site.jira.appAccountId,
        subject: 'Waiting',
        textBody: 'PAY-2 waits',
        htmlBody: '',
        to: [ADA.accountId, BO.accountId],
      },
    ]);
    expect((await site.send('POST', '/rest/api/3/issue/PAY-4/notify', { to: { assignee: true } }, APP)).status).toBe(
      400,
    );
  });
});

describe('properties', () => {
  it('are created, replaced, listed and deleted, each told of as self-generated when the app did it', async () => {
    const site = openPayments();
    const path = '/rest/api/3/issue/PAY-2/properties/throughline';
    const statuses = [];
    for (const [method, body] of [
      ['PUT', { v: 1 }],
      ['PUT', { v: 2 }],
      ['GET', undefined],
      ['DELETE', undefined],
      ['DELETE', undefined],
    ] as const)
      statuses.push((await site.send(method, path, body, APP)).status);
    expect(statuses).toEqual([201, 200, 200, 204, 404]);
    expect(site.events.map((event) => [event.eventType, event.selfGenerated, event['property']])).toEqual([
      ['avi:jira:set:issue-property', true, { key: 'throughline' }],
      ['avi:jira:set:issue-property', true, { key: 'throughline' }],
      ['avi:jira:deleted:issue-property', true, { key: 'throughline' }],
    ]);
  });

  it('come with an item when asked for, and can be set on many at once', async () => {
    const site = openPayments();
    const answer = await site.send(
      'POST',
      '/rest/api/3/issue/properties/multi',
      {
        issues: [
          { issueID: 2, properties: { a: 1, b: 2 } },
          { issueID: 3, properties: { a: 3 } },
        ],
      },
      APP,
    );
    expect([answer.status, answer.headers['location']]).toEqual([303, expect.stringContaining('/rest/api/3/task/')]);
    expect((await site.get('/rest/api/3/issue/PAY-2?properties=a')).at('properties')).toEqual({ a: 1 });
    expect((await site.get('/rest/api/3/issue/PAY-2/properties')).at('keys.*.key')).toEqual(['a', 'b']);
  });

  it('are refused when larger than Jira takes', async () => {
    const site = openPayments();
    expect((await site.send('PUT', '/rest/api/3/issue/PAY-2/properties/big', 'x'.repeat(32_766), APP)).status).toBe(
      201,
    );
    expect((await site.send('PUT', '/rest/api/3/issue/PAY-2/properties/big', 'x'.repeat(32_767), APP)).status).toBe(
      400,
    );
  });
});
