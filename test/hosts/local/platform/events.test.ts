import { openFixture, type Fixture } from './fixture-platform';

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture();
}, 60_000);
beforeEach(() => fixture.platform.uninstall());
afterAll(() => fixture.platform.close());

const remembered = async (key: string): Promise<readonly unknown[]> =>
  ((await fixture.ask('kvs', { call: 'get', args: [key] })).answer as unknown[] | undefined) ?? [];
const push = async (...events: object[]): Promise<string> => (await fixture.ask('push', { events })).answer as string;
const stats = async (jobId: string): Promise<unknown> => (await fixture.ask('job', { jobId })).answer;

describe('the queue', () => {
  test('hands each event to its consumer once all went well', async () => {
    const jobId = await push({ body: { bird: 'wren' } }, { body: { bird: 'owl' } });
    await fixture.platform.drain();
    expect(await stats(jobId)).toEqual({ success: 2, inProgress: 0, failed: 0 });
    expect(await remembered('consumed')).toHaveLength(2);
  });

  test('lets a delayed event wait for the host clock', async () => {
    const jobId = await push({ body: { bird: 'wren' }, delayInSeconds: 60 });
    fixture.turnClock(minuteMs - 1);
    fixture.platform.runDueEvents();
    expect(await stats(jobId)).toEqual({ success: 0, inProgress: 1, failed: 0 });
    expect(fixture.platform.invocations(5).map((each) => each.moduleType)).not.toContain('consumer');
    fixture.turnClock(1);
    fixture.platform.runDueEvents();
    await fixture.platform.drain();
    expect(await stats(jobId)).toEqual({ success: 1, inProgress: 0, failed: 0 });
  });

  test('drains delayed events in the order they are due', async () => {
    await push(
      { body: { bird: 'third' }, delayInSeconds: 90 },
      { body: { bird: 'second' }, delayInSeconds: 30 },
      { body: { bird: 'first' } },
    );
    await fixture.platform.drain();
    expect(await remembered('consumed')).toMatchObject([{ bird: 'first' }, { bird: 'second' }, { bird: 'third' }]);
  });

  test('tries again with what the function said about the last try', async () => {
    await push({ body: { bird: 'wren', retry: 1 } });
    await fixture.platform.drain();
    expect(await remembered('consumed')).toEqual([
      { bird: 'wren', retryContext: null },
      {
        bird: 'wren',
        retryContext: { retryCount: 1, retryReason: 'FUNCTION_UPSTREAM_RATE_LIMITED', retryData: { at: 'nest' } },
      },
    ]);
    expect(fixture.platform.invocations(10).map((each) => each.outcome)).toContain('retry');
  });

  test.each`
    why                             | body                           | tries | outcome
    ${'fails four times, then not'} | ${{ bird: 'wren', fail: 4 }}   | ${5}  | ${{ success: 1, failed: 0 }}
    ${'fails five times'}           | ${{ bird: 'wren', fail: 5 }}   | ${5}  | ${{ success: 0, failed: 1 }}
    ${'asks again for ever'}        | ${{ bird: 'wren', retry: 99 }} | ${5}  | ${{ success: 0, failed: 1 }}
  `(
    'an event whose consumer $why is tried $tries times',
    async ({ body, tries, outcome }: { body: object; tries: number; outcome: object }) => {
      const jobId = await push({ body });
      await fixture.platform.drain();
      expect(await remembered('consumed')).toHaveLength(tries);
      expect(await stats(jobId)).toMatchObject(outcome);
    },
  );

  test('forgets what waits when a job is cancelled, and knows no other jobs', async () => {
    const jobId = await push({ body: { bird: 'wren' }, delayInSeconds: 60 });
    await fixture.ask('cancel', { jobId });
    await fixture.platform.drain();
    expect(await remembered('consumed')).toEqual([]);
    expect(await stats(jobId)).toEqual({ success: 0, inProgress: 0, failed: 0 });
    expect(await fixture.ask('job', { jobId: 'ghost' })).toMatchObject({ refused: { kind: 'JobDoesNotExistError' } });
  });

  test('runs events of one lane one after another', async () => {
    const lane = { concurrency: { key: 'nest', limit: 1 } };
    await push(...['a', 'b', 'c'].map((bird) => ({ body: { bird }, ...lane })));
    await fixture.platform.drain();
    expect(await remembered('consumed')).toMatchObject([{ bird: 'a' }, { bird: 'b' }, { bird: 'c' }]);
  });

  test('refuses events too large for a consumer that runs long', async () => {
    expect(await fixture.ask('push', { events: [{ body: { song: 'x'.repeat(100 * 1024) } }] })).toMatchObject({
      refused: { kind: 'PayloadTooBigError' },
    });
  });

  test('stops a consumer that feeds itself for ever', async () => {
    const endless = await openFixture({ limits: { queueCyclicPushes: 5 } });
    await endless.ask('push', { events: [{ body: { bird: 'cuckoo', again: true } }] });
    await endless.platform.drain();
    expect(endless.platform.hostLog().join('\n')).toContain('one first cause led to more than 5 pushes');
    await endless.platform.close();
  });
});

describe('faults on purpose', () => {
  test('deliver an event twice, and count it once', async () => {
    const twice = await openFixture({ faults: { copies: () => 2 } });
    const jobId = (await twice.ask('push', { events: [{ body: { bird: 'wren' } }] })).answer;
    await twice.platform.drain();
    expect((await twice.ask('kvs', { call: 'get', args: ['consumed'] })).answer).toHaveLength(2);
    expect(await twice.ask('job', { jobId })).toEqual({ answer: { success: 1, inProgress: 0, failed: 0 } });
    await twice.platform.close();
  });

  test("answer a call in the platform's place, and the SDK believes it", async () => {
    const busy = { status: 429, body: JSON.stringify({ code: 'RATE_LIMIT_EXCEEDED', message: 'Too many requests' }) };
    let left = 1;
    const throttled = await openFixture({
      faults: { intercept: ({ options }) => (options.type === 'kvs' && left-- > 0 ? busy : undefined) },
    });
    expect(await throttled.ask('kvs', { call: 'get', args: ['nest'] })).toMatchObject({
      refused: { code: 'RATE_LIMIT_EXCEEDED' },
    });
    expect(await throttled.ask('kvs', { call: 'get', args: ['nest'] })).toEqual({});
    await throttled.platform.close();
  });
});

describe('triggers', () => {
  const updated = { eventType: 'avi:jira:updated:issue', timestamp: 0, selfGenerated: false };

  test('get the events they asked for, with no user', async () => {
    await fixture.platform.deliverEvent(updated);
    await fixture.platform.deliverEvent({ ...updated, eventType: 'avi:jira:deleted:issue' });
    expect(await remembered('events')).toEqual([{ eventType: 'avi:jira:updated:issue', principal: null }]);
  });

  test('do not hear the echo of the app itself when they ignore it', async () => {
    await fixture.platform.deliverEvent({ ...updated, selfGenerated: true });
    expect(await remembered('events')).toEqual([]);
  });

  test('are told once that the app was installed, and later that it was upgraded', async () => {
    await fixture.platform.install();
    await fixture.platform.install();
    expect(await remembered('events')).toMatchObject([
      { eventType: 'avi:forge:installed:app' },
      { eventType: 'avi:forge:upgraded:app' },
    ]);
  });

  test('come again when they ask to', async () => {
    await fixture.platform.deliverEvent({ ...updated, retryFirst: true });
    expect(await remembered('events')).toHaveLength(1);
    await fixture.platform.drain();
    expect(await remembered('events')).toHaveLength(2);
  });

  test('cannot act as a user, for there is none', async () => {
    await fixture.platform.deliverEvent({ ...updated, asUser: true });
    expect(fixture.platform.invocations(1)).toMatchObject([{ outcome: 'error', error: 'Authentication Required' }]);
    expect(fixture.platform.hostLog().at(-2)).toContain('no user is present');
  });
});

describe('schedules', () => {
  test('first run five minutes after installation', async () => {
    fixture.turnClock(5 * minuteMs - 1);
    expect(await fixture.platform.runDueSchedules()).toBe(0);
    fixture.turnClock(1);
    expect(await fixture.platform.runDueSchedules()).toBe(2);
    expect(await remembered('schedules')).toEqual([
      { moduleKey: 'every-hour', principal: null },
      { moduleKey: 'every-five', principal: null },
    ]);
  });

  test('then at their interval, and once however far the clock jumped', async () => {
    fixture.turnClock(5 * minuteMs);
    await fixture.platform.runDueSchedules();
    fixture.turnClock(5 * minuteMs);
    expect(await fixture.platform.runDueSchedules()).toBe(1);
    fixture.turnClock(48 * hourMs);
    expect(await fixture.platform.runDueSchedules()).toBe(2);
    expect(await fixture.platform.runDueSchedules()).toBe(0);
  });

  test('do not wait for a future that a clock turned back has made distant', async () => {
    fixture.turnClock(-48 * hourMs);
    expect(await fixture.platform.runDueSchedules()).toBe(0);
    fixture.turnClock(hourMs);
    expect(await fixture.platform.runDueSchedules()).toBe(2);
    fixture.turnClock(48 * hourMs);
  });

  test('run on request, due or not', async () => {
    await fixture.platform.runSchedule('every-hour');
    expect(await remembered('schedules')).toHaveLength(1);
    await expect(fixture.platform.runSchedule('never')).rejects.toThrow('no scheduledTrigger with key "never"');
  });
});
