/** What every request meets: unknown paths, wrong methods, bad bodies, limits, trouble on demand. */
import { openDemo } from './site-under-test';

describe('requests nobody can answer', () => {
  test.each`
    why                         | method      | path                                          | body                                                                       | status | message
    ${'an unknown path'}        | ${'GET'}    | ${'/rest/api/3/nope'}                         | ${undefined}                                                               | ${404} | ${'null for uri: /rest/api/3/nope'}
    ${'a method it lacks'}      | ${'DELETE'} | ${'/rest/api/3/serverInfo'}                   | ${undefined}                                                               | ${405} | ${'Method DELETE is not allowed for /rest/api/3/serverInfo'}
    ${'a body that is no JSON'} | ${'POST'}   | ${'/rest/api/3/search/jql'}                   | ${'{'}                                                                     | ${400} | ${'There was an error parsing JSON. Check that your request body is valid.'}
    ${'no body'}                | ${'POST'}   | ${'/rest/api/3/search/jql'}                   | ${undefined}                                                               | ${400} | ${'Invalid request payload. Refer to the REST API documentation and try again.'}
    ${'a bad escape'}           | ${'GET'}    | ${'/rest/api/3/issue/%E0%A4%A'}               | ${undefined}                                                               | ${400} | ${'The path holds a badly encoded part: %E0%A4%A'}
    ${'a bad number'}           | ${'GET'}    | ${'/rest/api/3/users/search?maxResults=many'} | ${undefined}                                                               | ${400} | ${'The maxResults parameter must be a whole number of 0 or more, but is: many'}
    ${'too many items'}         | ${'POST'}   | ${'/rest/api/3/issue/bulkfetch'}              | ${JSON.stringify({ issueIdsOrKeys: Array.from({ length: 101 }, String) })} | ${400} | ${'The maximum number of issues that can be fetched is 100, but 101 were requested.'}
  `('$why answers $status', async ({ method, path, body, status, message }) => {
    const { jira } = openDemo();
    const answer = await jira.handle({ method, path, ...(body !== undefined && { body }), principal: { kind: 'app' } });
    expect([answer.status, JSON.parse(answer.body)]).toEqual([status, { errorMessages: [message], errors: {} }]);
  });
});

describe('limits', () => {
  it('are told with every answer, and count items as Jira does', async () => {
    const site = openDemo();
    const left = async (path: string) => Number((await site.get(path)).headers['x-ratelimit-remaining']);
    const first = await left('/rest/api/3/serverInfo');
    expect(first - (await left('/rest/api/3/search/jql?jql=project=DAEMON&fields=summary&maxResults=30'))).toBe(31);
    expect(await left('/rest/api/3/nope')).toBe(first - 32);
  });

  it('start again with the hour', async () => {
    const site = openDemo();
    const left = async () => (await site.get('/rest/api/3/serverInfo')).headers['x-ratelimit-remaining'];
    const first = await left();
    expect(await left()).not.toBe(first);
    site.moveTo('2017-11-13T10:00:00Z');
    expect(await left()).toBe(first);
  });
});

describe('trouble on demand', () => {
  const ask = async (seed: number) => {
    const waits: number[] = [];
    const site = openDemo({
      faults: {
        seed,
        throttled: 0.2,
        unavailable: 0.2,
        slow: 0.3,
        slowMs: 1500,
        wait: async (ms) => void waits.push(ms),
      },
    });
    const answers = [];
    for (let request = 0; request < 200; request += 1) answers.push(await site.get('/rest/api/3/serverInfo'));
    return { answers, waits };
  };

  it('is the same for the same seed', async () => {
    const [one, same, other] = [await ask(7), await ask(7), await ask(8)];
    const statuses = ({ answers }: typeof one) => answers.map((answer) => answer.status);
    expect(statuses(same)).toEqual(statuses(one));
    expect(statuses(other)).not.toEqual(statuses(one));
  });

  it('throttles, fails and delays about as often as asked, in the words of Jira', async () => {
    const { answers, waits } = await ask(7);
    const count = (status: number) => answers.filter((answer) => answer.status === status).length;
    expect([count(429), count(503), waits.length].map((number) => number > 20 && number < 80)).toEqual([
      true,
      true,
      true,
    ]);
    expect(answers.find((answer) => answer.status === 429)?.headers).toMatchObject({
      'retry-after': '5',
      'ratelimit-reason': 'jira-burst-based',
    });
    expect(new Set(waits)).toEqual(new Set([1500]));
  });
});
