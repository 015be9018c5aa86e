import type { Principal } from '../../../../src/hosts/local/contract';
import { ADA, BO, CY, payments, MARCH } from './payments';
import { openDemo, openSite } from './site-under-test';

const as = (person: { accountId: string }): Principal => ({ kind: 'user', accountId: person.accountId });
const APP: Principal = { kind: 'app' };
const NOBODY: Principal = { kind: 'anonymous' };

function guardedPayments() {
  const site = openSite(payments(), {
    adminAccountId: ADA.accountId,
    members: { PAY: [ADA.accountId, BO.accountId] },
    projectAdmins: { PAY: [] },
    restricted: { 'PAY-3': [ADA.accountId] },
  });
  site.moveTo(MARCH(15));
  return site;
}

describe('seeing items', () => {
  test.each`
    who                             | principal  | open   | restricted
    ${'the admin'}                  | ${as(ADA)} | ${200} | ${200}
    ${'a member not on the list'}   | ${as(BO)}  | ${200} | ${404}
    ${'someone not in the project'} | ${as(CY)}  | ${404} | ${404}
    ${'the app'}                    | ${APP}     | ${200} | ${200}
    ${'nobody signed in'}           | ${NOBODY}  | ${401} | ${401}
  `(
    '$who gets $open for an open item and $restricted for a restricted one',
    async ({ principal, open, restricted }) => {
      const site = guardedPayments();
      expect((await site.get('/rest/api/3/issue/PAY-2', principal)).status).toBe(open);
      expect((await site.get('/rest/api/3/issue/PAY-3', principal)).status).toBe(restricted);
    },
  );

  it('answers a hidden item exactly as one that does not exist', async () => {
    const site = guardedPayments();
    const hidden = await site.get('/rest/api/3/issue/PAY-3', as(BO));
    expect(hidden.body).toEqual((await site.get('/rest/api/3/issue/PAY-999', as(BO))).body);
  });

  it('leaves hidden items out of searches, links, bulk answers and matches', async () => {
    const site = guardedPayments();
    expect(await site.keys('project = PAY order by key', as(BO))).toEqual(['PAY-1', 'PAY-2', 'PAY-4']);
    expect((await site.get('/rest/api/3/issue/PAY-2?fields=issuelinks', as(BO))).at('fields.issuelinks')).toEqual([]);
    expect(
      (
        await site.send(
          'POST',
          '/rest/api/3/issue/bulkfetch',
          { issueIdsOrKeys: ['PAY-2', 'PAY-3'], fields: ['summary'] },
          as(BO),
        )
      ).at('issues.*.key'),
    ).toEqual(['PAY-2']);
    expect(
      (await site.send('POST', '/rest/api/3/jql/match', { jqls: ['project = PAY'], issueIds: [2, 3] }, as(BO))).at(
        'matches.*.matchedIssues',
      ),
    ).toEqual([[2]]);
    expect(
      (await site.send('POST', '/rest/api/3/changelog/bulkfetch', { issueIdsOrKeys: ['PAY-2', 'PAY-3'] }, as(BO))).at(
        'issueChangeLogs.*.issueId',
      ),
    ).toEqual(['2']);
  });

  it('hides an item with a security level from all but its people and the admins', async () => {
    const set = payments();
    const items = set.items.map((item) =>
      item.key === 'PAY-2' ? { ...item, fields: { ...item.fields, security: { id: '1', name: 'Board only' } } } : item,
    );
    const site = openSite({ ...set, items }, { adminAccountId: ADA.accountId, projectAdmins: { PAY: [] } });
    site.moveTo(MARCH(15));
    const statuses = await Promise.all(
      [ADA, BO, CY].map(async (person) => (await site.get('/rest/api/3/issue/PAY-2', as(person))).status),
    );
    expect(statuses).toEqual([200, 404, 200]);
  });
});

describe('checking permissions in bulk', () => {
  const ask = {
    projectPermissions: [
      { permissions: ['BROWSE_PROJECTS', 'ADMINISTER_PROJECTS'], issues: [2, 3, 999], projects: [10000, 77] },
    ],
    globalPermissions: ['ADMINISTER'],
  };

  test.each`
    who                             | principal  | browse               | administer           | global
    ${'the admin'}                  | ${as(ADA)} | ${[[2, 3], [10000]]} | ${[[2, 3], [10000]]} | ${['ADMINISTER']}
    ${'a member'}                   | ${as(BO)}  | ${[[2], [10000]]}    | ${[[], []]}          | ${[]}
    ${'someone not in the project'} | ${as(CY)}  | ${[[], []]}          | ${[[], []]}          | ${[]}
  `('answers $who with ids of what is allowed', async ({ principal, browse, administer, global }) => {
    const site = guardedPayments();
    const answer = await site.send('POST', '/rest/api/3/permissions/check', ask, principal);
    const granted = answer.at('projectPermissions') as readonly {
      permission: string;
      issues: number[];
      projects: number[];
    }[];
    expect(granted.map(({ issues, projects }) => [issues, projects])).toEqual([browse, administer]);
    expect(answer.at('globalPermissions')).toEqual(global);
  });

  it('lets the app ask about anybody, and a person only about themself', async () => {
    const site = guardedPayments();
    const aboutCy = { ...ask, accountId: CY.accountId };
    expect(
      (await site.send('POST', '/rest/api/3/permissions/check', aboutCy, APP)).at('projectPermissions.*.issues'),
    ).toEqual([[], []]);
    expect((await site.send('POST', '/rest/api/3/permissions/check', aboutCy, as(BO))).status).toBe(403);
  });

  it('answers what a person may do to an item', async () => {
    const site = guardedPayments();
    const mine = await site.get(
      '/rest/api/3/mypermissions?issueKey=PAY-2&permissions=EDIT_ISSUES,DELETE_ISSUES',
      as(BO),
    );
    expect([
      mine.at('permissions.EDIT_ISSUES.havePermission'),
      mine.at('permissions.DELETE_ISSUES.havePermission'),
    ]).toEqual([true, false]);
  });
});

describe('writing without the right to', () => {
  test.each`
    method      | path                                          | body                               | status
    ${'DELETE'} | ${'/rest/api/3/issue/PAY-2'}                  | ${undefined}                       | ${403}
    ${'PUT'}    | ${'/rest/api/3/project/PAY/properties/teams'} | ${{ a: 1 }}                        | ${403}
    ${'PUT'}    | ${'/rest/api/3/issue/PAY-3'}                  | ${{ fields: { summary: 'Mine' } }} | ${404}
    ${'PUT'}    | ${'/rest/api/3/issue/PAY-3/properties/mine'}  | ${1}                               | ${404}
  `('$method $path answers $status to a member and changes nothing', async ({ method, path, body, status }) => {
    const site = guardedPayments();
    expect((await site.send(method, path, body, as(BO))).status).toBe(status);
    expect(site.events).toEqual([]);
  });
});

describe('the people of the demo', () => {
  it('are led by the one with most assigned work, who administers everything', () => {
    const [first, second] = openDemo().jira.users();
    expect(first).toMatchObject({ displayName: 'Gil Zephyr', isAdmin: true, administers: ['ALOY', 'DAEMON'] });
    expect(second).toMatchObject({ displayName: 'Iris Glade', isAdmin: false, administers: ['ALOY'] });
  });

  it('include one who may not see one of the projects', async () => {
    const site = openDemo();
    const outsiders = site.jira.users().filter((user) => user.hiddenProjects.length > 0);
    expect(outsiders.map((user) => user.hiddenProjects)).toEqual([['DAEMON']]);
    const [outsider] = outsiders;
    if (!outsider) throw new Error('no outsider');
    expect((await site.get('/rest/api/3/project/search', as(outsider))).at('values.*.key')).toEqual(['ALOY']);
    expect((await site.get('/rest/api/3/issue/DAEMON-17', as(outsider))).status).toBe(404);
  });
});
