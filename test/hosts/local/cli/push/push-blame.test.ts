import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseBlameBatch } from '../../../../../src/ingest/blame-batch';
import { isRejected } from '../../../../../src/ingest/rejected';
import { type BlameOrder, pushBlame } from '../../../../../src/hosts/local/cli/push/push-blame';
import { openRepository, refuseWithoutContents } from '../../../../../src/hosts/local/cli/git/repository';
import type { Wire } from '../../../../../src/hosts/local/cli/push/send-batch';
import { addCommits, git, removeTemporaryFolders, repositoryOf, temporaryFolder } from '../temporary-repository';

jest.setTimeout(60_000);
afterAll(removeTemporaryFolders);

const URL_OF_APP = 'https://example.com/hook';
const START = Date.parse('2026-03-09T08:00:00Z');

interface Sent {
  readonly raw: string;
  readonly event: string | null;
  readonly body: {
    readonly head: string;
    readonly takenAt: string;
    readonly files: readonly { path: string; part?: number; lines: readonly (readonly [string, number])[] }[];
    readonly done?: true;
    readonly entries?: number;
  };
}

/** An app that takes everything, until the nth request when a test says so. */
function app(failsAt = Infinity, startedAt = START) {
  const sent: Sent[] = [];
  const wire: Wire = {
    now: () => startedAt,
    chance: () => 0,
    sleep: () => Promise.resolve(),
    fetch: async (_, init) => {
      if (sent.length >= failsAt) return new Response(null, { status: 401 });
      const raw = String(init?.body);
      sent.push({
        raw,
        event: new Headers(init?.headers).get('x-throughline-event'),
        body: JSON.parse(raw) as Sent['body'],
      });
      return new Response(null, { status: 202 });
    },
  };
  return { sent, wire };
}

async function send(path: string, wire: Wire, change: Partial<BlameOrder> = {}) {
  const warnings: string[] = [];
  const summary = await pushBlame(
    {
      path,
      repo: 'acme/ledger',
      target: { kind: 'web-trigger', url: URL_OF_APP, secret: 'secret' },
      all: false,
      batchBytes: 200_000,
      ...change,
    },
    wire,
    { onBlamed: () => undefined, onWarning: (sentence) => warnings.push(sentence) },
  );
  return { summary, warnings };
}

const filesOf = (sent: readonly Sent[]) => sent.flatMap(({ body }) => body.files);

test('the lines of HEAD by path and commit, in batches the app can read', async () => {
  const folder = repositoryOf([
    { mark: 1, files: { 'a.ts': 'one\ntwo\n', 'src/Δ "b".ts': 'x\n' } },
    { mark: 2, parents: [1], files: { 'a.ts': '  one\ntwo\nthree\n' } },
    { mark: 3, parents: [2], branch: 'side', files: { 'c.ts': 'elsewhere\n' } },
  ]);
  const [second, first] = git(folder, ['rev-list', 'main']).trim().split('\n');
  const { sent, wire } = app();
  const { summary } = await send(folder, wire);
  expect(summary).toMatchObject({ head: second, files: 2, lines: 4, batches: 1, skipped: {} });
  expect(sent.map(({ event }) => event)).toEqual(['blame']);
  const changes = parseBlameBatch(sent[0]?.body);
  if (isRejected(changes)) throw new Error(changes.why);
  expect(changes).toMatchObject({ repo: 'acme/ledger', rejected: [] });
  expect(changes.blame).toMatchObject({ head: second, takenAt: START, entriesInAll: 2 });
  expect(new Map(changes.blame?.entries.map(({ path, lines }) => [path, new Map(lines)]))).toEqual(
    new Map([
      // A change of white space alone takes no line over.
      [
        'a.ts',
        new Map([
          [first, 2],
          [second, 1],
        ]),
      ],
      ['src/Δ "b".ts', new Map([[first, 1]])],
    ]),
  );
});

test('what nobody wrote by hand is left out and counted', async () => {
  const folder = repositoryOf([
    {
      mark: 1,
      files: {
        '.gitattributes':
          'dist/** linguist-generated\nvendor/** linguist-vendored=true\nvendor/ours.ts -linguist-vendored\n',
        'a.ts': 'one\n',
        'dist/a.js': 'one\n',
        'vendor/lib.js': 'one\n',
        'vendor/ours.ts': 'one\n',
        'pixel.png': 'a\0b',
        'empty.ts': '',
        'long.ts': 'x\n'.repeat(20_001),
        'last.ts': 'x\n'.repeat(20_000),
        'wide.json': 'x'.repeat(1_000_001),
      },
    },
  ]);
  const { sent, wire } = app();
  const { summary } = await send(folder, wire);
  expect(summary?.skipped).toEqual({ generated: 1, vendored: 1, binary: 1, empty: 1, large: 2 });
  expect(
    filesOf(sent)
      .map(({ path }) => path)
      .sort(),
  ).toEqual(['.gitattributes', 'a.ts', 'last.ts', 'vendor/ours.ts']);
});

/** Files by many commits each, so that the smallest batch holds only a few. */
function manyCommits(): string {
  const folder = temporaryFolder();
  repositoryOf([], folder);
  const commits = Array.from({ length: 450 }, (_, index) => ({
    mark: index + 1,
    parents: index === 0 ? [] : [index],
    files: Object.fromEntries(
      ['a.ts', 'b.ts'].map((path) => [path, Array.from({ length: index + 1 }, (__, line) => `${line}\n`).join('')]),
    ),
  }));
  addCommits(folder, commits);
  return folder;
}

test('a file that very many commits wrote comes in parts of other commits, and no batch is too large', async () => {
  const { sent, wire } = app();
  const { summary } = await send(manyCommits(), wire, { batchBytes: 20_000 });
  expect(Math.max(...sent.map(({ raw }) => Buffer.byteLength(raw)))).toBeLessThanOrEqual(20_000);
  expect(sent.length).toBeGreaterThan(2);
  expect(sent.map(({ body }) => body.entries)).toEqual(
    sent.map((_, index) => (index === sent.length - 1 ? 6 : undefined)),
  );
  for (const path of ['a.ts', 'b.ts']) {
    const parts = filesOf(sent).filter((file) => file.path === path);
    expect(parts.map(({ part = 0 }) => part).sort()).toEqual([0, 1, 2]);
    const shas = parts.flatMap(({ lines }) => lines.map(([sha]) => sha));
    expect(new Set(shas).size).toBe(450);
  }
  expect(summary).toMatchObject({ files: 2, lines: 900 });
});

test('an interrupted run goes on where it stopped, as the same run, and a whole one is not sent again', async () => {
  const folder = manyCommits();
  const broken = app(2);
  await expect(send(folder, broken.wire, { batchBytes: 20_000 })).rejects.toThrow(/refused the signature/);
  expect(broken.sent).toHaveLength(2);
  const later = app(Infinity, START + 3_600_000);
  await send(folder, later.wire, { batchBytes: 20_000 });
  const all = [...broken.sent, ...later.sent];
  expect(new Set(all.map(({ body }) => `${body.head} ${body.takenAt}`)).size).toBe(1);
  expect(later.sent.at(-1)?.body).toMatchObject({ done: true, entries: 6 });
  const distinct = new Set(filesOf(all).map(({ path, part = 0 }) => `${path} ${part}`));
  expect(distinct.size).toBe(6);
  const again = app();
  expect((await send(folder, again.wire)).summary).toMatchObject({ batches: 0, files: 0 });
  expect(again.sent).toEqual([]);
  expect((await send(folder, again.wire, { all: true })).summary).toMatchObject({ files: 2 });
});

test('when HEAD has moved, a new run begins', async () => {
  const folder = repositoryOf([{ mark: 1, files: { 'a.ts': 'one\n' } }]);
  await send(folder, app().wire);
  addCommits(folder, [{ mark: 2, parents: [1], files: { 'a.ts': 'one\ntwo\n' } }]);
  const { sent, wire } = app(Infinity, START + 1);
  await send(folder, wire);
  expect(sent[0]?.body).toMatchObject({ takenAt: '2026-03-09T08:00:00.001Z', entries: 1 });
});

test('stopping ends git and the run, and says so', async () => {
  const stop = new AbortController();
  const { sent, wire } = app();
  const stopping: typeof fetch = async (_, init) => {
    stop.abort(new Error('stopped'));
    init?.signal?.throwIfAborted();
    return new Response(null, { status: 202 });
  };
  await expect(
    send(manyCommits(), { ...wire, fetch: stopping }, { batchBytes: 20_000, signal: stop.signal }),
  ).rejects.toThrow('stopped');
  expect(sent).toEqual([]);
});

test('a dry run counts and writes nothing', async () => {
  const folder = repositoryOf([{ mark: 1, files: { 'a.ts': 'one\n' } }]);
  const { sent, wire } = app();
  const { summary } = await send(folder, wire, { target: { kind: 'dry' } });
  expect(summary).toMatchObject({ files: 1, lines: 1, batches: 1 });
  expect(summary?.bytes).toBeGreaterThan(100);
  expect(sent).toEqual([]);
  expect(existsSync(join(folder, 'throughline'))).toBe(false);
});

test('of a shallow clone, lines older than it are left out', async () => {
  const bare = repositoryOf([
    { mark: 1, files: { 'a.ts': 'one\n', 'old.ts': 'x\n' } },
    { mark: 2, parents: [1], files: { 'a.ts': 'one\ntwo\n' } },
    { mark: 3, parents: [2], files: { 'a.ts': 'one\ntwo\nthree\n' } },
  ]);
  const folder = join(temporaryFolder(), 'shallow');
  git(bare, ['clone', '--quiet', '--depth=2', '--bare', `file://${bare}`, folder]);
  const { sent, wire } = app();
  const { warnings } = await send(folder, wire);
  expect(warnings).toEqual([expect.stringMatching(/shallow clone/)]);
  expect(filesOf(sent).map(({ path, lines }) => [path, lines.map(([, count]) => count)])).toEqual([['a.ts', [1]]]);
});

test('a clone without contents is refused, and a repository without commits has no lines', async () => {
  const bare = repositoryOf([{ mark: 1, files: { 'a.ts': 'one\n' } }]);
  git(bare, ['config', 'uploadpack.allowFilter', 'true']);
  const folder = join(temporaryFolder(), 'partial');
  git(bare, ['clone', '--quiet', '--filter=blob:none', '--bare', `file://${bare}`, folder]);
  const partial = await openRepository(folder);
  expect(() => refuseWithoutContents(partial, 'push --blame')).toThrow(
    /This clone has no contents: blame needs them. Run push --blame in a whole clone/,
  );
  const { summary, warnings } = await send(repositoryOf([]), app().wire);
  expect(summary).toBeUndefined();
  expect(warnings).toEqual([expect.stringMatching(/HEAD names no commit/)]);
});

test('what is noted holds paths and numbers, and no secret', async () => {
  const folder = repositoryOf([{ mark: 1, files: { 'a.ts': 'one\n' } }]);
  await send(folder, app().wire);
  const [name = ''] = readdirSync(join(folder, 'throughline'));
  expect(name).toMatch(/^blame-[0-9a-f]{16}\.jsonl$/);
  const text = readFileSync(join(folder, 'throughline', name), 'utf8');
  expect(text.split('\n').slice(1)).toEqual(['["a.ts",1]', '{"done":true}', '']);
  expect(text).not.toMatch(/secret|example\.com/);
});
