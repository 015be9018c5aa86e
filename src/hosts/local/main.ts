/** `npm start`: opens the local host on a data set and says where it is. */
import { join } from 'node:path';
import { createHost } from './host';
import { buildFunctions } from './platform/functions-bundle';
import { projectRoot } from './platform/host-script';
import { openShowcase } from './showcase/open-showcase';

/** What scripts/start-options.mjs makes of the words after `npm start --`. */
interface StartOrder {
  readonly port: number;
  readonly appPort: number;
  /** Scenario files when it is the showcase. */
  readonly dataFolder: string;
  readonly showcase: boolean;
  readonly at?: number;
  readonly sqlEngine: 'sqlite' | 'own-mariadb';
  readonly storageFolder?: string;
  /** From the project's folder. */
  readonly secretFile: string;
}

async function main(): Promise<void> {
  const [, , words] = process.argv;
  if (words === undefined) throw new Error('The host is opened by npm start, which says where and on what.');
  const { sqlEngine, secretFile, showcase, dataFolder: given, ...order } = JSON.parse(words) as StartOrder;
  const root = projectRoot();
  const dataFolder = showcase ? openShowcase(given, join(root, '.local/showcase'), order.at) : given;
  const bundleFolder = join(root, 'dist/functions');
  const built = await buildFunctions({ appFolder: root, bundleDir: bundleFolder });
  say(built.reused ? 'The functions are built already' : `Built the functions: ${Math.round(built.bytes / 1024)} KB`);

  const startedAt = performance.now();
  const host = await createHost({
    appFolder: root,
    bundleFolder,
    shellFolder: join(root, 'src/hosts/local/shell/dist'),
    ...order,
    dataFolder,
    sql: { engine: sqlEngine },
    secretFile: join(root, secretFile),
    webTriggerSeedFile: join(root, '.local/web-trigger-seed'),
    say,
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
${trigger ? `    Send commits npx throughline push --repo <repository> --url ${trigger} --secret-file ${secretFile}\n` : ''}
`);
}

function say(line: string): void {
  process.stdout.write(`  ${line}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
