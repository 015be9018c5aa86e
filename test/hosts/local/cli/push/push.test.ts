import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { GitRef } from '../../../../../src/hosts/local/cli/git/tips';
import type { SentCommit } from '../../../../../src/hosts/local/cli/push/batch';
import { type PushOrder, push } from '../../../../../src/hosts/local/cli/push/push';
import type { Wire } from '../../../../../src/hosts/local/cli/push/send-batch';
import { addCommits, git, type PlannedCommit, removeTemporaryFolders, repositoryOf } from '../temporary-repository';

const SECRET = 'quite secret';
const START = Date.parse('2026-03-09T08:00:00Z');

interface Received {
  readonly body: {
    readonly v: number;
    readonly kind: string;
    readonly repo: string;
    readonly sentAt: string;
    readonly commits: readonly SentCommit[];
    readonly refs?: readonly GitRef[];
    readonly refsAt?: string;
    readonly allRefs?: true;
    readonly done?: true;
  };
  readonly raw: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

type Answer = { status: number; headers?: Record<string, string> } | 'hang up';

/** The app's web trigger, as far as the wire goes. */
let server: Server;
let url: string;
let taken: Received[];
let requests: number;
/** Decides on the nth request, from 0; the default takes it. */
let answer: (nth: number) => Answer;

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString('utf8');
      const outcome = answer(requests);
      requests += 1;
      if (outcome === 'hang up') return void request.socket.destroy();
      if (outcome.status === 202)
        taken.push({ raw, body: JSON.parse(raw) as Received['body'], headers: request.headers });
      response.writeHead(outcome.status, outcome.headers).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/public/hook`;
});
beforeEach(() => {
  taken = [];
  requests = 0;
  answer = () => ({ status: 202 });
});
afterAll(async () => {
  removeTemporaryFolders();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

/** Time that passes only while somebody sleeps. */
function wireAt(startedAt = START) {
  let now = startedAt;
  const waits: number[] = [];
  const wire: Wire = {
    fetch,
    now: () => now,
    chance: () => 1,
    sleep: async (milliseconds) => {
      waits.push(milliseconds);
      now += milliseconds;
    },
  };
  return { wire, waits };
}

async function pushTo(path: string, change: Partial<PushOrder> = {}, at = wireAt()) {
  const warnings: string[] = [];
  const summary = await push(
    {
      path,
      target: { kind: 'web-trigger', url, secret: SECRET },
      counts: false,
      all: false,
      everyBranch: false,
      batchBytes: 20_000,
      name: 'acme/ledger',
      ...change,
    },
    at.wire,
    { onName: () => undefined, onProgress: () => undefined, onWarning: (sentence) => warnings.push(sentence) },
  );
  return { summary, warnings, waits: at.waits };
}

function line(count: number, from = 1): PlannedCommit[] {
  return Array.from({ length: count }, (_, index) => ({
    mark: from + index,
    parents: from + index === 1 ? [] : [from + index - 1],
    message: `PAY-${from + index} ${'work '.repeat(20)}`,
    files: { 'src/ledger.ts': `${from + index}\n` },
  }));
}

const sentShas = () => taken.flatMap(({ body }) => body.commits.map(({ sha }) => sha));
const allShas = (folder: string) => git(folder, ['rev-list', '--all']).trim().split('\n').sort();
const ledgerFiles = (folder: string) =>
  existsSync(join(folder, 'throughline')) ? readdirSync(join(folder, 'throughline')) : [];

test('every commit arrives once, signed, and branches come with the last batch', async () => {
  const folder = repositoryOf([...line(200), { mark: 201, parents: [200], branch: 'feature/PAY-7', message: 'side' }]);
  const { summary } = await pushTo(folder);
  expect(sentShas().sort()).toEqual(allShas(folder));
  expect(summary).toMatchObject({
    repository: 'acme/ledger',
    commits: 201,
    batches: taken.length,
    branches: 2,
    dryRun: false,
  });
  expect(summary.bytes).toBe(taken.reduce((total, { raw }) => total + Buffer.byteLength(raw), 0));
  expect(taken.length).toBeGreaterThan(2);
  expect(taken.map(({ body }) => body.done ?? false)).toEqual(taken.map((_, index) => index === taken.length - 1));
  expect(taken.at(-1)?.body.refs?.map(({ name }) => name)).toEqual(['feature/PAY-7', 'main']);
  for (const { raw, body, headers } of taken) {
    expect(body).toMatchObject({ v: 1, kind: 'commits', repo: 'acme/ledger', sentAt: '2026-03-09T08:00:00.000Z' });
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'x-hub-signature-256': `sha256=${createHmac('sha256', SECRET).update(raw).digest('hex')}`,
      'x-throughline-event': 'commits',
      'x-throughline-delivery': createHash('sha256').update(raw).digest('hex').slice(0, 32),
      'x-throughline-timestamp': body.sentAt,
    });
  }
});

test('done is said when all other batches have been taken', async () => {
  const folder = repositoryOf(line(200));
  const events: string[] = [];
  const at = wireAt();
  const slow: typeof fetch = async (_, init) => {
    const what = String(init?.body).endsWith('"done":true}') ? 'done' : 'batch';
    events.push(`${what} begins`);
    // Each answer takes longer than the one before, so that one is still out when the last batch is ready.
    for (let turn = events.length * 5000; turn > 0; turn -= 1) await new Promise((resolve) => setImmediate(resolve));
    events.push(`${what} ends`);
    return new Response(null, { status: 202 });
  };
  await pushTo(folder, {}, { ...at, wire: { ...at.wire, fetch: slow } });
  expect(events.length).toBeGreaterThan(6);
  expect(events.slice(-3)).toEqual(['batch ends', 'done begins', 'done ends']);
});

test('a commit is sent as the format says', async () => {
  const folder = repositoryOf([{ mark: 1, message: 'PAY-1 begin\n', files: { 'a.ts': 'one\ntwo\n' } }]);
  await pushTo(folder, { counts: true });
  expect(taken[0]?.body.commits).toEqual([
    {
      sha: allShas(folder)[0],
      parents: [],
      at: '2023-11-14T23:14:20+01:00',
      committedAt: '2023-11-14T23:14:20+01:00',
      email: 'ada@example.com',
      message: 'PAY-1 begin',
      files: [['A', 'a.ts']],
      filesChanged: 1,
      added: 2,
      deleted: 0,
    },
  ]);
});

test('a second run sends nothing, a third only what is new', async () => {
  const folder = repositoryOf(line(20));
  await pushTo(folder);
  taken = [];
  expect((await pushTo(folder)).summary).toMatchObject({ commits: 0, batches: 0 });
  expect(taken).toEqual([]);
  addCommits(folder, line(3, 21));
  expect((await pushTo(folder)).summary).toMatchObject({ commits: 3, batches: 1 });
});

test('a branch that is new at an old commit is told of without commits', async () => {
  const folder = repositoryOf(line(5));
  await pushTo(folder);
  taken = [];
  git(folder, ['branch', 'feature/PAY-9', 'main~2']);
  await pushTo(folder);
  expect(taken.map(({ body }) => [body.commits.length, body.refs?.length, body.done])).toEqual([[0, 2, true]]);
});

test('a branch is told of again once it is merged, and when it was looked at', async () => {
  const folder = repositoryOf([...line(5), { mark: 6, parents: [5], branch: 'feature/PAY-9', message: 'side' }]);
  await pushTo(folder);
  const told = () => taken.flatMap(({ body }) => body.refs ?? []).map(({ name, merged }) => [name, merged]);
  expect(told()).toEqual([
    ['feature/PAY-9', false],
    ['main', true],
  ]);
  taken = [];
  git(folder, ['update-ref', 'refs/heads/main', 'feature/PAY-9']);
  await pushTo(folder);
  expect(told()).toEqual([
    ['feature/PAY-9', true],
    ['main', true],
  ]);
  expect(taken.at(-1)?.body.refsAt).toBe('2026-03-09T08:00:00.000Z');
});

test('only who says that the clone has every branch makes the app forget others', async () => {
  const folder = repositoryOf(line(5));
  await pushTo(folder);
  expect(taken.map(({ body }) => body.allRefs)).toEqual([undefined]);
  taken = [];
  await pushTo(folder, { everyBranch: true });
  expect(taken.map(({ body }) => [body.allRefs, body.refsAt, body.done])).toEqual([
    [true, '2026-03-09T08:00:00.000Z', true],
  ]);
  taken = [];
  await pushTo(folder, { everyBranch: true });
  expect(taken).toEqual([]);
});

test('all sends everything again, and so does another scope', async () => {
  const folder = repositoryOf(line(5));
  await pushTo(folder);
  expect((await pushTo(folder, { all: true })).summary.commits).toBe(5);
  expect((await pushTo(folder, { counts: true })).summary.commits).toBe(5);
});

test('what was sent is noted for each name by itself', async () => {
  const folder = repositoryOf(line(5));
  await pushTo(folder);
  expect((await pushTo(folder, { name: 'acme/other' })).summary.commits).toBe(5);
  expect((await pushTo(folder)).summary.commits).toBe(0);
  expect((await pushTo(folder, { name: 'acme/other' })).summary.commits).toBe(0);
});

test('an interrupted run continues with what was not taken', async () => {
  const folder = repositoryOf(line(400));
  answer = (nth) => ({ status: nth < 3 ? 202 : 401 });
  await expect(pushTo(folder)).rejects.toThrow(/secret/);
  const first = sentShas();
  expect(taken).toHaveLength(3);
  taken = [];
  answer = () => ({ status: 202 });
  const { summary } = await pushTo(folder);
  const second = sentShas();
  expect(summary.commits).toBe(400 - first.length);
  expect([...first, ...second].sort()).toEqual(allShas(folder));
  expect(ledgerFiles(folder).map((name) => name.replace(/^push-[0-9a-f]{16}/, ''))).toEqual(['.json']);
});

test('a history rewritten since the last run is sent where it is new', async () => {
  const folder = repositoryOf(line(10));
  await pushTo(folder);
  git(folder, ['update-ref', 'refs/heads/main', git(folder, ['rev-parse', 'main~4']).trim()]);
  addCommits(folder, [{ mark: 99, branch: 'other', message: 'a new root' }]);
  git(folder, ['reflog', 'expire', '--expire=now', '--all']);
  rmSync(join(folder, 'marks'));
  git(folder, ['repack', '-adq']);
  git(folder, ['prune', '--expire=now']);
  taken = [];
  // The old tip is gone, so git cannot leave out what led to it: sending twice is the harmless side.
  expect((await pushTo(folder)).summary.commits).toBe(7);
});

test('the ledger holds no secret and no address', async () => {
  const folder = repositoryOf(line(2));
  await pushTo(folder);
  for (const name of ledgerFiles(folder)) {
    const text = readFileSync(join(folder, 'throughline', name), 'utf8');
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain('127.0.0.1');
  }
});

test('since a date leaves out older commits, since a commit what led to it', async () => {
  const folder = repositoryOf([
    { mark: 1, message: 'old', when: '1700000000 +0000' },
    { mark: 2, parents: [1], message: 'new', when: '1710000000 +0000' },
  ]);
  await pushTo(folder, { since: '2024-01-01T00:00:00Z' });
  expect(taken.flatMap(({ body }) => body.commits.map(({ message }) => message))).toEqual(['new']);
  taken = [];
  await pushTo(folder, { since: git(folder, ['rev-parse', 'main~1']).trim() });
  expect(taken.flatMap(({ body }) => body.commits.map(({ message }) => message))).toEqual(['new']);
  await expect(pushTo(folder, { since: 'last tuesday' })).rejects.toThrow(
    'neither a date like 2026-03-09 nor a commit',
  );
});

test('a dry run counts and leaves no trace', async () => {
  const folder = repositoryOf(line(50));
  const { summary } = await pushTo(folder, { target: { kind: 'dry' } });
  expect(summary).toMatchObject({ commits: 50, dryRun: true });
  expect(requests).toBe(0);
  expect(ledgerFiles(folder)).toEqual([]);
});

test('a repository without commits has nothing to send', async () => {
  expect((await pushTo(repositoryOf([]))).summary).toMatchObject({ commits: 0, batches: 0 });
  expect(requests).toBe(0);
});

test('a shallow clone is sent, and its deeper commits later', async () => {
  const source = repositoryOf(line(10));
  const folder = repositoryOf([]);
  git(folder, ['fetch', '--quiet', '--depth=3', `file://${source}`, 'main:main']);
  expect((await pushTo(folder)).summary.commits).toBe(3);
  expect((await pushTo(folder)).summary.commits).toBe(0);
  git(folder, ['fetch', '--quiet', '--unshallow', `file://${source}`]);
  expect((await pushTo(folder)).summary.commits).toBe(7);
});

describe('when the app does not take a batch', () => {
  test.each`
    status | remedy
    ${400} | ${/could not read the batch.*admin page says why, under "Received"/}
    ${401} | ${/the secret is not the one shown/}
    ${404} | ${/Copy the web trigger's URL again/}
    ${413} | ${/refused a batch of \d+ bytes as too large.*--batch-kb/}
    ${302} | ${/Check the address/}
  `('$status ends the run at once, with the remedy', async ({ status, remedy }) => {
    const folder = repositoryOf(line(300));
    answer = () => ({ status, headers: { location: url } });
    await expect(pushTo(folder)).rejects.toThrow(remedy);
    expect(requests).toBeLessThanOrEqual(2);
    expect(taken).toEqual([]);
  });

  test.each`
    asked                              | waits
    ${'7'}                             | ${[7000]}
    ${'Mon, 09 Mar 2026 08:00:30 GMT'} | ${[30000]}
    ${'soon'}                          | ${[1000]}
  `('429 with Retry-After $asked waits as asked', async ({ asked, waits }) => {
    answer = (nth) => (nth === 0 ? { status: 429, headers: { 'retry-after': asked } } : { status: 202 });
    const outcome = await pushTo(repositoryOf(line(3)));
    expect(outcome.waits).toEqual(waits);
    expect(outcome.summary.commits).toBe(3);
    expect(outcome.warnings).toEqual([expect.stringContaining('429')]);
  });

  test('a lost connection and a 503 are tried again, each time later', async () => {
    answer = (nth) => (nth < 2 ? 'hang up' : nth < 4 ? { status: 503 } : { status: 202 });
    const { waits, summary } = await pushTo(repositoryOf(line(3)));
    expect(waits).toEqual([1000, 2000, 4000, 8000]);
    expect(summary.commits).toBe(3);
  });

  test('after a long wait the batch carries the new time under a new signature', async () => {
    answer = (nth) => (nth === 0 ? { status: 429, headers: { 'retry-after': '120' } } : { status: 202 });
    await pushTo(repositoryOf(line(3)));
    expect(taken[0]?.body.sentAt).toBe('2026-03-09T08:02:00.000Z');
    expect(taken[0]?.headers['x-hub-signature-256']).toBe(
      `sha256=${createHmac('sha256', SECRET)
        .update(taken[0]?.raw ?? '')
        .digest('hex')}`,
    );
  });

  test('it gives up after eight attempts, and says that it will continue', async () => {
    answer = () => ({ status: 503 });
    await expect(pushTo(repositoryOf(line(3)))).rejects.toThrow(/503, 8 times in a row.*continues where it stopped/);
    expect(requests).toBe(8);
  });

  test.each`
    url                                 | tries
    ${'http://localhost:4100/public/x'} | ${2}
    ${'http://127.0.0.1:4100/public/x'} | ${2}
    ${'https://app.example/public/x'}   | ${8}
  `('a refused connection to $url is told after $tries tries', async ({ url: address, tries }) => {
    const at = wireAt();
    let tried = 0;
    const refusing: typeof fetch = () => {
      tried += 1;
      return Promise.reject(
        new TypeError('fetch failed', { cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }) }),
      );
    };
    await expect(
      pushTo(
        repositoryOf(line(3)),
        { target: { kind: 'web-trigger', url: address, secret: SECRET } },
        { ...at, wire: { ...at.wire, fetch: refusing } },
      ),
    ).rejects.toThrow(tries === 2 ? /Nothing answers at http:.*npm start/ : /ECONNREFUSED.*8 times/);
    expect(tried).toBe(tries);
  });

  test('it does not wait an hour', async () => {
    answer = () => ({ status: 429, headers: { 'retry-after': '3600' } });
    await expect(pushTo(repositoryOf(line(3)))).rejects.toThrow('asks to wait 60 minutes');
    expect(requests).toBe(1);
  });
});
