import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { run } from './run-words';
import { git, removeTemporaryFolders, repositoryOf, temporaryFolder } from './temporary-repository';

afterAll(removeTemporaryFolders);

test.each`
  words                 | says
  ${['--help']}         | ${/push {4,}send a repository/}
  ${['help']}           | ${/throughline <command>/}
  ${['help', 'push']}   | ${/--secret-file/}
  ${['push', '--help']} | ${/--secret-file/}
  ${['explain', '-h']}  | ${/npm start/}
  ${['blame', '-h']}    | ${/--line <n>/}
  ${['export', '-h']}   | ${/--as-of <day>/}
  ${['--version']}      | ${/^1\.2\.3$/}
`('$words is answered', async ({ words, says }) => {
  const { code, printed } = await run(words);
  expect(printed).toMatch(says);
  expect(code).toBe(0);
});

test.each`
  words                                                    | says
  ${['pusch']}                                             | ${/no command "pusch".*push, explain/}
  ${['push', '--colour']}                                  | ${/Unknown option '--colour'/}
  ${['push', 'origin']}                                    | ${/Unexpected argument 'origin'/}
  ${['push']}                                              | ${/--url is missing/}
  ${['push', '--url', 'nowhere']}                          | ${/not a web address/}
  ${['push', '--url', 'ftp://example.com']}                | ${/not a web address/}
  ${['push', '--url', 'http://example.com/hook']}          | ${/not encrypted/}
  ${['push', '--dry-run', '--batch-kb', '500']}            | ${/not a number from 20 to 200/}
  ${['push', '--dry-run', '--name', 'ledger']}             | ${/--name "ledger".*at least one slash.*no spaces.*200/}
  ${['push', '--dry-run', '--name', 'a/le dger']}          | ${/is not a repository's name/}
  ${['explain']}                                           | ${/one commit, one work item key or one path/}
  ${['explain', 'src/', 'lib/']}                           | ${/one commit, one work item key or one path/}
  ${['blame']}                                             | ${/path of one file/}
  ${['blame', 'a.ts', 'b.ts']}                             | ${/path of one file/}
  ${['blame', 'a.ts', '--line', '0']}                      | ${/--line 0 is neither a line such as 12/}
  ${['blame', 'a.ts', '--line', '9,3']}                    | ${/--line 9,3 is neither/}
  ${['blame', 'a.ts', '--url', 'nowhere']}                 | ${/not a web address/}
  ${['export', '--of', 'moon']}                            | ${/--of moon is not one of map, ledger/}
  ${['export', '--format', 'xml']}                         | ${/--format xml is not one of csv, jsonl/}
  ${['export', '--as-of', 'yesterday']}                    | ${/--as-of yesterday is neither a day/}
  ${['export', '--as-of', '2017-13-40']}                   | ${/--as-of 2017-13-40 is neither a day/}
  ${['export', '--of', 'ledger', '--as-of', '2017-11-13']} | ${/--as-of goes with --of map/}
`('$words is not understood, and says why', async ({ words, says }) => {
  const { code, told } = await run(words);
  expect(told).toMatch(says);
  expect(told).toMatch(/--help/);
  expect(code).toBe(2);
});

test('a folder that is no repository is named', async () => {
  const folder = temporaryFolder();
  const { code, told } = await run(['push', '--dry-run', '--repo', folder]);
  expect(told).toContain(`${folder} is not a git repository`);
  expect(code).toBe(1);
});

test('a missing secret names both places for it', async () => {
  const { code, told } = await run(['push', '--url', 'https://example.com/hook', '--repo', repositoryOf([])]);
  expect(told).toMatch(/THROUGHLINE_SECRET.*--secret-file/);
  expect(code).toBe(1);
});

test('missing git is named', async () => {
  const path = process.env['PATH'];
  process.env['PATH'] = temporaryFolder();
  try {
    const { code, told } = await run(['push', '--dry-run', '--repo', temporaryFolder()]);
    expect(told).toContain('git was not found');
    expect(code).toBe(1);
  } finally {
    process.env['PATH'] = path;
  }
});

test('a dry run prints a summary a script can read, and takes the name from the origin', async () => {
  const folder = repositoryOf([{ mark: 1, files: { a: '1' } }]);
  git(folder, ['config', 'remote.origin.url', 'git@git.example.com:acme/ledger.git']);
  const { code, printed } = await run(['push', '--dry-run', '--json', '--repo', folder]);
  expect(JSON.parse(printed)).toMatchObject({ repository: 'acme/ledger', commits: 1, batches: 1, dryRun: true });
  expect(code).toBe(0);
});

test('the name is said first and one is counted as one', async () => {
  const folder = repositoryOf([{ mark: 1, files: { a: '1' } }]);
  const { printed, told } = await run(['push', '--dry-run', '--name', 'acme/ledger', '--repo', folder]);
  expect(told.split('\n')[0]).toBe('acme/ledger is the name of this repository in Throughline.');
  expect(printed).toContain('would send 1 commit and 1 branch in 1 batch,');
  expect((await run(['push', '--dry-run', '--repo', folder])).told).toMatch(/^local\/throughline-test-\S+ is the name/);
});

test('push reads the secret from a file and signs with it', async () => {
  const signatures: unknown[] = [];
  const answering: typeof fetch = async (_, init) => {
    signatures.push(new Headers(init?.headers).get('x-hub-signature-256'));
    return new Response(null, { status: 202 });
  };
  const folder = repositoryOf([{ mark: 1 }]);
  const secretFile = join(temporaryFolder(), 'secret');
  writeFileSync(secretFile, 'from the file\n');
  const words = ['push', '--url', 'https://example.com/hook', '--repo', folder, '--all'];
  await run([...words, '--secret-file', secretFile], { fetch: answering });
  await run(words, { fetch: answering, environment: { THROUGHLINE_SECRET: 'from the file' } });
  await run(words, { fetch: answering, environment: { THROUGHLINE_SECRET: 'another' } });
  expect(signatures[0]).toBe(signatures[1]);
  expect(signatures[2]).not.toBe(signatures[0]);
});

test('an interruption says how to continue', async () => {
  const stop = new AbortController();
  stop.abort();
  const { code, told } = await run(['push', '--dry-run', '--repo', repositoryOf([{ mark: 1 }])], {
    signal: stop.signal,
  });
  expect(told).toContain('Run the same command again');
  expect(code).toBe(130);
});

describe('explain', () => {
  test('prints what the local host says', async () => {
    const server = createServer((request, response) => {
      const known = request.url === '/__throughline/explain?of=PAY-12';
      response.writeHead(known ? 200 : 404).end(known ? 'PAY-12 is served by 3 commits.\n' : '');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await run(['explain', 'PAY-12', '--url', url])).toEqual({
      code: 0,
      printed: 'PAY-12 is served by 3 commits.',
      told: '',
    });
    expect((await run(['explain', 'PAY-13', '--url', url])).told).toContain('knows nothing of PAY-13');
    server.closeAllConnections();
    server.close();
  });

  test('names npm start when no host runs', async () => {
    const refused: typeof fetch = () => Promise.reject(new TypeError('fetch failed'));
    const { code, told } = await run(['explain', 'PAY-12'], { fetch: refused });
    expect(told).toMatch(/No local host answers at http:\/\/localhost:\d+\. Start it with npm start/);
    expect(code).toBe(1);
  });
});
