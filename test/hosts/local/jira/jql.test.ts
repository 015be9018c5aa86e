import { payments, MARCH } from './payments';
import { openDemo, openSite, type SiteUnderTest } from './site-under-test';

function paymentsOnThe(day: number): SiteUnderTest {
  const site = openSite(payments(), {
    aliases: {
      throughlineWaitingSince: { propertyKey: 'throughline', path: 'waitingSince', type: 'date' },
      throughlineFindings: { propertyKey: 'throughline', path: 'findings', type: 'string' },
      throughlineRisk: { propertyKey: 'throughline', path: 'risk', type: 'number' },
    },
  });
  site.moveTo(MARCH(day));
  return site;
}

describe('a query on the payments project on 15 March', () => {
  test.each`
    jql                                                              | keys
    ${'project = PAY'}                                               | ${['PAY-1', 'PAY-2', 'PAY-3', 'PAY-4']}
    ${'project = "Payments" and issuetype = Epic'}                   | ${['PAY-1']}
    ${'key in (PAY-2, pay-4)'}                                       | ${['PAY-2', 'PAY-4']}
    ${'id = 3'}                                                      | ${['PAY-3']}
    ${'key > PAY-2'}                                                 | ${['PAY-3', 'PAY-4']}
    ${'status = "In Progress"'}                                      | ${['PAY-3']}
    ${'status != Done'}                                              | ${['PAY-1', 'PAY-3']}
    ${'statusCategory = Done'}                                       | ${['PAY-2', 'PAY-4']}
    ${'statusCategory in ("To Do", indeterminate)'}                  | ${['PAY-1', 'PAY-3']}
    ${'resolution = Unresolved'}                                     | ${['PAY-1', 'PAY-3']}
    ${'resolution is not EMPTY'}                                     | ${['PAY-2', 'PAY-4']}
    ${'resolution = "Won\'t do"'}                                    | ${['PAY-4']}
    ${'assignee is EMPTY'}                                           | ${['PAY-1', 'PAY-4']}
    ${'assignee = acc-cy or assignee = "Bo Cedar"'}                  | ${['PAY-2', 'PAY-3']}
    ${'assignee != acc-cy'}                                          | ${['PAY-3']}
    ${'reporter = currentUser()'}                                    | ${[]}
    ${'assignee = currentUser()'}                                    | ${['PAY-3']}
    ${'labels = risky'}                                              | ${['PAY-2']}
    ${'labels != risky'}                                             | ${[]}
    ${'priority > Medium'}                                           | ${['PAY-1']}
    ${'priority <= Medium'}                                          | ${['PAY-2', 'PAY-3', 'PAY-4']}
    ${'fixVersion = "2.0"'}                                          | ${['PAY-2']}
    ${'fixVersion in unreleasedVersions()'}                          | ${['PAY-2', 'PAY-4']}
    ${'fixVersion is EMPTY'}                                         | ${['PAY-1', 'PAY-3']}
    ${'parent = PAY-1'}                                              | ${['PAY-2']}
    ${'"Epic Link" = PAY-1'}                                         | ${['PAY-2']}
    ${'"Epic Link" is EMPTY'}                                        | ${['PAY-1', 'PAY-3', 'PAY-4']}
    ${'"Story Points" >= 5'}                                         | ${['PAY-2']}
    ${'cf[10016] = 5'}                                               | ${['PAY-2']}
    ${'issue in linkedIssues(PAY-2)'}                                | ${['PAY-3']}
    ${'issue in linkedIssues(PAY-2, "is blocked by")'}               | ${['PAY-3']}
    ${'issue in linkedIssues(PAY-2, "blocks")'}                      | ${[]}
    ${'issueLinkType = "is blocked by"'}                             | ${['PAY-2']}
    ${'issueLinkType is EMPTY'}                                      | ${['PAY-1', 'PAY-4']}
    ${'summary ~ refund'}                                            | ${['PAY-2']}
    ${'summary ~ "refund*"'}                                         | ${['PAY-2', 'PAY-3']}
    ${'summary ~ "\\"same card\\""'}                                 | ${['PAY-2']}
    ${'summary !~ refund'}                                           | ${['PAY-1', 'PAY-3', 'PAY-4']}
    ${'text ~ "bank form"'}                                          | ${['PAY-3']}
    ${'due <= "2026-03-25"'}                                         | ${['PAY-1']}
    ${'due < "2026-03-25"'}                                          | ${[]}
    ${'due < 2w'}                                                    | ${['PAY-1']}
    ${'created >= "2026-03-02"'}                                     | ${['PAY-4']}
    ${'created < "2026/03/02 00:00"'}                                | ${['PAY-1', 'PAY-2', 'PAY-3']}
    ${'resolved >= -5d'}                                             | ${['PAY-4']}
    ${'resolved >= "-1w"'}                                           | ${['PAY-2', 'PAY-4']}
    ${'updated >= startOfWeek(-1) and updated < startOfWeek()'}      | ${['PAY-2', 'PAY-4']}
    ${'resolved <= endOfDay(-3d)'}                                   | ${['PAY-2', 'PAY-4']}
    ${'created <= now() and not status = Done'}                      | ${['PAY-1', 'PAY-3']}
    ${'status = Done and (labels = risky or priority = Highest)'}    | ${['PAY-2']}
    ${'status was "In Progress"'}                                    | ${['PAY-2', 'PAY-3']}
    ${'status was not "In Progress"'}                                | ${['PAY-1', 'PAY-4']}
    ${'status was Done before "2026-03-08"'}                         | ${['PAY-4']}
    ${'status was "In Progress" on "2026-03-03"'}                    | ${['PAY-2']}
    ${'status was in ("To Do") during ("2026-03-10", "2026-03-11")'} | ${['PAY-1', 'PAY-4']}
    ${'status changed from Done to "To Do"'}                         | ${['PAY-4']}
    ${'status changed by acc-bo after "2026-03-10"'}                 | ${['PAY-4']}
    ${'assignee was acc-bo'}                                         | ${['PAY-2', 'PAY-3']}
    ${'assignee changed to acc-cy'}                                  | ${['PAY-2']}
    ${'fixVersion changed after "2026-03-07"'}                       | ${['PAY-2']}
  `('$jql finds $keys', async ({ jql, keys }) => {
    expect(await paymentsOnThe(15).keys(`(${jql}) order by key`)).toEqual(keys);
  });

  test.each`
    order                            | keys
    ${'order by key desc'}           | ${['PAY-4', 'PAY-3', 'PAY-2', 'PAY-1']}
    ${'order by priority desc, key'} | ${['PAY-1', 'PAY-2', 'PAY-4', 'PAY-3']}
    ${'order by resolved asc, key'}  | ${['PAY-2', 'PAY-4', 'PAY-1', 'PAY-3']}
    ${'order by resolved desc, key'} | ${['PAY-4', 'PAY-2', 'PAY-1', 'PAY-3']}
    ${'order by assignee, key desc'} | ${['PAY-3', 'PAY-2', 'PAY-4', 'PAY-1']}
    ${''}                            | ${['PAY-4', 'PAY-3', 'PAY-2', 'PAY-1']}
  `('$order gives $keys', async ({ order, keys }) => {
    expect(await paymentsOnThe(15).keys(`project = PAY ${order}`)).toEqual(keys);
  });

  test.each`
    jql                                  | message
    ${'project = '}                      | ${'Error in the JQL Query: '}
    ${'colour = red'}                    | ${"Field 'colour' does not exist or you do not have permission to view it."}
    ${'project = NOPE'}                  | ${"The value 'NOPE' does not exist for the field 'project'."}
    ${'status = Sleeping'}               | ${"The value 'Sleeping' does not exist for the field 'status'."}
    ${'key = PAY-99'}                    | ${"An issue with key 'PAY-99' does not exist for field 'key'."}
    ${'status ~ Done'}                   | ${"The operator '~' is not supported by the 'status' field."}
    ${'summary = Refund'}                | ${"The operator '=' is not supported by the 'summary' field."}
    ${'created > yesterday'}             | ${"Date value 'yesterday' for field 'created' is invalid."}
    ${'created > "2026-02-30"'}          | ${"Date value '2026-02-30' for field 'created' is invalid."}
    ${'created > startOfDay(soon)'}      | ${"Invalid argument 'soon' for function 'startOfDay'."}
    ${'issue in magic(1)'}               | ${"Unable to find JQL function 'magic(1)'."}
    ${'issue in linkedIssues(PAY-2, x)'} | ${"Issue link type 'x' could not be found in function 'linkedIssues'."}
    ${'summary was Refund'}              | ${"History searches do not support the 'summary' field."}
    ${'project = PAY order by labels'}   | ${"Not able to sort using field 'labels'."}
    ${'order by key'}                    | ${'Unbounded JQL queries are not allowed here.'}
  `('$jql is refused: $message', async ({ jql, message }) => {
    expect(await paymentsOnThe(15).refusal(jql)).toContain(message);
  });
});

describe('queries about the past', () => {
  it('are answered as of the instant the clock shows', async () => {
    expect(await paymentsOnThe(4).keys('status was Done')).toEqual([]);
    expect(await paymentsOnThe(7).keys('status was Done')).toEqual(['PAY-4']);
  });

  it('are refused where the data has no histories, rather than answered wrongly', async () => {
    expect(await openDemo().refusal('status was Open')).toBe(
      "This site's data has no change history, so 'status was' cannot be answered.",
    );
  });
});

describe("the app's properties", () => {
  test.each`
    jql                                                | keys
    ${'throughlineWaitingSince <= -3d'}                | ${['PAY-2']}
    ${'throughlineWaitingSince >= -3d'}                | ${['PAY-3']}
    ${'throughlinewaitingsince is not EMPTY'}          | ${['PAY-2', 'PAY-3']}
    ${'throughlineFindings = blocking-wait'}           | ${['PAY-2']}
    ${'throughlineFindings in (deadlock, stale-work)'} | ${['PAY-2', 'PAY-3']}
    ${'throughlineRisk > 0.5'}                         | ${['PAY-3']}
    ${'issue.property[throughline].risk > 0.5'}        | ${['PAY-3']}
    ${'issue.property[throughline].undeclared = 1'}    | ${[]}
  `('$jql finds $keys', async ({ jql, keys }) => {
    const site = paymentsOnThe(15);
    await site.send('PUT', '/rest/api/3/issue/PAY-2/properties/throughline', {
      waitingSince: '2026-03-10',
      findings: ['blocking-wait', 'deadlock'],
      risk: 0.2,
      undeclared: 1,
    });
    await site.send('PUT', '/rest/api/3/issue/PAY-3/properties/throughline', {
      waitingSince: '2026-03-14T08:00:00Z',
      findings: ['stale-work'],
      risk: 0.9,
    });
    expect(await site.keys(`${jql} order by key`)).toEqual(keys);
  });
});

describe("the app's JQL functions", () => {
  const waiting = openSite(payments(), {
    jqlFunctions: {
      waitingLongerThan: async ({ arguments: [days], operator, field }) =>
        days === '3'
          ? { jql: `status = "In Progress" or key = PAY-1` }
          : { error: `${field} ${operator}: how many days?` },
      again: async () => ({ jql: 'issue in again()' }),
    },
  });
  waiting.moveTo(MARCH(15));

  test.each`
    jql                                                       | keys
    ${'issue in waitingLongerThan(3)'}                        | ${['PAY-1', 'PAY-3']}
    ${'issue not in waitingLongerThan(3)'}                    | ${['PAY-2', 'PAY-4']}
    ${'issue in waitingLongerThan(3) and priority = Highest'} | ${['PAY-1']}
  `('$jql stands for the query it returns', async ({ jql, keys }) => {
    expect(await waiting.keys(`${jql} order by key`)).toEqual(keys);
  });

  test.each`
    jql                               | message
    ${'issue in waitingLongerThan()'} | ${'issue in: how many days?'}
    ${'issue in again()'}             | ${"The JQL function 'again' stands for a query that uses JQL functions too deeply."}
  `('$jql is refused: $message', async ({ jql, message }) => {
    expect(await waiting.refusal(jql)).toBe(message);
  });
});

describe('pages of a search', () => {
  it('follow one another by token until the last', async () => {
    const site = openDemo();
    const all = await site.keys('project = DAEMON order by created');
    const keys: unknown[] = [];
    let token: unknown;
    do {
      const page = await site.send('POST', '/rest/api/3/search/jql', {
        jql: 'project = DAEMON order by created',
        fields: ['key', 'summary'],
        maxResults: 500,
        ...(token !== undefined && { nextPageToken: token }),
      });
      expect((page.at('issues') as unknown[]).length).toBeLessThanOrEqual(100);
      keys.push(...(page.at('issues.*.key') as string[]));
      token = page.at('nextPageToken');
      expect(page.at('isLast')).toBe(token === undefined);
    } while (token !== undefined);
    expect(keys).toEqual(all);
    expect(all.length).toBeGreaterThan(100);
  });

  it('refuse a token of another query', async () => {
    const site = openDemo();
    const { at } = await site.get('/rest/api/3/search/jql?jql=project=DAEMON&maxResults=5');
    const other = await site.get(
      `/rest/api/3/search/jql?jql=project=ALOY&maxResults=5&nextPageToken=${String(at('nextPageToken'))}`,
    );
    expect(other.status).toBe(400);
  });

  it('hold ids alone when no fields are asked for', async () => {
    const { at } = await openDemo().get('/rest/api/3/search/jql?jql=key=DAEMON-17');
    expect(at('issues')).toEqual([{ id: '154719' }]);
  });
});
