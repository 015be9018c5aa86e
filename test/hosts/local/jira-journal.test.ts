import { appendFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClock } from '../../../src/hosts/local/clock';
import type { Principal } from '../../../src/hosts/local/contract';
import { loadDataSet } from '../../../src/hosts/local/jira/data-set';
import { createLocalJira, type LocalJira } from '../../../src/hosts/local/jira/site';
import { replayJournal, withJournal } from '../../../src/hosts/local/jira-journal';

const dataSet = loadDataSet(join(__dirname, '../../../demo'));
const start = Date.UTC(2017, 10, 13, 9);
const app: Principal = { kind: 'app' };

function openJira(file: string) {
  const clock = createClock(start, () => 0);
  const plain = createLocalJira({ dataSet, clock });
  const admin: Principal = { kind: 'user', accountId: plain.adminAccountId };
  return { clock, plain, admin, jira: withJournal(plain, file, clock) };
}

const put = (jira: LocalJira, path: string, body: unknown, principal: Principal) =>
  jira.handle({ method: 'PUT', path, body: JSON.stringify(body), principal });
const read = async (jira: LocalJira, path: string, principal: Principal) =>
  JSON.parse((await jira.handle({ method: 'GET', path, principal })).body);
const newFile = () => join(mkdtempSync(join(tmpdir(), 'journal-')), 'jira.jsonl');

const property = '/rest/api/3/issue/DAEMON-17/properties/throughline';

describe('what was done in the local Jira', () => {
  it('is there again after a restart, at the instants it was done', async () => {
    const file = newFile();
    const first = openJira(file);
    first.clock.set(start + 5000);
    await put(first.jira, '/rest/api/3/issue/DAEMON-17', { fields: { summary: 'Renamed' } }, first.admin);
    await put(first.jira, property, { v: 1 }, app);

    const second = openJira(file);
    await replayJournal(second.plain, file, second.clock);
    expect(second.clock.now()).toBe(start);
    second.clock.set(start + 10_000);
    const item = await read(second.jira, '/rest/api/3/issue/DAEMON-17?fields=summary,updated', second.admin);
    expect(item.fields.summary).toBe('Renamed');
    expect(Date.parse(item.fields.updated)).toBe(start + 5000);
    expect((await read(second.jira, property, app)).value).toEqual({ v: 1 });
  });

  it('keeps only the last value of a property, and nothing that only asked or was refused', async () => {
    const file = newFile();
    const { jira, plain, clock, admin } = openJira(file);
    await put(jira, property, { v: 1 }, app);
    await put(jira, property, { v: 2 }, app);
    await put(jira, '/rest/api/3/issue/NONE-1', { fields: {} }, admin);
    await jira.handle({
      method: 'POST',
      path: '/rest/api/3/search/jql',
      body: '{"jql":"project = DAEMON"}',
      principal: admin,
    });
    await replayJournal(plain, file, clock);
    const lines = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { path: string; body: string });
    expect(lines.map(({ path, body }) => [path, body])).toEqual([[property, '{"v":2}']]);
  });

  it('survives a line that a crash cut short', async () => {
    const file = newFile();
    const { jira, plain, clock } = openJira(file);
    await put(jira, property, { v: 1 }, app);
    appendFileSync(file, '{"at":1,"meth');
    await expect(replayJournal(plain, file, clock)).resolves.toBeUndefined();
  });

  it('is forgotten when the site begins anew', async () => {
    const file = newFile();
    const first = openJira(file);
    await put(first.jira, property, { v: 1 }, app);
    first.jira.reset();
    const second = openJira(file);
    await replayJournal(second.plain, file, second.clock);
    expect((await second.jira.handle({ method: 'GET', path: property, principal: app })).status).toBe(404);
  });
});
