/** `npm start`: opens the local host on a data set and says where it is. */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createHost, type HostOptions } from './host';
import { buildFunctions } from './platform/functions-bundle';
import { projectRoot } from './platform/host-script';

const DEFAULT_PORT = 4100;

const help = `Opens Throughline in a stand-in for Jira and Forge, on this machine only.

  npm start -- [options]

  --port <n>          where the site is                     (${DEFAULT_PORT})
  --app-port <n>      where the app's frames come from      (the port after it)
  --data <folder>     a data set                            (demo)
  --at <instant>      opens at this instant, ISO 8601       (the data set says)
  --sql <engine>      sqlite, or mariadb when it is installed (sqlite)
  --storage <folder>  keeps what the app stores between starts; memory forgets it (memory)
  --help              this text
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: String(DEFAULT_PORT) },
      'app-port': { type: 'string' },
      data: { type: 'string', default: 'demo' },
      at: { type: 'string' },
      sql: { type: 'string', default: 'sqlite' },
      storage: { type: 'string', default: 'memory' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return;
  }
  const root = projectRoot();
  const port = portFrom('--port', values.port);
  const at = values.at === undefined ? undefined : Date.parse(values.at);
  if (Number.isNaN(at))
    throw new Error(`--at does not name an instant: ${values.at}. Write it like 2017-11-13T09:00:00Z.`);
  const bundleFolder = join(root, 'dist/functions');
  const built = await buildFunctions({ appFolder: root, bundleDir: bundleFolder });
  say(built.reused ? 'The functions are built already' : `Built the functions: ${Math.round(built.bytes / 1024)} KB`);

  // Each port has its own site, and so its own secret.
  const secretFile = join(root, `.local/signing-secret${port === DEFAULT_PORT ? '' : `-${port}`}`);
  const startedAt = performance.now();
  const host = await createHost({
    appFolder: root,
    bundleFolder,
    shellFolder: join(root, 'src/hosts/local/shell/dist'),
    dataFolder: resolve(values.data),
    port,
    appPort: values['app-port'] === undefined ? port + 1 : portFrom('--app-port', values['app-port']),
    sql: sqlFrom(values.sql),
    secretFile,
    webTriggerSeedFile: join(root, '.local/web-trigger-seed'),
    say,
    ...(at !== undefined && { at }),
    ...(values.storage !== 'memory' && { storageFolder: resolve(values.storage) }),
  });
  say(`Local Jira is at ${host.siteOrigin} and fills while you look`);
  let closing = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (closing) return;
      closing = true;
      void host.close().then(() => process.exit(0));
    });
  }
  try {
    await host.open();
  } catch (error) {
    // The site stays up: its Host page shows what was called and what failed.
    say(`Could not bring the site up to its present: ${String(error)}`);
    say('Look at the Local host page of the site, or stop with Ctrl+C.');
    process.exitCode = 1;
    return;
  }
  host.startTicking();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const trigger = host.shell.webTriggerUrl();
  process.stdout.write(`
  Ready after ${seconds} s.

    Open         ${host.siteOrigin}
    Stop         Ctrl+C
${trigger ? `    Send commits npx throughline push --repo <repository> --url ${trigger} --secret-file ${secretFile.slice(root.length + 1)}\n` : ''}
`);
}

function portFrom(option: string, text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new Error(`${option} must be a port from 1 to 65535, not "${text}".`);
  return port;
}

function sqlFrom(engine: string): NonNullable<HostOptions['sql']> {
  if (engine === 'sqlite') return { engine: 'sqlite' };
  if (engine === 'mariadb') return { engine: 'own-mariadb' };
  throw new Error(`--sql is sqlite or mariadb, not "${engine}".`);
}

function say(line: string): void {
  process.stdout.write(`  ${line}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
