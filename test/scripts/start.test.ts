/** What `npm start` says of words it does not understand and of ports that are taken, before it builds anything. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(__dirname, '../..');
/** Nothing can be built here: whatever is said was said before. */
let bare: string;

beforeAll(() => {
  bare = mkdtempSync(join(tmpdir(), 'throughline-start-'));
  cpSync(join(root, 'scripts'), join(bare, 'scripts'), { recursive: true });
  cpSync(join(root, 'package.json'), join(bare, 'package.json'));
  mkdirSync(join(bare, 'demo'));
  mkdirSync(join(bare, 'showcase'));
});
afterAll(() => rmSync(bare, { recursive: true, force: true }));

function start(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(bare, 'scripts/start.mjs'), ...words], {
    cwd: bare,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

it.each`
  words                                                     | says
  ${['--sql', 'oracle']}                                    | ${'--sql is sqlite or mariadb, not "oracle".'}
  ${['--colour']}                                           | ${"Unknown option '--colour'."}
  ${['--port']}                                             | ${"Option '--port <value>' argument missing."}
  ${['--port', 'x']}                                        | ${'--port must be a port from 1 to 65534, not "x".'}
  ${['--at', 'tomorrow']}                                   | ${'--at does not name an instant: tomorrow.'}
  ${['--data', 'nowhere']}                                  | ${'--data names no folder: there is no '}
  ${['--on', '2026-02-30']}                                 | ${'--on does not name a day: 2026-02-30. Write it like 2026-03-18.'}
  ${['--on', 'monday']}                                     | ${'--on does not name a day: monday.'}
  ${['--on', '2026-03-18', '--at', '2026-03-18T09:00:00Z']} | ${'--at and --on each say when to open: give one of them.'}
  ${['--showcase', '--data', 'demo']}                       | ${'--showcase and --data each name what to open: give one of them.'}
  ${['demo']}                                               | ${"Unexpected argument 'demo'."}
`('$words: $says', ({ words, says }: { words: string[]; says: string }) => {
  const { status, stdout, stderr } = start(...words);
  expect(stderr).toContain(says);
  expect(stderr).toMatch(/\nnpm start -- --help lists the options\.\n$/);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
});

it.each`
  words                                   | order
  ${[]}                                   | ${{ folder: 'demo', showcase: false, at: undefined }}
  ${['--data', 'showcase']}               | ${{ folder: 'showcase', showcase: false, at: undefined }}
  ${['--showcase']}                       | ${{ folder: 'showcase', showcase: true, at: undefined }}
  ${['--showcase', '--on', '2026-03-18']} | ${{ folder: 'showcase', showcase: true, at: '2026-03-18T09:00:00.000Z' }}
  ${['--on', '2017-11-14']}               | ${{ folder: 'demo', showcase: false, at: '2017-11-14T09:00:00.000Z' }}
`('$words opens $order', ({ words, order }: { words: string[]; order: unknown }) => {
  const script = `import('${pathToFileURL(join(bare, 'scripts/start-options.mjs')).href}')
    .then(({ readOptions }) => console.log(JSON.stringify(readOptions(${JSON.stringify(words)}))));`;
  const { stdout } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  const { dataFolder, showcase, at } = JSON.parse(stdout) as { dataFolder: string; showcase: boolean; at?: number };
  expect({ folder: basename(dataFolder), showcase, at: at && new Date(at).toISOString() }).toEqual(order);
});

it('lists its options without building', () => {
  expect(start('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('--app-port <n>'), stderr: '' });
});

describe('a port that is taken', () => {
  let server: Server;
  let port: number;
  beforeAll(async () => {
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(() => server.close());

  it('is named, with another to start on', () => {
    const { status, stderr } = start('--port', String(port));
    expect(stderr).toMatch(new RegExp(`^\nPort ${port} is taken\\. Start on others: npm start -- --port \\d+\n$`));
    expect(status).toBe(1);
  });

  it('is named after the one that was asked for when the frames need it', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const free = (other.address() as AddressInfo).port;
    other.close();
    await once(other, 'close');
    const { stderr } = start('--port', String(free), '--app-port', String(port));
    expect(stderr).toContain(`port ${port}, where the app's frames come from, is taken`);
  });
});
