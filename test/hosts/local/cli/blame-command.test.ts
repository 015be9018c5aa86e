import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BlameView } from '../../../../src/surfaces/contract';
import { run } from './run-words';
import { git, type PlannedCommit, removeTemporaryFolders, repositoryOf, temporaryFolder } from './temporary-repository';

afterAll(removeTemporaryFolders);

const LEDGER = 'src/ledger.ts';
const COMMITS: PlannedCommit[] = [
  { mark: 1, message: 'PAY-12 begin', files: { [LEDGER]: 'one\ntwo\nthree\n', 'README.md': 'read\n' } },
  { mark: 2, parents: [1], message: 'PAY-12 and PAY-30', files: { [LEDGER]: 'one\ntwo\nthree\nfour\nfive\n' } },
  { mark: 3, parents: [2], message: 'tidy', files: { [LEDGER]: 'one\n  two\nthree\nfour\nfive\nsix\n' } },
  {
    mark: 4,
    parents: [3],
    message: 'odd names',
    files: { 'src/a b "c".ts': 'x\n', 'pixel.png': 'a\0b', 'empty.ts': '', 'evil.ts': 'say \u001b[31mred\u009b2J\n' },
  },
];

function ledger() {
  const folder = repositoryOf(COMMITS);
  const shas = git(folder, ['rev-list', '--reverse', 'main']).trim().split('\n');
  return { folder, shas };
}

type Known = Partial<BlameView['commits'][number]>;
const feature = (key: string, summary = `What ${key} is about`) => ({ key, summary, isFeature: true });
const link = (key: string, ancestors: BlameView['commits'][number]['links'][number]['ancestors'] = []) => ({
  key,
  summary: `What ${key} is about`,
  isFeature: false,
  linker: 'message-key' as const,
  evidence: `${key} in the subject`,
  ancestors,
});

/** The local host, which knows of some commits what a test says, and of no other. */
function hostThatKnows(known: Readonly<Record<string, Known>>) {
  const asked: { path: string; body: { repo?: string; shas: string[] } }[] = [];
  const answering: typeof fetch = async (input, init) => {
    const body = JSON.parse(String(init?.body)) as { repo?: string; shas: string[] };
    asked.push({ path: new URL(String(input)).pathname, body });
    const commits = body.shas.map((sha) => ({
      sha,
      known: known[sha] !== undefined,
      class: known[sha] && ('linked' as const),
      links: [],
      hiddenLinks: 0,
      ...known[sha],
    }));
    return Response.json({ commits } satisfies BlameView);
  };
  return { asked, fetch: answering };
}

test('a file: lines by feature, and what serves none', async () => {
  const { folder, shas } = ledger();
  const [first = '', second = '', third = ''] = shas;
  const host = hostThatKnows({
    [first]: { links: [link('PAY-12', [feature('PAY-1')])] },
    [second]: { links: [link('PAY-12', [feature('PAY-1')]), link('PAY-30', [feature('PAY-2')])] },
    [third]: { class: 'untraced' },
  });
  const { code, printed } = await run(['blame', LEDGER, '--repo', folder], host);
  expect(printed.replaceAll(git(folder, ['rev-parse', 'HEAD']).slice(0, 12), '<head>')).toMatchInlineSnapshot(`
"src/ledger.ts at <head>: 6 lines by 3 commits

  feature                    lines  share  stories       first        last
  PAY-1 What PAY-1 is about      5   83 %        1  2023-11-14  2023-11-14
  PAY-2 What PAY-2 is about      2   33 %        1  2023-11-14  2023-11-14
  untraced                       1   17 %

Lines of a commit that serves several features count for each of them."
`);
  expect(code).toBe(0);
  expect(host.asked).toEqual([
    { path: '/__throughline/blame', body: { shas: expect.arrayContaining([first, second, third]) } },
  ]);
});

test('as JSON, one object with every figure', async () => {
  const { folder, shas } = ledger();
  const [first = '', second = ''] = shas;
  const host = hostThatKnows({
    [first]: { links: [link('PAY-12')] },
    [second]: { links: [], hiddenLinks: 1 },
  });
  const { printed } = await run(['blame', LEDGER, '--repo', folder, '--json', '--name', 'acme/ledger'], host);
  expect(JSON.parse(printed)).toEqual({
    path: LEDGER,
    rev: 'HEAD',
    commit: shas[3],
    lines: 6,
    commits: 3,
    features: [],
    withoutFeature: { lines: 3, stories: [{ key: 'PAY-12', summary: 'What PAY-12 is about' }] },
    hidden: 2,
    untraced: 0,
    exempt: 0,
    unknown: 1,
    overlaps: false,
  });
  expect(host.asked[0]?.body.repo).toBe('acme/ledger');
});

test('a line: its commit, what that serves and how it is known; white space takes no line over', async () => {
  const { folder, shas } = ledger();
  const host = hostThatKnows({
    [shas[0] ?? '']: { links: [link('PAY-12', [{ ...link('PAY-5') }, feature('PAY-1')])] },
    [shas[2] ?? '']: { links: [link('PAY-7')], hiddenLinks: 2 },
  });
  const { printed } = await run(['blame', LEDGER, '--line', '2,6', '--repo', folder], host);
  const named = shas.reduce((text, sha, index) => text.replaceAll(sha.slice(0, 12), `<commit ${index + 1}>`), printed);
  expect(named).toMatchInlineSnapshot(`
"src/ledger.ts:2-3  commit <commit 1> of 2023-11-14
  |   two
  | three
  serves PAY-12 What PAY-12 is about
    → PAY-5 What PAY-5 is about
      → PAY-1 What PAY-1 is about (feature)
    proof: PAY-12 in the subject (message-key)

src/ledger.ts:4-5  commit <commit 2> of 2023-11-14
  | four
  | five
  Unknown: Throughline was never told of this commit. Send it with throughline push.

src/ledger.ts:6  commit <commit 3> of 2023-11-14
  | six
  serves PAY-7 What PAY-7 is about
    proof: PAY-7 in the subject (message-key)
    no feature is known above it
  serves 2 items you cannot see"
`);
});

test('a line as JSON, with the time by the author’s clock and without names', async () => {
  const { folder, shas } = ledger();
  const host = hostThatKnows({ [shas[0] ?? '']: { links: [link('PAY-12')] } });
  const { printed } = await run(['blame', LEDGER, '--line', '1', '--repo', folder, '--json'], host);
  expect(JSON.parse(printed)).toMatchObject({
    path: LEDGER,
    lines: [
      {
        line: 1,
        text: 'one',
        sha: shas[0],
        authoredAt: '2023-11-14T23:14:20+01:00',
        known: true,
        links: [{ key: 'PAY-12', evidence: 'PAY-12 in the subject' }],
      },
    ],
  });
  expect(printed).not.toMatch(/Ada|example\.com/);
});

test('an older revision is blamed as it was', async () => {
  const { folder, shas } = ledger();
  const host = hostThatKnows({ [shas[0] ?? '']: { links: [link('PAY-12')] } });
  const { printed } = await run(['blame', LEDGER, '--rev', shas[0] ?? '', '--repo', folder, '--json'], host);
  expect(JSON.parse(printed)).toMatchObject({ commit: shas[0], lines: 3, unknown: 0 });
});

test('what a terminal would obey is not printed', async () => {
  const { folder, shas } = ledger();
  const host = hostThatKnows({ [shas[3] ?? '']: { links: [link('PAY-12\u001b[2J')] } });
  const { printed } = await run(['blame', 'evil.ts', '--line', '1', '--repo', folder], host);
  expect(printed).toContain('say \ufffd[31mred\ufffd2J');
  expect(printed).not.toMatch(/[\u001b\u009b]/);
});

test('the path is meant from the folder, with odd characters and absolute too', async () => {
  const { folder: bare, shas } = ledger();
  const folder = join(temporaryFolder(), 'work');
  git(bare, ['clone', '--quiet', bare, folder]);
  const host = hostThatKnows({ [shas[0] ?? '']: {}, [shas[3] ?? '']: {} });
  const pathOf = async (typed: string, repo: string) =>
    (JSON.parse((await run(['blame', typed, '--repo', repo, '--json'], host)).printed) as { path: string }).path;
  expect(await pathOf('ledger.ts', join(folder, 'src'))).toBe(LEDGER);
  expect(await pathOf('../src/./ledger.ts', join(folder, 'src'))).toBe(LEDGER);
  expect(await pathOf('a b "c".ts', join(folder, 'src'))).toBe('src/a b "c".ts');
  expect(await pathOf(join(folder, LEDGER), folder)).toBe(LEDGER);
});

test.each`
  why                        | words                         | says
  ${'no such file'}          | ${['nowhere.ts']}             | ${/no file nowhere\.ts at HEAD\. Name one as from/}
  ${'a folder'}              | ${['src']}                    | ${/src at HEAD is a folder/}
  ${'the whole repository'}  | ${['.']}                      | ${/whole repository/}
  ${'outside of it'}         | ${['../secret.ts']}           | ${/lies outside of the repository/}
  ${'a picture'}             | ${['pixel.png']}              | ${/is binary/}
  ${'an empty file'}         | ${['empty.ts']}               | ${/is empty/}
  ${'no such line'}          | ${[LEDGER, '--line', '7']}    | ${/has 6 lines; there is no line 7/}
  ${'no such commit'}        | ${[LEDGER, '--rev', 'never']} | ${/no commit never in this repository/}
  ${'a commit never pushed'} | ${[LEDGER]}                   | ${/knows none of the 3 commits that wrote src\/ledger\.ts.*throughline push/}
`('$why is named with what to do', async ({ words, says }: { words: string[]; says: RegExp }) => {
  const { folder } = ledger();
  const { code, told, printed } = await run(['blame', ...words, '--repo', folder], hostThatKnows({}));
  expect(told).toMatch(says);
  expect(printed).toBe('');
  expect(code).toBe(1);
});

test('a folder that is no repository, a host that is not there and one that refuses are named', async () => {
  const { folder } = ledger();
  const nowhere = temporaryFolder();
  mkdirSync(join(nowhere, 'src'));
  writeFileSync(join(nowhere, LEDGER), 'one\n');
  expect((await run(['blame', LEDGER, '--repo', nowhere])).told).toMatch(/is not a git repository/);
  const gone = await run(['blame', LEDGER, '--repo', folder, '--url', 'http://127.0.0.1:1']);
  expect(gone.told).toMatch(/No local host answers at http:\/\/127\.0\.0\.1:1\. Start it with npm start/);
  const refusing: typeof fetch = async () => new Response('Still being set up.', { status: 503 });
  const refused = await run(['blame', LEDGER, '--repo', folder], { fetch: refusing });
  expect(refused.told).toMatch(/answered 503\. Still being set up\./);
  expect([gone.code, refused.code]).toEqual([1, 1]);
});

test('a clone without contents is refused before git would fetch each of them', async () => {
  const { folder: bare } = ledger();
  git(bare, ['config', 'uploadpack.allowFilter', 'true']);
  const folder = join(temporaryFolder(), 'partial');
  git(bare, ['clone', '--quiet', '--filter=blob:none', '--bare', `file://${bare}`, folder]);
  const { code, told } = await run(['blame', LEDGER, '--repo', folder], hostThatKnows({}));
  expect(told).toMatch(/This clone has no contents: blame needs them/);
  expect(code).toBe(1);
});

test('of a shallow clone, who wrote what is older stays unknown', async () => {
  const { folder: bare, shas } = ledger();
  const folder = join(temporaryFolder(), 'shallow');
  git(bare, ['clone', '--quiet', '--depth=2', '--bare', `file://${bare}`, folder]);
  const host = hostThatKnows(Object.fromEntries(shas.map((sha) => [sha, { links: [link('PAY-12')] }])));
  const { printed } = await run(['blame', LEDGER, '--repo', folder, '--json'], host);
  expect(JSON.parse(printed)).toMatchObject({ unknown: 6, features: [] });
});
