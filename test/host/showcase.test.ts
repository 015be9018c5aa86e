/** The fictional showcase through the bundle that deploys, on one of its days and on an earlier one. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openShowcase } from '../../src/hosts/local/showcase/open-showcase';
import { type OpenHost, ROOT, openHost } from './open-host';

jest.setTimeout(300_000);

const march = Date.parse('2026-03-18T09:00:00Z');
let folder: string;
let app: OpenHost;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-showcase-'));
  app = await openHost(march, openShowcase(join(ROOT, 'showcase'), folder, march));
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

async function flagsOf(item: string): Promise<string[]> {
  const { findings } = await app.ask('item.read', {}, { on: 'issue-panel', project: 'TIDE', item });
  return findings.map(({ detector }) => detector);
}

it('opens on 18 March 2026, says that all is invented, and knows nothing of April', async () => {
  expect(app.host.shell.clock.now()).toBeGreaterThanOrEqual(march);
  expect(app.host.shell.clock.now()).toBeLessThan(march + 60 * 60 * 1000);
  expect(app.host.shell.banner).toMatch(/^A fictional showcase/);
  expect(app.host.shell.projects(app.adminId).map(({ name }) => name)).toEqual([
    'Tidebook (fictional)',
    'Quayside desk (fictional)',
  ]);
  expect((await app.rest('/rest/api/3/issue/TIDE-40')).status).toBe(200);
  expect((await app.rest('/rest/api/3/issue/TIDE-50')).status).toBe(404);
  const health = await app.ask('health.read', {}, { on: 'project-page', project: 'TIDE' });
  const past = await app.host.shell.askApp('trace.export', { of: 'map', asOf: '2026-12-31' });
  expect(health.counts.commits).toBeGreaterThan(300);
  expect(JSON.stringify(past)).not.toContain('TIDE-50');
});

it('has the two crews in its settings, as an administrator would have named them', async () => {
  const { settings } = await app.ask('settings.read', {}, { on: 'admin-page' });
  expect(settings.people.teams.map(({ name, members }) => [name, members.length])).toEqual([
    ['Harbour', 6],
    ['Lighthouse', 6],
  ]);
});

it('hides what is confidential from whoever is not at the desk', async () => {
  expect((await app.rest('/rest/api/3/issue/QUAY-3', 'fictional-payments')).status).toBe(404);
  expect((await app.rest('/rest/api/3/issue/QUAY-1', 'fictional-payments')).status).toBe(200);
  expect((await app.rest('/rest/api/3/issue/QUAY-1', 'fictional-junior')).status).toBe(404);
  expect((await app.rest('/rest/api/3/issue/QUAY-3', 'fictional-quay')).status).toBe(200);
});

it('goes back to February by itself, where the card payment waits, and forward by an hour', async () => {
  await app.host.moveTo(Date.parse('2026-02-10T09:30:00Z'));
  expect((await app.rest('/rest/api/3/issue/TIDE-80')).status).toBe(404);
  expect(await flagsOf('TIDE-30')).toContain('blocking-wait');
  await app.host.moveTo(Date.parse('2026-02-10T10:30:00Z'));
  expect((await app.rest('/rest/api/3/issue/TIDE-80')).status).toBe(200);
  expect(await flagsOf('TIDE-30')).toContain('blocking-wait');
});

it('refuses a day the story does not tell of', () => {
  const never = Date.parse('2026-09-01T09:00:00Z');
  expect(() => openShowcase(join(ROOT, 'showcase'), folder, never)).toThrow(
    'The showcase does not tell of 2026-09-01. Open it on a day from 2026-01-05 to 2026-07-03.',
  );
});
