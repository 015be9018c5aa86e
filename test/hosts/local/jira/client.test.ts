/** A real client library, over real HTTP on the loopback: what a third-party script would see. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AgileClient, Version3Client } from 'jira.js';
import { openDemo, type SiteUnderTest } from './site-under-test';

let site: SiteUnderTest;
let server: Server;
let client: Version3Client;
let agile: AgileClient;

beforeAll(async () => {
  site = openDemo();
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const answer = await site.jira.handle({
        method: request.method ?? 'GET',
        path: request.url ?? '/',
        body: Buffer.concat(chunks).toString(),
        principal: { kind: 'user', accountId: site.jira.adminAccountId },
      });
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const authentication = { basic: { email: 'someone@example.invalid', apiToken: 'unused' } };
  client = new Version3Client({ host, authentication });
  agile = new AgileClient({ host, authentication });
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

describe('jira.js', () => {
  it('reads an item with its history and names', async () => {
    const issue = await client.issues.getIssue({
      issueIdOrKey: 'DAEMON-22',
      fields: ['summary', 'status', 'resolution'],
      expand: 'changelog,names',
    });
    expect(issue).toMatchObject({
      key: 'DAEMON-22',
      fields: { status: { name: 'Closed' } },
      changelog: { total: 1 },
      names: { status: 'Status' },
    });
  });

  it('walks through a search by its tokens', async () => {
    const keys: string[] = [];
    let nextPageToken: string | undefined;
    do {
      const page = await client.issueSearch.searchForIssuesUsingJqlEnhancedSearch({
        jql: 'project = ALOY and resolution = Unresolved order by key',
        fields: ['summary'],
        maxResults: 40,
        ...(nextPageToken && { nextPageToken }),
      });
      keys.push(...(page.issues ?? []).map((issue) => issue.key));
      nextPageToken = page.nextPageToken;
    } while (nextPageToken);
    expect(keys).toEqual(await site.keys('project = ALOY and resolution = Unresolved order by key'));
  });

  it('creates, edits, comments on and deletes an item', async () => {
    const created = await client.issues.createIssue({
      fields: { project: { key: 'DAEMON' }, summary: 'Made by a client', issuetype: { name: 'Bug' } },
    });
    await client.issues.editIssue({ issueIdOrKey: created.key, fields: { labels: ['by-client'] } });
    await client.issueComments.addComment({ issueIdOrKey: created.key, comment: 'A remark' });
    const issue = await client.issues.getIssue({ issueIdOrKey: created.key });
    expect(issue.fields).toMatchObject({ summary: 'Made by a client', labels: ['by-client'], comment: { total: 1 } });
    await client.issues.deleteIssue({ issueIdOrKey: created.key });
    await expect(client.issues.getIssue({ issueIdOrKey: created.key })).rejects.toMatchObject({ status: 404 });
  });

  it('keeps properties', async () => {
    await client.issueProperties.setIssueProperty({
      issueIdOrKey: 'DAEMON-17',
      propertyKey: 'throughline',
      propertyValue: { waitingSince: '2017-10-01' },
    });
    const property = await client.issueProperties.getIssueProperty({
      issueIdOrKey: 'DAEMON-17',
      propertyKey: 'throughline',
    });
    expect(property).toEqual({ key: 'throughline', value: { waitingSince: '2017-10-01' } });
  });

  it('finds the people, projects and link types', async () => {
    expect((await client.myself.getCurrentUser()).displayName).toBe('Gil Zephyr');
    expect((await client.projects.searchProjects()).values.map((project) => project.key)).toEqual(['ALOY', 'DAEMON']);
    expect((await client.issueLinkTypes.getIssueLinkTypes()).issueLinkTypes?.map((type) => type.name)).toContain(
      'Depends',
    );
  });

  it('reads boards and sprints', async () => {
    const boards = await agile.board.getAllBoards({ projectKeyOrId: 'DAEMON' });
    expect(boards.values?.map((board) => board.name)).toContain('Tooling');
    const sprints = await agile.board.getAllSprints({ boardId: 219, state: 'active' });
    expect(sprints.values?.map((sprint) => sprint.name)).toEqual(['2017 Sprint 23 Tooling']);
  });
});
