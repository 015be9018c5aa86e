import { jiraAsApp, jiraAsReader } from '../../../src/hosts/forge/jira-rest';
import type { JiraCaller } from '../../../src/hosts/forge/rest';

/** Jira that gives every request the same answer. */
const answering = (status: number, body = ''): JiraCaller => ({
  requestJira: () =>
    Promise.resolve({
      status,
      ok: status < 400,
      headers: { get: () => '0' },
      text: () => Promise.resolve(body),
    }),
  remainingMs: () => 60_000,
});

const jira = (status: number) => jiraAsApp(answering(status), () => Promise.resolve([]));

describe('Jira over REST', () => {
  it.each([
    [200, 'written'],
    [404, 'gone'],
    [400, 'refused'],
    [403, 'refused'],
  ])('writing a property that Jira answers with %i is "%s"', async (status, outcome) => {
    expect(await jira(status).writeItemProperty('1', {})).toBe(outcome);
  });

  it.each([429, 503])('writing a property that Jira answers with %i fails, to be done again', async (status) => {
    await expect(jira(status).writeItemProperty('1', {})).rejects.toThrow(String(status));
  });

  it.each([200, 403, 404])('removing a property is done when Jira answers with %i', async (status) => {
    await expect(jira(status).removeItemProperty('1')).resolves.toBeUndefined();
  });

  it.each`
    why                         | status | body                             | seen
    ${'a person'}               | ${200} | ${'{"accountType":"atlassian"}'} | ${'person'}
    ${'a customer'}             | ${200} | ${'{"accountType":"customer"}'}  | ${'person'}
    ${'an app'}                 | ${200} | ${'{"accountType":"app"}'}       | ${'app'}
    ${'nobody'}                 | ${404} | ${''}                            | ${undefined}
    ${'nobody the reader sees'} | ${403} | ${''}                            | ${undefined}
  `('an account is $why when Jira answers with $status', async ({ status, body, seen }) => {
    expect(await jiraAsReader(answering(status, body), 'admin').seeAccount('1:ana')).toBe(seen);
  });

  it('whether an account is there is not known when Jira answers with 503', async () => {
    await expect(jiraAsReader(answering(503), 'admin').seeAccount('1:ana')).rejects.toThrow('503');
  });

  it('removing a property fails when Jira answers with 503', async () => {
    await expect(jira(503).removeItemProperty('1')).rejects.toThrow('503');
  });

  it('asks for the projects once, and again only when that failed', async () => {
    let asked = 0;
    const failing = answering(503);
    const telling = answering(200, '{"values":[{"id":"1","key":"PAY","name":"Payments"}],"isLast":true}');
    const caller: JiraCaller = {
      ...telling,
      requestJira: (path, init) => {
        asked += 1;
        return (fails ? failing : telling).requestJira(path, init);
      },
    };
    let fails = true;
    const one = jiraAsApp(caller, () => Promise.resolve([]));
    await expect(one.readProjects()).rejects.toThrow('503');
    fails = false;
    asked = 0;
    expect(await one.readProjects()).toEqual([{ id: '1', key: 'PAY', name: 'Payments' }]);
    await one.readProjects();
    expect(asked).toBe(1);
  });
});
