/** The command line against a running host, as a user types it: a large history, twice, and explained. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OpenHost, ROOT, openHost } from './open-host';

jest.setTimeout(240_000);

const COMMITS = 10_500;
let app: OpenHost;
let folder: string;
let secretFile: string;

beforeAll(async () => {
  app = await openHost();
  folder = mkdtempSync(join(tmpdir(), 'throughline-push-'));
  secretFile = join(folder, 'secret');
  writeFileSync(secretFile, app.secret);
  await run(process.execPath, [join(ROOT, 'bench/make-repository.mjs'), join(folder, 'ledger.git'), String(COMMITS)]);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await app.close();
});

function run(program: string, args: readonly string[]): Promise<{ status: number | null; said: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: folder });
    let said = '';
    child.stdout.on('data', (text) => (said += String(text)));
    child.stderr.on('data', (text) => (said += String(text)));
    child.on('exit', (status) => resolve({ status, said }));
  });
}

const throughline = (...words: string[]) => run(process.execPath, [join(ROOT, 'bin/throughline.mjs'), ...words]);
const push = async (...words: string[]) => {
  const outcome = await throughline(
    'push',
    '--repo',
    join(folder, 'ledger.git'),
    '--name',
    'acme/ledger',
    '--url',
    app.webTriggerUrl,
    '--secret-file',
    secretFile,
    ...words,
  );
  await app.host.shell.platform.drain();
  return outcome;
};
const repository = async () =>
  (await app.ask('admin.read', {}, { on: 'admin-page' })).repositories.find(({ name }) => name === 'acme/ledger');

describe('throughline push', () => {
  it(`brings in ${COMMITS} commits, and a second time changes nothing`, async () => {
    expect(await push()).toMatchObject({ status: 0 });
    expect(await repository()).toMatchObject({ commits: COMMITS });
    const trace = (await app.ask('admin.read', {}, { on: 'admin-page' })).unknownKeys;
    expect(await push('--all')).toMatchObject({ status: 0 });
    expect(await repository()).toMatchObject({ commits: COMMITS });
    expect((await app.ask('admin.read', {}, { on: 'admin-page' })).unknownKeys).toEqual(trace);
    expect((await push()).said).toMatch(/nothing new/i);
  });

  it('with a wrong secret stops, says what to do, and leaves what is there', async () => {
    const wrong = join(folder, 'wrong');
    writeFileSync(wrong, 'not the secret');
    const { status, said } = await throughline(
      'push',
      '--repo',
      join(folder, 'ledger.git'),
      '--name',
      'acme/other',
      '--url',
      app.webTriggerUrl,
      '--secret-file',
      wrong,
    );
    expect(status).toBe(1);
    expect(said).toMatch(/401/);
    expect(await repository()).toMatchObject({ commits: COMMITS });
    const { entries } = await app.ask('admin.log', {}, { on: 'admin-page' });
    expect(entries[0]).toMatchObject({ outcome: 'refused' });
  });
});

describe('throughline push --numstat --blame', () => {
  const ledger = () => join(folder, 'till.git');
  /** The second commit rewrites one line of the first, and serves nothing. */
  const line = (text: string) => `data ${text.length}\n${text}\n`;
  const commit = (mark: number, message: string, content: string) =>
    `commit refs/heads/main\nmark :${mark}\ncommitter Ada Example <ada@example.com> ${1_500_000_000 + mark} +0000\n${line(message)}${mark > 1 ? `from :${mark - 1}\n` : ''}M 100644 inline src/till/count.js\n${line(content)}\n`;

  beforeAll(async () => {
    execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', ledger()]);
    execFileSync('git', ['-C', ledger(), 'fast-import', '--quiet'], {
      input: commit(1, 'DAEMON-17 count\n', 'one\ntwo\nthree\n') + commit(2, 'tidy\n', 'one\nzwei\nthree\n'),
    });
    const words = [
      'push',
      '--numstat',
      '--blame',
      '--repo',
      ledger(),
      '--name',
      'acme/till',
      '--url',
      app.webTriggerUrl,
    ];
    const { status, said } = await throughline(...words, '--secret-file', secretFile);
    expect(said).toMatch(/acme\/till at [0-9a-f]{12}: sent who wrote the 3 lines of 1 file in 1 batch/);
    expect(status).toBe(0);
    await app.host.shell.platform.drain();
  });

  const blame = async (...words: string[]) =>
    throughline('blame', ...words, '--repo', ledger(), '--url', app.host.siteOrigin);

  it('lets a line be led back to its item and the proof', async () => {
    const { status, said } = await blame('src/till/count.js', '--line', '3');
    expect(said).toMatch(/src\/till\/count\.js:3 {2}commit [0-9a-f]{12} of 2017-07-14/);
    expect(said).toMatch(/serves DAEMON-17 /);
    expect(said).toMatch(/proof: DAEMON-17 in the subject/);
    expect(status).toBe(0);
    expect((await blame('src/till/count.js', '--line', '2')).said).toMatch(/It is untraced/);
  });

  it('tells what a whole file serves', async () => {
    const { said } = await blame('src/till/count.js', '--json');
    const { lines, features, withoutFeature, untraced, unknown } = JSON.parse(said) as Record<string, unknown>;
    expect({ lines, untraced, unknown }).toEqual({ lines: 3, untraced: 1, unknown: 0 });
    expect(JSON.stringify([features, withoutFeature])).toMatch(/"DAEMON-17"/);
  });

  it('is in the footprint of the item: churn, places and what still lives', async () => {
    const footprint = await app.ask('trace.footprint', {}, { on: 'issue-panel', item: 'DAEMON-17' });
    expect(footprint.repositories.map(({ name }) => name)).toContain('acme/till');
    expect(footprint.files).toContainEqual(
      expect.objectContaining({ repo: 'acme/till', path: 'src/till/count.js', commits: 1, survivingLines: 2 }),
    );
    expect(footprint.modules).toContainEqual(
      expect.objectContaining({ repo: 'acme/till', path: 'src/till', survivingLines: 2 }),
    );
    expect(footprint.weeks).toContainEqual(expect.objectContaining({ monday: '2017-07-10', added: 3, deleted: 0 }));
    expect(footprint).toMatchObject({ commitsWithLines: 1, surviving: { state: 'known', lines: 2, files: 1 } });
  });
});

describe('throughline explain', () => {
  it('tells how a verdict came about', async () => {
    const { status, said } = await throughline('explain', 'DAEMON-17', '--url', app.host.siteOrigin);
    expect(said).toMatch(/It waits since ≈ 2016-02-04/);
    expect(said).toMatch(/depends on DAEMON-74/);
    expect(said).toMatch(/blocking-wait\/work-item:DAEMON-17/);
    expect(status).toBe(0);
  });

  it('tells how a link came about', async () => {
    const { body } = await app.rest(
      '/rest/api/3/search/jql?jql=throughlineCommits%20%3E%200&fields=summary&maxResults=1',
    );
    const [item] = (body as { issues: { key: string }[] }).issues;
    const { body: property } = await app.rest(`/rest/api/3/issue/${item?.key}/properties/throughline`);
    const [commit] = (property as { value: { commits: { sha: string }[] } }).value.commits;
    const { status, said } = await throughline('explain', commit?.sha ?? '', '--url', app.host.siteOrigin);
    expect(said).toContain(`serves ${item?.key}`);
    expect(status).toBe(0);
  });

  it('says so when it knows nothing of a key, and fails', async () => {
    const { status, said } = await throughline('explain', 'NOPE-1', '--url', app.host.siteOrigin);
    expect(status).toBe(1);
    expect(said).toMatch(/knows nothing of NOPE-1/);
  });
});
