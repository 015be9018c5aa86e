import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFixture } from './fixture-platform';

describe('a platform with a data folder', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'tl-platform-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  test('goes on where it stopped: ids, values, tables, addresses, events that waited', async () => {
    const before = await openFixture({ dataDir });
    await before.ask('kvs', { call: 'set', args: ['nest', { eggs: 3 }] });
    await before.ask('kvs', { call: 'setSecret', args: ['token', 'hush'] });
    await before.ask('migrate');
    const hook = await before.platform.webTriggerPath('hook');
    const jobId = (await before.ask('push', { events: [{ body: { bird: 'wren' }, delayInSeconds: 60 }] })).answer;
    await before.platform.close();

    const after = await openFixture({ dataDir });
    expect(after.platform.installationId).toBe(before.platform.installationId);
    expect(after.platform.environmentId).toBe(before.platform.environmentId);
    expect(await after.ask('kvs', { call: 'get', args: ['nest'] })).toEqual({ answer: { eggs: 3 } });
    expect(await after.ask('kvs', { call: 'getSecret', args: ['token'] })).toEqual({ answer: 'hush' });
    expect((await after.ask('migrate')).answer).toMatchObject({ ran: [] });
    expect(await after.platform.webTriggerPath('hook')).toBe(hook);
    expect(await after.ask('job', { jobId })).toEqual({ answer: { success: 0, inProgress: 1, failed: 0 } });
    await after.platform.drain();
    expect(await after.ask('job', { jobId })).toEqual({ answer: { success: 1, inProgress: 0, failed: 0 } });
    await after.platform.uninstall();
    await after.platform.close();

    const anew = await openFixture({ dataDir });
    expect(await anew.ask('kvs', { call: 'get', args: ['nest'] })).toEqual({});
    expect((await anew.ask('migrate')).answer).toMatchObject({ ran: ['v001_bird'] });
    await anew.platform.close();
  });

  test('has its folder to itself, but a lock of a process that is gone does not count', async () => {
    // Process 1 always runs; the largest possible number never does.
    writeFileSync(join(dataDir, 'host.pid'), '1');
    await expect(openFixture({ dataDir })).rejects.toThrow('Another host (process 1) uses');
    writeFileSync(join(dataDir, 'host.pid'), '4194304');
    const fixture = await openFixture({ dataDir });
    await fixture.platform.close();
  });

  test('is apart from every other installation', async () => {
    const one = await openFixture({ dataDir });
    const other = await openFixture();
    await one.ask('kvs', { call: 'set', args: ['nest', 1] });
    expect(await other.ask('kvs', { call: 'get', args: ['nest'] })).toEqual({});
    expect(other.platform.installationId).not.toBe(one.platform.installationId);
    await one.platform.close();
    await other.platform.close();
  });
});

test('a seed keeps the address of a web trigger over installations and starts, and tells nobody else', async () => {
  const first = await openFixture({ webTriggerSeed: 'one' });
  const path = await first.platform.webTriggerPath('hook');
  expect(await first.platform.webTriggerPath('free-hook')).not.toBe(path);
  await first.platform.uninstall();
  await first.platform.install();
  expect(await first.platform.webTriggerPath('hook')).toBe(path);
  await first.platform.close();
  const pathWith = async (settings: { webTriggerSeed?: string }): Promise<string> => {
    const { platform } = await openFixture(settings);
    const answer = await platform.webTriggerPath('hook');
    await platform.close();
    return answer;
  };
  expect(await pathWith({ webTriggerSeed: 'one' })).toBe(path);
  expect(await pathWith({ webTriggerSeed: 'two' })).not.toBe(path);
  expect(await pathWith({})).not.toBe(await pathWith({}));
});
