import { hasOpenApi, openJudge, openPartJudge, type Judge } from './openapi';
import { payments, MARCH } from './payments';
import { openDemo, openSite } from './site-under-test';

const judged = hasOpenApi ? describe : describe.skip;

const ALL_FIELDS = '?fields=*all&expand=names,changelog&properties=*all';
const BODIES = {
  search: { jql: 'project is not EMPTY', fields: ['*all'], expand: 'changelog,names', maxResults: 100 },
  fetch: { issueIdsOrKeys: ['#KEY'], fields: ['*all'], expand: ['changelog'] },
  histories: { issueIdsOrKeys: ['#KEY'], maxResults: 2 },
  check: {
    globalPermissions: ['ADMINISTER'],
    projectPermissions: [{ permissions: ['BROWSE_PROJECTS', 'EDIT_ISSUES'], issues: [1], projects: [1] }],
  },
  parse: {
    queries: [
      'project = A and status was Done after -3d order by key desc',
      'issue in linkedIssues(X-1) or not labels in (a, b)',
      'nonsense =',
    ],
  },
  match: { jqls: ['key is not EMPTY', 'nonsense ='], issueIds: [1, 154719] },
};

judged("answers against Atlassian's OpenAPI", () => {
  let platform: Judge;
  let agile: Judge;
  let part: ReturnType<typeof openPartJudge>;
  beforeAll(() => {
    platform = openJudge('platform');
    agile = openJudge('agile');
    part = openPartJudge();
  });

  const sites = [
    { name: 'the demo', open: () => openDemo(), key: 'DAEMON-17', project: 'DAEMON', at: '2017-11-13T09:00:00Z' },
    {
      name: 'payments',
      open: () => openSite(payments()),
      key: 'PAY-2',
      project: 'PAY',
      at: new Date(MARCH(15)).toISOString(),
    },
  ];

  describe.each(sites)('of $name', ({ open, key, project, at }) => {
    test.each`
      method    | described                                          | asked                                                       | body
      ${'GET'}  | ${'/rest/api/3/serverInfo'}                        | ${''}                                                       | ${undefined}
      ${'GET'}  | ${'/rest/api/3/myself'}                            | ${''}                                                       | ${undefined}
      ${'GET'}  | ${'/rest/api/3/user'}                              | ${'?accountId=#ADMIN'}                                      | ${undefined}
      ${'GET'}  | ${'/rest/api/3/user/bulk'}                         | ${'?accountId=#ADMIN&accountId=nobody'}                     | ${undefined}
      ${'GET'}  | ${'/rest/api/3/user/search'}                       | ${'?query=a&maxResults=5'}                                  | ${undefined}
      ${'GET'}  | ${'/rest/api/3/users/search'}                      | ${'?maxResults=5'}                                          | ${undefined}
      ${'POST'} | ${'/rest/api/3/permissions/check'}                 | ${''}                                                       | ${BODIES.check}
      ${'GET'}  | ${'/rest/api/3/mypermissions'}                     | ${'?permissions=BROWSE_PROJECTS,ADMINISTER'}                | ${undefined}
      ${'GET'}  | ${'/rest/api/3/field'}                             | ${''}                                                       | ${undefined}
      ${'GET'}  | ${'/rest/api/3/status'}                            | ${''}                                                       | ${undefined}
      ${'GET'}  | ${'/rest/api/3/statuses/search'}                   | ${''}                                                       | ${undefined}
      ${'GET'}  | ${'/rest/api/3/issuetype'}                         | ${''}                                                       | ${undefined}
      ${'GET'}  | ${'/rest/api/3/priority'}                          | ${''}                                                       | ${undefined}
      ${'GET'}  | ${'/rest/api/3/resolution'}                        | ${''}                                                       | ${undefined}
      ${'GET'}  | ${'/rest/api/3/issueLinkType'}                     | ${''}                                                       | ${undefined}
      ${'GET'}  | ${'/rest/api/3/project/search'}                    | ${''}                                                       | ${undefined}
      ${'GET'}  | ${'/rest/api/3/project/{projectIdOrKey}'}          | ${''}                                                       | ${undefined}
      ${'GET'}  | ${'/rest/api/3/project/{projectIdOrKey}/versions'} | ${''}                                                       | ${undefined}
      ${'GET'}  | ${'/rest/api/3/project/{projectIdOrKey}/statuses'} | ${''}                                                       | ${undefined}
      ${'GET'}  | ${'/rest/api/3/search/jql'}                        | ${'?fields=*all&expand=changelog&jql=project+is+not+EMPTY'} | ${undefined}
      ${'POST'} | ${'/rest/api/3/search/jql'}                        | ${''}                                                       | ${BODIES.search}
      ${'POST'} | ${'/rest/api/3/search/approximate-count'}          | ${''}                                                       | ${BODIES.search}
      ${'POST'} | ${'/rest/api/3/issue/bulkfetch'}                   | ${''}                                                       | ${BODIES.fetch}
      ${'POST'} | ${'/rest/api/3/changelog/bulkfetch'}               | ${''}                                                       | ${BODIES.histories}
      ${'GET'}  | ${'/rest/api/3/issue/{issueIdOrKey}'}              | ${ALL_FIELDS}                                               | ${undefined}
      ${'GET'}  | ${'/rest/api/3/issue/{issueIdOrKey}/changelog'}    | ${'?maxResults=2'}                                          | ${undefined}
      ${'GET'}  | ${'/rest/api/3/issue/{issueIdOrKey}/transitions'}  | ${''}                                                       | ${undefined}
      ${'GET'}  | ${'/rest/api/3/issue/{issueIdOrKey}/comment'}      | ${''}                                                       | ${undefined}
      ${'GET'}  | ${'/rest/api/3/issue/{issueIdOrKey}/properties'}   | ${''}                                                       | ${undefined}
      ${'GET'}  | ${'/rest/api/3/issue/{issueIdOrKey}/remotelink'}   | ${''}                                                       | ${undefined}
      ${'POST'} | ${'/rest/api/3/jql/parse'}                         | ${''}                                                       | ${BODIES.parse}
      ${'POST'} | ${'/rest/api/3/jql/match'}                         | ${''}                                                       | ${BODIES.match}
    `('$method $described$asked is as described', async ({ method, described, asked, body }) => {
      const site = open();
      site.moveTo(at);
      const fill = (text: string) => text.replaceAll('#KEY', key).replaceAll('#ADMIN', site.jira.adminAccountId);
      const path = described.replace('{issueIdOrKey}', key).replace('{projectIdOrKey}', project) + fill(asked);
      const answer = await site.send(method, path, body && JSON.parse(fill(JSON.stringify(body))));
      expect(answer.status).toBe(200);
      if (described.endsWith('remotelink')) expect(answer.body).toEqual([]);
      else expect(platform(described, method, 200, answer.body)).toEqual([]);
    });

    it('describes every field of every item as Atlassian does', async () => {
      const site = open();
      site.moveTo(at);
      const schemas: Readonly<Record<string, string>> = {
        status: 'StatusDetails',
        issuetype: 'IssueTypeDetails',
        project: 'ProjectDetails',
        priority: 'Priority',
        assignee: 'UserDetails',
        reporter: 'UserDetails',
        fixVersions: 'Version',
        components: 'ProjectComponent',
        issuelinks: 'IssueLink',
        comment: 'PageOfComments',
        parent: 'LinkedIssue',
        subtasks: 'LinkedIssue',
      };
      const { at: read } = await site.send('POST', '/rest/api/3/search/jql', BODIES.search);
      const wrong = (read('issues.*.fields') as Record<string, unknown>[]).flatMap((fields) =>
        Object.entries(schemas).flatMap(([field, schema]) => {
          const value = fields[field];
          const parts = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value];
          return parts.flatMap((one) => part(schema, one)).map((error) => `${field}: ${error}`);
        }),
      );
      expect([...new Set(wrong)]).toEqual([]);
    });
  });

  test.each`
    described                                  | asked
    ${'/rest/agile/1.0/board'}                 | ${''}
    ${'/rest/agile/1.0/board/{boardId}'}       | ${''}
    ${'/rest/agile/1.0/board/{boardId}/issue'} | ${'?maxResults=10'}
  `('GET $described is as described (the file has no schema for sprints)', async ({ described, asked }) => {
    const answer = await openDemo().get(described.replace('{boardId}', '219') + asked);
    expect(answer.status).toBe(200);
    expect(agile(described, 'GET', 200, answer.body)).toEqual([]);
  });

  it('would notice an answer that is not as described', () => {
    expect(platform('/rest/api/3/search/jql', 'GET', 200, { issues: [{ id: 17 }], isLast: 'yes' })).toEqual([
      '/isLast must be boolean {"type":"boolean"}',
      '/issues/0/id must be string {"type":"string"}',
    ]);
  });
});
