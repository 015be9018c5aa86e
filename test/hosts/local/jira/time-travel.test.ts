import { payments, MARCH } from './payments';
import { dataSetOf, openDemo, openSite } from './site-under-test';

interface LinkAnswer {
  readonly type: { readonly name: string };
  readonly outwardIssue?: { readonly key: string; readonly fields?: { readonly status: { readonly name: string } } };
}

describe('the demo, which has no histories', () => {
  it('shows DAEMON-17 depending on six open items on 13 November 2017', async () => {
    const site = openDemo();
    const links = (await site.get('/rest/api/3/issue/DAEMON-17?fields=issuelinks')).at(
      'fields.issuelinks',
    ) as readonly LinkAnswer[];
    const waitsFor = links.flatMap(({ type, outwardIssue: other }) =>
      type.name === 'Depends' && other ? `${other.key} ${other.fields?.status.name ?? 'not in the set'}` : [],
    );
    expect(waitsFor.sort()).toEqual([
      'DAEMON-16 Open',
      'DAEMON-20 Open',
      'DAEMON-21 not in the set',
      'DAEMON-22 Closed',
      'DAEMON-24 Open',
      'DAEMON-25 Open',
      'DAEMON-26 Open',
      'DAEMON-74 Open',
    ]);
    expect(
      await site.keys('issue in linkedIssues(DAEMON-17, "depends on") and resolution is EMPTY order by key'),
    ).toEqual(['DAEMON-16', 'DAEMON-20', 'DAEMON-24', 'DAEMON-25', 'DAEMON-26', 'DAEMON-74']);
  });

  test.each`
    why                                       | at                        | key            | status      | resolution
    ${'the second before it was resolved'}    | ${'2016-10-21T22:29:48Z'} | ${'DAEMON-22'} | ${'Open'}   | ${null}
    ${'the second it was resolved'}           | ${'2016-10-21T22:29:49Z'} | ${'DAEMON-22'} | ${'Closed'} | ${"Won't Fix"}
    ${'resolved years later: still open'}     | ${'2017-11-13T09:00:00Z'} | ${'DAEMON-24'} | ${'Open'}   | ${null}
    ${'resolved years later: closed by then'} | ${'2021-01-01T00:00:00Z'} | ${'DAEMON-24'} | ${'Closed'} | ${"Won't Do"}
  `('$key at $at, $why, is $status', async ({ at, key, status, resolution }) => {
    const site = openDemo();
    site.moveTo(at);
    const item = await site.get(
      `/rest/api/3/issue/${key}?fields=status,resolution,resolutiondate,updated&expand=changelog`,
    );
    expect([item.at('fields.status.name'), item.at('fields.resolution.name') ?? null]).toEqual([status, resolution]);
    expect(item.at('fields.resolutiondate') === null).toBe(resolution === null);
    expect(item.at('changelog.histories')).toHaveLength(resolution === null ? 0 : 1);
    expect(Date.parse(String(item.at('fields.updated')))).toBeLessThanOrEqual(Date.parse(at));
  });

  it('knows nothing of an item before its creation', async () => {
    const site = openDemo();
    expect((await site.get('/rest/api/3/issue/DAEMON-217')).status).toBe(404);
    site.moveTo('2018-01-10T00:00:00Z');
    expect((await site.get('/rest/api/3/issue/DAEMON-217')).status).toBe(200);
  });

  test.each`
    at                        | sprint | state
    ${'2017-10-01T00:00:00Z'} | ${969} | ${undefined}
    ${'2017-11-01T00:00:00Z'} | ${969} | ${'future'}
    ${'2017-11-13T09:00:00Z'} | ${969} | ${'active'}
    ${'2017-11-21T00:00:00Z'} | ${969} | ${'closed'}
  `('sprint $sprint is $state at $at', async ({ at, sprint, state }) => {
    const site = openDemo();
    site.moveTo(at);
    const answer = await site.get(`/rest/agile/1.0/sprint/${sprint}`);
    expect(answer.at('state')).toBe(state);
    expect(answer.at('completeDate') === undefined).toBe(state !== 'closed');
  });

  it('shows an item in one unfinished sprint at most, and in none that nobody could know of', async () => {
    const site = openDemo();
    const answer = await site.get(
      `/rest/api/3/search/jql?maxResults=100&fields=customfield_10020&jql=${encodeURIComponent('sprint in openSprints() or sprint in futureSprints()')}`,
    );
    const states = answer.at('issues.*.fields.customfield_10020.*.state') as readonly (readonly string[])[];
    expect(states.length).toBeGreaterThan(10);
    for (const ofItem of states) expect(ofItem.filter((state) => state !== 'closed')).toHaveLength(1);
  });

  it('releases a version on its release date, and promises it before', async () => {
    const site = openDemo();
    const version = async () =>
      (
        (await site.get('/rest/api/3/project/DAEMON/versions')).body as readonly { name: string; released: boolean }[]
      ).find((one) => one.name === 'Appc Daemon 1.0.0');
    expect(await version()).toMatchObject({ released: false, overdue: false, releaseDate: '2017-12-05' });
    site.moveTo('2017-12-05T01:00:00Z');
    expect(await version()).toMatchObject({ released: true });
  });
});

describe('comments that are only counted', () => {
  test.each`
    at                        | total
    ${'2016-02-04T04:56:28Z'} | ${0}
    ${'2017-01-01T00:00:00Z'} | ${1}
    ${'2019-01-01T00:00:00Z'} | ${3}
  `('are estimated at $total on $at, none of them shown', async ({ at, total }) => {
    const created = '2016-02-04T04:56:27.000+0000';
    const status = { id: '1', name: 'Open', statusCategory: { id: 2, key: 'new', name: 'To Do' } };
    const fields = {
      summary: 'Services',
      created,
      status,
      issuetype: { id: '1', name: 'Story' },
      project: { id: '1', key: 'PAY', name: 'Payments' },
      comment: { total: 3, lastCreated: '2018-04-01T00:00:00.000+0000' },
    };
    const site = openSite(dataSetOf({ issues: [{ id: '1', key: 'PAY-1', fields }] }));
    site.moveTo(at);
    expect((await site.get('/rest/api/3/issue/PAY-1')).at('fields.comment')).toMatchObject({ total, comments: [] });
  });
});

describe('a project with histories', () => {
  test.each`
    at              | status           | assignee      | version  | labels        | points | summary
    ${MARCH(1, 11)} | ${'To Do'}       | ${null}       | ${'1.0'} | ${['urgent']} | ${3}   | ${'Refund'}
    ${MARCH(4)}     | ${'In Progress'} | ${'Bo Cedar'} | ${'1.0'} | ${['urgent']} | ${3}   | ${'Refund to the "same card"'}
    ${MARCH(7)}     | ${'In Progress'} | ${'Cy Dale'}  | ${'1.0'} | ${['risky']}  | ${5}   | ${'Refund to the "same card"'}
    ${MARCH(9)}     | ${'In Progress'} | ${'Cy Dale'}  | ${'2.0'} | ${['risky']}  | ${5}   | ${'Refund to the "same card"'}
    ${MARCH(11)}    | ${'Done'}        | ${'Cy Dale'}  | ${'2.0'} | ${['risky']}  | ${5}   | ${'Refund to the "same card"'}
  `('rewinds every field exactly to $at', async ({ at, status, assignee, version, labels, points, summary }) => {
    const site = openSite(payments());
    site.moveTo(at);
    const item = await site.get('/rest/api/3/issue/PAY-2');
    const seen = [
      'status.name',
      'assignee.displayName',
      'fixVersions.*.name',
      'labels',
      'customfield_10016',
      'summary',
    ].map((path) => item.at(`fields.${path}`) ?? null);
    expect(seen).toEqual([status, assignee, [version], labels, points, summary]);
  });

  test.each`
    at           | resolution    | resolved
    ${MARCH(3)}  | ${null}       | ${null}
    ${MARCH(7)}  | ${'Done'}     | ${'2026-03-06T10:00:00.000+0000'}
    ${MARCH(10)} | ${null}       | ${null}
    ${MARCH(13)} | ${"Won't do"} | ${'2026-03-12T10:00:00.000+0000'}
  `('knows an item closed twice as resolved $resolved', async ({ at, resolution, resolved }) => {
    const site = openSite(payments());
    site.moveTo(at);
    const item = await site.get('/rest/api/3/issue/PAY-4');
    expect([item.at('fields.resolution.name') ?? null, item.at('fields.resolutiondate')]).toEqual([
      resolution,
      resolved,
    ]);
  });

  it('shows a link from the moment its history names it', async () => {
    const site = openSite(payments());
    const links = async (on: number) => {
      site.moveTo(MARCH(on));
      return (await site.get('/rest/api/3/issue/PAY-3?fields=issuelinks')).at('fields.issuelinks');
    };
    expect(await links(3)).toEqual([]);
    expect(await links(5)).toMatchObject([{ id: '501', outwardIssue: { key: 'PAY-2' } }]);
  });

  it('serves only the history that has happened, oldest first by pages and newest first when expanded', async () => {
    const site = openSite(payments());
    site.moveTo(MARCH(5));
    const paged = await site.get('/rest/api/3/issue/PAY-2/changelog?maxResults=3');
    expect([paged.at('total'), paged.at('isLast'), paged.at('values.*.id')]).toEqual([4, false, ['18', '11', '14']]);
    const expanded = await site.get('/rest/api/3/issue/PAY-2?expand=changelog');
    expect(expanded.at('changelog.histories.*.id')).toEqual(['12', '14', '11', '18']);
  });
});

describe('moving the clock forward', () => {
  it('tells in order of time what the data set says happened', () => {
    const site = openSite(payments());
    const told = site.jira
      .changesBetween(MARCH(3, 0), MARCH(6))
      .map((event) => [new Date(event.timestamp).getUTCDate(), event.eventType]);
    expect(told).toEqual([
      [3, 'avi:jira:updated:issue'],
      [3, 'avi:jira:assigned:issue'],
      [4, 'avi:jira:updated:issue'],
      [4, 'avi:jira:updated:issue'],
      [4, 'avi:jira:created:issuelink'],
      [5, 'avi:jira:updated:issue'],
      [5, 'avi:jira:assigned:issue'],
      [6, 'avi:jira:updated:issue'],
      [6, 'avi:jira:updated:issue'],
    ]);
  });

  it('tells nothing twice when moved in two steps', () => {
    const site = openDemo();
    const [from, middle, to] = [
      Date.parse('2017-11-13'),
      Date.parse('2017-11-20T18:58:45.002Z'),
      Date.parse('2017-12-20'),
    ];
    const inTwo = [...site.jira.changesBetween(from, middle), ...site.jira.changesBetween(middle, to)];
    expect(inTwo).toEqual(site.jira.changesBetween(from, to));
    expect(inTwo.length).toBeGreaterThan(100);
  });

  it('shows each item as it was when it happened', () => {
    const site = openSite(payments());
    const [resolved] = site.jira
      .changesBetween(MARCH(10, 0), MARCH(10))
      .filter((event) => event.eventType === 'avi:jira:updated:issue');
    expect(resolved).toMatchObject({
      atlassianId: 'acc-cy',
      selfGenerated: false,
      jiraEventTypeName: 'issue_resolved',
      issue: { key: 'PAY-2', fields: { status: { name: 'Done' } } },
      changelog: {
        items: [
          { field: 'status', to: '5' },
          { field: 'resolution', to: '10000' },
        ],
      },
    });
  });

  it('lets the later of an edit and a recorded change hold', async () => {
    const site = openSite(payments());
    site.moveTo(MARCH(4));
    await site.send('PUT', '/rest/api/3/issue/PAY-2', {
      fields: { assignee: { accountId: 'acc-ada' }, labels: ['mine'] },
    });
    site.moveTo(MARCH(7));
    const item = await site.get('/rest/api/3/issue/PAY-2');
    expect([item.at('fields.assignee.displayName'), item.at('fields.labels')]).toEqual(['Cy Dale', ['risky']]);
  });

  it('forgets every edit on reset', async () => {
    const site = openDemo();
    const before = (await site.get('/rest/api/3/issue/DAEMON-17?properties=*all&expand=changelog')).body;
    await site.send('PUT', '/rest/api/3/issue/DAEMON-17', { fields: { summary: 'Something else' } });
    await site.send('PUT', '/rest/api/3/issue/DAEMON-17/properties/throughline', { verdict: 'flagged' });
    expect((await site.get('/rest/api/3/issue/DAEMON-17?properties=*all&expand=changelog')).body).not.toEqual(before);
    site.jira.reset();
    expect((await site.get('/rest/api/3/issue/DAEMON-17?properties=*all&expand=changelog')).body).toEqual(before);
  });
});
