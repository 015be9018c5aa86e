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
    await fixture.ask('talk', { lines: 2, width: 3 });
    const [record] = fixture.platform.invocations(1);
    expect(record).toMatchObject({ functionKey: 'fn-resolver', outcome: 'ok', accountId: 'ada', logs: ['xxx { each: 0 }', 'xxx { each: 1 }'] });
  });
});
